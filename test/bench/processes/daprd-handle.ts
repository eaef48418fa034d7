// A daprd process: the program that the user names, with one state store, on free ports of 127.0.0.1 and otherwise with
// default options. Messages do not contain the program's path, because they are stored in the results.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../../servers/server-process.ts";
import { residentBytes } from "../measure/process-usage.ts";

/** The name of daprd's state store. */
export const daprdStoreName = "statestore";

const startMsMax = 20_000;
const pollMs = 50;

/** The component file of a store, by the scheme of its URL. */
export function daprdComponent(storeUrl: string): string {
  const { protocol, host } = new URL(storeUrl);
  const isRedis = protocol === "redis:";
  const [type, version, name, value] = isRedis
    ? ["state.redis", "v1", "redisHost", host]
    : ["state.postgresql", "v2", "connectionString", storeUrl];
  return `apiVersion: dapr.io/v1alpha1
kind: Component
metadata:
  name: ${daprdStoreName}
spec:
  type: ${type}
  version: ${version}
  metadata:
  - name: ${name}
    value: ${JSON.stringify(value)}
`;
}

/** The output of the program's `--version`. Throws RangeError if it cannot be run. */
export function daprdVersion(program: string): string {
  try {
    return execFileSync(program, ["--version"], { encoding: "utf8", timeout: 10_000 }).trim();
  } catch {
    throw new RangeError("--daprd: the program cannot be run");
  }
}

/** A running daprd. */
export class DaprdHandle {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #httpPort: number;
  /** Its gRPC address. */
  readonly address: string;
  #output = "";

  private constructor(program: string, storeUrl: string, [grpc, http, metrics, internal]: readonly number[]) {
    this.#folder = mkdtempSync(join(tmpdir(), "pillion-bench-daprd-"));
    writeFileSync(join(this.#folder, "store.yaml"), daprdComponent(storeUrl));
    this.#httpPort = http ?? 0;
    this.address = `127.0.0.1:${grpc}`;
    const words = [
      "--app-id=bench-daprd",
      `--dapr-grpc-port=${grpc}`,
      `--dapr-http-port=${http}`,
      `--dapr-internal-grpc-port=${internal}`,
      `--metrics-port=${metrics}`,
      "--dapr-listen-addresses=127.0.0.1",
      "--metrics-listen-address=127.0.0.1",
      "--log-level=warn",
      `--resources-path=${this.#folder}`,
    ];
    this.#child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output = (this.#output + text).slice(-4_000);
      });
  }

  /** Starts a daprd with a Redis or Postgres store and waits until the store is ready. Rejects with its output if that fails. */
  static async start(program: string, storeUrl: string): Promise<DaprdHandle> {
    const ports = await Promise.all(Array.from({ length: 4 }, () => freePort()));
    const daprd = new DaprdHandle(program, storeUrl, ports);
    try {
      await daprd.#serving();
    } catch (cause) {
      await daprd.stop();
      throw cause;
    }
    return daprd;
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error("daprd could not be started");
    return pid;
  }

  /** Resident memory, in MB of 10^6 bytes. */
  get residentMb(): number {
    return residentBytes(this.pid) / 1e6;
  }

  /** Stops it and removes its component. */
  async stop(): Promise<void> {
    if (this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      // On SIGTERM, daprd waits five seconds before it exits.
      const timer = setTimeout(() => this.#child.kill("SIGKILL"), 500);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #serving(): Promise<void> {
    let ended: string | undefined;
    this.#child.once("error", () => {
      ended = "could not be started";
    });
    this.#child.once("exit", (code) => {
      ended = `exited with code ${code}`;
    });
    const until = performance.now() + startMsMax;
    while (performance.now() < until && ended === undefined) {
      if (await this.#isHealthy()) return;
      await delay(pollMs);
    }
    throw new Error(`daprd ${ended ?? `was not ready within ${startMsMax} ms`}:\n${this.#output}`);
  }

  async #isHealthy(): Promise<boolean> {
    const url = `http://127.0.0.1:${this.#httpPort}/v1.0/healthz/outbound`;
    return fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
