// Touch: changes only when a record expires.
import type { Call } from "../model/call.ts";
import type { TouchMutation } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./store-calls.ts";

/** The arguments of a touch. */
export interface TouchInput extends WriteOptions {
  readonly mutation: TouchMutation;
}

/** The result. */
export interface TouchOutcome {
  /** Whether the key exists; if not, nothing was changed. */
  readonly found: boolean;
  /** When the record expires, in ms since the Unix epoch; undefined if it does not. */
  readonly expireTime: number | undefined;
}

/** Changes the expiry. */
export async function touch(store: StateStore, input: TouchInput, call: Call): Promise<TouchOutcome> {
  const { found, expireTime } = await commitMutation(store, input.mutation, input, call);
  return { found, expireTime };
}
