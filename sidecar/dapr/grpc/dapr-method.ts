// One method of Dapr's service with its message types erased, so that all
// methods fit into one list.
import { DaprMethods } from "@pillion/proto/dapr";
import type { AnyMethod, Method } from "@pillion/wire";
import type { Call } from "../../../src/index.ts";
import type { MethodFacts } from "../../rpc/index.ts";
import type { ApiGroup } from "../dapr-access.ts";
import { type DaprMethodName, factsOf } from "../dapr-effects.ts";

/** A method, the part of the API that it belongs to, and its handler. */
export interface DaprMethod {
  readonly method: AnyMethod;
  readonly facts: MethodFacts;
  readonly group: ApiGroup;
  readonly version: string;
  readonly handle: (request: unknown, call: Call) => Promise<unknown>;
}

type Methods = typeof DaprMethods;
type RequestOf<Name extends DaprMethodName> =
  Methods[Name] extends Method<infer _RI, infer RO, infer _PI, infer _PO> ? RO : never;
type ReplyOf<Name extends DaprMethodName> =
  Methods[Name] extends Method<infer _RI, infer _RO, infer PI, infer _PO> ? PI : never;

/** Joins a method with its handler, which throws DaprError. */
export function daprMethod<Name extends DaprMethodName>(
  name: Name,
  group: ApiGroup,
  version: string,
  handle: (request: RequestOf<Name>, call: Call) => Promise<ReplyOf<Name>>,
): DaprMethod {
  // The erasure is sound: a handler receives only requests that its own method decoded.
  return {
    method: DaprMethods[name],
    facts: factsOf(name, "grpc"),
    group,
    version,
    handle,
  } as unknown as DaprMethod;
}
