// Which methods of Dapr's API can change something: its .proto files carry no
// idempotency_level. HTTP routes name the method that does the same over gRPC,
// so that this one table covers both.
import { DaprMethods } from "@pillion/proto/dapr";
import type { MethodFacts } from "../rpc/index.ts";

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

/** What the pipeline knows of a method. */
export function factsOf(name: DaprMethodName): MethodFacts {
  return { path: DaprMethods[name].path, effect: effects[name], isHealth: false };
}
