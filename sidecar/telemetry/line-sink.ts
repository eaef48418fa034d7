// Writes lines to a file descriptor without waiting for it: lines are queued up to
// 1 MiB while the reader is slow; beyond that they are dropped and counted. Why this
// is not sonic-boom: see README.md.
import { write } from "node:fs";

const waitingBytesMax = 1024 * 1024;
const writeBytesMax = 64 * 1024;
const retryDelayMs = 20;

/** A bounded queue of lines before a file descriptor. */
export class LineSink {
  readonly #descriptor: number;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #writing = false;
  #broken = false;
  #dropped = 0;
  #onEmpty: (() => void)[] = [];

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** The number of lines dropped because the reader was too slow or closed. */
  get droppedLines(): number {
    return this.#dropped;
  }

  /** Queues a line, which ends with a newline. Never throws, never blocks. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#broken || this.#waitingBytes + bytes > waitingBytesMax) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(line);
    this.#waitingBytes += bytes;
    this.#next();
  }

  /** Resolves when every line has been written, or after `msMax`. */
  async flush(msMax: number): Promise<void> {
    if (!this.#writing) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#onEmpty.push(resolve);
      timer = setTimeout(resolve, msMax);
    });
    clearTimeout(timer);
  }

  #next(): void {
    if (this.#writing) return;
    if (this.#waiting.length === 0) {
      for (const resolve of this.#onEmpty.splice(0)) resolve();
      return;
    }
    this.#writing = true;
    this.#put(this.#take());
  }

  // Many short lines in one write; a long line alone.
  #take(): Buffer {
    let count = 0;
    let length = 0;
    for (const line of this.#waiting) {
      if (count > 0 && length + line.length > writeBytesMax) break;
      length += line.length;
      count++;
    }
    return Buffer.from(this.#waiting.splice(0, count).join(""));
  }

  #put(bytes: Buffer): void {
    write(this.#descriptor, bytes, (error, written) => {
      const code = error?.code;
      if (code === "EAGAIN" || code === "EBUSY" || code === "EINTR") {
        setTimeout(() => this.#put(bytes), retryDelayMs).unref();
        return;
      }
      const left = error === null ? bytes.subarray(written) : bytes.subarray(0, 0);
      this.#waitingBytes -= bytes.length - left.length;
      if (error !== null) this.#giveUp();
      if (left.length > 0) {
        this.#put(left);
        return;
      }
      this.#writing = false;
      this.#next();
    });
  }

  // The reader has closed for good; the process continues without a log.
  #giveUp(): void {
    this.#broken = true;
    this.#dropped += this.#waiting.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
