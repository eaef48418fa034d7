// Ends calls by their deadline (clause L2) with one timer for all of them. The
// timer is set when a call is watched that is due before all others, stays set
// when calls end (which is the common case and must cost nothing), and holds
// the process open only while a call is watched.
import type { Call } from "../model/call.ts";

/** A call that has to end by its deadline. */
export interface WatchedCall {
  readonly call: Call;
  /** Called once, when the deadline has passed, unless the call was released before. Must not throw. */
  expire(): void;
}

// A timer of Node counts in 32 bits.
const timerMsMax = 2 ** 31 - 1;

/** Watches any number of calls. All of them share one monotonic clock. */
export class DeadlineWatch {
  readonly #watched = new Set<WatchedCall>();
  #timer: NodeJS.Timeout | undefined;
  #timerDeadline = Number.POSITIVE_INFINITY;

  /** How many calls are watched. */
  get size(): number {
    return this.#watched.size;
  }

  /** Watches a call until it is released. A call without a deadline is not kept. */
  watch(watched: WatchedCall): void {
    const { deadline } = watched.call;
    if (deadline === Number.POSITIVE_INFINITY) return;
    this.#watched.add(watched);
    if (deadline < this.#timerDeadline) this.#setTimer(watched.call);
    else this.#timer?.ref();
  }

  /** Lets go of a call that has ended. */
  release(watched: WatchedCall): void {
    if (this.#watched.delete(watched) && this.#watched.size === 0) this.#timer?.unref();
  }

  /** Lets go of everything. */
  close(): void {
    this.#watched.clear();
    this.#clearTimer();
  }

  #setTimer(call: Call): void {
    clearTimeout(this.#timer);
    const delayMs = Math.ceil(call.deadline - call.clock.monotonic());
    this.#timerDeadline = call.deadline;
    this.#timer = setTimeout(() => this.#expireDue(), Math.min(Math.max(delayMs, 1), timerMsMax));
  }

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerDeadline = Number.POSITIVE_INFINITY;
  }

  #expireDue(): void {
    this.#clearTimer();
    let next: Call | undefined;
    for (const watched of [...this.#watched]) {
      const { call } = watched;
      if (call.deadline <= call.clock.monotonic()) {
        this.#watched.delete(watched);
        watched.expire();
      } else if (next === undefined || call.deadline < next.deadline) next = call;
    }
    if (next !== undefined && next.deadline < this.#timerDeadline) this.#setTimer(next);
  }
}
