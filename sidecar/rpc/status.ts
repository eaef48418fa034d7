// The one table from the engine's errors to gRPC and HTTP, and the form of a status:
// code, message, and details as google.rpc messages. A code that is missing in the
// table does not compile. Causes and the text of an internal error are not sent.
import { rpc } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode, statusName } from "@pillion/wire";
import type { ErrorCode, Outcome, StoreError } from "../../src/index.ts";
import type { Effect } from "./call-context.ts";
import { type MutationList, violationField } from "./violation-fields.ts";

/** The form of one code of the engine in each protocol. */
interface Row {
  readonly status: StatusCode;
  /** The HTTP status. */
  readonly http: number;
  /** The retry delay in ms if the error itself has none; undefined where waiting does not help. */
  readonly retryDelayMs?: number;
}

/** When to retry a call that was rejected for overload, or by a process that is ending, in ms. */
export const overloadedRetryMs = 100;
export const closedRetryMs = 1000;

const table = {
  invalid: { status: statusCode.invalidArgument, http: 400 },
  "too-large": { status: statusCode.invalidArgument, http: 413 },
  "store-not-found": { status: statusCode.notFound, http: 404 },
  conflict: { status: statusCode.aborted, http: 409 },
  "already-exists": { status: statusCode.alreadyExists, http: 409 },
  missing: { status: statusCode.failedPrecondition, http: 412 },
  "wrong-type": { status: statusCode.failedPrecondition, http: 409 },
  unsupported: { status: statusCode.unimplemented, http: 501 },
  denied: { status: statusCode.permissionDenied, http: 403 },
  unauthenticated: { status: statusCode.unauthenticated, http: 401 },
  unavailable: { status: statusCode.unavailable, http: 503, retryDelayMs: 500 },
  closed: { status: statusCode.unavailable, http: 503, retryDelayMs: closedRetryMs },
  overloaded: { status: statusCode.resourceExhausted, http: 503, retryDelayMs: overloadedRetryMs },
  deadline: { status: statusCode.deadlineExceeded, http: 504 },
  cancelled: { status: statusCode.cancelled, http: 499 },
  corrupt: { status: statusCode.dataLoss, http: 500 },
  internal: { status: statusCode.internal, http: 500 },
} as const satisfies Record<ErrorCode, Row>;

/** The domain of the ErrorInfo of every error that is not Dapr's. */
const errorDomain = "statestore";

const internalText = "internal error";

/** One faulty field as the contract names it. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** What a status carries besides its code and message. */
interface StatusFacts {
  readonly reason: string;
  readonly effect: Effect;
  readonly outcome: Outcome;
  readonly violations: readonly FieldViolation[];
  readonly mutationIndex?: number | undefined;
  readonly retryDelayMs?: number | undefined;
}

type Status = rpc.rpc.Status.$Properties;
type Packed = rpc.protobuf.Any.$Properties;

/**
 * The status of an error, for a whole call or for one entry of a reply. `request`: the request that failed, which decides
 * how the contract names the fields of its mutations.
 */
export function statusOf(error: StoreError, effect: Effect, request?: MutationList): Status {
  const row: Row = table[error.code];
  const violations = error.violations.map((violation) => ({
    field: violationField(violation, request),
    description: violation.description,
  }));
  return {
    code: row.status,
    message: messageOf(error, violations),
    details: detailsOf({
      reason: upperSnake(error.code),
      effect,
      outcome: error.outcome,
      violations,
      mutationIndex: error.mutationIndex,
      retryDelayMs: error.retryDelayMs ?? row.retryDelayMs,
    }),
  };
}

function messageOf({ code, message }: StoreError, violations: readonly FieldViolation[]): string {
  if (code === "internal") return internalText;
  if (violations.length === 0) return message;
  return violations.map(({ field, description }) => `${field}: ${description}`).join("; ");
}

/** An error in the parts that a reply over HTTP has. */
export interface HttpStatus {
  readonly http: number;
  /** The code that the same error has over gRPC. */
  readonly code: StatusCode;
  readonly message: string;
  /** As in the ErrorInfo over gRPC: the reason in UPPER_SNAKE, the domain, and for a write its outcome. */
  readonly info: {
    readonly reason: string;
    readonly domain: string;
    readonly metadata: Readonly<Record<string, string>>;
  };
  /** When to try again, in ms; undefined where that does not help or the write may have been applied. */
  readonly retryDelayMs: number | undefined;
}

/** The form of an error over HTTP, with the same reason and outcome as over gRPC. */
export function httpStatusOf(error: StoreError, effect: Effect): HttpStatus {
  const row: Row = table[error.code];
  const { outcome, mutationIndex } = error;
  const violations = error.violations.map((violation) => ({
    field: violationField(violation),
    description: violation.description,
  }));
  return {
    http: row.http,
    code: row.status,
    message: messageOf(error, violations),
    info: {
      reason: upperSnake(error.code),
      domain: errorDomain,
      metadata: metadataOf({ effect, outcome, violations, mutationIndex }),
    },
    retryDelayMs: canRetry(effect, outcome) ? (error.retryDelayMs ?? row.retryDelayMs) : undefined,
  };
}

