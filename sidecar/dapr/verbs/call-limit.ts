// The time limit of an operation, as in daprd: the client's deadline and the timeout of a
// Resiliency policy, whichever is earlier; without both, the timeout of the component
// itself. Every operation has a limit, so that a store that never replies cannot
// accumulate calls.
import { type Call, deadlineMsMax, endingBy } from "../../../src/index.ts";
import type { DaprStore } from "./dapr-store.ts";

/** The call of an operation on this store, with its time limit. `pausedMs`: the time that does not count, because the operation did not wait for the store. */
export function limitedCall(
  call: Call,
  { timeoutMs, store }: Pick<DaprStore, "timeoutMs" | "store">,
  startMs: number = call.clock.monotonic(),
  pausedMs = 0,
): Call {
  const hasDeadline = call.deadline !== Number.POSITIVE_INFINITY;
  // A component without a timeout has none in daprd, either.
  const limitMs = timeoutMs ?? (hasDeadline ? undefined : (store.facts.callMsDefault ?? deadlineMsMax));
  return limitMs === undefined ? call : endingBy(call, startMs + limitMs + pausedMs);
}
