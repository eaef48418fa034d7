// The one table from the engine's errors to gRPC, and the form of a status: code,
// message, and details as google.rpc messages. A code that is missing in the table
// does not compile. Causes and the text of an internal error are not sent.
import { rpc } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode, statusName } from "@pillion/wire";
import type { ErrorCode, Outcome, StoreError } from "../../src/index.ts";
import type { Effect } from "./call-context.ts";
import { type MutationList, violationField } from "./violation-fields.ts";

/** The gRPC form of one code of the engine. */
interface Row {
  readonly status: StatusCode;
  /** The retry delay in ms if the error itself has none; undefined where waiting does not help. */
  readonly retryDelayMs?: number;
}

const table = {
  invalid: { status: statusCode.invalidArgument },
  "too-large": { status: statusCode.invalidArgument },
  "store-not-found": { status: statusCode.notFound },
  conflict: { status: statusCode.aborted },
  "already-exists": { status: statusCode.alreadyExists },
  missing: { status: statusCode.failedPrecondition },
  "wrong-type": { status: statusCode.failedPrecondition },
  unsupported: { status: statusCode.unimplemented },
  denied: { status: statusCode.permissionDenied },
  unauthenticated: { status: statusCode.unauthenticated },
  unavailable: { status: statusCode.unavailable, retryDelayMs: 500 },
  closed: { status: statusCode.unavailable, retryDelayMs: 1000 },
  overloaded: { status: statusCode.resourceExhausted, retryDelayMs: 100 },
  deadline: { status: statusCode.deadlineExceeded },
  cancelled: { status: statusCode.cancelled },
  corrupt: { status: statusCode.dataLoss },
  internal: { status: statusCode.internal },
} as const satisfies Record<ErrorCode, Row>;

/** The domain of every ErrorInfo that Pillion sends. */
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

/** The error that ends a call with the status of this one; see `statusOf`. */
export function rpcErrorOf(error: StoreError, effect: Effect, request?: MutationList): RpcError {
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
  } = {},
): RpcError {
  const { violation } = facts;
  const details = detailsOf({
    reason: facts.reason ?? statusName(code),
    violations: violation === undefined ? [] : [violation],
    effect,
    outcome: facts.outcome ?? (outcomeKnown.has(code) ? "not-applied" : "unknown"),
  });
  return fromStatus(code, { code, message, details });
}

function fromStatus(code: StatusCode, status: Status, cause?: unknown): RpcError {
  return new RpcError(code, status.message ?? "", {
    details: rpc.rpc.Status.encode(status).finish(),
    ...(cause !== undefined && { cause }),
  });
}

function detailsOf(facts: StatusFacts): Packed[] {
  const { reason, effect, outcome, violations, mutationIndex, retryDelayMs } = facts;
  const metadata: Record<string, string> = {};
  if (effect === "write") metadata.outcome = outcome === "unknown" ? "OUTCOME_UNKNOWN" : "NOT_APPLIED";
  if (mutationIndex !== undefined) metadata.mutation_index = String(mutationIndex);
  const [first] = violations;
  if (first !== undefined) metadata.field = first.field;
  const details = [
    packed("ErrorInfo", rpc.rpc.ErrorInfo.encode({ reason, domain: errorDomain, metadata }).finish()),
  ];
  if (first !== undefined) {
    const fieldViolations = violations.map((violation) => ({ ...violation, reason }));
    details.push(packed("BadRequest", rpc.rpc.BadRequest.encode({ fieldViolations }).finish()));
  }
  // A retry delay is sent only where the write is known not to have been applied.
  if (retryDelayMs !== undefined && (effect === "read" || outcome === "not-applied")) {
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
