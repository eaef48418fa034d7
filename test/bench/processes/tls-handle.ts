// The bench's end of a `tls-sidecar` process.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { nodeFlags } from "../../../scripts/node-flags.mjs";
import { bundleFolder } from "./bench-folders.ts";

/** A `tls-sidecar` that runs. */
export class TlsHandle {
  readonly #child: ChildProcess;
  readonly address: string;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
  }

  /** Starts one, with or without TLS, and waits until it serves. */
  static async start(withTls: boolean): Promise<TlsHandle> {
    const words = [...nodeFlags, join(bundleFolder, "tls-sidecar.js"), ...(withTls ? ["--tls"] : [])];
    const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the process ended with ${code} before it served`);
    });
    const [said] = await Promise.race([once(child.stdout, "data"), ended]);
    // It will end one day, and by then nobody waits for it.
    ended.catch(() => undefined);
    return new TlsHandle(child, String(said).trim());
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}
