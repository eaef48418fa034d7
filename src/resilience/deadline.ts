// Ends what takes too long. One coarse wheel serves every call of the process:
// a call is put under the tick in which it is due and taken out when it ends,
// both in constant time, and one timer turns the wheel while anything waits. A
// timer per call would cost more than most calls do.
import { type Clock, systemClock } from "../model/call.ts";

/** Something that waits on a wheel. */
export interface Waiting {
  readonly tick: number;
  /** What to call; undefined once it was called or released. */
  expire: (() => void) | undefined;
}

/** Calls back what was not released in time. */
export class DeadlineWheel {
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #buckets = new Map<number, Set<Waiting>>();
  #size = 0;
  #turnedTo = 0;
  #timer: NodeJS.Timeout | undefined;

  /** A wheel of its own. Default: this machine's clock, ticks of 5 ms. */
  constructor(clock: Clock = systemClock, tickMs = 5) {
    this.#clock = clock;
    this.#tickMs = tickMs;
  }

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /**
   * Calls `expire` once, at the first tick after `delayMs`, unless what is answered is released before. Never earlier;
   * later by a tick, or by as long as the event loop is held up. `expire` must not throw.
   */
  wait(delayMs: number, expire: () => void): Waiting {
    const now = this.#clock.monotonic();
    if (this.#timer === undefined) this.#start(now);
    const waiting: Waiting = {
      tick: Math.max(Math.ceil((now + delayMs) / this.#tickMs), this.#turnedTo + 1),
      expire,
    };
    const bucket = this.#buckets.get(waiting.tick);
    if (bucket === undefined) this.#buckets.set(waiting.tick, new Set([waiting]));
    else bucket.add(waiting);
    this.#size += 1;
    return waiting;
  }

  /** Takes out what waits. What has expired or was released before is left alone. */
  release(waiting: Waiting): void {
    // A set that the collector has not yet found dead must not keep what its calls have answered.
    waiting.expire = undefined;
    if (this.#buckets.get(waiting.tick)?.delete(waiting)) this.#size -= 1;
  }

  #start(now: number): void {
    this.#turnedTo = Math.floor(now / this.#tickMs) - 1;
    this.#timer = setInterval(() => this.#turn(), this.#tickMs);
  }

  // An idle wheel stops at its next tick, so that it neither costs anything nor keeps the process.
  #turn(): void {
    const reached = Math.floor(this.#clock.monotonic() / this.#tickMs);
    while (this.#turnedTo < reached && this.#size > 0) {
      this.#turnedTo += 1;
      this.#expire(this.#turnedTo);
    }
    if (this.#size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#buckets.clear();
  }

  #expire(tick: number): void {
    const bucket = this.#buckets.get(tick);
    if (bucket === undefined) return;
    this.#buckets.delete(tick);
    this.#size -= bucket.size;
    for (const waiting of bucket) {
      const { expire } = waiting;
      waiting.expire = undefined;
      expire?.();
    }
  }
}

/** The wheel on which the calls of this process wait. */
export const sharedDeadlines = new DeadlineWheel();
