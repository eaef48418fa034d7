// Where writes stand in line: one transaction at a time, each decided against
// what is stored at the moment it departs. What holds: a write that is answered
// is on disk; when the disk is full what needs no room is still done and all
// else is refused; after a failed flush nothing is ever written again.
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { DriverEvent } from "../../store/driver.ts";
import type { EmbeddedEnvironment, Write } from "./embedded-environment.ts";
import { flushFailedError, fullError, judgeWriteFault, stoppedError } from "./embedded-errors.ts";

/** One transaction to be. */
export interface LaneJob {
  /** Whether nobody waits for it any more; it is then left out. */
  readonly isOver: boolean;
  /**
   * What to write, decided now. Called when the job departs, and once more if the disk turned out to be full, with no
   * room: what needs some is then to fail in its own place. Throws a StoreError if nothing is to be done at all.
   */
  plan(roomBytes: number): readonly Write[];
  /** Called once all of the last plan is on disk. */
  done(): void;
  /** Called if it was not done. */
  fail(error: StoreError): void;
}

/** What a lane works with. */
export interface LaneContext {
  readonly environment: EmbeddedEnvironment;
  readonly directory: string;
  readonly mapBytesMax: number;
  readonly waitingMax: number;
  readonly log: (event: DriverEvent) => void;
}

/** Line and transaction of one data file. */
export class EmbeddedLane {
  readonly #context: LaneContext;
  readonly #waiting: LaneJob[] = [];
  readonly #idleListeners: (() => void)[] = [];
  #isRunning = false;
  #isFull = false;
  #stopCause: { readonly cause: unknown } | undefined;

  constructor(context: LaneContext) {
    this.#context = context;
  }

  /** Whether a flush failed, so that nothing can be written any more. */
  get isStopped(): boolean {
    return this.#stopCause !== undefined;
  }

  /** Lets a job depart when its turn comes; at once if nobody else is there. Throws `overloaded` if too many wait. */
  enter(job: LaneJob): void {
    const { waitingMax } = this.#context;
    if (this.#waiting.length >= waitingMax) {
      throw new StoreError("overloaded", `the store has its limit of ${waitingMax} writes waiting`);
    }
    this.#waiting.push(job);
    if (!this.#isRunning) void this.#run();
  }

  /** Resolves when nothing waits or is under way. */
  async idle(): Promise<void> {
    if (!this.#isRunning) return;
    await new Promise<void>((resolve) => this.#idleListeners.push(resolve));
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      await this.#depart(job);
    }
    this.#isRunning = false;
    for (const listener of this.#idleListeners.splice(0)) listener();
  }

  async #depart(job: LaneJob): Promise<void> {
    if (job.isOver) return;
    try {
      if (this.#stopCause !== undefined) throw stoppedError(this.#stopCause.cause);
      await this.#write(job, this.#roomBytes());
    } catch (thrown) {
      job.fail(asStoreError(thrown));
    }
  }

  async #write(job: LaneJob, roomBytes: number): Promise<void> {
    const writes = job.plan(roomBytes);
    try {
      if (writes.length > 0) await this.#context.environment.write(writes);
    } catch (cause) {
      const full = await this.#recover(writes, cause);
      // Without room once already: then not even the freeing of space found any.
      if (roomBytes === 0) throw full;
      return this.#write(job, 0);
    }
    if (roomBytes > 0) this.#setFull(false, undefined);
    job.done();
  }

  // The error of a full disk; throws if the disk failed.
  async #recover(writes: readonly Write[], cause: unknown): Promise<StoreError> {
    const { environment, directory } = this.#context;
    const bytes = writes.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    try {
      // What cannot even be judged, such as for want of a file descriptor, stops the writing as well.
      const fault = await judgeWriteFault(cause, directory, bytes);
      if (fault.type === "stop") throw fault.cause;
      environment.probe();
    } catch {
      throw this.#stop(cause);
    }
    this.#setFull(true, cause);
    return fullError(cause);
  }

  #stop(cause: unknown): StoreError {
    this.#stopCause = { cause };
    this.#context.log({ level: "error", message: "a flush to disk failed: no more writes", cause });
    return flushFailedError(cause);
  }

  #setFull(isFull: boolean, cause: unknown): void {
    if (this.#isFull === isFull) return;
    this.#isFull = isFull;
    if (isFull) this.#context.log({ level: "error", message: "the disk is full: writes are refused", cause });
    else this.#context.log({ level: "info", message: "there is room on the disk again" });
  }

  // Pages in use are counted only near the limit, where the free ones within the file matter.
  #roomBytes(): number {
    const { environment, mapBytesMax } = this.#context;
    const roomInFile = mapBytesMax - environment.fileBytes();
    if (roomInFile >= roomBytesAmple) return roomInFile;
    return Math.max(mapBytesMax - environment.usedBytes(), 0);
  }
}

const roomBytesAmple = 64 * 2 ** 20;
