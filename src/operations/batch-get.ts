// BatchGet: many records, each answered by itself and in the order asked.
import type { Call } from "../model/call.ts";
import { readKeysMax } from "../model/limits.ts";
import type { Consistency } from "../model/mutation.ts";
import type { ReadResult, StateStore } from "../store/state-store.ts";
import { checkCount, unanswered } from "./answer.ts";

/** What to get. */
export interface BatchGetInput {
  /** 1 to 1000 keys; the same key may stand there twice. */
  readonly keys: readonly string[];
  readonly consistency: Consistency;
}

/** One result per key, in order. Throws only if none can be answered. */
export async function batchGet(
  store: StateStore,
  input: BatchGetInput,
  call: Call,
): Promise<readonly ReadResult[]> {
  checkCount(input.keys.length, readKeysMax, "keys");
  const results = await store.read(input.keys, { consistency: input.consistency, view: "full" }, call);
  if (results.length !== input.keys.length) throw unanswered();
  return results;
}
