// What goes with every call on a store: until when it is wanted, whether it
// still is, for whom, and the clocks by which all that is judged.
import { setMaxListeners } from "node:events";

/** The two clocks. Expiry and times of records use `now`; deadlines use `monotonic`. */
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

/** One call. */
export interface Call {
  readonly clock: Clock;
  /** When the caller stops waiting, on `clock.monotonic()`, in ms; Infinity if it waits for ever. */
  readonly deadline: number;
  /** True once the caller has gone. Cheap to ask. */
  readonly cancelled: boolean;
  /** Aborts when the caller goes. May be made when first read: ask only if you will listen. */
  readonly signal: AbortSignal;
  /** The app for which the call is made. */
  readonly app: string;
}

const neverAborted = new AbortController().signal;
// Any number of calls listen to it while they wait: that is no leak.
setMaxListeners(0, neverAborted);

/** What a plain call may say; see Call. */
export interface CallOptions {
  readonly clock?: Clock;
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  readonly app?: string;
}

/** A call from its parts. Default: system clock, no deadline, never cancelled, app `""`. */
export function createCall(options: CallOptions = {}): Call {
  const signal = options.signal ?? neverAborted;
  return {
    clock: options.clock ?? systemClock,
    deadline: options.deadline ?? Number.POSITIVE_INFINITY,
    signal,
    app: options.app ?? "",
    get cancelled() {
      return signal.aborted;
    },
  };
}
