// The clocks of the client: wall time for expiry, monotonic time for deadlines,
// and a pause that ends early when its signal aborts.
import { onAbort } from "./abort.ts";

/** The two clocks. `systemClock` unless a test replaces them. */
export interface Clock {
  /** Wall time in ms since the Unix epoch; may jump. */
  now(): number;
  /** Ms since an arbitrary fixed time; never decreases. */
  monotonic(): number;
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** Resolves after `delayMs`, or as soon as the signal aborts. The caller checks the signal afterwards. */
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
