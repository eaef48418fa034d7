// The context of every call on a store: deadline, cancellation, app, and the clocks for
// deadlines and expiry.
import { setMaxListeners } from "node:events";

/** The two clocks. Expiry and the times of records use `now`; deadlines use `monotonic`. */
export interface Clock {
  /** Wall time in ms since the Unix epoch; may jump. */
  now(): number;
  /** Ms since some fixed moment; never decreases. */
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
  /** When the call ends, by `clock.monotonic()`, in ms. Infinity: no deadline. */
  readonly deadline: number;
  /** True once the caller has cancelled. Cheap to read. */
  readonly cancelled: boolean;
  /** Aborts when the caller cancels. May be created when first read, so read it only to listen. */
  readonly signal: AbortSignal;
  /** The app for which the call is made. */
  readonly app: string;
}

const neverAborted = new AbortController().signal;
// Any number of calls may listen to it at the same time; that is not a leak.
setMaxListeners(0, neverAborted);

/** The optional parts of a call; see Call. */
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

/** The call, or one like it that ends at this moment of its clock if its own deadline is later. */
export function endingBy(call: Call, deadline: number): Call {
  return deadline < call.deadline ? new EarlierCall(call, deadline) : call;
}

class EarlierCall implements Call {
  readonly deadline: number;
  readonly #call: Call;

  constructor(call: Call, deadline: number) {
    this.#call = call;
    this.deadline = deadline;
  }

  get clock() {
    return this.#call.clock;
  }

  get cancelled() {
    return this.#call.cancelled;
  }

  get signal() {
    return this.#call.signal;
  }

  get app() {
    return this.#call.app;
  }
}
