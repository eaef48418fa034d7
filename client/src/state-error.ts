// The error class of the client. `code` is the reason, `outcome` is what is known
// of a write. Only a positive reply proves a write. The outcome of a failed write
// is unknown unless the sidecar reported that nothing was written, or nothing was
// sent.
import type { StatusCode } from "@pillion/wire";

/** All codes, with the names of the sidecar's reasons. */
export const stateErrorCodes = [
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
 * - `conflict`: with `ifVersion`, the record has another version or no longer exists.
 * - `already-exists`: with `ifAbsent`, the key exists.
 * - `missing`: with `ifPresent`, the key does not exist.
 * - `wrong-type`: an increment of a value that is not a counter, or a value with a content type that the serializer
 *   does not read.
 * - `store-not-found`: the sidecar has no store of that name.
 * - `unsupported`: this store does not support the operation.
 * - `denied`, `unauthenticated`: the caller lacks the permission, or a valid token.
 * - `unavailable`: the sidecar or its store cannot be reached.
 * - `closed`: this client, or the store behind the sidecar, is closed.
 * - `overloaded`: too many requests, or the store is full; see `retryDelayMs`.
 * - `deadline`, `cancelled`: the deadline passed, or the signal aborted.
 * - `corrupt`: the stored value cannot be read.
 * - `internal`: a defect of the sidecar or of this client.
 */
export type StateErrorCode = (typeof stateErrorCodes)[number];

/**
 * What is known of a write that ended with an error.
 *
 * - `not-applied`: nothing was written and nothing will be. Sending it again is safe.
 * - `unknown`: it may have been written, or may still be. Read before sending it again, or use an idempotency key.
 * - `applied`: it was written, but the previous record in the reply could not be deserialized.
 */
export type Outcome = "applied" | "not-applied" | "unknown";

/** One invalid field of a request. */
export interface FieldViolation {
  /** The field, by its name in the client's arguments. */
  readonly field: string;
  /** What is wrong, as a sentence without the field's name. */
  readonly description: string;
}

/** The parts of an error besides its code and message. */
export interface StateErrorOptions {
  /** What is known of the write. Undefined for reads. */
  readonly outcome?: Outcome | undefined;
  /** The invalid field, for example `key`, `ttlMs`, `mutations[3].value`. */
  readonly field?: string | undefined;
  /** All invalid fields that the sidecar found. Default: none. */
  readonly violations?: readonly FieldViolation[] | undefined;
  /** The index of the failed mutation, from 0. */
  readonly mutationIndex?: number | undefined;
  /** How long to wait before a retry, in ms. */
  readonly retryDelayMs?: number | undefined;
  /** The status of the gRPC call, if there was one. */
  readonly grpcStatus?: StatusCode | undefined;
  /** The error behind this one. */
  readonly cause?: unknown;
}

// The field of a mutation contains its index, so the index is known even if it was not sent separately.
function indexIn(field: string | undefined): number | undefined {
  const [, index] = /^mutations\[(\d{1,9})\]/.exec(field ?? "") ?? [];
  return index === undefined ? undefined : Number(index);
}

/** A failed call. Every method of the client rejects with this class only. */
export class StateError extends Error {
  override readonly name: string = "StateError";
  readonly code: StateErrorCode;
  /** What is known of the write; undefined for a read, except `not-applied` if an argument was rejected. */
  readonly outcome: Outcome | undefined;
  readonly field: string | undefined;
  readonly violations: readonly FieldViolation[];
  readonly mutationIndex: number | undefined;
  readonly retryDelayMs: number | undefined;
  readonly grpcStatus: StatusCode | undefined;

  constructor(code: StateErrorCode, message: string, options: StateErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.outcome = options.outcome;
    this.field = options.field;
    this.violations = options.violations ?? [];
    this.mutationIndex = options.mutationIndex ?? indexIn(options.field);
    this.retryDelayMs = options.retryDelayMs;
    this.grpcStatus = options.grpcStatus;
  }

  /** A copy with another message and changed options. The cause is this error. */
  with(message: string, changes: StateErrorOptions = {}): StateError {
    const { outcome, field, violations, mutationIndex, retryDelayMs, grpcStatus } = this;
    const kept = { outcome, field, violations, mutationIndex, retryDelayMs, grpcStatus, cause: this };
    return new StateError(this.code, message, { ...kept, ...changes });
  }

  /** The error for `JSON.stringify`: without its stack and cause, and without parts that are undefined. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { name, code, message, outcome, field, violations, mutationIndex, retryDelayMs, grpcStatus } = this;
    const found = violations.length > 0 ? violations : undefined;
    return {
      name,
      code,
      message,
      outcome,
      field,
      violations: found,
      mutationIndex,
      retryDelayMs,
      grpcStatus,
    };
  }
}

/** A value that its serializer could not serialize or deserialize. */
export class SerializerError extends StateError {
  override readonly name: string = "SerializerError";
  /** The content type of the stored value; undefined if serializing failed. */
  readonly contentType: string | undefined;

  constructor(
    code: "invalid" | "wrong-type" | "corrupt",
    message: string,
    options: StateErrorOptions & { readonly contentType?: string } = {},
  ) {
    super(code, message, options);
    this.contentType = options.contentType;
  }

  override toJSON(): Readonly<Record<string, unknown>> {
    return { ...super.toJSON(), contentType: this.contentType };
  }

  override with(message: string, changes: StateErrorOptions = {}): SerializerError {
    const { outcome, field, contentType } = this;
    const kept = { outcome, field, ...(contentType !== undefined && { contentType }), cause: this.cause };
    return new SerializerError(this.code as "invalid", message, { ...kept, ...changes });
  }
}

/** The codes of a precondition that did not hold. */
export const preconditionCodes: ReadonlySet<StateErrorCode> = new Set([
  "conflict",
  "already-exists",
  "missing",
]);

/** An error of a write that was not applied. */
export type NotApplied = StateError & { readonly outcome: "not-applied" };

/** An error of a write that may have been applied. */
export type OutcomeUnknown = StateError & { readonly outcome: "unknown" };

/** Whether this is a StateError. */
export function isStateError(error: unknown): error is StateError {
  return error instanceof StateError;
}

/**
 * Whether nothing was written because a precondition (`ifVersion`, `ifAbsent`, `ifPresent`) did not hold. Read the
 * record again before you retry.
 */
export function isConflict(error: unknown): error is NotApplied {
  return isStateError(error) && error.outcome === "not-applied" && preconditionCodes.has(error.code);
}

/** Whether the write was certainly not applied, so that it is safe to send it again. */
export function isNotApplied(error: unknown): error is NotApplied {
  return isStateError(error) && error.outcome === "not-applied";
}

/** Whether the write may have been applied: read before you send it again. */
export function isOutcomeUnknown(error: unknown): error is OutcomeUnknown {
  return isStateError(error) && error.outcome === "unknown";
}

/** An invalid argument, found before anything was sent. */
export function invalidArgument(field: string, problem: string): StateError {
  return new StateError("invalid", `${field}: ${problem}`, { field, outcome: "not-applied" });
}
