// BatchWrite: mutations that share a trip to the store and nothing else. One
// that fails does not keep the others from being applied.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import { transactionsMax } from "../model/limits.ts";
import type { Consistency, Mutation, MutationResult } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { checkCount, ofBatchItem, unanswered } from "./answer.ts";
import { type ItemIdentities, itemIdempotency } from "./idempotency.ts";

/** What to apply. */
export interface BatchWriteInput {
  /** 1 to 100 mutations; those of one key are applied in the order given. */
  readonly mutations: readonly Mutation[];
  readonly consistency: Consistency;
  /** Makes each item safe to send again at the same place. Default: none is. */
  readonly identities?: ItemIdentities | undefined;
}

/** One result or error per mutation, in order; an error's `mutationIndex` is its place in this list. Throws only if all fail alike. */
export async function batchWrite(
  store: StateStore,
  input: BatchWriteInput,
  call: Call,
): Promise<readonly (MutationResult | StoreError)[]> {
  const { mutations, consistency, identities } = input;
  checkCount(mutations.length, transactionsMax, "mutations");
  const batches = mutations.map((mutation, index) => ({
    mutations: [mutation],
    consistency,
    ...(identities !== undefined && { idempotency: itemIdempotency(identities, index, call) }),
  }));
  const results = await store.commit(batches, call);
  if (results.length !== mutations.length) throw unanswered();
  return results.map((result, index) => {
    if (result instanceof StoreError) return ofBatchItem(result, index);
    return result[0] ?? unanswered();
  });
}
