// Commit: a transaction of mutations of distinct keys: all are applied or none.
import type { Call } from "../model/call.ts";
import type { Mutation, MutationResult } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { commitTransaction, missingResultError, transactionOf, type WriteOptions } from "./store-calls.ts";

/** What to apply. */
export interface CommitInput extends WriteOptions {
  /** 1 to 1000 mutations of distinct keys. */
  readonly mutations: readonly Mutation[];
}

/** One result per mutation, in order. If a mutation fails, throws the error of the first, and nothing is applied. */
export async function commit(
  store: StateStore,
  input: CommitInput,
  call: Call,
): Promise<readonly MutationResult[]> {
  const transaction = transactionOf(input.mutations, input, call);
  const results = await commitTransaction(store, transaction, call);
  if (results.length !== input.mutations.length) throw missingResultError();
  return results;
}
