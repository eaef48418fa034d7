// Every limit of requests in one place. Queues and caches are bounded by their own
// options.

/** The maximum length of a key, in bytes of UTF-8, without the app's prefix. */
export const keyBytesMax = 1024;

/** The maximum length of an app id, in bytes of UTF-8. */
export const appIdBytesMax = 128;

/** The maximum length of the text before the separator of a stored key, in bytes of UTF-8: a namespace, a dot and an app id. */
export const keyPrefixBytesMax = 256;

/** The maximum length of a content type, in bytes of UTF-8. */
export const contentTypeBytesMax = 255;

/** The maximum length of an idempotency key, in bytes of UTF-8. */
export const idempotencyKeyBytesMax = 255;

/** How long an idempotency key is remembered, in ms: 24 hours. */
export const idempotencyMs = 24 * 60 * 60 * 1000;

/** The maximum number of mutations of one transaction. A Redis server runs one transaction at a time: 10 to 30 ms for this many small records. */
export const mutationsMax = 1000;

/** The maximum number of transactions of one commit. */
export const transactionsMax = 100;

/** The maximum number of keys of one read. */
export const readKeysMax = 1000;

/** The maximum number of records of one page of a scan. */
export const pageSizeMax = 1000;

/** Records of a page if the request does not set a size. */
export const pageSizeDefault = 100;

/** The default of the maximum number of bytes of one page of whole records: 3 MiB, which any gRPC client can read by default. */
export const pageBytesMaxDefault = 3 * 1024 * 1024;

/** The maximum number of bytes of records in the reply to a read of many keys: 12 MiB, which leaves room for errors in a reply of 16 MiB. */
export const readBytesMaxDefault = 12 * 1024 * 1024;

/** The default of the maximum size of a message, which also bounds values, in bytes: 4 MiB, as in Dapr. */
export const messageBytesMaxDefault = 4 * 1024 * 1024;

/** Shortest time to live, in ms. */
export const ttlMsMin = 1;

/** The maximum time to live, in ms: ten years of 365.25 days. */
export const ttlMsMax = 10 * 365.25 * 24 * 60 * 60 * 1000;

/** Deepest nesting of a query's filter; one condition is one level. */
export const queryDepthMax = 8;

/** The maximum number of values that a query's filter compares with, over all its conditions. */
export const queryConditionsMax = 200;

/** The maximum number of sort keys of a query. */
export const querySortsMax = 8;

/** The maximum length of a key of a query, which names a member of a value, in bytes of UTF-8. */
export const queryPathBytesMax = 512;

/** The maximum number of names of such a key. */
export const queryPathNamesMax = 16;

/** The maximum length of the text that a query compares with, in bytes of UTF-8. */
export const queryTextBytesMax = 4096;

/** The maximum number of records found that a page of a query may skip. */
export const queryPositionMax = 1_000_000;

/** The maximum length of a query as JSON, in bytes. */
export const queryBytesMax = 256 * 1024;

/** Time limit of a call without a deadline, in ms. */
export const deadlineMsDefault = 5_000;

/** The maximum time limit of a call, in ms. */
export const deadlineMsMax = 60_000;
