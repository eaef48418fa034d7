// How the grace period of a shutdown is divided between the calls in flight and the stores.

// The time that the stores need to flush and close after the last call.
const closeShare = 0.2;
const closeMsMax = 1000;

/** How long calls may still run, so that the stores have time to close, in ms. */
export function withoutCloseShare(remainingMs: number): number {
  return remainingMs - Math.min(remainingMs * closeShare, closeMsMax);
}
