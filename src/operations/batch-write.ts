// BatchWrite: independent mutations that share one round trip to the store. One that
// fails does not prevent the others from being applied.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import { transactionsMax } from "../model/limits.ts";
import type { Consistency, Mutation, MutationResult } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { type ItemIdentities, itemIdempotency } from "./idempotency.ts";
import { checkCount, missingResultError, ofBatchItem } from "./store-calls.ts";

/** What to apply. */
export interface BatchWriteInput {
  /** 1 to 100 mutations; those of one key are applied in order. */
  readonly mutations: readonly Mutation[];
  readonly consistency: Consistency;
  /** Makes each item safe to retry at the same index. Default: none is. */
  readonly identities?: ItemIdentities | undefined;
}

/** One result or error per mutation, in order; an error's `mutationIndex` is its index in this list. Throws only if all fail for one reason. */
export async function batchWrite(
  store: StateStore,
  input: BatchWriteInput,
  call: Call,
): Promise<readonly (MutationResult | StoreError)[]> {
  const { mutations, consistency, identities } = input;
  checkCount(mutations.length, transactionsMax, "mutations");
  const transactions = mutations.map((mutation, index) => ({
    mutations: [mutation],
    consistency,
    ...(identities !== undefined && { idempotency: itemIdempotency(identities, index, call) }),
  }));
  const results = await store.commit(transactions, call);
  if (results.length !== mutations.length) throw missingResultError();
  return results.map((result, index) => {
    if (result instanceof StoreError) return ofBatchItem(result, index);
    return result[0] ?? missingResultError();
  });
}
