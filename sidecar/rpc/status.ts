// The one table from the engine's errors to gRPC, and how a status is written:
// code, message, and details as google.rpc messages. A code that is not in the
// table does not compile. What a caller may not see (causes, the text of an
// internal error) does not pass through here.
import { rpc } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode, statusName } from "@pillion/wire";
import type { ErrorCode, Outcome, StoreError } from "../../src/index.ts";
import type { Effect } from "./call-context.ts";
import { type MutationList, violationField } from "./violation-fields.ts";

/** How one code of the engine is shown. */
interface Row {
  readonly status: StatusCode;
  /** When it makes sense to try again, in ms, if the error itself does not say; undefined where waiting does not help. */
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
export const errorDomain = "statestore";

const internalText = "internal error";

/** One faulty field as the contract names it. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** What a status says besides its code and message. */
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
 * The error that ends a call with a status that no engine error stands behind:
 * one of the transport, of health or of reflection. Reason is the status' name
 * unless said; a write counts as not applied for codes that refuse.
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
  // To wait and send again is advice only where the write is known not to have been applied.
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

/** A length of time in ms as the contract has it. */
export function durationOf(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.trunc(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1e6) };
}

/** A status that a transport itself ends a call with, without a handler. */
export interface TransportStatus {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly code: StatusCode;
  readonly message: string;
  /** For programs, UPPER_SNAKE. Default: what the code usually means. */
  readonly reason?: string;
  /** What is known of a write. Default: not applied for codes that refuse, else unknown. */
  readonly outcome?: Outcome;
}

/** Makes the error that a caller sees of such a status. */
export type DescribeStatus = (status: TransportStatus) => RpcError;