/** The error that ends a call with the status of this one; see `statusOf`. */
export function rpcErrorOf(error: StoreError, effect: Effect, request?: MutationList): RpcError {
  if (error.code !== "overloaded" || error.violations.length > 0) return madeError(error, effect, request);
  // An overloaded store rejects many calls with one error.
  const known = overloadErrors[effect].get(error) ?? madeError(error, effect);
  overloadErrors[effect].set(error, known);
  return known;
}

const overloadErrors: Readonly<Record<Effect, WeakMap<StoreError, RpcError>>> = {
  read: new WeakMap(),
  write: new WeakMap(),
};

function madeError(error: StoreError, effect: Effect, request?: MutationList): RpcError {
  return fromStatus(table[error.code].status, statusOf(error, effect, request), error);
}

const outcomeKnown: ReadonlySet<StatusCode> = new Set([
  statusCode.invalidArgument,
  statusCode.notFound,
  statusCode.resourceExhausted,
  statusCode.unimplemented,
  statusCode.permissionDenied,
  statusCode.unauthenticated,
]);

/**
 * An error that does not come from the engine but from the transport, health or
 * reflection. Default reason: the name of the status. Default outcome of a write:
 * not applied for codes that reject a call, else unknown.
 */
export function plainRpcError(
  code: StatusCode,
  message: string,
  effect: Effect,
  facts: {
    readonly reason?: string | undefined;
    readonly violation?: FieldViolation | undefined;
    readonly outcome?: Outcome | undefined;
    /** When to try again, in ms. Left out of an error of a write that may have been applied. */
    readonly retryDelayMs?: number | undefined;
  } = {},
): RpcError {
  const { violation } = facts;
  const details = detailsOf({
    reason: facts.reason ?? statusName(code),
    violations: violation === undefined ? [] : [violation],
    effect,
    outcome: facts.outcome ?? (outcomeKnown.has(code) ? "not-applied" : "unknown"),
    retryDelayMs: facts.retryDelayMs,
  });
  return fromStatus(code, { code, message, details });
}

// Without a stack: it would only show this file, and to record it takes longer than the rest of a rejection.
function fromStatus(code: StatusCode, status: Status, cause?: unknown): RpcError {
  const details = rpc.rpc.Status.encode(status).finish();
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new RpcError(code, status.message ?? "", {
    details,
    ...(cause !== undefined && { cause }),
  });
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

function metadataOf({
  effect,
  outcome,
  violations,
  mutationIndex,
}: Pick<StatusFacts, "effect" | "outcome" | "violations" | "mutationIndex">): Record<string, string> {
  const metadata: Record<string, string> = {};
  if (effect === "write") metadata.outcome = outcomeName(outcome);
  if (mutationIndex !== undefined) metadata.mutation_index = String(mutationIndex);
  const [first] = violations;
  if (first !== undefined) metadata.field = first.field;
  return metadata;
}

/** An outcome as APIs name it. */
export const outcomeName = (outcome: Outcome): string =>
  outcome === "unknown" ? "OUTCOME_UNKNOWN" : "NOT_APPLIED";

// A write that may have been applied must not be sent again without a check.
const canRetry = (effect: Effect, outcome: Outcome): boolean =>
  effect === "read" || outcome === "not-applied";

function detailsOf(facts: StatusFacts): Packed[] {
  const { reason, effect, outcome, violations, retryDelayMs } = facts;
  const metadata = metadataOf(facts);
  const [first] = violations;
  const details = [
    packed("ErrorInfo", rpc.rpc.ErrorInfo.encode({ reason, domain: errorDomain, metadata }).finish()),
  ];
  if (first !== undefined) {
    const fieldViolations = violations.map((violation) => ({ ...violation, reason }));
    details.push(packed("BadRequest", rpc.rpc.BadRequest.encode({ fieldViolations }).finish()));
  }
  if (retryDelayMs !== undefined && canRetry(effect, outcome)) {
    details.push(
      packed("RetryInfo", rpc.rpc.RetryInfo.encode({ retryDelay: durationOf(retryDelayMs) }).finish()),
    );
  }
  return details;
}

const packed = (name: string, value: Uint8Array): Packed => ({
  type_url: `type.googleapis.com/google.rpc.${name}`,
  value,
});

const upperSnake = (code: ErrorCode) => code.replaceAll("-", "_").toUpperCase();

/** A duration in ms as a Duration of the contract. */
export function durationOf(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.trunc(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1e6) };
}

/** A status with which a transport itself ends a call, without a handler. */
export interface TransportStatus {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly code: StatusCode;
  readonly message: string;
  /** For programs, in UPPER_SNAKE. Default: follows from the code. */
  readonly reason?: string;
  /** The outcome of a write. Default: not applied for codes that reject a call, otherwise unknown. */
  readonly outcome?: Outcome;
}

/** Turns such a status into the error that the client sees. */
export type DescribeStatus = (status: TransportStatus) => RpcError;
