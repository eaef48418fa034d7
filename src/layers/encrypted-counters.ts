// Counters of a store whose values it cannot read: each addition becomes a put
// of the sum, under the precondition that nothing has changed since the counter
// was read. What holds: an addition is applied once or not at all, additions by
// many callers all count, and a transaction fails at the same mutation, for the same
// reason, as it would on a store that adds by itself.

import { addToCounter, formatCounter } from "../model/counter.ts";
import { StoreError } from "../model/errors.ts";
import type { AddMutation, Mutation, MutationResult } from "../model/mutation.ts";
import { judge } from "../store/precondition.ts";
import type { ReadResult } from "../store/state-store.ts";

/** A transaction as the store is asked to apply it. */
export interface AdditionPlan {
  readonly mutations: readonly Mutation[];
  /** Why an addition cannot be made, by its place. The store is asked all the same, because an earlier mutation may fail first. */
  readonly refusals: ReadonlyMap<number, StoreError>;
}

// No store gives such a version, so a check for it fails wherever the store gets to it.
const noVersion = "no such version";

/** What the store is to apply, given what is there under the keys of the additions. */
export function planAdditions(
  mutations: readonly Mutation[],
  found: ReadonlyMap<string, ReadResult>,
): AdditionPlan {
  const refusals = new Map<number, StoreError>();
  const planned = mutations.map((mutation, index): Mutation => {
    if (mutation.type !== "add") return mutation;
    const put = sumOf(mutation, found.get(mutation.key), index);
    if (!(put instanceof StoreError)) return put;
    refusals.set(index, put);
    return { type: "check", key: mutation.key, precondition: { type: "version", version: noVersion } };
  });
  return { mutations: planned, refusals };
}

function sumOf(mutation: AddMutation, found: ReadResult, index: number): Mutation | StoreError {
  if (found instanceof StoreError) return found.with({ outcome: "not-applied", mutationIndex: index });
  const fault = judge(found, mutation.precondition, index);
  if (fault !== undefined) return fault;
  const sum = addToCounter(found?.value, mutation, index);
  if (typeof sum !== "bigint") return sum;
  return {
    type: "put",
    key: mutation.key,
    value: formatCounter(sum),
    contentType: found?.contentType ?? "",
    kind: found?.kind ?? "persistent",
    expiry: mutation.expiry,
    precondition: found === undefined ? { type: "absent" } : { type: "version", version: found.version },
    returnPrevious: true,
  };
}

/** Whether a transaction failed only because a counter changed after it was read: it may be planned and sent again. */
export function isOutrun(mutations: readonly Mutation[], error: StoreError): boolean {
  const mutation = error.mutationIndex === undefined ? undefined : mutations[error.mutationIndex];
  return mutation?.type === "add" && (error.code === "conflict" || error.code === "already-exists");
}

/**
 * The results of the transaction as it was asked. A sum is made again from what was there before, because the answer may be
 * that of an earlier application of the same transaction.
 */
export function additionResults(
  mutations: readonly Mutation[],
  results: readonly MutationResult[],
): readonly MutationResult[] {
  return results.map((result, index) => {
    const mutation = mutations[index];
    if (mutation?.type !== "add") return result;
    const { previous, ...rest } = result;
    const sum = addToCounter(previous?.value, mutation, index);
    return typeof sum === "bigint" ? { ...rest, value: sum } : rest;
  });
}

/** Lets transactions that name the same key take turns, in the order in which they came. */
export class KeyTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs a task once every earlier one that named one of the keys has ended. */
  run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const earlier = keys.flatMap((key) => this.#last.get(key) ?? []);
    const result = earlier.length === 0 ? task() : Promise.all(earlier).then(task);
    const ended: Promise<void> = result.then(
      () => this.#leave(keys, ended),
      () => this.#leave(keys, ended),
    );
    for (const key of keys) this.#last.set(key, ended);
    return result;
  }

  #leave(keys: readonly string[], ended: Promise<unknown>): void {
    for (const key of keys) if (this.#last.get(key) === ended) this.#last.delete(key);
  }
}
