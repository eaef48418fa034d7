// Starts and stops a `tls-sidecar` process.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { nodeFlags } from "../../../scripts/node-flags.mjs";
import { bundleFolder } from "./bench-folders.ts";

/** A running `tls-sidecar`. */
export class TlsHandle {
  readonly #child: ChildProcess;
  readonly address: string;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
  }

  /** Starts the process, with or without TLS, and waits until it serves. */
  static async start(withTls: boolean): Promise<TlsHandle> {
    const args = [...nodeFlags, join(bundleFolder, "tls-sidecar.js"), ...(withTls ? ["--tls"] : [])];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the process exited with code ${code} before it served`);
    });
    const [output] = await Promise.race([once(child.stdout, "data"), ended]);
    // This promise rejects when the process is stopped later; that rejection is expected.
    ended.catch(() => undefined);
    return new TlsHandle(child, String(output).trim());
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Stops the process. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}
