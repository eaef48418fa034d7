// Times of this process's clock as times of the server's, and back. Pure. A shift
// of 0 returns what it was given, so that times come back to the ms as written.
import type { Expiry, Mutation, MutationResult, Transaction } from "../../model/mutation.ts";
import type { StateRecord } from "../../model/record.ts";
import type { ReadResult, TransactionResult } from "../../store/state-store.ts";

const shifted = (time: number | undefined, byMs: number): number | undefined =>
  time === undefined ? undefined : time + byMs;

/** A transaction with its expiry times shifted. */
export function shiftTransaction(transaction: Transaction, byMs: number): Transaction {
  if (byMs === 0) return transaction;
  const { idempotency } = transaction;
  return {
    ...transaction,
    mutations: transaction.mutations.map((mutation) => shiftMutation(mutation, byMs)),
    ...(idempotency !== undefined && {
      idempotency: { ...idempotency, expireTime: idempotency.expireTime + byMs },
    }),
  };
}

function shiftMutation(mutation: Mutation, byMs: number): Mutation {
  if (!("expiry" in mutation) || mutation.expiry.type !== "at") return mutation;
  const expiry: Expiry = { type: "at", time: mutation.expiry.time + byMs };
  return { ...mutation, expiry };
}

/** A record with its times shifted. */
export function shiftRecord(record: StateRecord, byMs: number): StateRecord {
  if (byMs === 0) return record;
  const { createTime, updateTime, expireTime } = record;
  return {
    ...record,
    createTime: shifted(createTime, byMs),
    updateTime: shifted(updateTime, byMs),
    expireTime: shifted(expireTime, byMs),
  };
}

/** A read's result with its times shifted. */
export function shiftRead(result: ReadResult, byMs: number): ReadResult {
  return result === undefined || result instanceof Error ? result : shiftRecord(result, byMs);
}

/** A transaction's results with their times shifted. */
export function shiftResults(result: TransactionResult, byMs: number): TransactionResult {
  if (byMs === 0 || result instanceof Error) return result;
  return result.map(
    (one): MutationResult => ({
      ...one,
      expireTime: shifted(one.expireTime, byMs),
      ...(one.previous !== undefined && { previous: shiftRecord(one.previous, byMs) }),
    }),
  );
}
