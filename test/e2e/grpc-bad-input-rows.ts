// Invalid requests, one row each: what is sent, which field is invalid, and what the
// error must say about it (limits, numbers, sizes).
import { statusCode } from "@pillion/wire";

const longKey = "k".repeat(1025);
const tenYears = 315_576_000;
/** Must not be part of any error. */
export const secret = "a secret value";
/** The value that the writes would write. */
export const value = Buffer.from(secret);

/** One invalid request. */
export interface Row {
  readonly name: string;
  readonly method: string;
  readonly request: object;
  /** The path of the field in the names of the contract. */
  readonly field: string;
  /** Metadata of ErrorInfo besides the field and the outcome. Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Texts that the message must contain: limits, numbers, sizes. */
  readonly says: readonly string[];
  readonly code?: number;
  readonly reason?: string;
}

/** Requests that only read. */
export const reads: readonly Row[] = [
  {
    name: "an unknown store",
    method: "Get",
    request: { store: "elsewhere", key: "a" },
    field: "store",
    says: ['"elsewhere"', "statestore"],
    code: statusCode.notFound,
    reason: "STORE_NOT_FOUND",
  },
  { name: "a missing key", method: "Get", request: {}, field: "key", says: ["missing"] },
  {
    name: "a key that is too long",
    method: "Exists",
    request: { key: longKey },
    field: "key",
    says: ["1025", "1024"],
    reason: "TOO_LARGE",
  },
  { name: "NUL in a key", method: "Get", request: { key: "a\0b" }, field: "key", says: ["NUL"] },
  { name: "the separator in a key", method: "Get", request: { key: "a||b" }, field: "key", says: ['"||"'] },
  { name: "no keys", method: "BatchGet", request: {}, field: "keys", says: ["empty", "1000"] },
  {
    name: "one key of many",
    method: "BatchGet",
    request: { keys: ["a", "b||c"] },
    field: "keys[1]",
    says: ['"||"'],
  },
  {
    name: "too many keys",
    method: "BatchGet",
    request: { keys: Array.from({ length: 1001 }, (_, index) => `k${index}`) },
    field: "keys",
    says: ["1001", "1000"],
    reason: "TOO_LARGE",
  },
  {
    name: "an unknown consistency",
    method: "Get",
    request: { key: "a", consistency: 9 },
    field: "consistency",
    says: ["9", "0 to 2"],
  },
  { name: "an unknown view", method: "List", request: { view: 7 }, field: "view", says: ["7", "0 to 3"] },
  {
    name: "a negative page size",
    method: "List",
    request: { pageSize: -1 },
    field: "page_size",
    says: ["-1", "1000"],
  },
  {
    name: "garbage for a page token",
    method: "List",
    request: { pageToken: "garbage" },
    field: "page_token",
    says: ["7 characters"],
  },
  { name: "a prefix with NUL", method: "List", request: { prefix: "a\0" }, field: "prefix", says: ["NUL"] },
];

const sets: readonly Row[] = [
  { name: "a missing key", method: "Set", request: { value }, field: "key", says: ["missing"] },
  {
    name: "a key that is too long",
    method: "Set",
    request: { key: longKey, value },
    field: "key",
    says: ["1025", "1024"],
    reason: "TOO_LARGE",
  },
  {
    name: "a long key counted in bytes",
    method: "Set",
    request: { key: "ü".repeat(513), value },
    field: "key",
    says: ["1026", "1024"],
    reason: "TOO_LARGE",
  },
  {
    name: "a replacement character, which stands for bytes that were lost",
    method: "Set",
    request: { key: "a\uFFFD", value },
    field: "key",
    says: ["UTF-8"],
  },
  {
    name: "a ttl of zero",
    method: "Set",
    request: { key: "a", value, expiry: { ttl: {} } },
    field: "expiry.ttl",
    says: ["0 s", "1 ms"],
  },
  {
    name: "a ttl below a millisecond",
    method: "Set",
    request: { key: "a", value, expiry: { ttl: { nanos: 999_999 } } },
    field: "expiry.ttl",
    says: ["999999 ns", "1 ms"],
  },
  {
    name: "a negative ttl",
    method: "Set",
    request: { key: "a", value, expiry: { ttl: { seconds: -5 } } },
    field: "expiry.ttl",
    says: ["-5 s", "1 ms"],
  },
  {
    name: "a ttl over ten years",
    method: "Set",
    request: { key: "a", value, expiry: { ttl: { seconds: tenYears, nanos: 1 } } },
    field: "expiry.ttl",
    says: ["ten years", String(tenYears)],
  },
  {
    name: "nanos outside a second",
    method: "Set",
    request: { key: "a", value, expiry: { ttl: { seconds: 1, nanos: 1_000_000_000 } } },
    field: "expiry.ttl",
    says: ["1000000000", "999999999"],
  },
  {
    name: "seconds and nanos of different sign",
    method: "Set",
    request: { key: "a", value, expiry: { ttl: { seconds: 1, nanos: -1 } } },
    field: "expiry.ttl",
    says: ["differ in sign"],
  },
  {
    name: "keep set to false",
    method: "Set",
    request: { key: "a", value, expiry: { keep: false } },
    field: "expiry.keep",
    says: ["false"],
  },
  {
    name: "none set to false",
    method: "Set",
    request: { key: "a", value, expiry: { none: false } },
    field: "expiry.none",
    says: ["false"],
  },
  {
    name: "absent set to false",
    method: "Set",
    request: { key: "a", value, precondition: { absent: false } },
    field: "precondition.absent",
    says: ["false"],
  },
  {
    name: "present set to false",
    method: "Set",
    request: { key: "a", value, precondition: { present: false } },
    field: "precondition.present",
    says: ["false"],
  },
  {
    name: "a precondition without a condition",
    method: "Set",
    request: { key: "a", value, precondition: {} },
    field: "precondition",
    says: ["absent, present or version"],
  },
  {
    name: "an empty version",
    method: "Set",
    request: { key: "a", value, precondition: { version: "" } },
    field: "precondition.version",
    says: ["empty"],
  },
  {
    name: "NUL in a version",
    method: "Set",
    request: { key: "a", value, precondition: { version: "1\0" } },
    field: "precondition.version",
    says: ["NUL"],
  },
  {
    name: "an unknown kind",
    method: "Set",
    request: { key: "a", value, kind: 42 },
    field: "kind",
    says: ["42", "0 to 3"],
  },
  {
    name: "a long content type",
    method: "Set",
    request: { key: "a", value, contentType: "x".repeat(256) },
    field: "content_type",
    says: ["256", "255"],
    reason: "TOO_LARGE",
  },
  {
    name: "a long idempotency key",
    method: "Set",
    request: { key: "a", value, idempotencyKey: "x".repeat(256) },
    field: "idempotency_key",
    says: ["256", "255"],
    reason: "TOO_LARGE",
  },
];

