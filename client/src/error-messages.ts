// The only place where a failed call becomes a StateError. Details with the
// domain "statestore" decide. Without them the gRPC code decides, and the outcome
// of a write is unknown unless the transport proves that nothing was sent.
import { rpc, type statestore } from "@pillion/proto";
import { RpcError, type StatusCode, statusCode, statusName, TooLargeError } from "@pillion/wire";
import { clientFieldOf } from "./field-names.ts";
import {
  type FieldViolation,
  type Outcome,
  preconditionCodes,
  StateError,
  type StateErrorCode,
  stateErrorCodes,
} from "./state-error.ts";
import { msOf } from "./time-messages.ts";

/** Whether a call can change something. Only errors of writes have an outcome. */
export type CallKind = "read" | "write";

/** A google.rpc.Status, decoded. */
type StatusMessage = NonNullable<statestore.v1.BatchGetEntry["status"]>;

const domain = "statestore";
const details = rpc.rpc;

const codeByStatus: Readonly<Record<StatusCode, StateErrorCode>> = {
  [statusCode.ok]: "internal",
  [statusCode.cancelled]: "cancelled",
  [statusCode.unknown]: "internal",
  [statusCode.invalidArgument]: "invalid",
  [statusCode.deadlineExceeded]: "deadline",
  [statusCode.notFound]: "store-not-found",
  [statusCode.alreadyExists]: "already-exists",
  [statusCode.permissionDenied]: "denied",
  [statusCode.resourceExhausted]: "overloaded",
  [statusCode.failedPrecondition]: "missing",
  [statusCode.aborted]: "conflict",
  [statusCode.outOfRange]: "invalid",
  [statusCode.unimplemented]: "unsupported",
  [statusCode.internal]: "internal",
  [statusCode.unavailable]: "unavailable",
  [statusCode.dataLoss]: "corrupt",
  [statusCode.unauthenticated]: "unauthenticated",
};

const codes: ReadonlySet<string> = new Set(stateErrorCodes);

/** The details of a status; each part is undefined if it was not sent. */
interface Details {
  code?: StateErrorCode;
  notApplied?: boolean;
  field?: string;
  violations?: FieldViolation[];
  mutationIndex?: number;
  retryDelayMs?: number;
}

// Reasons are UPPER_SNAKE_CASE on the wire, as google.rpc.ErrorInfo requires.
function codeOfReason(reason: string): StateErrorCode | undefined {
  const code = reason.toLowerCase().replaceAll("_", "-");
  return codes.has(code) ? (code as StateErrorCode) : undefined;
}

function readErrorInfo(bytes: Uint8Array, into: Details): void {
  const info = details.ErrorInfo.decode(bytes);
  if (info.domain !== domain) return;
  const { outcome, field, mutation_index: index } = info.metadata;
  const code = codeOfReason(info.reason);
  if (code !== undefined) into.code = code;
  into.notApplied = outcome === "NOT_APPLIED";
  if (field) into.field = clientFieldOf(field);
  if (index !== undefined && /^\d{1,9}$/.test(index)) into.mutationIndex = Number(index);
}

function readDetail(typeUrl: string, bytes: Uint8Array, into: Details): void {
  switch (typeUrl.slice(typeUrl.lastIndexOf("/") + 1)) {
    case "google.rpc.ErrorInfo":
      readErrorInfo(bytes, into);
      return;
    case "google.rpc.RetryInfo": {
      const { retryDelay } = details.RetryInfo.decode(bytes);
      if (retryDelay) into.retryDelayMs = msOf(retryDelay);
      return;
    }
    case "google.rpc.BadRequest": {
      const violations = details.BadRequest.decode(bytes).fieldViolations.map(
        ({ field, description }): FieldViolation => ({
          field: clientFieldOf(field ?? ""),
          description: description ?? "",
        }),
      );
      into.violations = violations;
      if (violations[0]?.field) into.field ??= violations[0].field;
    }
  }
}

function detailsOf(status: StatusMessage | undefined): Details {
  const found: Details = {};
  for (const { type_url: typeUrl, value } of status?.details ?? []) {
    if (!typeUrl || !value) continue;
    try {
      readDetail(typeUrl, value, found);
    } catch {
      // A detail that cannot be decoded is ignored; the status code and the default outcome apply.
    }
  }
  return found;
}

