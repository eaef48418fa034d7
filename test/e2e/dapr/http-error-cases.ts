// Errors of Dapr's HTTP API, each with a request that causes it. The stores are
// those of the gRPC cases.
import { downText } from "./error-stores.ts";

/** One error. */
export interface HttpErrorCase {
  readonly case: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly errorCode: string;
  readonly message: string | RegExp;
}

const upsert = (request: object) => ({ operations: [{ operation: "upsert", request }] });

/** Every error. */
export const httpErrorCases: readonly HttpErrorCase[] = [
  {
    case: "an unknown store",
    method: "GET",
    path: "/v1.0/state/nowhere/k",
    status: 400,
    errorCode: "ERR_STATE_STORE_NOT_FOUND",
    message: "state store nowhere is not found",
  },
  {
    case: "the separator in a key",
    method: "GET",
    path: "/v1.0/state/good/a%7C%7Cb",
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "input key/keyPrefix 'a||b' can't contain '||'",
  },
  {
    case: "a get that fails",
    method: "GET",
    path: "/v1.0/state/down/k",
    status: 500,
    errorCode: "ERR_STATE_GET",
    message: `fail to get k from state store down: ${downText}`,
  },
  {
    case: "a save that fails",
    path: "/v1.0/state/down",
    body: [{ key: "k", value: 1 }],
    status: 500,
    errorCode: "ERR_STATE_SAVE",
    message: `failed saving state in state store down: ${downText}`,
  },
  {
    case: "a save with another etag",
    path: "/v1.0/state/good",
    body: [{ key: "there", value: 1, etag: "another" }],
    status: 409,
    errorCode: "ERR_STATE_SAVE",
    message: /^failed saving state in state store good: possible etag mismatch\. error from state store: /,
  },
  {
    case: "a save with a malformed etag",
    path: "/v1.0/state/numbers",
    body: [{ key: "k", value: 1, etag: "text" }],
    status: 400,
    errorCode: "ERR_STATE_SAVE",
    message: /: invalid etag value: /,
  },
  {
    case: "a save with an unknown concurrency",
    path: "/v1.0/state/good",
    body: [{ key: "k", value: 1, options: { concurrency: "some-write" } }],
    status: 500,
    errorCode: "ERR_STATE_SAVE",
    message: "failed saving state in state store good: unrecognized concurrency model 'some-write'",
  },
  {
    case: "a save with an unknown consistency",
    path: "/v1.0/state/good",
    body: [{ key: "k", value: 1, options: { consistency: "total" } }],
    status: 500,
    errorCode: "ERR_STATE_SAVE",
    message: "failed saving state in state store good: unrecognized consistency model 'total'",
  },
  {
    case: "a save without a key",
    path: "/v1.0/state/good",
    body: [{ value: 1 }],
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: '"key" is a required field: [0].key',
  },
  ...[
    ["invalid JSON", "{", /the body is not JSON/],
    ["an empty body", "", /the body is not JSON/],
    ["an object", { key: "k" }, /the body: must be a list of records/],
    ["a list of strings", ["k"], /\[0\]: must be an object/],
    ["a key that is a number", [{ key: 1 }], /\[0\]\.key: must be a string/],
    ["an etag that is a number", [{ key: "k", etag: 1 }], /\[0\]\.etag: must be a string/],
    ["metadata that is a list", [{ key: "k", metadata: [] }], /\[0\]\.metadata: must be an object/],
    [
      "a ttl that is not a string",
      [{ key: "k", metadata: { ttlInSeconds: 5 } }],
      /\[0\]\.metadata\.ttlInSeconds: must/,
    ],
  ].map(([name, body, message]) => ({
    case: `a save of ${name}`,
    path: "/v1.0/state/good",
    body,
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: message as RegExp,
  })),
  {
    case: "a delete that fails",
    method: "DELETE",
    path: "/v1.0/state/down/k",
    status: 500,
    errorCode: "ERR_STATE_DELETE",
    message: `failed deleting state with key k: ${downText}`,
  },
  {
    case: "a delete with an unknown concurrency",
    method: "DELETE",
    path: "/v1.0/state/good/k?concurrency=none",
    status: 500,
    errorCode: "ERR_STATE_DELETE",
    message: "failed deleting state with key k: unrecognized concurrency model 'none'",
  },
  {
    case: "a bulk get that fails as a whole",
    path: "/v1.0/state/down/bulk",
    body: { keys: ["k"] },
    status: 500,
    errorCode: "ERR_STATE_BULK_GET",
    message: downText,
  },
  {
    case: "a bulk get whose keys are not a list",
    path: "/v1.0/state/good/bulk",
    body: { keys: "k" },
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "failed deserializing HTTP body: keys: must be a list",
  },
  ...[
    [
      "a parallelism that is not a number",
      { keys: [], parallelism: "x" },
      "parallelism: must be a whole number",
    ],
    ["metadata that is a string", { keys: [], metadata: "x" }, "metadata: must be an object"],
  ].map(([name, body, message]) => ({
    case: `a bulk get with ${name}`,
    path: "/v1.0/state/good/bulk",
    body,
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: `failed deserializing HTTP body: ${message}`,
  })),
  {
    case: "a transaction that fails",
    path: "/v1.0/state/down/transaction",
    body: upsert({ key: "k", value: 1 }),
    status: 500,
    errorCode: "ERR_STATE_TRANSACTION",
    message: `error while executing state transaction: ${downText}`,
  },
  {
    case: "a transaction with another etag, which is also 500",
    path: "/v1.0/state/good/transaction",
    body: upsert({ key: "there", value: 1, etag: "another" }),
    status: 500,
    errorCode: "ERR_STATE_TRANSACTION",
    message: /possible etag mismatch/,
  },
  {
    case: "a transaction with an operation of an unknown type",
    path: "/v1.0/state/good/transaction",
    body: { operations: [{ operation: "merge", request: { key: "k" } }] },
    status: 400,
    errorCode: "ERR_NOT_SUPPORTED_STATE_OPERATION",
    message: "operation type merge not supported",
  },
  {
    case: "a transaction of too many operations",
    path: "/v1.0/state/good/transaction",
    body: {
      operations: Array.from({ length: 1001 }, (_, n) => ({
        operation: "delete",
        request: { key: `k${n}` },
      })),
    },
    status: 400,
    errorCode: "ERR_STATE_STORE_TOO_MANY_TRANSACTIONS",
    message:
      "the transaction contains 1001 operations, which is more than what the state store supports: 1000",
  },
  {
    case: "a transaction on a store without transactions",
    path: "/v1.0/state/plain/transaction",
    body: upsert({ key: "k" }),
    status: 500,
    errorCode: "ERR_STATE_STORE_NOT_SUPPORTED",
    message: "state store plain doesn't support transactions",
  },
  {
    case: "a transaction whose operations are not a list",
    path: "/v1.0/state/good/transaction",
    body: { operations: {} },
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "failed deserializing HTTP body: operations: must be a list",
  },
  {
    case: "a query on a store without queries",
    path: "/v1.0-alpha1/state/good/query",
    body: {},
    status: 500,
    errorCode: "ERR_STATE_STORE_NOT_SUPPORTED",
    message: "state store does not support querying",
  },
  {
    case: "a secret without a store",
    method: "GET",
    path: "/v1.0/secrets/vault/k",
    status: 500,
    errorCode: "ERR_SECRET_STORES_NOT_CONFIGURED",
    message: "secret store is not configured",
  },
  {
    case: "another building block",
    path: "/v1.0/publish/broker/topic",
    body: {},
    status: 501,
    errorCode: "ERR_NOT_IMPLEMENTED",
    message: /^Pillion is a state store: of Dapr's HTTP API it supports only /,
  },
  {
    case: "a method that a path does not support",
    method: "DELETE",
    path: "/v1.0/metadata",
    status: 405,
    errorCode: "ERR_METHOD_NOT_ALLOWED",
    message: "this path supports only GET",
  },
  {
    case: "a path that cannot be decoded",
    method: "GET",
    path: "/v1.0/state/good/%E0%A4%A",
    status: 400,
    errorCode: "ERR_MALFORMED_REQUEST",
    message: "the path contains a % that does not start an encoded character",
  },
];
