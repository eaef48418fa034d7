// The one error of the client. Its code says why, its outcome says what is
// known of a write. Only a positive reply proves a write; every other end is
// unknown unless the sidecar said that nothing was written, or nothing was sent.
import type { StatusCode } from "@pillion/wire";

/** Every code there is, as the sidecar names its reasons. */
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
 * - `invalid`, `too-large`: the request itself is wrong; the same again fails again.
 * - `store-not-found`: the sidecar has no store of that name.
 * - `conflict`: the record no longer has the version asked for, or is gone.
 * - `already-exists`: `ifAbsent` was asked, and the key is there.
 * - `missing`: `ifPresent` was asked, and the key is not there.
 * - `wrong-type`: a counter was asked of a value that is none, or a serializer of another's content type.
 * - `unsupported`: this store cannot do it.
 * - `denied`, `unauthenticated`: the sidecar does not let this caller do it, or does not know it.
 * - `unavailable`: the sidecar or its store cannot be reached now.
 * - `closed`: this client, or the store behind the sidecar, was closed.
 * - `overloaded`: too much is asked at once, or the store is full; see `retryDelayMs`.
 * - `deadline`, `cancelled`: the time was up, or the signal aborted.
 * - `corrupt`: what is stored cannot be read.
 * - `internal`: a fault in the sidecar or in this client.
 */
export type StateErrorCode = (typeof stateErrorCodes)[number];

/**
 * What is known of a write that ended with an error.
 *
 * - `not-applied`: nothing was written, now or later. Trying again is safe.
 * - `unknown`: it may have been written, or may yet be. Read before trying again, or use an idempotency key.
 * - `applied`: it was written, but its answer (the record before) could not be deserialized.
 */
export type Outcome = "applied" | "not-applied" | "unknown";

/** What an error may say besides its code and message. */
export interface StateErrorOptions {
  /** What is known of the write. Leave it out for reads. */
  readonly outcome?: Outcome | undefined;
  /** The field at fault: `key`, `mutations[3].expiry.ttl`, `ttlMs`. */
  readonly field?: string | undefined;
  /** Which mutation of the batch failed, from 0. */
  readonly mutationIndex?: number | undefined;
  /** When it makes sense to try again, in ms from now. */
  readonly retryDelayMs?: number | undefined;
  /** The status of the gRPC call, if there was one. */
  readonly grpcStatus?: StatusCode | undefined;
  /** What led to it. */
  readonly cause?: unknown;
}

// A field inside a mutation names its place, so the index is known even where it was not said by itself.
function indexIn(field: string | undefined): number | undefined {
  const [, index] = /^mutations\[(\d{1,9})\]/.exec(field ?? "") ?? [];
  return index === undefined ? undefined : Number(index);
}

/** A call that failed. Every method of the client rejects with this and nothing else. */
export class StateError extends Error {
  override readonly name: string = "StateError";
  readonly code: StateErrorCode;
  /** What is known of the write; undefined on a read, unless its arguments were refused before anything was sent. */
  readonly outcome: Outcome | undefined;
  readonly field: string | undefined;
  readonly mutationIndex: number | undefined;
  readonly retryDelayMs: number | undefined;
  readonly grpcStatus: StatusCode | undefined;

  constructor(code: StateErrorCode, message: string, options: StateErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.outcome = options.outcome;
    this.field = options.field;
    this.mutationIndex = options.mutationIndex ?? indexIn(options.field);
    this.retryDelayMs = options.retryDelayMs;
    this.grpcStatus = options.grpcStatus;
  }

  /** The same error with another message and some of its options changed. */
  with(message: string, changes: StateErrorOptions = {}): StateError {
    const { outcome, field, mutationIndex, retryDelayMs, grpcStatus } = this;
    const kept = { outcome, field, mutationIndex, retryDelayMs, grpcStatus, cause: this };
    return new StateError(this.code, message, { ...kept, ...changes });
  }
}

/** A value that its serializer could not write or read; see `contentType`. */
export class SerializerError extends StateError {
  override readonly name: string = "SerializerError";
  /** The content type of the stored value; undefined if the fault was in writing. */
  readonly contentType: string | undefined;

  constructor(
    code: "invalid" | "wrong-type" | "corrupt",
    message: string,
    options: StateErrorOptions & { readonly contentType?: string } = {},
  ) {
    super(code, message, options);
    this.contentType = options.contentType;
  }

  override with(message: string, changes: StateErrorOptions = {}): SerializerError {
    const { outcome, field, contentType } = this;
    const kept = { outcome, field, ...(contentType !== undefined && { contentType }), cause: this.cause };
    return new SerializerError(this.code as "invalid", message, { ...kept, ...changes });
  }
}

const conflictCodes: ReadonlySet<StateErrorCode> = new Set(["conflict", "already-exists", "missing"]);

/** An error of a write that was certainly not applied. */
export type NotApplied = StateError & { readonly outcome: "not-applied" };

/** An error of a write that may have been applied. */
export type OutcomeUnknown = StateError & { readonly outcome: "unknown" };

/** Whether this is an error of the client. */
export function isStateError(error: unknown): error is StateError {
  return error instanceof StateError;
}

/**
 * Whether a precondition did not hold (`ifVersion`, `ifAbsent`, `ifPresent`) and so nothing was written:
 * someone else was first. Read again and decide anew.
 */
export function isConflict(error: unknown): error is NotApplied {
  return isStateError(error) && error.outcome === "not-applied" && conflictCodes.has(error.code);
}

/** Whether it is certain that the write was not applied, so that the same write may be sent again. */
export function isNotApplied(error: unknown): error is NotApplied {
  return isStateError(error) && error.outcome === "not-applied";
}

/** Whether the write may have been applied: read before you repeat it. */
export function isOutcomeUnknown(error: unknown): error is OutcomeUnknown {
  return isStateError(error) && error.outcome === "unknown";
}

/** An error in the arguments of a call, found before anything was sent. */
export function invalidArgument(field: string, fault: string): StateError {
  return new StateError("invalid", `${field}: ${fault}`, { field, outcome: "not-applied" });
}
