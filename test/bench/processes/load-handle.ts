// Starts a load process and sends it requests.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { KeySpace, LoadPlan, LoadReply, LoadRequest, LoadResult, Target } from "../load/load-plan.ts";
import { bundleFolder } from "./bench-folders.ts";

/** A load process with an open target. */
export class LoadHandle {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts a process and opens the target in it. Rejects if the target cannot be reached. */
  static async open(target: Target): Promise<LoadHandle> {
    const child = fork(join(bundleFolder, "load-process.js"), {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const handle = new LoadHandle(child);
    try {
      await handle.#request({ type: "open", target });
    } catch (cause) {
      child.kill("SIGKILL");
      throw cause;
    }
    return handle;
  }

  /** Writes every record of the key space. */
  async fill(keys: KeySpace): Promise<void> {
    await this.#request({ type: "fill", keys });
  }

  /** Runs load. Failed operations do not reject; they are counted in the result. */
  async run(plan: LoadPlan): Promise<LoadResult> {
    const { result } = await this.#request({ type: "run", plan });
    if (result === undefined) throw new Error("the load process returned no result");
    return result;
  }

  /** Closes the target and ends the process. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 3_000);
    this.#child.send({ type: "close" } satisfies LoadRequest);
    await ended;
    clearTimeout(timer);
  }

  #request(request: LoadRequest): Promise<Extract<LoadReply, { type: "done" }>> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`the load process exited with code ${code}`));
      this.#child.once("exit", onExit);
      this.#child.once("message", (reply: LoadReply) => {
        this.#child.off("exit", onExit);
        if (reply.type === "done") resolve(reply);
        else reject(new Error(reply.message));
      });
      this.#child.send(request, (error) => error && reject(error));
    });
  }
}