const manySets = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ set: { key: `k${index}`, value } }));

/** Requests that would write. */
export const writes: readonly Row[] = [
  ...sets,
  {
    name: "a delete with precondition absent",
    method: "Delete",
    request: { key: "kept", precondition: { absent: true } },
    field: "precondition.absent",
    says: ["present or version"],
  },
  {
    name: "a touch without an expiry",
    method: "Touch",
    request: { key: "kept" },
    field: "expiry",
    says: ["ttl or none"],
  },
  {
    name: "a touch that keeps",
    method: "Touch",
    request: { key: "kept", expiry: { keep: true } },
    field: "expiry.keep",
    says: ["ttl or none"],
  },
  {
    name: "an increment with a bad expiry",
    method: "Increment",
    request: { key: "n", delta: "1", expiry: { ttl: { seconds: -1 } } },
    field: "expiry.ttl",
    says: ["-1 s"],
  },
  { name: "no mutations", method: "Commit", request: {}, field: "mutations", says: ["empty", "1000"] },
  {
    name: "1001 mutations of a commit",
    method: "Commit",
    request: { mutations: manySets(1001) },
    field: "mutations",
    says: ["1001", "1000"],
    reason: "TOO_LARGE",
  },
  {
    name: "101 mutations of a batch",
    method: "BatchWrite",
    request: { mutations: manySets(101) },
    field: "mutations",
    says: ["101", "100"],
    reason: "TOO_LARGE",
  },
  {
    name: "a mutation without an operation",
    method: "Commit",
    request: { mutations: [...manySets(1), {}] },
    field: "mutations[1]",
    says: ["set, delete, increment, touch, check"],
  },
  {
    name: "a bad ttl deep in a commit",
    method: "Commit",
    request: { mutations: [...manySets(2), { set: { key: "z", expiry: { ttl: { seconds: -1 } } } }] },
    field: "mutations[2].set.expiry.ttl",
    says: ["-1 s"],
  },
  {
    name: "a long idempotency key of a batch",
    method: "BatchWrite",
    request: { mutations: manySets(2), idempotencyKey: "x".repeat(256) },
    field: "idempotency_key",
    says: ["256", "255"],
    reason: "TOO_LARGE",
  },
  {
    name: "no mutations of a batch",
    method: "BatchWrite",
    request: {},
    field: "mutations",
    says: ["empty", "1 to 100"],
  },
  {
    name: "a delete with precondition absent in a commit",
    method: "Commit",
    request: { mutations: [...manySets(1), { delete: { key: "kept", precondition: { absent: true } } }] },
    field: "mutations[1].delete.precondition.absent",
    says: ["present or version"],
  },
  {
    name: "a key that a commit names twice",
    method: "Commit",
    request: { mutations: [...manySets(2), { delete: { key: "k1" } }] },
    field: "mutations[2].delete.key",
    metadata: { mutation_index: "2" },
    says: ["mutations[1]"],
  },
  {
    name: "a check without a precondition",
    method: "Commit",
    request: { mutations: [{ check: { key: "kept" } }] },
    field: "mutations[0].check.precondition",
    says: ["missing"],
  },
  {
    name: "a touch in a batch with precondition absent",
    method: "BatchWrite",
    request: {
      mutations: [
        ...manySets(1),
        { touch: { key: "kept", expiry: { none: true }, precondition: { absent: true } } },
      ],
    },
    field: "mutations[1].touch.precondition.absent",
    says: ["present or version"],
  },
  {
    name: "an empty prefix to delete",
    method: "DeletePrefix",
    request: {},
    field: "prefix",
    says: ["every record"],
  },
  {
    name: "an unknown store",
    method: "Set",
    request: { store: "elsewhere", key: "a", value },
    field: "store",
    says: ['"elsewhere"', "statestore"],
    code: statusCode.notFound,
    reason: "STORE_NOT_FOUND",
  },
];
