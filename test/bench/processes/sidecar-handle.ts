// A sidecar process: the bundle with the Node flags of `npm start`, on free ports and otherwise with default options.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeEnvironment, nodeFlags } from "../../../scripts/node-flags.mjs";
import { residentBytes } from "../measure/process-usage.ts";
import { root } from "./bench-folders.ts";
import { plantedProgram } from "./planted-build.ts";

/** Options of the sidecar to start. */
export interface SidecarOptions {
  /** The store's URL: `memory:`, `redis://…`. */
  readonly store: string;
  readonly transport: "wire" | "grpc-js";
  /** The busy wait to plant in every call on the store, in µs. Default: none; the sidecar is the unmodified product. */
  readonly plantedUs?: number;
  /** Additional flags. */
  readonly flags?: readonly string[];
}

/** The name of the store. */
export const storeName = "bench";

const startMsMax = 20_000;

/** A running sidecar. */
export class SidecarHandle {
  readonly #child: ChildProcess;
  readonly #folder: string;
  #stdout = "";
  #stderr = "";

  private constructor(program: string, { store, transport, flags = [] }: SidecarOptions) {
    this.#folder = mkdtempSync(join(tmpdir(), "pillion-bench-"));
    const own = ["--dapr-grpc-port=0", "--dapr-http-port=0", `--data-dir=${join(this.#folder, "data")}`];
    const chosen = [`--grpc-transport=${transport}`, `--store=${storeName}=${store}`];
    this.#child = spawn(process.execPath, [...nodeFlags, program, ...own, ...chosen, ...flags], {
      env: { ...nodeEnvironment, PATH: process.env.PATH ?? "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-10_000);
    });
  }

  /** Starts a sidecar and waits until it serves. Rejects with its output if it does not. */
  static async start(options: SidecarOptions): Promise<SidecarHandle> {
    const { plantedUs = 0 } = options;
    const program = plantedUs > 0 ? await plantedProgram(plantedUs) : join(root, "dist/pillion.js");
    const sidecar = new SidecarHandle(program, options);
    try {
      await sidecar.#serving();
    } catch (cause) {
      await sidecar.stop();
      throw cause;
    }
    return sidecar;
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error("the sidecar could not be started");
    return pid;
  }

  /** Its gRPC address. */
  get address(): string {
    const address = /^ {2}gRPC +(\S+)/m.exec(this.#stdout)?.[1];
    if (address === undefined) throw new Error(`the sidecar's output has no gRPC address:\n${this.#stdout}`);
    return address;
  }

  /** Resident memory, in MB of 10^6 bytes. */
  get residentMb(): number {
    return residentBytes(this.pid) / 1e6;
  }

  /** Stops it and removes its data. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #serving(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`the sidecar ${why}:\n${this.#stdout}${this.#stderr}`));
      const timer = setTimeout(() => fail(`did not serve within ${startMsMax} ms`), startMsMax);
      this.#child.once("error", (cause) => fail(`could not be started: ${cause.message}`));
      this.#child.once("exit", (code) => fail(`exited with code ${code}`));
      this.#child.stdout?.on("data", () => {
        if (!this.#stdout.includes("\nTry:\n")) return;
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
