// Requests at the limits: sizes, characters, counts, and metadata of requests.
import type { Scenario } from "./comparison.ts";
import type { Step } from "./exchange.ts";
import {
  bulk,
  bytes,
  call,
  drop,
  get,
  item,
  json,
  remove,
  removeAll,
  save,
  storeName,
  transact,
  ttl,
  upsert,
} from "./grpc-steps.ts";

const state = "/v1.0/state/{s}";
const http = (method: string, path: string, body?: unknown, headers?: Record<string, string>): Step => ({
  http: method,
  path,
  ...(body !== undefined && { body }),
  ...(headers && { headers }),
});
const count = (n: number) => Array.from({ length: n }, (_, index) => index);
const long = "k".repeat(1000);

const sizes: readonly Scenario[] = [
  {
    name: "a key near the limit",
    steps: [save(item(long, "1")), get(long), bulk([long]), remove(long), get(long)],
  },
  {
    name: "a key over the limit",
    steps: [
      save(item(`${long}${long}`, "1")),
      get(`${long}${long}`),
      remove(`${long}${long}`),
      transact(upsert(`${long}${long}`, "1")),
    ],
  },
  { name: "a key with a replacement character", steps: [save(item("\uFFFD", "1")), get("\uFFFD")] },
  {
    name: "a value of a mebibyte",
    steps: [
      call("saveState", { storeName, states: [{ key: "{k}big", value: Buffer.alloc(1 << 20, 7) }] }),
      get("big"),
    ],
  },
  {
    name: "a save of 150 records",
    steps: [
      save(...count(150).map((n) => item(`n${n}`, String(n)))),
      get("n0"),
      get("n149"),
      removeAll(...count(150).map((n) => ({ key: `{k}n${n}` }))),
      get("n0"),
    ],
  },
  {
    name: "a transaction of 100 operations",
    steps: [
      transact(...count(100).map((n) => upsert(`t${n}`, String(n)))),
      get("t99"),
      transact(...count(100).map((n) => drop(`t${n}`))),
      get("t99"),
    ],
  },
  {
    name: "a transaction of 150 operations",
    steps: [transact(...count(150).map((n) => upsert(`t${n}`, String(n)))), get("t149")],
  },
  {
    name: "a key twice in one bulk get",
    steps: [save(item("a", "1")), bulk(["a", "a"]), bulk(["none", "none"])],
  },
];

const extras: readonly Scenario[] = [
  {
    name: "metadata without a meaning",
    steps: [
      save(item("a", "1", { metadata: { colour: "red", partitionKey: "p" } })),
      get("a", { metadata: { colour: "red" } }),
      bulk(["a"], { metadata: { a: "b" } }),
      remove("a", { metadata: { c: "d" } }),
      get("a"),
    ],
  },
  {
    name: "a time to live of the request does not apply to the record",
    steps: [save(item("a", "1")), get("a", { metadata: { ttlInSeconds: "1000" } }), get("a")],
  },
  {
    name: "a time to live beside a content type",
    steps: [save(item("a", "[1]", { metadata: { ...json.metadata, ...ttl("1000").metadata } })), get("a")],
  },
  {
    name: "strong and eventual in one save",
    steps: [
      save(item("a", "1", { options: { consistency: 2 } }), item("b", "1", { options: { consistency: 1 } })),
      get("a"),
      get("b"),
      get("a", { consistency: 2 }),
    ],
  },
  {
    name: "a transaction with times to live of every form",
    steps: [
      transact(upsert("a", "1", ttl("1000")), upsert("b", "1", ttl("-1")), upsert("c", "1")),
      get("a"),
      get("b"),
      get("c"),
    ],
  },
  {
    name: "a delete of a record that was just removed",
    steps: [save(item("a", "1")), remove("a"), remove("a"), removeAll({ key: "{k}a" }), transact(drop("a"))],
  },
  {
    name: "a first write after a removal",
    steps: [
      save(item("a", "1", { options: { concurrency: 1 } })),
      remove("a"),
      save(item("a", "2", { options: { concurrency: 1 } })),
      get("a"),
    ],
  },
  {
    name: "values that look like numbers and JSON",
    steps: ["0", "-1", "1e3", "null", "{", "[1,", '"', "true "].flatMap((text, n) => [
      save(item(`v${n}`, text)),
      get(`v${n}`),
    ]),
  },
];

const overHttp: readonly Scenario[] = [
  {
    name: "HTTP: content types of a request",
    steps: [undefined, "application/json", "text/plain", "application/octet-stream", "nonsense"].flatMap(
      (type, n) => [
        http(
          "POST",
          state,
          JSON.stringify([{ key: `{k}c${n}`, value: { a: 1 } }]),
          type === undefined ? undefined : { "content-type": type },
        ),
        http("GET", `${state}/{k}c${n}`),
      ],
    ),
  },
  {
    name: "HTTP: metadata and options of a read",
    steps: [
      http("POST", state, [{ key: "{k}a", value: 1 }]),
      http("GET", `${state}/{k}a?metadata.colour=red`),
      http("GET", `${state}/{k}a?colour=red`),
      http("GET", `${state}/{k}a?consistency=`),
      http("GET", `${state}/{k}a`, undefined, { accept: "text/plain" }),
    ],
  },
  {
    name: "HTTP: a content type in the metadata",
    steps: [
      http("POST", state, [{ key: "{k}a", value: { a: 1 }, metadata: { contentType: "application/json" } }]),
      http("GET", `${state}/{k}a`),
      http("POST", `${state}?metadata.contentType=application/json`, [{ key: "{k}b", value: "x" }]),
      http("GET", `${state}/{k}b`),
      { grpc: "getState", request: { storeName: "{s}", key: "{k}b" } },
    ],
  },
  {
    name: "HTTP: a save of 150 records",
    steps: [
      http(
        "POST",
        state,
        count(150).map((n) => ({ key: `{k}n${n}`, value: n })),
      ),
      http("GET", `${state}/{k}n149`),
    ],
  },
  {
    name: "HTTP: mismatches among others",
    steps: [
      http("POST", state, [{ key: "{k}a", value: 1 }]),
      http("POST", state, [
        { key: "{k}a", value: 2, etag: "999999" },
        { key: "{k}b", value: 2 },
      ]),
      http("GET", `${state}/{k}a`),
      http("GET", `${state}/{k}b`),
    ],
  },
  {
    name: "HTTP: two If-Match values in one header",
    steps: [
      http("POST", state, [{ key: "{k}a", value: 1 }]),
      http("DELETE", `${state}/{k}a`, undefined, { "if-match": "999998, 999999" }),
      http("GET", `${state}/{k}a`),
    ],
  },
  {
    name: "HTTP: numbers that lose digits elsewhere",
    steps: [
      http(
        "POST",
        state,
        '[{"key":"{k}a","value":9007199254740993},{"key":"{k}b","value":0.1},{"key":"{k}c","value":-0}]',
      ),
      http("GET", `${state}/{k}b`),
    ],
  },
  {
    name: "bytes beside bytes of JSON",
    steps: [
      call("saveState", { storeName, states: [{ key: "{k}a", value: bytes("\u0000\u0001") }] }),
      get("a"),
      http("GET", `${state}/{k}a`),
    ],
  },
];

/** Every scenario. */
export const limitScenarios: readonly Scenario[] = [...sizes, ...extras, ...overHttp];
