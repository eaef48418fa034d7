// How long to wait before trying again: exponential with full jitter, so that
// callers who failed together do not come back together.

/** Bounds of a backoff. */
export interface BackoffOptions {
  /** Longest wait before the first repeat, in ms. Each repeat doubles it. */
  readonly delayMs: number;
  /** Longest wait before any repeat, in ms. */
  readonly delayMsMax: number;
}

/**
 * The wait before repeat number `repeat` (from 0), in ms: anywhere between 0
 * and the doubled delay. `random` gives a number in [0, 1).
 */
export function backoffMs(repeat: number, options: BackoffOptions, random: () => number): number {
  const ceilingMs = Math.min(options.delayMsMax, options.delayMs * 2 ** Math.min(repeat, 30));
  return random() * ceilingMs;
}
