// What is remembered of a transaction that carries an idempotency key, and what a
// repeat of it is answered. Only applied transactions are remembered (clause C13).
// Pure; where the memory is kept and how it is bounded is the driver's.
import { type StoreError, violationError } from "../model/errors.ts";
import type { Idempotency, MutationResult } from "../model/mutation.ts";
import { isExpired } from "../model/record.ts";

/** An applied transaction, by its idempotency key. */
export interface RememberedTransaction {
  readonly fingerprint: string;
  /** When it may be forgotten, in ms since the Unix epoch. */
  readonly expireTime: number;
  readonly results: readonly MutationResult[];
}

/**
 * What a transaction with an idempotency key is answered without being applied: the results of then, or `invalid` if the key
 * was used for another request. Undefined if it is to be applied.
 */
export function recall(
  remembered: RememberedTransaction | undefined,
  asked: Idempotency,
  now: number,
): readonly MutationResult[] | StoreError | undefined {
  if (remembered === undefined || isExpired(remembered.expireTime, now)) return undefined;
  if (remembered.fingerprint === asked.fingerprint) return remembered.results;
  return reusedKeyError();
}

/** The error of a transaction whose idempotency key was used before with another fingerprint (clause C13). */
export function reusedKeyError(): StoreError {
  const path = ["idempotency", "key"];
  return violationError([{ path, description: "was used before for another request" }]);
}
