// Get: one whole record. A key that does not exist is not an error.
import type { Call } from "../model/call.ts";
import type { Consistency } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { readRecord } from "./store-calls.ts";

/** The arguments of a get. */
export interface GetInput {
  readonly key: string;
  readonly consistency: Consistency;
}

/** The record, or undefined if there is none. Throws `corrupt` if it cannot be decoded. */
export function get(store: StateStore, input: GetInput, call: Call): Promise<StateRecord | undefined> {
  return readRecord(store, input.key, input.consistency, "full", call);
}
