// A real sidecar process for tests: started from the bundle, called over gRPC, and
// always stopped at the end of the test.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { StateStoreMethods } from "@pillion/proto";
import type { Method } from "@pillion/wire";
import { inject } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The bundle. */
export const program = join(root, "dist/pillion.js");
const startMsMax = 15_000;

// A project without a transport uses the default of the process.
const transport: string | undefined = inject("transport");
const choice = transport === undefined ? undefined : { PILLION_GRPC_TRANSPORT: transport };

/** Builds the bundle if it is stale. */
export function ensureBuilt(): void {
  execFileSync(process.execPath, [join(root, "scripts/build.mjs"), "--sidecar", "--if-stale"], {
    stdio: "inherit",
  });
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Waits for a condition until a deadline. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  msMax = startMsMax,
): Promise<void> {
  const end = performance.now() + msMax;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not within ${msMax} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A process of the sidecar. */
export class SidecarProcess {
  readonly child: ChildProcess;
  readonly exit: Promise<Exit>;
  stdout = "";
  stderr = "";
  readonly #clients: Client[] = [];

  constructor(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    entry: string = program,
    nodeWords: readonly string[] = [],
    shell?: string,
  ) {
    const command = [process.execPath, ...nodeWords, entry, ...words];
    const [file = "", ...args] =
      shell === undefined ? command : ["sh", "-c", `${shell} && exec "$@"`, "sh", ...command];
    this.child = spawn(file, args, {
      env: { PATH: process.env.PATH ?? "", ...choice, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.exit = once(this.child, "exit").then(([code, signal]) => ({ code, signal }) as Exit);
  }

  /** Resolves when it serves; rejects with its output if it exits before. */
  async running(): Promise<this> {
    const ended = this.exit.then(({ code }) => {
      throw new Error(`exited with ${code}:\n${this.stderr}`);
    });
    const serves = until(
      "the process serves",
      () => this.stdout.includes("\nTry:\n") && this.stdout.endsWith("\n"),
    );
    await Promise.race([serves, ended]);
    return this;
  }

  /** Returns an address from the banner. */
  address(name: "gRPC" | "HTTP" | "metrics" | "probes"): string {
    const address = new RegExp(`^ {2}${name} +(\\S+)`, "m").exec(this.stdout)?.[1];
    if (address === undefined) throw new Error(`no ${name} in:\n${this.stdout}`);
    return address;
  }

  /** Calls a method; rejects with grpc-js' ServiceError. */
  call<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO, false, false>,
    request: RI,
    metadata: Readonly<Record<string, string>> = {},
  ): Promise<PO> {
    this.#clients[0] ??= new Client(this.address("gRPC"), credentials.createInsecure());
    const [client] = this.#clients;
    const headers = new Metadata();
    for (const [name, value] of Object.entries(metadata)) headers.set(name, value);
    return new Promise((resolve, reject) => {
      client?.makeUnaryRequest(
        method.path,
        (message: RI) => Buffer.from(method.request.encode(message)),
        (bytes: Buffer) => method.response.decode(bytes),
        request,
        headers,
        { deadline: Date.now() + 10_000 },
        (error: ServiceError | null, reply?: PO) => (error === null ? resolve(reply as PO) : reject(error)),
      );
    });
  }

  /** Writes a text. */
  set(key: string, text: string) {
    return this.call(StateStoreMethods.set, { key, value: Buffer.from(text) });
  }

  /** Reads a text; undefined if the key does not exist. */
  async get(key: string): Promise<string | undefined> {
    const { found, record } = await this.call(StateStoreMethods.get, { key });
    return found ? Buffer.from(record?.value ?? []).toString() : undefined;
  }

  /** Requests an HTTP path; resolves to its status and text. */
  async http(
    path: string,
    name: "HTTP" | "metrics" | "probes" = "HTTP",
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`http://${this.address(name)}${path}`, {
      signal: AbortSignal.timeout(5_000),
    });
    return { status: response.status, text: await response.text() };
  }

  /** Returns the lines of the log, parsed as JSON. */
  log(): Record<string, unknown>[] {
    return this.stderr
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Sends a signal and waits for the exit. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<Exit> {
    this.child.kill(signal);
    return this.exit;
  }

  /** Kills it if it is still running. */
  async dispose(): Promise<void> {
    for (const client of this.#clients) client.close();
    if (this.child.exitCode === null && this.child.signalCode === null) await this.end("SIGKILL");
  }
}

/** Processes and a folder for one test file. */
export class ProcessFixture {
  readonly folder = mkdtempSync(join(tmpdir(), "pillion-process-"));
  #processes: SidecarProcess[] = [];

  /**
   * Starts a process with its data in the folder, on free ports, unless the arguments say otherwise. `shell` is a command that
   * is run before it in the same process, such as `ulimit` or `umask`.
   */
  spawn(
    words: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
    shell?: string,
  ): SidecarProcess {
    const free = ["--dapr-grpc-port=0", "--dapr-http-port=0", `--data-dir=${join(this.folder, "data")}`];
    const started = new SidecarProcess([...free, ...words], environment, program, [], shell);
    this.#processes.push(started);
    return started;
  }

  /** As `spawn`, and waits until it serves. */
  start(
    words: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<SidecarProcess> {
    return this.spawn(words, environment).running();
  }

  /** Kills processes that are still running and removes the folder. */
  async dispose(): Promise<void> {
    await Promise.all(this.#processes.map((each) => each.dispose()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
