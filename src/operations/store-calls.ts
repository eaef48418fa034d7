// Runs single keys and mutations on a store, which takes lists: returns the one result,
// or throws its error with paths that begin at the input of the verb.
import type { Call } from "../model/call.ts";
import { type PathStep, StoreError, violationError } from "../model/errors.ts";
import type { Consistency, Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord, View } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { checkIdempotencyKey, type RequestIdentity, requestIdempotency } from "./idempotency.ts";

/** Options of every write. */
export interface WriteOptions {
  readonly consistency: Consistency;
  /** Makes the write safe to retry. Default: it is not. */
  readonly identity?: RequestIdentity | undefined;
}

/** A transaction of these mutations. Throws `invalid` or `too-large` if the key of its identity is not within the limits. */
export function transactionOf(
  mutations: readonly Mutation[],
  options: WriteOptions,
  call: Call,
): Transaction {
  if (options.identity !== undefined) checkIdempotencyKey(options.identity.key);
  return {
    mutations,
    consistency: options.consistency,
    ...(options.identity !== undefined && { idempotency: requestIdempotency(options.identity, call) }),
  };
}

/** The results of one transaction; throws its error. */
export async function commitTransaction(
  store: StateStore,
  transaction: Transaction,
  call: Call,
): Promise<readonly MutationResult[]> {
  const [results] = await store.commit([transaction], call);
  if (results === undefined) throw missingResultError();
  if (results instanceof StoreError) throw results;
  return results;
}

/** The result of one mutation. The paths of its error begin at the mutation, not at a list. */
export async function commitMutation(
  store: StateStore,
  mutation: Mutation,
  options: WriteOptions,
  call: Call,
): Promise<MutationResult> {
  try {
    const [result] = await commitTransaction(store, transactionOf([mutation], options, call), call);
    if (result === undefined) throw missingResultError();
    return result;
  } catch (thrown) {
    throw thrown instanceof StoreError ? ofSingleMutation(thrown) : thrown;
  }
}

/**
 * The error of one mutation of a request: the path of a violation begins below the mutation instead of at
 * `mutations, 0`, and there is no `mutationIndex`.
 */
function ofSingleMutation(error: StoreError): StoreError {
  if (error.mutationIndex === undefined && error.violations.length === 0) return error;
  return reroot(error.with({ mutationIndex: undefined }), ["mutations", 0], []);
}

/** The error of a transaction of one mutation that is an item of a batch: `mutationIndex` and paths name the item's place. */
export function ofBatchItem(error: StoreError, index: number): StoreError {
  return reroot(error.with({ mutationIndex: index }), ["mutations", 0], ["mutations", index]);
}

/** The error, with the beginning `from` of its paths replaced by `to`. */
export function reroot(error: StoreError, from: readonly PathStep[], to: readonly PathStep[]): StoreError {
  if (error.violations.length === 0) return error;
  const violations = error.violations.map((violation) =>
    from.every((step, place) => violation.path[place] === step)
      ? { ...violation, path: [...to, ...violation.path.slice(from.length)] }
      : violation,
  );
  return error.with({ violations });
}

/** The record of one key, or undefined; throws its error. */
export async function readRecord(
  store: StateStore,
  key: string,
  consistency: Consistency,
  view: View,
  call: Call,
): Promise<StateRecord | undefined> {
  const results = await store.read([key], { consistency, view }, call);
  const [record] = results;
  if (results.length !== 1) throw missingResultError();
  if (record instanceof StoreError) throw reroot(record, ["keys", 0], ["key"]);
  return record;
}

/** The error of a store that returned fewer results than requested. */
export function missingResultError(): StoreError {
  return new StoreError("internal", "the store returned fewer results than requested");
}

/** The error for an empty list of a batch, which has 1 to `countMax` items. A store accepts an empty list, so the guard does. */
export function emptyListError(field: string, countMax: number): StoreError {
  return violationError([{ path: [field], description: `is empty; it needs 1 to ${countMax} items` }]);
}
