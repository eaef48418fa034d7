// Counters on a store that cannot read its values: each addition becomes a put of the
// sum, with the precondition that the counter has not changed since it was read. What
// holds: an addition is applied once or not at all, concurrent additions all count,
// and a transaction fails at the same mutation, for the same reason, as on a store
// that adds by itself.
import { addToCounter, formatCounter } from "../model/counter.ts";
import { StoreError } from "../model/errors.ts";
import type { AddMutation, Mutation, MutationResult } from "../model/mutation.ts";
import { preconditionError } from "../store/precondition.ts";
import type { ReadResult } from "../store/state-store.ts";

/** The mutations to send to the store instead of a transaction with additions. */
export interface AdditionPlan {
  readonly mutations: readonly Mutation[];
  /** Why an addition fails, by its index. The transaction is sent anyway, because an earlier mutation may fail first. */
  readonly errors: ReadonlyMap<number, StoreError>;
}

// No store returns this version, so a check for it always fails.
const noVersion = "no such version";

/** Plans a transaction, given the records that were read under the keys of its additions. */
export function planAdditions(
  mutations: readonly Mutation[],
  found: ReadonlyMap<string, ReadResult>,
): AdditionPlan {
  const errors = new Map<number, StoreError>();
  const planned = mutations.map((mutation, index): Mutation => {
    if (mutation.type !== "add") return mutation;
    const put = sumOf(mutation, found.get(mutation.key), index);
    if (!(put instanceof StoreError)) return put;
    errors.set(index, put);
    return { type: "check", key: mutation.key, precondition: { type: "version", version: noVersion } };
  });
  return { mutations: planned, errors };
}

function sumOf(mutation: AddMutation, found: ReadResult, index: number): Mutation | StoreError {
  if (found instanceof StoreError) return found.with({ outcome: "not-applied", mutationIndex: index });
  const error = preconditionError(found, mutation.precondition, index);
  if (error !== undefined) return error;
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

/** Whether a transaction failed only because a counter changed after it was read; then it may be planned and sent again. */
export function isLostRace(mutations: readonly Mutation[], error: StoreError): boolean {
  const mutation = error.mutationIndex === undefined ? undefined : mutations[error.mutationIndex];
  return mutation?.type === "add" && (error.code === "conflict" || error.code === "already-exists");
}

/**
 * The results of the original transaction. Each sum is computed again from the previous record, because the results may be
 * those of an earlier application of the same idempotent transaction.
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
