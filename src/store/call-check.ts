// Checks whether a call may still be sent (clause L1), and the errors of calls that
// may not. A call that was never sent was never applied.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";

/** The error of a call that is over and must not be sent: `cancelled` or `deadline`, outcome `not-applied`. Undefined if it may be sent. */
export function endedCallError(call: Call): StoreError | undefined {
  if (call.cancelled) {
    return new StoreError("cancelled", "the call was cancelled before it was sent", {
      outcome: "not-applied",
    });
  }
  // In process, most calls have no deadline; for them the clock is not read.
  if (call.deadline === Number.POSITIVE_INFINITY || call.deadline > call.clock.monotonic()) return undefined;
  return new StoreError("deadline", "the deadline passed before the call was sent", {
    outcome: "not-applied",
  });
}

/** Throws `endedCallError` unless the call may be sent. */
export function checkCall(call: Call): void {
  const error = endedCallError(call);
  if (error !== undefined) throw error;
}

/** The error of every call on a store that was closed (clause L4). */
export function closedError(): StoreError {
  return new StoreError("closed", "the store was closed", { outcome: "not-applied" });
}
