// A real daprd and Pillion, started from the same files: the two sidecars of every
// comparison. Tests reach each of them only by its addresses.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, credentials, type ServiceError } from "@grpc/grpc-js";
import { inject } from "vitest";
import type { SwapTarget } from "../e2e/dapr/swap-sidecar.ts";
import { SidecarProcess } from "../e2e/sidecar-process.ts";
import { createServerFolder } from "../servers/run-folder.ts";
import { freePort, ServerProcess } from "../servers/server-process.ts";

/** A running sidecar. */
export interface RunningSidecar {
  readonly name: "daprd" | "pillion";
  /** `host:port`. */
  readonly grpc: string;
  readonly http: string;
  readonly metrics: string;
  readonly end: () => Promise<void>;
}

/** How a sidecar is started. */
export interface SidecarOptions {
  /** Documents of the resources folder. */
  readonly resources: readonly string[];
  /** The text of a Configuration. */
  readonly configuration?: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: `shop`. */
  readonly appId?: string;
  /** Further flags. */
  readonly flags?: readonly string[];
}

interface Prepared {
  readonly folder: string;
  readonly args: readonly string[];
  readonly ports: readonly [grpc: number, http: number, metrics: number];
}

async function prepared(kind: string, options: SidecarOptions): Promise<Prepared> {
  const folder = createServerFolder(inject("testServers").run, kind);
  const resources = join(folder, "resources");
  mkdirSync(resources);
  for (const [index, text] of options.resources.entries())
    writeFileSync(join(resources, `part-${index}.yaml`), text);
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const args = [
    `--app-id=${options.appId ?? "shop"}`,
    `--resources-path=${resources}`,
    `--dapr-grpc-port=${ports[0]}`,
    `--dapr-http-port=${ports[1]}`,
    `--metrics-port=${ports[2]}`,
    "--dapr-listen-addresses=127.0.0.1",
    ...(options.flags ?? []),
  ];
  if (options.configuration !== undefined) {
    const file = join(folder, "configuration.yaml");
    writeFileSync(file, options.configuration);
    args.push(`--config=${file}`);
  }
  return { folder, args, ports };
}

function sidecarOf(
  name: RunningSidecar["name"],
  ports: Prepared["ports"],
  end: RunningSidecar["end"],
): RunningSidecar {
  const [grpc, http, metrics] = ports.map((port) => `127.0.0.1:${port}`);
  return { name, grpc: grpc ?? "", http: http ?? "", metrics: metrics ?? "", end };
}

/** Starts the daprd that TEST_DAPRD names. Rejects with its log if it does not start. */
export async function startDaprd(options: SidecarOptions): Promise<RunningSidecar> {
  const program = process.env.TEST_DAPRD;
  if (program === undefined) throw new Error("TEST_DAPRD is not set; run these tests with: npm run daprd");
  const { folder, args, ports } = await prepared("daprd", options);
  const daprd = new ServerProcess({
    command: program,
    args: [...args, `--dapr-internal-grpc-port=${await freePort()}`, "--dapr-graceful-shutdown-seconds=1"],
    folder,
    ready: /dapr initialized\. Status: Running/,
    stopSignal: "SIGTERM",
    env: { ...options.environment },
  });
  await daprd.start();
  return sidecarOf("daprd", ports, () => daprd.stop());
}

/** Starts a Pillion on the same files, from the bundle that `npm run daprd` built. */
export async function startPillion(options: SidecarOptions): Promise<RunningSidecar> {
  const { folder, args, ports } = await prepared("pillion", options);
  const process = new SidecarProcess([...args, `--data-dir=${join(folder, "data")}`], options.environment);
  await process.running();
  return sidecarOf("pillion", ports, async () => {
    await process.end();
    await process.dispose();
  });
}

/** A sidecar in the form that `SwapSidecar` uses, with a function that closes the connection. */
export function targetOf(sidecar: RunningSidecar): SwapTarget & { readonly close: () => void } {
  const client = new Client(sidecar.grpc, credentials.createInsecure());
  return {
    address: () => sidecar.http,
    close: () => client.close(),
    call: (method, request) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          method.path,
          (message: typeof request) => Buffer.from(method.request.encode(message)),
          (bytes: Buffer) => method.response.decode(bytes),
          request,
          (error: ServiceError | null, reply) =>
            error === null && reply !== undefined ? resolve(reply) : reject(error),
        );
      }),
  };
}
