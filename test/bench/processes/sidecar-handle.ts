// A sidecar as a process of its own: from the bundle, with the flags of
// `npm start`, on free ports, with the options that everybody has by default.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFlags } from "../../../scripts/node-flags.mjs";
import { residentBytes } from "../measure/process-usage.ts";
import { root } from "./bench-folders.ts";
import { plantedProgram } from "./planted-build.ts";

/** What sidecar to start. */
export interface SidecarOptions {
  /** As after `--store bench=`: `memory:`, `redis://…`. */
  readonly store: string;
  readonly transport: "wire" | "grpc-js";
  /** A busy sleep in every call on the store, in µs. Default: none, and then it is the product as it is. */
  readonly plantedUs?: number;
  /** Flags besides. */
  readonly words?: readonly string[];
}

/** The name of the store. */
export const storeName = "bench";

const startMsMax = 20_000;

/** A sidecar that runs. */
export class SidecarHandle {
  readonly #child: ChildProcess;
  readonly #folder: string;
  #stdout = "";
  #stderr = "";

  private constructor(program: string, { store, transport, words = [] }: SidecarOptions) {
    this.#folder = mkdtempSync(join(tmpdir(), "pillion-bench-"));
    const own = ["--dapr-grpc-port=0", "--dapr-http-port=0", `--data-dir=${join(this.#folder, "data")}`];
    const chosen = [`--grpc-transport=${transport}`, `--store=${storeName}=${store}`];
    this.#child = spawn(process.execPath, [...nodeFlags, program, ...own, ...chosen, ...words], {
      env: { PATH: process.env.PATH ?? "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-10_000);
    });
  }

  /** Starts one and waits until it serves. Rejects, with what it said, if it does not. */
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

  /** Where it serves gRPC. */
  get address(): string {
    const address = /^ {2}gRPC +(\S+)/m.exec(this.#stdout)?.[1];
    if (address === undefined) throw new Error(`there is no gRPC address in:\n${this.#stdout}`);
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
      this.#child.once("exit", (code) => fail(`ended with ${code}`));
      this.#child.stdout?.on("data", () => {
        if (!this.#stdout.includes("\nTry:\n")) return;
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
