// Builds mutants of a correct store: one kind of data is changed before or after the
// call, and everything else is forwarded.
import { createCall } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Mutation, MutationResult, Transaction } from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import type { StateStore } from "../../src/store/state-store.ts";

/** A mutant: the clause that it breaks, how, and the change. */
export type Mutant = readonly [clause: string, what: string, change: Change];

/** The methods that differ from those of the store below. */
export type Change = (inner: StateStore) => Partial<StateStore>;

/** The store with a change. */
export function wrapped(change: Change): (inner: StateStore) => StateStore {
  return (inner) => ({
    facts: inner.facts,
    read: (keys, options, call) => inner.read(keys, options, call),
    commit: (transactions, call) => inner.commit(transactions, call),
    scan: (query, call) => inner.scan(query, call),
    ping: (call) => inner.ping(call),
    close: () => inner.close(),
    ...change(inner),
  });
}

/** Changes the mutations of commits. */
export function changingMutations(change: (mutation: Mutation) => Mutation): Change {
  return (inner) => ({
    commit: (transactions, call) =>
      inner.commit(
        transactions.map((transaction) => ({ ...transaction, mutations: transaction.mutations.map(change) })),
        call,
      ),
  });
}

/** Changes the results of mutations. */
export function changingResults(change: (result: MutationResult) => MutationResult): Change {
  return (inner) => ({
    commit: async (transactions, call) =>
      (await inner.commit(transactions, call)).map((result) =>
        result instanceof StoreError ? result : result.map(change),
      ),
  });
}

/** Changes the records that reads return; undefined hides one. */
export function changingRecords(change: (record: StateRecord) => StateRecord | undefined): Change {
  return (inner) => ({
    read: async (keys, options, call) =>
      (await inner.read(keys, options, call)).map((result) =>
        result === undefined || result instanceof StoreError ? result : change(result),
      ),
  });
}

/** Changes the errors of transactions. */
export function changingErrors(change: (error: StoreError) => StoreError): Change {
  return (inner) => ({
    commit: async (transactions, call) =>
      (await inner.commit(transactions, call)).map((result) =>
        result instanceof StoreError ? change(result) : result,
      ),
  });
}

/** Changes the keys of reads and commits. */
export function changingKeys(change: (key: string) => string): Change {
  return (inner) => ({
    ...changingMutations((mutation) => ({ ...mutation, key: change(mutation.key) }))(inner),
    read: (keys, options, call) => inner.read(keys.map(change), options, call),
  });
}

/** Changes the transactions of commits. */
export function changingTransactions(change: (transaction: Transaction) => Transaction): Change {
  return (inner) => ({ commit: (transactions, call) => inner.commit(transactions.map(change), call) });
}

/** A call whose wall clock always shows this time. */
export const callAt = (time: number) =>
  createCall({ clock: { now: () => time, monotonic: () => performance.now() } });
