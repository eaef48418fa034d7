// The time limit of an operation, as in daprd: the client's deadline and the timeout of a
// Resiliency policy, whichever is earlier; without both, the timeout of the component
// itself. Every operation has a limit, so that a store that never replies cannot
// accumulate calls.
import { type Call, deadlineMsMax, endingBy } from "../../../src/index.ts";
import type { DaprStore } from "./dapr-store.ts";

/** The call of an operation on this store, with its time limit. */
export function limitedCall(call: Call, { timeoutMs, store }: Pick<DaprStore, "timeoutMs" | "store">): Call {
  const hasDeadline = call.deadline !== Number.POSITIVE_INFINITY;
  // A component without a timeout has none in daprd, either.
  const limitMs = timeoutMs ?? (hasDeadline ? undefined : (store.facts.callMsDefault ?? deadlineMsMax));
  return limitMs === undefined ? call : endingBy(call, call.clock.monotonic() + limitMs);
}
