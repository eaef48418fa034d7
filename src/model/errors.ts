// The one error of the engine. Codes are closed; a write's error says what is
// known of the write. A message is safe to show to the caller: it names fields,
// limits, sizes and stores, never values or secrets. The cause is for the log.

/** Every code there is. */
export const errorCodes = [
  "invalid",
  "too-large",
  "store-not-found",
  "conflict",
  "already-exists",
  "missing",
  "wrong-type",
  "unsupported",
  "denied",
  "unauthenticated",
  "unavailable",
  "closed",
  "overloaded",
  "deadline",
  "cancelled",
  "corrupt",
  "internal",
] as const;

/**
 * Why a call failed.
 *
 * - `invalid`, `too-large`: the request itself is wrong; the same again fails again.
 * - `conflict`: the version asked is not the version there (or nothing is there).
 * - `already-exists`, `missing`: precondition absent or present does not hold.
 * - `wrong-type`: a counter was asked of a value that is not one.
 * - `unsupported`: this store cannot do it.
 * - `unavailable`: the store cannot be asked now. `closed`: this store object was closed.
 * - `overloaded`: too much is asked at once, or the store is full.
 * - `corrupt`: what is stored cannot be read as a record.
 */
export type ErrorCode = (typeof errorCodes)[number];

/**
 * What is known of a failed write. `not-applied`: nothing was written, now or
 * later. `unknown`: it may have been written. Only a positive reply proves a
 * write; everything else is unknown unless the store proves it refused.
 */
export type Outcome = "not-applied" | "unknown";

/** What an error may say besides its code and message. */
export interface StoreErrorOptions {
  /** What is known of the write. Default: `not-applied` for codes that refuse, `unknown` for `unavailable`, `closed`, `deadline`, `cancelled` and `internal`. */
  readonly outcome?: Outcome | undefined;
  /** Path of the field at fault, as the contract names it: `key`, `mutations[3].expiry.ttl`. */
  readonly field?: string | undefined;
  /** Which mutation of the transaction failed, from 0. */
  readonly mutationIndex?: number | undefined;
  /** When it makes sense to try again, in ms from now. */
  readonly retryDelayMs?: number | undefined;
  /** What led to it, for the log only. */
  readonly cause?: unknown;
}

const unknownByDefault: ReadonlySet<ErrorCode> = new Set([
  "unavailable",
  "closed",
  "deadline",
  "cancelled",
  "internal",
]);

/** A call on a store that failed. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly field: string | undefined;
  readonly mutationIndex: number | undefined;
  readonly retryDelayMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: StoreErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.outcome = options.outcome ?? (unknownByDefault.has(code) ? "unknown" : "not-applied");
    this.field = options.field;
    this.mutationIndex = options.mutationIndex;
    this.retryDelayMs = options.retryDelayMs;
  }

  /** The same error with some of its options changed. */
  with(changes: StoreErrorOptions): StoreError {
    const { outcome, field, mutationIndex, retryDelayMs, cause } = this;
    return new StoreError(this.code, this.message, {
      outcome,
      field,
      mutationIndex,
      retryDelayMs,
      ...(cause !== undefined && { cause }),
      ...changes,
    });
  }
}

/** Any thrown thing as a StoreError: itself if it is one, else `internal` with a fixed text and the thing as its cause. */
export function asStoreError(thrown: unknown): StoreError {
  if (thrown instanceof StoreError) return thrown;
  return new StoreError("internal", "internal error", { cause: thrown });
}
