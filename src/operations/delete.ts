// Delete: removes one record. A key that does not exist is not an error.
import type { Call } from "../model/call.ts";
import type { RemoveMutation } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./store-calls.ts";

/** The arguments of a delete. */
export interface DeleteInput extends WriteOptions {
  readonly mutation: RemoveMutation;
}

/** The result. */
export interface DeleteOutcome {
  /** Whether the key existed. */
  readonly deleted: boolean;
  /** The record before the removal; only if requested and there was one. */
  readonly previous: StateRecord | undefined;
}

/** Removes the record. Throws if the precondition does not hold or the store fails. */
export async function deleteRecord(
  store: StateStore,
  input: DeleteInput,
  call: Call,
): Promise<DeleteOutcome> {
  const { found, previous } = await commitMutation(store, input.mutation, input, call);
  return { deleted: found, previous };
}
