// The one table of what can go wrong on the Dapr face: code, text, reason and
// details over gRPC, status and code over HTTP. Both faces make their answer
// from the same DaprError; nothing else knows a status. The rows are Dapr's.
import { type StatusCode, statusCode } from "@pillion/wire";
import type { StoreError } from "../../../src/index.ts";

/** How one fault is shown. */
interface Row {
  readonly code: StatusCode;
  readonly http: number;
  /** `errorCode` of an HTTP body. */
  readonly errorCode: string;
  /** Of ErrorInfo; undefined: the status has no details. */
  readonly reason: string | undefined;
  /** Whether the details name the store as a resource. */
  readonly namesStore?: boolean;
  /** Where to read more. */
  readonly help?: { readonly url: string; readonly description: string };
}

const failed = { code: statusCode.internal, http: 500 } as const;

const rows = {
  "store-not-found": {
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_STATE_STORE_NOT_FOUND",
    reason: "DAPR_STATE_NOT_FOUND",
  },
  "no-stores": {
    code: statusCode.failedPrecondition,
    http: 500,
    errorCode: "ERR_STATE_STORE_NOT_CONFIGURED",
    reason: "DAPR_STATE_NOT_CONFIGURED",
  },
  "illegal-key": {
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: "DAPR_STATE_ILLEGAL_KEY",
    namesStore: true,
  },
  "empty-key": {
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: "ERR_STATE_SAVE",
  },
  get: { ...failed, errorCode: "ERR_STATE_GET", reason: "ERR_STATE_GET" },
  "bulk-get": { code: statusCode.unknown, http: 500, errorCode: "ERR_STATE_BULK_GET", reason: undefined },
  save: { ...failed, errorCode: "ERR_STATE_SAVE", reason: "ERR_STATE_SAVE" },
  "bad-json-value": {
    code: statusCode.unknown,
    http: 500,
    errorCode: "ERR_STATE_SAVE",
    reason: undefined,
  },
  delete: { ...failed, errorCode: "ERR_STATE_DELETE", reason: "ERR_STATE_DELETE" },
  "bulk-delete": { ...failed, errorCode: "ERR_STATE_BULK_DELETE", reason: "ERR_STATE_BULK_DELETE" },
  "no-transactions": {
    code: statusCode.unimplemented,
    http: 500,
    errorCode: "ERR_STATE_STORE_NOT_SUPPORTED",
    reason: "DAPR_STATE_TRANSACTIONS_NOT_SUPPORTED",
    namesStore: true,
    help: {
      url: "https://docs.dapr.io/reference/components-reference/supported-state-stores/",
      description: "Check the list of state stores and the features they support",
    },
  },
  "unknown-operation": {
    code: statusCode.unimplemented,
    http: 400,
    errorCode: "ERR_NOT_SUPPORTED_STATE_OPERATION",
    reason: "ERR_NOT_SUPPORTED_STATE_OPERATION",
  },
  "too-many-operations": {
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_STATE_STORE_TOO_MANY_TRANSACTIONS",
    reason: "DAPR_STATE_TOO_MANY_TRANSACTIONS",
    namesStore: true,
  },
  transaction: { ...failed, errorCode: "ERR_STATE_TRANSACTION", reason: "ERR_STATE_TRANSACTION" },
  "query-unsupported": {
    ...failed,
    errorCode: "ERR_STATE_STORE_NOT_SUPPORTED",
    reason: "DAPR_STATE_QUERYING_NOT_SUPPORTED",
    namesStore: true,
  },
  query: {
    ...failed,
    errorCode: "ERR_STATE_QUERY",
    reason: "DAPR_STATE_QUERY_FAILED",
    namesStore: true,
  },
  unauthenticated: {
    code: statusCode.unauthenticated,
    http: 401,
    errorCode: "ERR_UNAUTHORIZED",
    reason: "Unauthorized",
  },
  "not-allowed": {
    code: statusCode.unimplemented,
    http: 501,
    errorCode: "ERR_NOT_IMPLEMENTED",
    reason: "Not Implemented",
  },
  "no-secret-stores": {
    code: statusCode.failedPrecondition,
    http: 500,
    errorCode: "ERR_SECRET_STORES_NOT_CONFIGURED",
    reason: undefined,
  },
  "secret-store-not-found": {
    code: statusCode.invalidArgument,
    http: 401,
    errorCode: "ERR_SECRET_STORE_NOT_FOUND",
    reason: undefined,
  },
  "secret-denied": {
    code: statusCode.permissionDenied,
    http: 403,
    errorCode: "ERR_PERMISSION_DENIED",
    reason: undefined,
  },
  secret: { ...failed, errorCode: "ERR_SECRET_GET", reason: undefined },
  metadata: {
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_METADATA_SET",
    reason: "ERR_METADATA_SET",
  },
  "malformed-request": {
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: undefined,
  },
  "too-large": {
    code: statusCode.resourceExhausted,
    http: 413,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: undefined,
  },
  "not-ready": { ...failed, errorCode: "ERR_HEALTH_NOT_READY", reason: undefined },
  "outbound-not-ready": { ...failed, errorCode: "ERR_OUTBOUND_HEALTH_NOT_READY", reason: undefined },
  "app-id-differs": { ...failed, errorCode: "ERR_HEALTH_APPID_NOT_MATCH", reason: undefined },
  "no-such-route": {
    code: statusCode.unimplemented,
    http: 501,
    errorCode: "ERR_NOT_IMPLEMENTED",
    reason: undefined,
  },
  "no-such-method": {
    code: statusCode.unimplemented,
    http: 405,
    errorCode: "ERR_METHOD_NOT_ALLOWED",
    reason: undefined,
  },
} as const satisfies Record<string, Row>;

