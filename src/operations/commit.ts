// Commit: mutations of different keys, all or none.
import type { Call } from "../model/call.ts";
import { mutationsMax } from "../model/limits.ts";
import type { Mutation, MutationResult } from "../model/mutation.ts";
import type { StateStore } from "../store/state-store.ts";
import { checkCount, commitTransaction, transactionOf, unanswered, type WriteOptions } from "./answer.ts";

/** What to apply. */
export interface CommitInput extends WriteOptions {
  /** 1 to 1000 mutations, each of another key. */
  readonly mutations: readonly Mutation[];
}

/** One result per mutation, in order. Throws, with nothing applied, what the first that fails says. */
export async function commit(
  store: StateStore,
  input: CommitInput,
  call: Call,
): Promise<readonly MutationResult[]> {
  checkCount(input.mutations.length, mutationsMax, "mutations");
  const transaction = transactionOf(input.mutations, input, call);
  const results = await commitTransaction(store, transaction, call);
  if (results.length !== input.mutations.length) throw unanswered();
  return results;
}
