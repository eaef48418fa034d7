// Starts an attempt again after a backoff, for what has to be reopened without a call that waits for it. The timer keeps no
// process running.
import { Backoff, type BackoffBounds } from "./backoff.ts";

/** The retries of one owner. */
export class RetryTimer {
  readonly #backoff: Backoff;
  readonly #attempt: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `random` returns a number in [0, 1). `attempt` starts an attempt and must not throw. */
  constructor(bounds: BackoffBounds, random: () => number, attempt: () => void) {
    this.#backoff = new Backoff(bounds, random);
    this.#attempt = attempt;
  }

  /** An attempt failed: starts the next one after the backoff, which grows with each failure. */
  failed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#attempt, this.#backoff.next()).unref();
  }

  /** An attempt succeeded: the next failure starts from the shortest delay. */
  succeeded(): void {
    this.#backoff.reset();
  }

  /** Starts no attempt unless another one fails. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
