// What one transaction does: all of its mutations or none. Pure, as apply-mutation:
// the driver hands in how to read what it stores, gets back what to write, and
// writes all of it in one step. A transaction names a key once, so that no mutation
// has to see what another of the same transaction did.
import { StoreError } from "../model/errors.ts";
import type { Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { ReadResult } from "../store/state-store.ts";
import { type AppliedMutation, applyMutation, type Moment } from "./apply-mutation.ts";

/** One key's new state: its record, or undefined if it is to be removed. */
export interface Change {
  readonly key: string;
  readonly record: StateRecord | undefined;
}

/** What to write, and what to answer once it is written. */
export interface AppliedTransaction {
  readonly results: readonly MutationResult[];
  /** In the order of the mutations; keys that stay as they are do not occur. */
  readonly changes: readonly Change[];
}

/**
 * What a transaction does, or the first fault in it, with its `mutationIndex` (clauses C2 and C3).
 *
 * `stored` answers what is kept under a key, due or not; a StoreError for what cannot be understood. Such a record fails
 * the transaction with that error, unless the mutation replaces or removes it blindly: a broken record can so be mended.
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
