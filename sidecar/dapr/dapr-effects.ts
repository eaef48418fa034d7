// Which methods of Dapr's API can change something. Dapr's .proto files have no
// idempotency_level. HTTP routes name the gRPC method with the same effect, so this
// table covers both protocols.
import { DaprMethods } from "@pillion/proto/dapr";
import type { CallProtocol, MethodFacts } from "../rpc/index.ts";

/** A method of Dapr's service. */
export type DaprMethodName = keyof typeof DaprMethods;

const effects = {
  getState: "read",
  getBulkState: "read",
  queryStateAlpha1: "read",
  saveState: "write",
  deleteState: "write",
  deleteBulkState: "write",
  executeStateTransaction: "write",
  getSecret: "read",
  getBulkSecret: "read",
  getMetadata: "read",
  setMetadata: "write",
  shutdown: "write",
} as const satisfies Record<DaprMethodName, MethodFacts["effect"]>;

// A slice of records and its text: see `bulk-read` and `streamed-list`. Admission multiplies it by the copies of a value.
const bulkBytesHeldMax = 700_000;

/** What the pipeline needs to know about a method that is served over this protocol. */
export function factsOf(name: DaprMethodName, protocol: CallProtocol): MethodFacts {
  const { path } = DaprMethods[name];
  // As in daprd: without a deadline of the client, the limits of the store apply (`call-limit`).
  const facts = { protocol, path, effect: effects[name], isHealth: false, keepsDeadline: true };
  return name === "getBulkState" && protocol === "http"
    ? { ...facts, replyBytesHeldMax: bulkBytesHeldMax }
    : facts;
}
