// The one error class of the engine. The codes are a closed list; the error of a
// write also states whether the write may have been applied. A message is safe to
// show to the client: it names fields, limits, sizes and stores, never values or
// secrets. The cause is for the log only.

/** Every error code. */
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
 * - `invalid`, `too-large`: the request itself is wrong; sending it again fails again.
 * - `conflict`: the record has another version than the precondition requires, or there is no record.
 * - `already-exists`, `missing`: precondition absent or present does not hold.
 * - `wrong-type`: an addition to a value that is not a counter.
 * - `unsupported`: this store does not support the operation.
 * - `unavailable`: the store cannot be reached now. `closed`: this store object was closed.
 * - `overloaded`: too many requests are waiting, or the store is full.
 * - `corrupt`: stored data cannot be read as a record.
 */
export type ErrorCode = (typeof errorCodes)[number];

/**
 * What is known about a failed write. `not-applied`: nothing was written, and nothing will be. `unknown`: it may have been
 * written. Only a positive reply proves a write; every other end of a write is unknown unless the store proves that it was
 * rejected.
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

/** The optional parts of an error. */
export interface StoreErrorOptions {
  /** What is known about the write. Default: `unknown` for `unavailable`, `closed`, `deadline`, `cancelled` and `internal`, `not-applied` for all others. */
  readonly outcome?: Outcome | undefined;
  /** The faulty fields of a rejected request or configuration. Default: none. */
  readonly violations?: readonly Violation[] | undefined;
  /** Which mutation of the transaction failed, from 0. */
  readonly mutationIndex?: number | undefined;
  /** When it makes sense to retry, in ms from now. */
  readonly retryDelayMs?: number | undefined;
  /** The underlying error, for the log only. */
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

/** Errors of calls that an overloaded process ends by the thousand. Their stack says nothing, and to record it takes longer than to reject the call. */
const withoutStack: ReadonlySet<ErrorCode> = new Set(["overloaded", "deadline", "cancelled"]);

/** The error of a failed call on a store, of a rejected request, or of a rejected configuration. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
  readonly mutationIndex: number | undefined;
  readonly retryDelayMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: StoreErrorOptions = {}) {
    const { stackTraceLimit } = Error;
    if (withoutStack.has(code)) Error.stackTraceLimit = 0;
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.outcome = options.outcome ?? (unknownByDefault.has(code) ? "unknown" : "not-applied");
    this.violations = options.violations ?? noViolations;
    this.mutationIndex = options.mutationIndex;
    this.retryDelayMs = options.retryDelayMs;
  }

  /** The same error with some of its options changed. New violations also replace the message with `violationsText`. */
  with(changes: StoreErrorOptions): StoreError {
    const { outcome, violations, mutationIndex, retryDelayMs, cause } = this;
    const message = changes.violations === undefined ? this.message : violationsText(changes.violations);
    return new StoreError(this.code, message, {
      outcome,
      violations,
      mutationIndex,
      retryDelayMs,
      ...(cause !== undefined && { cause }),
      ...changes,
    });
  }
}

/** The error for one or more violations. Its message is `violationsText`. Default: code `invalid`, outcome `not-applied`. */
export function violationError(
  violations: readonly Violation[],
  code: ErrorCode = "invalid",
  options: Omit<StoreErrorOptions, "violations"> = {},
): StoreError {
  return new StoreError(code, violationsText(violations), {
    outcome: "not-applied",
    ...options,
    violations,
  });
}

/** Why a value is rejected. Made only for a value that is; a check that passes allocates nothing. */
export interface Rejection {
  readonly code: "invalid" | "too-large";
  /** Path of the faulty field below the checked value. Default: the checked value itself. */
  readonly path?: readonly PathStep[];
  readonly description: string;
}

/** The error for a rejected value that is found at `root`. */
export function rejectionError(
  { code, path = [], description }: Rejection,
  root: readonly PathStep[],
  options?: Omit<StoreErrorOptions, "violations">,
): StoreError {
  return violationError([{ path: [...root, ...path], description }], code, options);
}

/** Any thrown value as a StoreError: itself if it is one, otherwise `internal` with a fixed message and the value as its cause. */
export function asStoreError(thrown: unknown): StoreError {
  if (thrown instanceof StoreError) return thrown;
  return new StoreError("internal", "internal error", { cause: thrown });
}
