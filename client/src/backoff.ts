// The delay before a retry: exponential with full jitter, so that calls that
// failed at the same time are not repeated at the same time.

/** Bounds of a backoff. */
export interface BackoffOptions {
  /** Upper bound of the delay before the first retry, in ms. It doubles with each retry. */
  readonly delayMs: number;
  /** Upper bound of the delay before any retry, in ms. */
  readonly delayMsMax: number;
}

/**
 * The delay before retry number `retry` (from 0), in ms: evenly distributed
 * between 0 and the upper bound. `random` returns a number in [0, 1).
 */
export function backoffMs(retry: number, options: BackoffOptions, random: () => number): number {
  const ceilingMs = Math.min(options.delayMsMax, options.delayMs * 2 ** Math.min(retry, 30));
  return random() * ceilingMs;
}
