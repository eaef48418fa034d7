// The queue of writes: one LMDB transaction at a time, each planned against the stored
// data when it reaches the head of the queue. A write succeeds only after it is on disk.
// When the disk is full, writes that need no space still succeed and others fail; after a
// failed flush no more writes are accepted.
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { DriverEvent } from "../../store/driver.ts";
import type { EmbeddedEnvironment, Write } from "./embedded-environment.ts";
import { classifyWriteError, flushFailedError, fullError, stoppedError } from "./embedded-errors.ts";

/** One write in the queue. */
export interface WriteJob {
  /** Whether it has already ended, for example by its deadline; it is then skipped. */
  readonly isEnded: boolean;
  /**
   * Plans what to write. Called when the job reaches the head of the queue, and once more with 0 free bytes if the
   * disk turned out to be full: then everything that needs space must fail within the job. Throws a StoreError if
   * nothing can be written.
   */
  plan(freeBytes: number): readonly Write[];
  /** Called once all of the last plan is on disk. */
  done(): void;
  /** Called if it was not written. */
  fail(error: StoreError): void;
}

/** The dependencies of a write queue. */
export interface WriteQueueDependencies {
  readonly environment: EmbeddedEnvironment;
  readonly directory: string;
  readonly mapBytesMax: number;
  readonly waitingMax: number;
  readonly log: (event: DriverEvent) => void;
}

// With more free bytes in the file than this, the pages in use are not counted.
const freeBytesAmple = 64 * 2 ** 20;

/** The write queue of one data file. */
export class EmbeddedWriteQueue {
  readonly #dependencies: WriteQueueDependencies;
  readonly #waiting: WriteJob[] = [];
  readonly #idleListeners: (() => void)[] = [];
  #isRunning = false;
  #isFull = false;
  #stopCause: { readonly cause: unknown } | undefined;

  constructor(dependencies: WriteQueueDependencies) {
    this.#dependencies = dependencies;
  }

  /** Whether a flush failed, so that nothing can be written any more. */
  get isStopped(): boolean {
    return this.#stopCause !== undefined;
  }

  /** Adds a job; it runs at once if the queue is empty. Throws `overloaded` if the queue is full. */
  add(job: WriteJob): void {
    const { waitingMax } = this.#dependencies;
    if (this.#waiting.length >= waitingMax) {
      throw new StoreError("overloaded", `the queue of writes is full (${waitingMax} writes)`);
    }
    this.#waiting.push(job);
    if (!this.#isRunning) void this.#runAll();
  }

  /** Resolves when no job is waiting or in flight. */
  async idle(): Promise<void> {
    if (!this.#isRunning) return;
    await new Promise<void>((resolve) => this.#idleListeners.push(resolve));
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      await this.#run(job);
    }
    this.#isRunning = false;
    for (const listener of this.#idleListeners.splice(0)) listener();
  }

  async #run(job: WriteJob): Promise<void> {
    if (job.isEnded) return;
    try {
      if (this.#stopCause !== undefined) throw stoppedError(this.#stopCause.cause);
      await this.#write(job, this.#freeBytes());
    } catch (thrown) {
      job.fail(asStoreError(thrown));
    }
  }

  async #write(job: WriteJob, freeBytes: number): Promise<void> {
    const writes = job.plan(freeBytes);
    try {
      if (writes.length > 0) await this.#dependencies.environment.write(writes);
    } catch (cause) {
      const full = await this.#recover(writes, cause);
      // The plan already needed no space, so not even removals can succeed.
      if (freeBytes === 0) throw full;
      return this.#write(job, 0);
    }
    if (freeBytes > 0) this.#setFull(false, undefined);
    job.done();
  }

  // The error of a full disk; throws if the disk failed.
  async #recover(writes: readonly Write[], cause: unknown): Promise<StoreError> {
    const { environment, directory } = this.#dependencies;
    const bytes = writes.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    try {
      // An error that cannot be classified, for example for lack of a file descriptor, also stops the writing.
      const error = await classifyWriteError(cause, directory, bytes);
      if (error.type === "stop") throw error.cause;
      environment.probe();
    } catch {
      throw this.#stop(cause);
    }
    this.#setFull(true, cause);
    return fullError(cause);
  }

  #stop(cause: unknown): StoreError {
    this.#stopCause = { cause };
    const message = "a flush to disk failed: the store accepts no more writes; restart the process";
    this.#dependencies.log({ level: "error", message, cause });
    return flushFailedError(cause);
  }

  #setFull(isFull: boolean, cause: unknown): void {
    if (this.#isFull === isFull) return;
    this.#isFull = isFull;
    const { log } = this.#dependencies;
    if (isFull) log({ level: "error", message: "the disk is full: writes that need space fail", cause });
    else log({ level: "info", message: "the disk has free space again" });
  }

  // Pages in use are counted only near the limit, where free pages within the file matter.
  #freeBytes(): number {
    const { environment, mapBytesMax } = this.#dependencies;
    const beyondFile = mapBytesMax - environment.fileBytes();
    if (beyondFile >= freeBytesAmple) return beyondFile;
    return Math.max(mapBytesMax - environment.usedBytes(), 0);
  }
}
