// The calls of one store that are under way. A call may send more than once: it
// waits for the tables, tries again after a lost race, or falls back to one
// statement per row. So connections end only after the calls have (clause L4).
// A call counts until its deadline at the longest: what a server that answers
// nobody still holds does not keep the store from closing.
import type { Call } from "../../../model/call.ts";
import { closedError, endedCallError } from "../../../store/call-check.ts";
import { timerMsMax } from "../../../store/deadline-timer.ts";

/** Counts calls, refuses them once it was ended, and says when the last is over. */
export class PostgresCalls {
  #running = 0;
  // Of those that run and of those that ended since nothing ran last; by the monotonic clock of the calls.
  #lastDeadline = Number.NEGATIVE_INFINITY;
  #clock: Call["clock"] | undefined;
  #ending: Promise<void> | undefined;
  #tellIdle: () => void = () => undefined;

  /** Does the work of a call. Rejects with `closed` once `end` was called, and if the call is already over. */
  async run<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    if (this.#ending !== undefined) throw closedError();
    const fault = endedCallError(call);
    if (fault !== undefined) throw fault;
    if (this.#running === 0) this.#lastDeadline = Number.NEGATIVE_INFINITY;
    this.#running += 1;
    this.#lastDeadline = Math.max(this.#lastDeadline, call.deadline);
    this.#clock = call.clock;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#tellIdle();
    }
  }

  /** Lets no further call in. Resolves when none is under way, or when the deadline of each has passed. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    if (this.#running === 0 || this.#clock === undefined) return;
    const leftMs = Math.max(0, this.#lastDeadline - this.#clock.monotonic());
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#tellIdle = resolve;
      if (leftMs <= timerMsMax) timer = setTimeout(resolve, leftMs);
    });
    clearTimeout(timer);
  }
}
