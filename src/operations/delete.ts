// Delete: removes one record. A key that is not there is no error.
import type { Call } from "../model/call.ts";
import type { RemoveMutation } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./answer.ts";

/** What to remove. */
export interface DeleteInput extends WriteOptions {
  readonly mutation: RemoveMutation;
}

/** What came of it. */
export interface DeleteOutcome {
  /** Whether the key was there. */
  readonly deleted: boolean;
  /** The record that was there; only if asked for and there. */
  readonly previous: StateRecord | undefined;
}

/** Removes the record. Throws what the precondition or the store says. */
export async function deleteRecord(
  store: StateStore,
  input: DeleteInput,
  call: Call,
): Promise<DeleteOutcome> {
  const { found, previous } = await commitMutation(store, input.mutation, input, call);
  return { deleted: found, previous };
}
