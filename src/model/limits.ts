// Every limit of requests in one place. Queues and caches are bounded by their own
// options.

/** Longest key, in bytes of UTF-8, without the app's prefix. */
export const keyBytesMax = 1024;

/** Longest app id, in bytes of UTF-8. */
export const appIdBytesMax = 128;

/** Longest text before the separator of a stored key, in bytes of UTF-8: a namespace, a dot and an app id. */
export const keyPrefixBytesMax = 256;

/** Longest content type, in bytes of UTF-8. */
export const contentTypeBytesMax = 255;

/** Longest idempotency key, in bytes of UTF-8. */
export const idempotencyKeyBytesMax = 255;

/** How long an idempotency key is remembered, in ms: 24 hours. */
export const idempotencyMs = 24 * 60 * 60 * 1000;

/** Most mutations of one transaction. A Redis server runs one transaction at a time: 10 to 30 ms for this many small records. */
export const mutationsMax = 1000;

/** Most transactions of one commit. */
export const transactionsMax = 100;

/** Most keys of one read. */
export const readKeysMax = 1000;

/** Most records of one page of a scan. */
export const pageSizeMax = 1000;

/** Records of a page if the request does not set a size. */
export const pageSizeDefault = 100;

/** Most bytes of one page of whole records, when not configured: 3 MiB, which any gRPC client can read by default. */
export const pageBytesMaxDefault = 3 * 1024 * 1024;

/** Most bytes of records in the reply to a read of many keys: 12 MiB, which leaves room for errors in a reply of 16 MiB. */
export const readBytesMaxDefault = 12 * 1024 * 1024;

/** Largest message, and so about the largest value, in bytes, when not configured: 4 MiB, as in Dapr. */
export const messageBytesMaxDefault = 4 * 1024 * 1024;

/** Shortest time to live, in ms. */
export const ttlMsMin = 1;

/** Longest time to live, in ms: ten years of 365.25 days. */
export const ttlMsMax = 10 * 365.25 * 24 * 60 * 60 * 1000;

/** Deepest nesting of a query's filter; one condition is one level. */
export const queryDepthMax = 8;

/** Most values that a query's filter compares with, over all its conditions. */
export const queryConditionsMax = 200;

/** Most sort keys of a query. */
export const querySortsMax = 8;

/** Longest key of a query, which names a member of a value, in bytes of UTF-8. */
export const queryPathBytesMax = 512;

/** Most names of such a key. */
export const queryPathNamesMax = 16;

/** Longest text that a query compares with, in bytes of UTF-8. */
export const queryTextBytesMax = 4096;

/** Most records found that a page of a query may skip. */
export const queryPositionMax = 1_000_000;

/** Longest query as JSON, in bytes. */
export const queryBytesMax = 256 * 1024;

/** Time limit of a call without a deadline, in ms. */
export const deadlineMsDefault = 5_000;

/** Longest time limit of any call, in ms. */
export const deadlineMsMax = 60_000;
