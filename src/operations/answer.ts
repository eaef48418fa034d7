// Takes the answers of a store apart. A store answers many keys and transactions at
// once; a verb about one of them wants its result, or its error thrown.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { Consistency, Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord, View } from "../model/record.ts";
import type { StateStore } from "../store/state-store.ts";
import { type RequestIdentity, requestIdempotency } from "./idempotency.ts";

/** How a write is to be done. */
export interface WriteOptions {
  readonly consistency: Consistency;
  /** Makes the write safe to send again. Default: it is not. */
  readonly identity?: RequestIdentity | undefined;
}

/** A transaction of these mutations. */
export function transactionOf(
  mutations: readonly Mutation[],
  options: WriteOptions,
  call: Call,
): Transaction {
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
  if (results === undefined) throw unanswered();
  if (results instanceof StoreError) throw results;
  return results;
}

/** The result of one mutation by itself; its error speaks of the request, not of a place in a list. */
export async function commitMutation(
  store: StateStore,
  mutation: Mutation,
  options: WriteOptions,
  call: Call,
): Promise<MutationResult> {
  try {
    const [result] = await commitTransaction(store, transactionOf([mutation], options, call), call);
    if (result === undefined) throw unanswered();
    return result;
  } catch (thrown) {
    throw thrown instanceof StoreError ? withoutPlace(thrown) : thrown;
  }
}

const verbs = {
  put: "set",
  remove: "delete",
  add: "increment",
  touch: "touch",
  check: "check",
} as const satisfies Record<Mutation["type"], string>;

/** The error of one mutation of a list, with its place in it: `mutationIndex`, and the field as the list names it. */
export function withPlace(error: StoreError, mutations: readonly Mutation[], index: number): StoreError {
  const mutation = mutations[index];
  const { field, code, outcome, retryDelayMs, message, cause } = error;
  const name = field?.replace(/^mutations\[\d+\]\./, "");
  if (mutation === undefined || field === undefined || name === undefined || ofWholeRequest.has(field)) {
    return error.with({ mutationIndex: index });
  }
  const placed = `mutations[${index}].${verbs[mutation.type]}.${name}`;
  const told = message.startsWith(`${field}: `) ? `${placed}${message.slice(field.length)}` : message;
  return new StoreError(code, told, {
    outcome,
    field: placed,
    mutationIndex: index,
    retryDelayMs,
    ...(cause !== undefined && { cause }),
  });
}

const ofWholeRequest: ReadonlySet<string> = new Set(["mutations", "idempotency_key"]);

function withoutPlace(error: StoreError): StoreError {
  const field = error.field?.replace(/^mutations\[0\]\./, "");
  if (error.mutationIndex === undefined && field === error.field) return error;
  return error.with({ mutationIndex: undefined, field });
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
  if (results.length !== 1) throw unanswered();
  if (record instanceof StoreError) throw record;
  return record;
}

/** A store that does not answer what it was asked is at fault itself. */
export function unanswered(): StoreError {
  return new StoreError("internal", "the store gave fewer answers than it was asked for");
}

/** Throws `invalid` or `too-large` unless a list has 1 to `countMax` items. */
export function checkCount(count: number, countMax: number, field: string): void {
  if (count === 0)
    throw new StoreError("invalid", `${field}: is empty; it needs 1 to ${countMax}`, { field });
  if (count <= countMax) return;
  throw new StoreError("too-large", `${field}: has ${count} items; the limit is ${countMax}`, { field });
}
