// The one bound of the process on the memory of calls: request bodies that arrive, values
// in flight, and replies that are not yet written. Each user takes what a message occupies,
// copies included, before it exists, and gives it back. What does not fit waits in a
// bounded queue for a bounded time. A message that needs more than the bound is admitted
// while no other large one is in progress.
import type { Clock } from "../../src/index.ts";

/** The settings of a budget. */
export interface MemoryBudgetOptions {
  /** The bound, in bytes. */
  readonly limitBytes: number;
  readonly clock: Clock;
  /** Frees memory that is no longer used, before more is taken than the bound allows to be unused. Default: left to V8. */
  readonly collect?: (() => void) | undefined;
  /** The maximum time to wait for memory, in ms. Default: 3000. */
  readonly waitMsMax?: number;
}

/** One user that waits for memory. */
export interface MemoryWaiter {
  /** What it needs, in bytes; read again at each attempt. */
  readonly bytes: () => number;
  /** What it holds while it waits, in bytes. */
  readonly heldBytes: number;
  /** Called when the bytes that are passed were taken for it. */
  readonly granted: (bytes: number) => void;
  /** Called when the time has passed. */
  readonly rejected: () => void;
  /** When it stops waiting, on the clock's `monotonic()`, in ms; at the latest after the maximum time. Default: then. */
  readonly dueMs?: number;
}

/** Why memory was not granted. */
export type MemoryRejection = "queue-full" | "timeout";

/**
 * How the memory is used: for a message of a known size that a client sends, or for a reply whose size is estimated. Replies
 * have only a part of the bound, because clients decide when they read them.
 */
export type MemoryUse = "request" | "reply";

const mebibyte = 2 ** 20;

// Up to these sizes, in bytes, a message is not held back by large ones.
const smallBytesMax: Readonly<Record<MemoryUse, number>> = { request: 524_288, reply: 65_536 };

// Large messages leave this share of the bound to small ones.
const largeShare = 0.8;
const replyShare = 0.25;
const replyBytesMax = 16 * mebibyte;
const waitMsMaxDefault = 3_000;
const waitersMax = 4_096;
// Waiting users may hold this share of the bound.
const heldShare = 0.125;
const retryMs = 10;
// Unused memory is freed at once beyond the first size, in bytes, and after this time in ms beyond the second.
const unusedBytesMax = 32 * mebibyte;
const idleUnusedBytesMax = 8 * mebibyte;
const idleMs = 1_000;

type QueueName = "small" | MemoryUse;

interface Queued {
  readonly waiter: MemoryWaiter;
  readonly use: MemoryUse;
  readonly dueMs: number;
}

