// Applies one transaction: all of its mutations or none. Pure like apply-mutation: the
// driver passes a function that reads records, and writes the returned changes in one
// step. A transaction names each key at most once, so no mutation depends on another.
import { StoreError } from "../model/errors.ts";
import type { Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { ReadResult } from "../store/state-store.ts";
import { type AppliedMutation, applyMutation, type Moment } from "./apply-mutation.ts";

/** The new state of one key: its record, or undefined if it is removed. */
export interface Change {
  readonly key: string;
  readonly record: StateRecord | undefined;
}

/** The changes to write, and the results to return once they are written. */
export interface AppliedTransaction {
  readonly results: readonly MutationResult[];
  /** In the order of the mutations, without unchanged keys. */
  readonly changes: readonly Change[];
}

/**
 * Applies a transaction, or returns the first error with its `mutationIndex` (clauses C2 and C3).
 *
 * `stored` returns the stored record of a key, expired or not, or a StoreError for a record that cannot be decoded. Such a
 * record fails the transaction with that error, unless the mutation replaces or removes it without depending on it; so a
 * corrupt record can be repaired.
 */
export function applyTransaction(
  transaction: Transaction,
  stored: (key: string) => ReadResult,
  moment: Moment,
): AppliedTransaction | StoreError {
  const { mutations } = transaction;
  const results: MutationResult[] = [];
  const changes: Change[] = [];
  for (const [index, mutation] of mutations.entries()) {
    const applied = applyOne(stored(mutation.key), mutation, index, moment);
    if (applied instanceof StoreError) return applied;
    results.push(applied.result);
    const { effect } = applied;
    if (effect.type === "write") changes.push({ key: mutation.key, record: effect.record });
    if (effect.type === "remove") changes.push({ key: mutation.key, record: undefined });
  }
  return { results, changes };
}

function applyOne(
  stored: ReadResult,
  mutation: Mutation,
  index: number,
  moment: Moment,
): AppliedMutation | StoreError {
  if (!(stored instanceof StoreError)) return applyMutation(stored, mutation, index, moment);
  if (!isBlind(mutation)) return stored.with({ mutationIndex: index, outcome: "not-applied" });
  const applied = applyMutation(undefined, mutation, index, moment);
  if (applied instanceof StoreError) return applied;
  const effect = applied.effect.type === "write" ? applied.effect : ({ type: "remove" } as const);
  return { effect, result: { ...applied.result, found: true } };
}

function isBlind(mutation: Mutation): boolean {
  if (mutation.precondition.type !== "none") return false;
  if (mutation.type === "remove") return !mutation.returnPrevious;
  return mutation.type === "put" && !mutation.returnPrevious && mutation.expiry.type !== "keep";
}
