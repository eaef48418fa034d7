// Short forms of calls of Dapr's service for scenarios: `{s}` is the store, `{k}`
// the prefix of every key.
import type { MethodName, Step } from "./exchange.ts";

/** The store of the scenario. */
export const storeName = "{s}";
/** Bytes of a text. */
export const bytes = (text: string) => Buffer.from(text);

/** Any call. */
export const call = (grpc: MethodName, request: object): Step => ({ grpc, request });
/** A record. */
export const item = (key: string, value: string, more: object = {}) => ({
  key: `{k}${key}`,
  value: bytes(value),
  ...more,
});
/** Saves records. */
export const save = (...states: object[]) => call("saveState", { storeName, states });
/** Reads a record. */
export const get = (key: string, more: object = {}) =>
  call("getState", { storeName, key: `{k}${key}`, ...more });
/** Removes a record. */
export const remove = (key: string, more: object = {}) =>
  call("deleteState", { storeName, key: `{k}${key}`, ...more });
/** Removes records. */
export const removeAll = (...states: object[]) => call("deleteBulkState", { storeName, states });
/** Reads records. */
export const bulk = (keys: readonly string[], more: object = {}) =>
  call("getBulkState", { storeName, keys: keys.map((key) => `{k}${key}`), ...more });
/** Applies operations. */
export const transact = (...operations: object[]) =>
  call("executeStateTransaction", { storeName, operations });
/** An operation that writes. */
export const upsert = (key: string, value: string, more: object = {}) => ({
  operationType: "upsert",
  request: item(key, value, more),
});
/** An operation that removes. */
export const drop = (key: string, more: object = {}) => ({
  operationType: "delete",
  request: { key: `{k}${key}`, ...more },
});

/** An item's option FIRST_WRITE. */
export const firstWrite = { options: { concurrency: 1 } };
/** An item's option LAST_WRITE. */
export const lastWrite = { options: { concurrency: 2 } };
/** Metadata with the content type of JSON. */
export const json = { metadata: { contentType: "application/json" } };
/** Metadata with a time to live. */
export const ttl = (ttlInSeconds: string) => ({ metadata: { ttlInSeconds } });
/** An item's etag. */
export const etag = (value: string) => ({ etag: { value } });
/** An etag in the form of Postgres v2 that no record has. */
export const uuid = "00000000-0000-4000-8000-000000000000";
