// A process that reads lines and prints one line for each.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A running process. Its error output is shown. */
export class LineProcess {
  #child;
  #lines;
  #exited;

  constructor(command, words, folder) {
    this.#child = spawn(command, words, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdin.on("error", () => {});
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#exited = once(this.#child, "close");
  }

  /** Returns the next line. Throws if the process ends before. */
  async next() {
    const { value, done } = await this.#lines.next();
    if (done !== true) return value;
    const [code, signal] = await this.#exited;
    throw new TypeError(`${this.#child.spawnfile} ended with ${signal ?? code} before it printed a line`);
  }

  /** Sends a line and returns the line that the process prints for it. */
  request(line) {
    this.#child.stdin.write(`${line}\n`);
    return this.next();
  }

  /** Sends a signal. */
  kill(signal) {
    this.#child.kill(signal);
  }

  /** Ends its input and waits for its exit. */
  async end() {
    this.#child.stdin.end();
    await this.#exited;
  }
}
