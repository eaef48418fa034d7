// The two clocks: callers say and read times by this process's, the server
// judges expiry by its own. Where they are apart, times are shifted on their
// way in and out, so that a record lives as long as its writer meant. Below the
// threshold nothing is shifted, and times come back to the ms as written.
import type { Expiry, Mutation, MutationResult, Transaction } from "../../model/mutation.ts";
import type { StateRecord } from "../../model/record.ts";
import type { ReadResult, TransactionResult } from "../../store/state-store.ts";

/** Clocks that are no further apart than this are taken for the same. */
export const skewMsMin = 250;

/**
 * How far the server's clock is taken to be ahead, in whole ms (negative: behind), after a measurement: the server's time
 * between two looks at ours. What the time of travel may explain does not count, and a measurement that agrees with what
 * was known before changes nothing, so that times do not flicker.
 */
export function skewOf(before: number, server: number, after: number, knownMs: number): number {
  const measuredMs = Math.round(server - (before + after) / 2);
  const doubtMs = Math.abs(after - before) / 2;
  if (Math.abs(measuredMs - knownMs) <= doubtMs + (knownMs === 0 ? skewMsMin : 50)) return knownMs;
  return Math.abs(measuredMs) < skewMsMin ? 0 : measuredMs;
}

const shifted = (time: number | undefined, byMs: number): number | undefined =>
  time === undefined ? undefined : time + byMs;

/** A transaction whose times are by the server's clock. */
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

/** A read's answer with its times shifted. */
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
