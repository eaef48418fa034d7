// Set: writes one whole record.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { PutMutation } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./store-calls.ts";

/** The arguments of a set. */
export interface SetInput extends WriteOptions {
  readonly mutation: PutMutation;
}

/** The result. */
export interface SetOutcome {
  /** The new version of the record. */
  readonly version: string;
  /** The record before the write; only if requested and there was one. */
  readonly previous: StateRecord | undefined;
}

/** Writes the record. Throws if the precondition does not hold or the store fails. */
export async function set(store: StateStore, input: SetInput, call: Call): Promise<SetOutcome> {
  const { version, previous } = await commitMutation(store, input.mutation, input, call);
  if (version === undefined) throw new StoreError("internal", "the store returned no version for a write");
  return { version, previous };
}