/** The name of a row. */
export type DaprFault = keyof typeof rows;

/** What became of a write that failed: its version did not match, the caller is at fault, or anything else. */
export type FaultKind = "mismatch" | "invalid" | "failure";

/** What an error says besides its row and text. */
export interface DaprErrorFacts {
  /** The store that it is about. */
  readonly store?: string | undefined;
  /** For ErrorInfo. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** The key at fault, for BadRequest. */
  readonly key?: string | undefined;
  /** Moves the row's code: `mismatch` to ABORTED and 409, `invalid` to INVALID_ARGUMENT and 400. Default: `failure`. */
  readonly kind?: FaultKind | undefined;
  /** What the store said; goes to the log. */
  readonly cause?: StoreError | undefined;
}

/** A call on the Dapr face that failed. The text is for the caller. */
export class DaprError extends Error {
  override readonly name = "DaprError";
  readonly fault: DaprFault;
  readonly facts: DaprErrorFacts;

  constructor(fault: DaprFault, message: string, facts: DaprErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.fault = fault;
    this.facts = facts;
  }
}

/** A failed call as Dapr's metrics count it. */
export interface CountedError {
  readonly errorCode: string;
  /** `state`, `secret`, `health` or `common`. */
  readonly category: string;
}

const categories: readonly (readonly [RegExp, string])[] = [
  [/secret/, "secret"],
  [/ready|app-id/, "health"],
  [/^(unauthenticated|not-allowed|metadata|malformed-request|too-large|no-such-)/, "common"],
];

/** How an error is counted: over gRPC a reason that is a code says more than the row's code for HTTP. */
export function countedError({ fault }: DaprError): CountedError {
  const { errorCode, reason }: Row = rows[fault];
  const category = categories.find(([faults]) => faults.test(fault))?.[1] ?? "state";
  return { errorCode: reason?.startsWith("ERR_") === true ? reason : errorCode, category };
}

/** Hears of failed calls. Must not throw. */
export type ErrorObserver = (errorCode: string, category: string) => void;

/** One message of google.rpc, by its name. */
export type Detail =
  | {
      readonly type: "ErrorInfo";
      readonly reason: string;
      readonly domain: string;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | {
      readonly type: "BadRequest";
      readonly fieldViolations: readonly { readonly field: string; readonly description: string }[];
    }
  | { readonly type: "ResourceInfo"; readonly resourceType: string; readonly resourceName: string }
  | {
      readonly type: "Help";
      readonly links: readonly { readonly url: string; readonly description: string }[];
    };

/** A failed call, ready to be written in either form. */
export interface DaprStatus {
  readonly code: StatusCode;
  readonly http: number;
  readonly errorCode: string;
  readonly message: string;
  readonly details: readonly Detail[];
}

const domain = "dapr.io";

const kindStatus = {
  mismatch: { code: statusCode.aborted, http: 409 },
  invalid: { code: statusCode.invalidArgument, http: 400 },
} as const;

/** What the table says of an error. */
export function statusOfError({ fault, message, facts }: DaprError): DaprStatus {
  const row: Row = rows[fault];
  const { kind = "failure" } = facts;
  const { code, http } = kind === "failure" ? row : kindStatus[kind];
  return { code, http, errorCode: row.errorCode, message, details: detailsOf(row, message, facts) };
}

function detailsOf(row: Row, message: string, facts: DaprErrorFacts): Detail[] {
  const details: Detail[] = [];
  if (row.reason !== undefined) {
    const metadata = { ...facts.metadata, ...metadataOf(facts.cause) };
    details.push({ type: "ErrorInfo", reason: row.reason, domain, metadata });
  }
  if (facts.key !== undefined) {
    details.push({ type: "BadRequest", fieldViolations: [{ field: facts.key, description: message }] });
  }
  if (row.namesStore === true && facts.store !== undefined) {
    details.push({ type: "ResourceInfo", resourceType: "state", resourceName: facts.store });
  }
  if (row.help !== undefined) details.push({ type: "Help", links: [row.help] });
  return details;
}

// Beyond Dapr: a program can tell a conflict from an outage, and whether the write may have been applied.
function metadataOf(cause: StoreError | undefined): Record<string, string> {
  if (cause === undefined) return {};
  const { code, outcome } = cause;
  return {
    "pillion.code": code.replaceAll("-", "_").toUpperCase(),
    "pillion.outcome": outcome === "unknown" ? "OUTCOME_UNKNOWN" : "NOT_APPLIED",
  };
}
