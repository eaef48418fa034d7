// The stored form of a transaction with an idempotency key, and the result of its
// repetition. Only applied transactions are remembered (clause C13). Pure; each driver
// decides where they are kept and how their number is bounded.
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
 * The result of a transaction with an idempotency key that was used before: the earlier results, or `invalid` if the key was
 * used for another request. Undefined if the transaction has to be applied.
 */
export function recall(
  remembered: RememberedTransaction | undefined,
  idempotency: Idempotency,
  now: number,
): readonly MutationResult[] | StoreError | undefined {
  if (remembered === undefined || isExpired(remembered.expireTime, now)) return undefined;
  if (remembered.fingerprint === idempotency.fingerprint) return remembered.results;
  return reusedKeyError();
}

/** The error of a transaction whose idempotency key was used before with another fingerprint (clause C13). */
export function reusedKeyError(): StoreError {
  const path = ["idempotency", "key"];
  return violationError([{ path, description: "was already used for a different request" }]);
}
