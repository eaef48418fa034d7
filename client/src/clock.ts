// Time as the client sees it: wall time for expiry, steady time for deadlines,
// and a pause that ends early when the caller goes.
import { onAbort } from "./abort.ts";

/** The two clocks. Tests hand in their own; everyone else uses `systemClock`. */
export interface Clock {
  /** Wall time in ms since the Unix epoch; may jump. */
  now(): number;
  /** Ms since some fixed moment; never goes back. */
  monotonic(): number;
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** Resolves after `delayMs`, or as soon as the signal aborts; the caller looks at the signal. */
export function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      release?.();
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    const release = signal && onAbort(signal, end);
  });
}
