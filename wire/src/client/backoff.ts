// How long to wait between attempts to connect: exponential, bounded, with
// jitter so that many clients of one server do not come back at once
// (grpc/grpc doc/connection-backoff.md).

/** How delays grow. */
export interface BackoffOptions {
  /** The first delay, in ms. */
  readonly delayMs: number;
  /** No delay is longer than this before jitter, in ms. */
  readonly delayMsMax: number;
  /** A number from 0 up to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

const growth = 1.6;
const jitter = 0.2;

/** The delays of one connection's attempts. */
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

  /** The delay from the begin of one attempt to the begin of the next, in ms; each call grows the next one. */
  next(): number {
    const { delayMs, delayMsMax, random = Math.random } = this.#options;
    const delay = Math.min(delayMs * growth ** this.#failures, delayMsMax);
    if (delay < delayMsMax) this.#failures += 1;
    return delay * (1 - jitter + 2 * jitter * random());
  }
}
