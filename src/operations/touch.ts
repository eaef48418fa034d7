// Touch: changes when a record expires, and nothing else of it.
import type { Call } from "../model/call.ts";
import type { TouchMutation } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitMutation, type WriteOptions } from "./answer.ts";

/** What to touch. */
export interface TouchInput extends WriteOptions {
  readonly mutation: TouchMutation;
}

/** What came of it. */
export interface TouchOutcome {
  /** Whether the key was there; if not, nothing was changed. */
  readonly found: boolean;
  /** When the record will be gone, ms since the Unix epoch; undefined if it does not expire. */
  readonly expireTime: number | undefined;
}

/** Changes the expiry. */
export async function touch(store: StateStore, input: TouchInput, call: Call): Promise<TouchOutcome> {
  const { found, expireTime } = await commitMutation(store, input.mutation, input, call);
  return { found, expireTime };
}
