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

/** One step of a path in the model: the name of a field, or an index in a list, from 0. */
export type PathStep = string | number;

/**
 * One faulty field of a rejected request or configuration. The path is in terms of the model (`["mutations", 3, "expiry"]`),
 * or the name of a driver's option (`["maxConns"]`); each API renders it in its own names. The description is a sentence
 * without the field's name; it never holds a value or a secret.
 */
export interface Violation {
  readonly path: readonly PathStep[];
  readonly description: string;
  /**
   * Where the path names something that does not exist, the names that do: a presentation may suggest the nearest one.
   * Default: none.
   */
  readonly known?: readonly string[];
}

/** A path as text: `mutations[3].expiry`. Empty for an empty path. */
export function pathText(path: readonly PathStep[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** Violations as one text: each as `path: description`, separated by `; `. For messages only; nothing parses it. */
export function violationsText(violations: readonly Violation[]): string {
  return violations
    .map(({ path, description }) => (path.length === 0 ? description : `${pathText(path)}: ${description}`))
    .join("; ");
}

/** What an error may say besides its code and message. */
export interface StoreErrorOptions {
  /** What is known of the write. Default: `not-applied` for codes that refuse, `unknown` for `unavailable`, `closed`, `deadline`, `cancelled` and `internal`. */
  readonly outcome?: Outcome | undefined;
  /** Path of the field at fault, as the contract names it: `key`, `mutations[3].expiry.ttl`. */
  readonly field?: string | undefined;
  /** The faulty fields of a rejected request or configuration. Default: none. */
  readonly violations?: readonly Violation[] | undefined;
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

const noViolations: readonly Violation[] = [];

/** A call on a store that failed. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly field: string | undefined;
  readonly violations: readonly Violation[];
  readonly mutationIndex: number | undefined;
  readonly retryDelayMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: StoreErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.outcome = options.outcome ?? (unknownByDefault.has(code) ? "unknown" : "not-applied");
    this.field = options.field;
    this.violations = options.violations ?? noViolations;
    this.mutationIndex = options.mutationIndex;
    this.retryDelayMs = options.retryDelayMs;
  }

  /** The same error with some of its options changed. */
  with(changes: StoreErrorOptions): StoreError {
    const { outcome, field, violations, mutationIndex, retryDelayMs, cause } = this;
    return new StoreError(this.code, this.message, {
      outcome,
      field,
      violations,
      mutationIndex,
      retryDelayMs,
      ...(cause !== undefined && { cause }),
      ...changes,
    });
  }
}

/** The error for these violations, of which there is at least one. Its message is `violationsText`; its outcome `not-applied`. */
export function violationError(
  violations: readonly Violation[],
  code: "invalid" | "too-large" = "invalid",
): StoreError {
  return new StoreError(code, violationsText(violations), { violations, outcome: "not-applied" });
}

/** Any thrown thing as a StoreError: itself if it is one, else `internal` with a fixed text and the thing as its cause. */
export function asStoreError(thrown: unknown): StoreError {
  if (thrown instanceof StoreError) return thrown;
  return new StoreError("internal", "internal error", { cause: thrown });
}
