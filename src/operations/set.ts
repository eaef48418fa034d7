// Set: writes one record whole.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { PutMutation } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./answer.ts";

/** What to write. */
export interface SetInput extends WriteOptions {
  readonly mutation: PutMutation;
}

/** What came of it. */
export interface SetOutcome {
  /** The version that the record now has. */
  readonly version: string;
  /** The record that was there; only if asked for and there. */
  readonly previous: StateRecord | undefined;
}

/** Writes the record. Throws what the precondition or the store says. */
export async function set(store: StateStore, input: SetInput, call: Call): Promise<SetOutcome> {
  const { version, previous } = await commitMutation(store, input.mutation, input, call);
  if (version === undefined) throw new StoreError("internal", "the store gave no version for a write");
  return { version, previous };
}
