// The errors of Dapr's state API with daprd's texts, which clients and their
// tests match byte for byte.
import { type ErrorCode, keySeparator, type StoreError } from "../../../src/index.ts";
import { DaprError } from "./dapr-error.ts";
import type { FailureKind } from "./error-table.ts";
import { storeErrorText } from "./store-error-text.ts";

/** There is no store at all. */
export function noStoresError(store: string, appId: string): DaprError {
  return new DaprError("no-stores", `state store ${store} is not configured`, { metadata: { appID: appId } });
}

/** There is no store of this name. */
export function storeNotFoundError(store: string, appId: string): DaprError {
  return new DaprError("store-not-found", `state store ${store} is not found`, {
    metadata: { appID: appId },
  });
}

/** A key contains the separator of the key prefix. */
export function illegalKeyError(key: string, store: string): DaprError {
  const message = `input key/keyPrefix '${key}' can't contain '${keySeparator}'`;
  return new DaprError("illegal-key", message, { key, store });
}

/** A save has an item without a key. */
export function emptyKeyError(): DaprError {
  return new DaprError("empty-key", "state key cannot be empty");
}

/** An item with the content type of JSON has a value that is not JSON. */
export function badJsonError(key: string): DaprError {
  const message = `the value of the key ${key} is not valid JSON, although its contentType is application/json`;
  return new DaprError("bad-json-value", message);
}

/** A read of one record failed. */
export function getError(key: string, store: string, cause: StoreError): DaprError {
  const message = `fail to get ${key} from state store ${store}: ${storeErrorText(cause)}`;
  return new DaprError("get", message, { cause, kind: failureKind(cause) });
}

/** A read of many records failed as a whole. */
export function bulkGetError(cause: StoreError): DaprError {
  return new DaprError("bulk-get", storeErrorText(cause), { cause });
}

/** The reply to a bulk get would be larger than a message may be. */
export function bulkTooLargeError(keys: number, bytesMax: number): DaprError {
  const message =
    `the records of the ${keys} keys are larger than the limit of ${bytesMax} bytes for a reply over gRPC; ` +
    "request fewer keys, send the request over HTTP, or raise --max-body-size above half of the size of the reply";
  return new DaprError("bulk-get-too-large", message);
}

/** The text that daprd puts before the failure of a write. */
export const writeErrorTexts = {
  save: (store: string, text: string) => `failed saving state in state store ${store}: ${text}`,
  delete: (key: string, text: string) => `failed deleting state with key ${key}: ${text}`,
  bulkDelete: (store: string, text: string) => `failed deleting state in state store ${store}: ${text}`,
} as const;

/** The store does not support transactions. */
export function noTransactionsError(store: string): DaprError {
  return new DaprError("no-transactions", `state store ${store} doesn't support transactions`, { store });
}

/** An operation is neither an upsert nor a delete. */
export function unknownOperationError(type: string): DaprError {
  return new DaprError("unknown-operation", `operation type ${type} not supported`);
}

/** A transaction is larger than the store allows. */
export function tooManyOperationsError(store: string, operations: number, limit: number): DaprError {
  const message = `the transaction contains ${operations} operations, which is more than what the state store supports: ${limit}`;
  const metadata = { currentOpsTransaction: String(operations), maxOpsPerTransaction: String(limit) };
  return new DaprError("too-many-operations", message, { store, metadata });
}

/** A transaction failed. The status is INTERNAL for every reason, as in daprd; the details contain the code and the outcome. */
export function transactionError(text: string, code: ErrorCode, cause: StoreError | undefined): DaprError {
  return new DaprError("transaction", `error while executing state transaction: ${text}`, { code, cause });
}

/** The store does not support queries. */
export function queryUnsupportedError(store: string): DaprError {
  return new DaprError("query-unsupported", "state store does not support querying", { store });
}

/** The values of the store are encrypted. */
export function queryEncryptedError(store: string): DaprError {
  return new DaprError("query", `state store ${store} query failed: cannot query encrypted store`, { store });
}

/** A query failed. */
export function queryError(store: string, cause: StoreError): DaprError {
  const message = `state store ${store} query failed: ${storeErrorText(cause)}`;
  return new DaprError("query", message, { store, cause });
}

/** The text of a query cannot be parsed. */
export function queryTextError(store: string, cause: StoreError): DaprError {
  const message = `state store ${store} query failed: failed to parse JSON query body: ${cause.message}`;
  return new DaprError("query", message, { store, cause });
}

/** Whether a store's error is due to the request or to anything else. */
export function failureKind({ code }: StoreError): FailureKind {
  return code === "invalid" || code === "too-large" ? "invalid" : "failure";
}
