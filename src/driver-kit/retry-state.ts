// Whether a server may be tried again. After a failed attempt no other is made until a backoff has passed: calls meanwhile
// fail at once with the last failure, instead of waiting for a server that is down.
import type { Clock } from "../model/call.ts";
import { Backoff, type BackoffBounds } from "./backoff.ts";

/** The last failed attempt. */
export interface FailedAttempt<Cause> {
  readonly cause: Cause;
  /** Until the next attempt is made, in ms; more than 0. */
  readonly waitMs: number;
}

/** The attempts of one owner to reach a server. It has no timer: the next call makes the next attempt. */
export class RetryState<Cause> {
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #failure: { readonly cause: Cause; readonly retryTime: number } | undefined;

  /** `random` returns a number in [0, 1). */
  constructor(bounds: BackoffBounds, clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#backoff = new Backoff(bounds, random);
  }

  /** The last failed attempt while its backoff lasts; undefined if an attempt may be made now. */
  check(): FailedAttempt<Cause> | undefined {
    if (this.#failure === undefined) return undefined;
    const { cause, retryTime } = this.#failure;
    const waitMs = retryTime - this.#clock.monotonic();
    return waitMs > 0 ? { cause, waitMs } : undefined;
  }

  /** An attempt failed. */
  failed(cause: Cause): void {
    this.#failure = { cause, retryTime: this.#clock.monotonic() + this.#backoff.next() };
  }

  /** An attempt succeeded: the next failure starts from the shortest delay. */
  succeeded(): void {
    this.#failure = undefined;
    this.#backoff.reset();
  }
}
