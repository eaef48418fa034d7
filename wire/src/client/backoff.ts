// The delays between connection attempts: exponential, bounded, with jitter so
// that many clients of one server do not reconnect at once (grpc/grpc
// doc/connection-backoff.md).

/** Options of a backoff. */
export interface BackoffOptions {
  /** The first delay, in ms. */
  readonly delayMs: number;
  /** The longest delay before jitter, in ms. */
  readonly delayMsMax: number;
  /** A number from 0 up to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

const growth = 1.6;
const jitter = 0.2;

/** The delays of one channel's connection attempts. */
export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** The last attempt succeeded: the next delay is the first one again. */
  reset(): void {
    this.#failures = 0;
  }

  /** Returns the delay from the start of one attempt to the start of the next, in ms, and increases the next delay. */
  next(): number {
    const { delayMs, delayMsMax, random = Math.random } = this.#options;
    const delay = Math.min(delayMs * growth ** this.#failures, delayMsMax);
    if (delay < delayMsMax) this.#failures += 1;
    return delay * (1 - jitter + 2 * jitter * random());
  }
}
