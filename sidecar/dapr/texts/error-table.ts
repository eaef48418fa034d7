// Every error of the Dapr API in one table: code, reason and resource over gRPC,
// status and error code over HTTP, name and category in the metrics. The entries
// are daprd's. Nothing else in this folder names a status, except the reply to a
// request whose error is not Dapr's (`dapr-http`).
import { type StatusCode, statusCode } from "@pillion/wire";

/** Why a write failed: the etag did not match, the request was invalid, or anything else. */
export type FailureKind = "mismatch" | "invalid" | "failure";

/** How one error is presented. */
export interface ErrorEntry {
  /** The gRPC status. */
  readonly code: StatusCode;
  /** The HTTP status. */
  readonly http: number;
  /** `errorCode` in the HTTP body, and the code that the metrics count unless `metricCode` is set. */
  readonly errorCode: string;
  /** `ErrorInfo.reason`; undefined: the status has no `ErrorInfo`. */
  readonly reason: string | undefined;
  /** The category that daprd's metrics use. */
  readonly category: "state" | "secret" | "health" | "common";
  /** The code that the metrics count. Default: `errorCode`. */
  readonly metricCode?: string;
  /** Whether the details name the store in a `ResourceInfo`. Default: false. */
  readonly namesStore?: boolean;
  /** The link in a `Help` detail. Default: none. */
  readonly help?: { readonly url: string; readonly description: string };
}

const failed = { code: statusCode.internal, http: 500 } as const;

