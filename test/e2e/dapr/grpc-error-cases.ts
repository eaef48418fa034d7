// Dapr's errors over gRPC, each with a call that causes it.
// `good` and `numbers` have a record `there`.
import { status } from "@grpc/grpc-js";
import type { DaprErrorStatus } from "./dapr-error.ts";
import { downText } from "./error-stores.ts";

/** One error. */
export interface GrpcErrorCase {
  readonly case: string;
  readonly method: string;
  readonly request: object;
  readonly status: Partial<DaprErrorStatus>;
}

/** The text of every mismatch. */
export const mismatch = "possible etag mismatch. error from state store: the etag is not that of the record";
const down = downText;
const outage = { "pillion.code": "UNAVAILABLE", "pillion.outcome": "OUTCOME_UNKNOWN" };
const conflict = { "pillion.code": "CONFLICT", "pillion.outcome": "NOT_APPLIED" };
const bytes = Buffer.from("1");
const other = { value: "another" };

/** Every error. */
export const grpcErrorCases: readonly GrpcErrorCase[] = [
  {
    case: "an unknown store",
    method: "GetState",
    request: { storeName: "nowhere", key: "k" },
    status: {
      code: status.INVALID_ARGUMENT,
      message: "state store nowhere is not found",
      reason: "DAPR_STATE_NOT_FOUND",
      metadata: { appID: "app" },
    },
  },
  ...["SaveState", "DeleteBulkState"].map((method) => ({
    case: `the separator in a key of ${method}`,
    method,
    request: { storeName: "good", states: [{ key: "fine" }, { key: "a||b" }] },
    status: {
      code: status.INVALID_ARGUMENT,
      message: "input key/keyPrefix 'a||b' can't contain '||'",
      reason: "DAPR_STATE_ILLEGAL_KEY",
      fields: ["a||b"],
      resource: ["state", "good"] as const,
    },
  })),
  ...["GetState", "DeleteState"].map((method) => ({
    case: `the separator in the key of ${method}`,
    method,
    request: { storeName: "good", key: "a||b" },
    status: { code: status.INVALID_ARGUMENT, reason: "DAPR_STATE_ILLEGAL_KEY", fields: ["a||b"] },
  })),
  {
    case: "the separator in a key of a bulk get",
    method: "GetBulkState",
    request: { storeName: "good", keys: ["a||b"] },
    status: { code: status.INVALID_ARGUMENT, reason: "DAPR_STATE_ILLEGAL_KEY", resource: ["state", "good"] },
  },
  {
    case: "the separator in a key of a transaction",
    method: "ExecuteStateTransaction",
    request: { storeName: "good", operations: [{ operationType: "delete", request: { key: "a||b" } }] },
    status: { code: status.INVALID_ARGUMENT, reason: "DAPR_STATE_ILLEGAL_KEY" },
  },
  {
    case: "an empty key on save",
    method: "SaveState",
    request: { storeName: "good", states: [{ key: "" }] },
    status: { code: status.INVALID_ARGUMENT, message: "state key cannot be empty", reason: "ERR_STATE_SAVE" },
  },
  {
    case: "a get that fails",
    method: "GetState",
    request: { storeName: "down", key: "k" },
    status: {
      code: status.INTERNAL,
      message: `fail to get k from state store down: ${down}`,
      reason: "ERR_STATE_GET",
      metadata: { "pillion.code": "UNAVAILABLE" },
    },
  },
  {
    case: "a save that fails",
    method: "SaveState",
    request: { storeName: "down", states: [{ key: "k", value: bytes }] },
    status: {
      code: status.INTERNAL,
      message: `failed saving state in state store down: ${down}`,
      reason: "ERR_STATE_SAVE",
      metadata: outage,
    },
  },
  {
    case: "a failing save with an etag, which is not a mismatch",
    method: "SaveState",
    request: { storeName: "down", states: [{ key: "k", value: bytes, etag: other }] },
    status: { code: status.INTERNAL, reason: "ERR_STATE_SAVE", metadata: outage },
  },
  {
    case: "a save with another etag",
    method: "SaveState",
    request: { storeName: "good", states: [{ key: "there", value: bytes, etag: other }] },
    status: {
      code: status.ABORTED,
      message: `failed saving state in state store good: ${mismatch}`,
      reason: "ERR_STATE_SAVE",
      metadata: conflict,
    },
  },
  {
    case: "a save with a malformed etag",
    method: "SaveState",
    request: { storeName: "numbers", states: [{ key: "there", value: bytes, etag: other }] },
    status: {
      code: status.INVALID_ARGUMENT,
      message:
        "failed saving state in state store numbers: invalid etag value: it is not a whole number of 32 bits",
      reason: "ERR_STATE_SAVE",
    },
  },
  {
    case: "a save with a ttl that is not a number",
    method: "SaveState",
    request: { storeName: "good", states: [{ key: "k", metadata: { ttlInSeconds: "soon" } }] },
    status: {
      code: status.INTERNAL,
      message:
        "failed saving state in state store good: failed to parse ttl from metadata: ttlInSeconds is not a whole number",
      reason: "ERR_STATE_SAVE",
    },
  },
  {
    case: "a save with invalid JSON",
    method: "SaveState",
    request: {
      storeName: "good",
      states: [{ key: "k", value: Buffer.from("{"), metadata: { contentType: "application/json" } }],
    },
    // daprd has no ErrorInfo here. Pillion's has the outcome.
    status: {
      code: status.UNKNOWN,
      reason: "ERR_STATE_SAVE",
      metadata: { "pillion.outcome": "NOT_APPLIED" },
    },
  },
  {
    case: "a save over one of Pillion's limits",
    method: "SaveState",
    request: { storeName: "good", states: [{ key: "k".repeat(1025), value: bytes }] },
    status: {
      code: status.INVALID_ARGUMENT,
      message: "failed saving state in state store good: key: is 1025 bytes long; the limit is 1024",
      reason: "ERR_STATE_SAVE",
    },
  },
  {
    case: "a delete that fails",
    method: "DeleteState",
    request: { storeName: "down", key: "k" },
    status: {
      code: status.INTERNAL,
      message: `failed deleting state with key k: ${down}`,
      reason: "ERR_STATE_DELETE",
      metadata: outage,
    },
  },
  {
    case: "a delete with another etag",
    method: "DeleteState",
    request: { storeName: "good", key: "there", etag: other },
    status: {
      code: status.ABORTED,
      message: `failed deleting state with key there: ${mismatch}`,
      reason: "ERR_STATE_DELETE",
    },
  },
  {
    case: "a delete with a malformed etag",
    method: "DeleteState",
    request: { storeName: "numbers", key: "there", etag: other },
    status: { code: status.INVALID_ARGUMENT, reason: "ERR_STATE_DELETE" },
  },
  {
    case: "a bulk delete that fails",
    method: "DeleteBulkState",
    request: { storeName: "down", states: [{ key: "k" }] },
    status: {
      code: status.INTERNAL,
      message: `failed deleting state in state store down: ${down}`,
      reason: "ERR_STATE_BULK_DELETE",
    },
  },
  {
    case: "a bulk delete with another etag",
    method: "DeleteBulkState",
    request: { storeName: "good", states: [{ key: "gone" }, { key: "there", etag: other }] },
    status: {
      code: status.ABORTED,
      message: `failed deleting state in state store good: key there: ${mismatch}`,
      reason: "ERR_STATE_BULK_DELETE",
    },
  },
  {
    case: "a bulk delete with a malformed etag",
    method: "DeleteBulkState",
    request: { storeName: "numbers", states: [{ key: "there", etag: other }] },
    status: { code: status.INVALID_ARGUMENT, reason: "ERR_STATE_BULK_DELETE" },
  },
  {
    case: "a bulk get that fails as a whole",
    method: "GetBulkState",
    request: { storeName: "down", keys: ["k"] },
    status: { code: status.UNKNOWN, message: down, reason: undefined },
  },
  {
    case: "an operation of an unknown type",
    method: "ExecuteStateTransaction",
    request: { storeName: "good", operations: [{ operationType: "merge", request: { key: "k" } }] },
    status: {
      code: status.UNIMPLEMENTED,
      message: "operation type merge not supported",
      reason: "ERR_NOT_SUPPORTED_STATE_OPERATION",
    },
  },
  {
    case: "a transaction on a store without transactions",
    method: "ExecuteStateTransaction",
    request: { storeName: "plain", operations: [{ operationType: "delete", request: { key: "k" } }] },
    status: {
      code: status.UNIMPLEMENTED,
      message: "state store plain doesn't support transactions",
      reason: "DAPR_STATE_TRANSACTIONS_NOT_SUPPORTED",
      resource: ["state", "plain"],
      links: ["https://docs.dapr.io/reference/components-reference/supported-state-stores/"],
    },
  },
  {
    case: "a transaction of too many operations",
    method: "ExecuteStateTransaction",
    request: {
      storeName: "good",
      operations: Array.from({ length: 1001 }, (_, n) => ({
        operationType: "upsert",
        request: { key: `k${n}` },
      })),
    },
    status: {
      code: status.INVALID_ARGUMENT,
      message:
        "the transaction contains 1001 operations, which is more than what the state store supports: 1000",
      reason: "DAPR_STATE_TOO_MANY_TRANSACTIONS",
      metadata: { currentOpsTransaction: "1001", maxOpsPerTransaction: "1000" },
      resource: ["state", "good"],
    },
  },
  {
    case: "a transaction that fails",
    method: "ExecuteStateTransaction",
    request: { storeName: "down", operations: [{ operationType: "delete", request: { key: "k" } }] },
    status: {
      code: status.INTERNAL,
      message: `error while executing state transaction: ${down}`,
      reason: "ERR_STATE_TRANSACTION",
      metadata: outage,
    },
  },
  {
    case: "a transaction with another etag, which is also INTERNAL",
    method: "ExecuteStateTransaction",
    request: {
      storeName: "good",
      operations: [{ operationType: "upsert", request: { key: "there", etag: other } }],
    },
    status: {
      code: status.INTERNAL,
      message: `error while executing state transaction: ${mismatch}`,
      reason: "ERR_STATE_TRANSACTION",
      metadata: conflict,
    },
  },
  {
    case: "a query on a store without queries",
    method: "QueryStateAlpha1",
    request: { storeName: "good", query: "{}" },
    status: {
      code: status.INTERNAL,
      message: "state store does not support querying",
      reason: "DAPR_STATE_QUERYING_NOT_SUPPORTED",
      resource: ["state", "good"],
    },
  },
  {
    case: "an unknown secret store",
    method: "GetSecret",
    request: { storeName: "nowhere", key: "k" },
    status: {
      code: status.INVALID_ARGUMENT,
      message: "failed finding secret store with key nowhere",
      reason: undefined,
    },
  },
  {
    case: "a secret that the policy denies",
    method: "GetSecret",
    request: { storeName: "vault", key: "forbidden" },
    status: {
      code: status.PERMISSION_DENIED,
      message: 'access denied by policy to get "forbidden" from "vault"',
      reason: undefined,
    },
  },
  {
    case: "a missing secret",
    method: "GetSecret",
    request: { storeName: "vault", key: "unknown" },
    status: {
      code: status.INTERNAL,
      message: "failed getting secret with key unknown from secret store vault: there is no such secret",
      reason: undefined,
    },
  },
];
