// Get: one record, whole. A key that is not there is an answer, not an error.
import type { Call } from "../model/call.ts";
import type { Consistency } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { readRecord } from "./answer.ts";

/** What to get. */
export interface GetInput {
  readonly key: string;
  readonly consistency: Consistency;
}

/** The record, or undefined if there is none. Throws `corrupt` if it cannot be understood. */
export function get(store: StateStore, input: GetInput, call: Call): Promise<StateRecord | undefined> {
  return readRecord(store, input.key, input.consistency, "full", call);
}
