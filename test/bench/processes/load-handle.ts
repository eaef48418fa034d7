// The bench's end of a load process.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { KeySpace, LoadAnswer, LoadPlan, LoadQuestion, LoadResult, Target } from "../load/load-plan.ts";
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
      await handle.#ask({ type: "open", target });
    } catch (cause) {
      child.kill("SIGKILL");
      throw cause;
    }
    return handle;
  }

  /** Writes every record of the key space. */
  async fill(keys: KeySpace): Promise<void> {
    await this.#ask({ type: "fill", keys });
  }

  /** Runs load. Resolves also if operations failed; the result says so. */
  async run(plan: LoadPlan): Promise<LoadResult> {
    const { result } = await this.#ask({ type: "run", plan });
    if (result === undefined) throw new Error("the load process gave no result");
    return result;
  }

  /** Closes the target and ends the process. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 3_000);
    this.#child.send({ type: "close" } satisfies LoadQuestion);
    await ended;
    clearTimeout(timer);
  }

  #ask(question: LoadQuestion): Promise<Extract<LoadAnswer, { type: "done" }>> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`the load process ended with ${code}`));
      this.#child.once("exit", onExit);
      this.#child.once("message", (answer: LoadAnswer) => {
        this.#child.off("exit", onExit);
        if (answer.type === "done") resolve(answer);
        else reject(new Error(answer.message));
      });
      this.#child.send(question, (error) => error && reject(error));
    });
  }
}
