// The calls in flight of one store. A call may send more than one statement: it
// waits for the tables, retries after a lost race, or falls back to one statement
// per row. So connections are closed only after the calls have ended (clause L4).
// A call counts until its deadline at the latest: a server that does not reply
// cannot keep the store from closing.
import type { Call } from "../../../model/call.ts";
import { closedError, endedCallError } from "../../../store/call-check.ts";
import { timerMsMax } from "../../../store/deadline-timer.ts";

/** Counts calls, rejects them after `drain` was called, and reports when the last one has ended. */
export class PostgresCallsInFlight {
  #count = 0;
  // The latest deadline of the calls in flight and of those that ended since the count was last 0; monotonic.
  #lastDeadline = Number.NEGATIVE_INFINITY;
  #clock: Call["clock"] | undefined;
  #draining: Promise<void> | undefined;
  #onIdle: () => void = () => undefined;

  /** Does the work of a call. Rejects with `closed` after `drain`, and if the call has already ended. */
  async run<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    if (this.#draining !== undefined) throw closedError();
    const ended = endedCallError(call);
    if (ended !== undefined) throw ended;
    if (this.#count === 0) this.#lastDeadline = Number.NEGATIVE_INFINITY;
    this.#count += 1;
    this.#lastDeadline = Math.max(this.#lastDeadline, call.deadline);
    this.#clock = call.clock;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#onIdle();
    }
  }

  /** Rejects further calls. Resolves when none is in flight, or when the deadline of each has passed. */
  drain(): Promise<void> {
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  async #drain(): Promise<void> {
    if (this.#count === 0 || this.#clock === undefined) return;
    const leftMs = Math.max(0, this.#lastDeadline - this.#clock.monotonic());
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      if (leftMs <= timerMsMax) timer = setTimeout(resolve, leftMs);
    });
    clearTimeout(timer);
  }
}
