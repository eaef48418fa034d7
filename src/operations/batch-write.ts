// BatchWrite: independent mutations that share one round trip to the store. One that
// fails does not prevent the others from being applied.
import type { Call } from "../model/call.ts";
import { asStoreError, StoreError } from "../model/errors.ts";
import { transactionsMax } from "../model/limits.ts";
import type { Consistency, Mutation, MutationResult } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { checkIdempotencyKey, type ItemIdentities, itemIdempotency } from "./idempotency.ts";
import { emptyListError, missingResultError, ofBatchItem, reroot } from "./store-calls.ts";

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
  if (mutations.length === 0) throw emptyListError("mutations", transactionsMax);
  if (identities !== undefined) checkIdempotencyKey(identities.key);
  const transactions = mutations.map((mutation, index) => ({
    mutations: [mutation],
    consistency,
    ...(identities !== undefined && { idempotency: itemIdempotency(identities, index, call) }),
  }));
  const results = await store.commit(transactions, call).catch((thrown: unknown) => {
    throw reroot(asStoreError(thrown), ["transactions"], ["mutations"]);
  });
  if (results.length !== mutations.length) throw missingResultError();
  return results.map((result, index) => {
    if (result instanceof StoreError) return ofBatchItem(result, index);
    return result[0] ?? missingResultError();
  });
}
