// The last look before a call leaves for the store (clause L1), and what is
// said when it may not leave. What never left was never applied.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";

/** Why a call may not leave any more: `cancelled` or `deadline`, outcome `not-applied`; undefined if it may. */
export function departureFault(call: Call): StoreError | undefined {
  if (call.cancelled) {
    return new StoreError("cancelled", "the call was cancelled before it left", { outcome: "not-applied" });
  }
  // No deadline is the common case in process; it spares the clock.
  if (call.deadline === Number.POSITIVE_INFINITY || call.deadline > call.clock.monotonic()) return undefined;
  return new StoreError("deadline", "the deadline passed before the call left", { outcome: "not-applied" });
}

/** Throws what `departureFault` says of the call, if it says anything. */
export function refuseLate(call: Call): void {
  const fault = departureFault(call);
  if (fault !== undefined) throw fault;
}

/** The error of every call on a store that was closed (clause L4). */
export function closedError(): StoreError {
  return new StoreError("closed", "the store was closed", { outcome: "not-applied" });
}