/** The budget of one process. */
export class MemoryBudget {
  readonly limitBytes: number;
  /** Large replies are not started while this many bytes of them are in progress or unread. */
  readonly replyBytesMax: number;
  /** Replies that are not yet written, in bytes. The transports count them here. */
  readonly replies = { queuedBytes: 0 };
  readonly rejections: Record<MemoryRejection, number> = { "queue-full": 0, timeout: 0 };
  readonly #clock: Clock;
  readonly #collect: (() => void) | undefined;
  readonly #waitMsMax: number;
  readonly #taken: Record<QueueName, number> = { small: 0, request: 0, reply: 0 };
  readonly #queues: Readonly<Record<QueueName, Queued[]>> = { small: [], request: [], reply: [] };
  #waiters = 0;
  #heldBytes = 0;
  // Large memory given back since the last collection: it may still be resident.
  #unusedBytes = 0;
  #isGrantScheduled = false;
  #timer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor({ limitBytes, clock, collect, waitMsMax = waitMsMaxDefault }: MemoryBudgetOptions) {
    this.limitBytes = limitBytes;
    this.replyBytesMax = Math.min(limitBytes * replyShare, replyBytesMax);
    this.#clock = clock;
    this.#collect = collect;
    this.#waitMsMax = waitMsMax;
  }

  /** Bytes in use, also by users that wait. */
  get usedBytes(): number {
    const { small, request, reply } = this.#taken;
    return small + request + reply + this.replies.queuedBytes + this.#heldBytes;
  }

  /** The number of users that wait. */
  get waiting(): number {
    return this.#waiters;
  }

  /** Takes the bytes if they fit and no other user waits for the same. Each user gives them back once, as one amount. */
  tryTake(bytes: number, use: MemoryUse): boolean {
    const queue = queueOf(bytes, use);
    if (this.#queues[queue].length > 0 || !this.#fits(bytes, queue)) return false;
    this.#taken[queue] += bytes;
    return true;
  }

  /** Takes the bytes even if they do not fit. */
  take(bytes: number, use: MemoryUse): void {
    this.#taken[queueOf(bytes, use)] += bytes;
  }

  /** Gives back what was taken. */
  give(bytes: number, use: MemoryUse): void {
    const queue = queueOf(bytes, use);
    this.#taken[queue] -= bytes;
    if (queue !== "small") this.#addUnused(bytes);
    if (this.#waiters > 0) this.#scheduleGrants();
  }

  /** Waits until the bytes fit. False if too many wait already; the waiter is then not called. */
  wait(waiter: MemoryWaiter, use: MemoryUse): boolean {
    const { heldBytes, dueMs = Number.POSITIVE_INFINITY } = waiter;
    const isFull = this.#heldBytes > 0 && this.#heldBytes + heldBytes > this.limitBytes * heldShare;
    if (isFull || this.#waiters >= waitersMax) {
      this.rejections["queue-full"] += 1;
      return false;
    }
    const latestMs = this.#clock.monotonic() + this.#waitMsMax;
    this.#queues[queueOf(waiter.bytes(), use)].push({ waiter, use, dueMs: Math.min(dueMs, latestMs) });
    this.#waiters += 1;
    this.#heldBytes += heldBytes;
    // Replies that clients read free memory without a call of `give`.
    this.#timer ??= setInterval(() => this.#grantAll(), retryMs).unref();
    return true;
  }

  /** Stops waiting. No effect on a waiter that was called already. */
  cancel(waiter: MemoryWaiter): void {
    for (const queue of Object.values(this.#queues)) {
      const index = queue.findIndex((queued) => queued.waiter === waiter);
      if (index >= 0) this.#leave(queue.splice(index, 1));
    }
  }

  /** Whether a large reply that exists already may be queued. */
  hasRoomForReply(bytes: number): boolean {
    return this.replies.queuedBytes === 0 || this.usedBytes + bytes <= this.limitBytes;
  }

  /** Whether users wait: clients that do not read their replies should lose them. */
  get isShort(): boolean {
    return this.#waiters > 0;
  }

  #fits(bytes: number, queue: QueueName): boolean {
    const { limitBytes } = this;
    const used = this.usedBytes;
    const { small, request, reply } = this.#taken;
    // Small messages have their share even while a large one takes more than the bound.
    if (queue === "small")
      return used + bytes <= limitBytes || small + bytes <= limitBytes * (1 - largeShare);
    const unread = reply + this.replies.queuedBytes;
    const fits =
      queue === "request"
        ? request === 0 || used + bytes <= limitBytes * largeShare
        : unread === 0 || (unread + bytes <= this.replyBytesMax && used + bytes <= limitBytes * largeShare);
    if (fits && this.#unusedBytes > Math.min(unusedBytesMax, limitBytes - used - bytes)) this.#free();
    return fits;
  }

  #addUnused(bytes: number): void {
    this.#unusedBytes += bytes;
    if (this.#unusedBytes < idleUnusedBytesMax) return;
    // A process that was busy with large messages does not keep their memory.
    this.#idleTimer ??= setTimeout(() => {
      this.#idleTimer = undefined;
      this.#free();
    }, idleMs).unref();
  }

  #free(): void {
    if (this.#unusedBytes === 0) return;
    this.#unusedBytes = 0;
    this.#collect?.();
  }

  // Not at once: the caller that gave the memory back may still refer to it.
  #scheduleGrants(): void {
    if (this.#isGrantScheduled) return;
    this.#isGrantScheduled = true;
    setImmediate(() => {
      this.#isGrantScheduled = false;
      this.#grantAll();
    });
  }

  #grantAll(): void {
    const now = this.#clock.monotonic();
    for (const name of ["small", "reply", "request"] as const) {
      this.#rejectOverdue(this.#queues[name], now);
      this.#grant(name);
    }
    if (this.#waiters > 0 || this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #rejectOverdue(queue: Queued[], now: number): void {
    for (let index = 0; index < queue.length; ) {
      if ((queue[index] as Queued).dueMs > now) {
        index += 1;
        continue;
      }
      const overdue = queue.splice(index, 1);
      this.#leave(overdue);
      this.rejections.timeout += 1;
      overdue[0]?.waiter.rejected();
    }
  }

  // In order of arrival. The size of an estimated reply, and therefore its queue, may have changed meanwhile; it then must not
  // hold up those behind it.
  #grant(name: QueueName): void {
    const queue = this.#queues[name];
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const bytes = first.waiter.bytes();
      const actual = queueOf(bytes, first.use);
      if (!this.#fits(bytes, actual)) {
        if (actual === name) return;
        this.#queues[actual].push(...queue.splice(0, 1));
        continue;
      }
      this.#leave(queue.splice(0, 1));
      this.#taken[actual] += bytes;
      first.waiter.granted(bytes);
    }
  }

  #leave(left: readonly Queued[]): void {
    for (const { waiter } of left) {
      this.#waiters -= 1;
      this.#heldBytes -= waiter.heldBytes;
    }
  }
}

function queueOf(bytes: number, use: MemoryUse): QueueName {
  return bytes <= smallBytesMax[use] ? "small" : use;
}
