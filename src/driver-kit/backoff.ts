// The delay before the next attempt to reach a server: it doubles with each
// failure up to a maximum, and a random half of it keeps many clients from
// reconnecting at the same moment.

/** Bounds of a backoff, in ms. */
export interface BackoffBounds {
  /** The delay after the first failure, before jitter. */
  readonly delayMsMin: number;
  /** The longest delay, before jitter. */
  readonly delayMsMax: number;
}

// 2^30 times any delay exceeds any maximum, and stays an exact number.
const doublingsMax = 30;

/** Counts consecutive failures. It has no timer: the owner waits. */
export class Backoff {
  readonly #bounds: BackoffBounds;
  readonly #random: () => number;
  #failures = 0;

  /** `random` returns a number in [0, 1). */
  constructor(bounds: BackoffBounds, random: () => number) {
    this.#bounds = bounds;
    this.#random = random;
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Counts a failure. Returns the delay before the next attempt in ms: between half and all of the doubled delay. */
  next(): number {
    const { delayMsMin, delayMsMax } = this.#bounds;
    const delayMs = Math.min(delayMsMax, delayMsMin * 2 ** Math.min(this.#failures, doublingsMax));
    this.#failures += 1;
    return delayMs * (0.5 + this.#random() / 2);
  }

  /** An attempt succeeded: the next failure starts from the shortest delay. */
  reset(): void {
    this.#failures = 0;
  }
}
