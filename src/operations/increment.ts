// Increment: adds to a counter. Concurrent additions all count.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { AddMutation } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./store-calls.ts";

/** The arguments of an increment. */
export interface IncrementInput extends WriteOptions {
  readonly mutation: AddMutation;
}

/** The result. */
export interface IncrementOutcome {
  /** The counter after the addition. */
  readonly value: bigint;
  readonly version: string;
}

/** Adds. Throws `wrong-type` for a value that is not a counter and `invalid` for a sum outside 64 signed bits. */
export async function increment(
  store: StateStore,
  input: IncrementInput,
  call: Call,
): Promise<IncrementOutcome> {
  const { value, version } = await commitMutation(store, input.mutation, input, call);
  if (value === undefined || version === undefined) {
    throw new StoreError("internal", "the store returned no value or no version for an addition");
  }
  return { value, version };
}
