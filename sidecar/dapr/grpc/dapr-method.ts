// One method of Dapr's service with its message types erased, so that all
// methods fit into one list.
import type { AnyMethod, Method } from "@pillion/wire";
import type { Call } from "../../../src/index.ts";
import type { ApiGroup } from "../dapr-access.ts";

/** A method, the part of the API that it belongs to, and its handler. */
export interface DaprMethod {
  readonly method: AnyMethod;
  readonly group: ApiGroup;
  readonly version: string;
  readonly handle: (request: unknown, call: Call) => Promise<unknown>;
}

/** Joins a method with its handler, which throws DaprError. */
export function daprMethod<RI, RO, PI, PO>(
  method: Method<RI, RO, PI, PO, false, false>,
  group: ApiGroup,
  version: string,
  handle: (request: RO, call: Call) => Promise<PI>,
): DaprMethod {
  // The erasure is sound: a handler receives only requests that its own method decoded.
  return { method, group, version, handle } as unknown as DaprMethod;
}