const entries = {
  "store-not-found": {
    category: "state",
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_STATE_STORE_NOT_FOUND",
    reason: "DAPR_STATE_NOT_FOUND",
  },
  "no-stores": {
    category: "state",
    code: statusCode.failedPrecondition,
    http: 500,
    errorCode: "ERR_STATE_STORE_NOT_CONFIGURED",
    reason: "DAPR_STATE_NOT_CONFIGURED",
  },
  "illegal-key": {
    category: "state",
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: "DAPR_STATE_ILLEGAL_KEY",
    namesStore: true,
  },
  "empty-key": {
    category: "state",
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: "ERR_STATE_SAVE",
    metricCode: "ERR_STATE_SAVE",
  },
  get: {
    category: "state",
    ...failed,
    errorCode: "ERR_STATE_GET",
    reason: "ERR_STATE_GET",
  },
  "bulk-get": {
    category: "state",
    code: statusCode.unknown,
    http: 500,
    errorCode: "ERR_STATE_BULK_GET",
    reason: undefined,
  },
  "bulk-get-too-large": {
    category: "state",
    code: statusCode.resourceExhausted,
    http: 413,
    errorCode: "ERR_STATE_BULK_GET",
    reason: undefined,
  },
  save: {
    category: "state",
    ...failed,
    errorCode: "ERR_STATE_SAVE",
    reason: "ERR_STATE_SAVE",
  },
  "bad-json-value": {
    category: "state",
    code: statusCode.unknown,
    http: 500,
    errorCode: "ERR_STATE_SAVE",
    reason: undefined,
  },
  delete: {
    category: "state",
    ...failed,
    errorCode: "ERR_STATE_DELETE",
    reason: "ERR_STATE_DELETE",
  },
  "bulk-delete": {
    category: "state",
    ...failed,
    errorCode: "ERR_STATE_BULK_DELETE",
    reason: "ERR_STATE_BULK_DELETE",
  },
  "no-transactions": {
    category: "state",
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
    category: "state",
    code: statusCode.unimplemented,
    http: 400,
    errorCode: "ERR_NOT_SUPPORTED_STATE_OPERATION",
    reason: "ERR_NOT_SUPPORTED_STATE_OPERATION",
  },
  "too-many-operations": {
    category: "state",
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_STATE_STORE_TOO_MANY_TRANSACTIONS",
    reason: "DAPR_STATE_TOO_MANY_TRANSACTIONS",
    namesStore: true,
  },
  transaction: {
    category: "state",
    ...failed,
    errorCode: "ERR_STATE_TRANSACTION",
    reason: "ERR_STATE_TRANSACTION",
  },
  "query-unsupported": {
    category: "state",
    ...failed,
    errorCode: "ERR_STATE_STORE_NOT_SUPPORTED",
    reason: "DAPR_STATE_QUERYING_NOT_SUPPORTED",
    namesStore: true,
  },
  query: {
    category: "state",
    ...failed,
    errorCode: "ERR_STATE_QUERY",
    reason: "DAPR_STATE_QUERY_FAILED",
    namesStore: true,
  },
  unauthenticated: {
    category: "common",
    code: statusCode.unauthenticated,
    http: 401,
    errorCode: "ERR_UNAUTHORIZED",
    reason: "Unauthorized",
  },
  "not-allowed": {
    category: "common",
    code: statusCode.unimplemented,
    http: 501,
    errorCode: "ERR_NOT_IMPLEMENTED",
    reason: "Not Implemented",
  },
  "no-secret-stores": {
    category: "secret",
    code: statusCode.failedPrecondition,
    http: 500,
    errorCode: "ERR_SECRET_STORES_NOT_CONFIGURED",
    reason: undefined,
  },
  "secret-store-not-found": {
    category: "secret",
    code: statusCode.invalidArgument,
    http: 401,
    errorCode: "ERR_SECRET_STORE_NOT_FOUND",
    reason: undefined,
  },
  "secret-denied": {
    category: "secret",
    code: statusCode.permissionDenied,
    http: 403,
    errorCode: "ERR_PERMISSION_DENIED",
    reason: undefined,
  },
  secret: {
    category: "secret",
    ...failed,
    errorCode: "ERR_SECRET_GET",
    reason: undefined,
  },
  metadata: {
    category: "common",
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_METADATA_SET",
    reason: "ERR_METADATA_SET",
  },
  "malformed-request": {
    category: "common",
    code: statusCode.invalidArgument,
    http: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: undefined,
  },
  "too-large": {
    category: "common",
    code: statusCode.resourceExhausted,
    http: 413,
    errorCode: "ERR_MALFORMED_REQUEST",
    reason: undefined,
  },
  "not-ready": {
    category: "health",
    ...failed,
    errorCode: "ERR_HEALTH_NOT_READY",
    reason: undefined,
  },
  "outbound-not-ready": {
    category: "health",
    ...failed,
    errorCode: "ERR_OUTBOUND_HEALTH_NOT_READY",
    reason: undefined,
  },
  "app-id-differs": {
    category: "health",
    ...failed,
    errorCode: "ERR_HEALTH_APPID_NOT_MATCH",
    reason: undefined,
  },
  "no-such-route": {
    category: "common",
    code: statusCode.unimplemented,
    http: 501,
    errorCode: "ERR_NOT_IMPLEMENTED",
    reason: undefined,
  },
  "no-such-method": {
    category: "common",
    code: statusCode.unimplemented,
    http: 405,
    errorCode: "ERR_METHOD_NOT_ALLOWED",
    reason: undefined,
  },
} as const satisfies Record<string, ErrorEntry>;

// What the kind of a failure overrides in its entry.
const statusByKind = {
  mismatch: { code: statusCode.aborted, http: 409 },
  invalid: { code: statusCode.invalidArgument, http: 400 },
} as const;

/** The codes of an entry for a failure of this kind. */
export function codesOf(entry: ErrorEntry, kind: FailureKind): Pick<ErrorEntry, "code" | "http"> {
  return kind === "failure" ? entry : statusByKind[kind];
}

/** The name of an entry. */
export type DaprErrorName = keyof typeof entries;

/** The entry of this name. */
export function errorEntry(name: DaprErrorName): ErrorEntry {
  return entries[name];
}