function outcomeOf(kind: CallKind, notApplied: boolean): Outcome | undefined {
  if (kind === "read") return undefined;
  return notApplied ? "not-applied" : "unknown";
}

function statusCodeOf(code: number | null | undefined): StatusCode {
  return code !== null && code !== undefined && code in codeByStatus
    ? (code as StatusCode)
    : statusCode.unknown;
}

// The sidecar's message has the contract's names of fields; it is rebuilt with the client's.
function messageOf(violations: readonly FieldViolation[] | undefined, message: string): string {
  if (violations === undefined || violations.length === 0) return message;
  return violations.map(({ field, description }) => `${field}: ${description}`).join("; ");
}

/** The parts of a request or a mutation that an error names. */
interface RequestParts {
  readonly key?: string | null;
  readonly precondition?: statestore.v1.Precondition.$Properties | null;
}

function partsOf(request: unknown, mutationIndex: number | undefined): RequestParts | undefined {
  const { mutations, ...others } = request as { mutations?: readonly statestore.v1.Mutation.$Properties[] };
  const mutation = mutations === undefined ? others : mutations[mutationIndex ?? -1];
  if (mutation === undefined) return undefined;
  const { set, delete: remove, increment, touch, check } = mutation as statestore.v1.Mutation.$Properties;
  return set ?? remove ?? increment ?? touch ?? check ?? (mutation as RequestParts);
}

/** Adds the key and the required version to the message of a precondition that did not hold. */
function preconditionMessage(message: string, request: unknown, mutationIndex: number | undefined): string {
  const { key, precondition } = partsOf(request, mutationIndex) ?? {};
  if (typeof key !== "string") return message;
  const version = precondition?.version;
  const required = version ? ` (ifVersion: ${JSON.stringify(version)})` : "";
  return `key ${JSON.stringify(key)}: ${message}${required}`;
}

/**
 * The error of one failed entry of a call that succeeded as a whole. `mutation`: the message of its mutation, whose key and
 * version a conflict names.
 */
export function stateErrorOfStatus(status: StatusMessage, kind: CallKind, mutation?: unknown): StateError {
  const grpcStatus = statusCodeOf(status.code);
  const { code: reason, notApplied, ...rest } = detailsOf(status);
  const code = reason ?? codeByStatus[grpcStatus];
  const message = messageOf(rest.violations, status.message || statusName(grpcStatus));
  const named =
    mutation !== undefined && preconditionCodes.has(code)
      ? preconditionMessage(message, { mutations: [mutation] }, 0)
      : message;
  return new StateError(code, named, { ...rest, grpcStatus, outcome: outcomeOf(kind, notApplied ?? false) });
}

function statusInDetails(error: RpcError): StatusMessage | undefined {
  if (error.details === undefined) return undefined;
  try {
    return details.Status.decode(error.details);
  } catch {
    return undefined;
  }
}

// A request that was not sent because of an internal error could not be encoded.
function fallbackCode(error: RpcError): StateErrorCode {
  if (error instanceof TooLargeError) return "too-large";
  if (error.unsent && error.code === statusCode.internal) return "invalid";
  return codeByStatus[statusCodeOf(error.code)];
}

/**
 * Converts anything that a transport threw. A StateError is returned unchanged. `request`: the message of the request,
 * whose key and version a conflict names.
 */
export function stateErrorOf(thrown: unknown, kind: CallKind, request?: unknown): StateError {
  if (thrown instanceof StateError) return thrown;
  if (!(thrown instanceof RpcError)) {
    const outcome = outcomeOf(kind, false);
    return new StateError("internal", "unexpected error in the client; see the cause", {
      outcome,
      cause: thrown,
    });
  }
  const { code: reason, notApplied, ...rest } = detailsOf(statusInDetails(thrown));
  const code = reason ?? fallbackCode(thrown);
  const message = messageOf(rest.violations, thrown.statusMessage || thrown.message);
  const named =
    request !== undefined && preconditionCodes.has(code)
      ? preconditionMessage(message, request, rest.mutationIndex)
      : message;
  return new StateError(code, named, {
    ...rest,
    grpcStatus: thrown.code,
    outcome: outcomeOf(kind, thrown.unsent || (notApplied ?? false)),
    cause: thrown,
  });
}
