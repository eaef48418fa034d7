// Increment: adds to a counter. Additions by many callers all count.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { AddMutation } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./answer.ts";

/** What to add. */
export interface IncrementInput extends WriteOptions {
  readonly mutation: AddMutation;
}

/** What came of it. */
export interface IncrementOutcome {
  /** The counter after the addition. */
  readonly value: bigint;
  readonly version: string;
}

/** Adds. Throws `wrong-type` on a value that is no counter and `invalid` for a sum outside 64 signed bits. */
export async function increment(
  store: StateStore,
  input: IncrementInput,
  call: Call,
): Promise<IncrementOutcome> {
  const { value, version } = await commitMutation(store, input.mutation, input, call);
  if (value === undefined || version === undefined) {
    throw new StoreError("internal", "the store gave no value or no version for an addition");
  }
  return { value, version };
}
