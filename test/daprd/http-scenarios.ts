// Requests over HTTP, for every store.
import type { Scenario } from "./comparison.ts";
import type { Step } from "./exchange.ts";

const state = "/v1.0/state/{s}";
const send = (http: string, path: string, body?: unknown, headers?: Record<string, string>): Step => ({
  http,
  path,
  ...(body !== undefined && { body }),
  ...(headers && { headers }),
});
const item = (key: string, value: unknown, more: object = {}) => ({ key: `{k}${key}`, value, ...more });
const save = (...items: readonly unknown[]) => send("POST", state, items);
const get = (key: string, query = "") => send("GET", `${state}/{k}${key}${query}`);
const remove = (key: string, query = "", headers?: Record<string, string>) =>
  send("DELETE", `${state}/{k}${key}${query}`, undefined, headers);
const bulk = (body: unknown) => send("POST", `${state}/bulk`, body);
const transact = (body: unknown) => send("POST", `${state}/transaction`, body);
const upsert = (key: string, value: unknown, more: object = {}) => ({
  operation: "upsert",
  request: item(key, value, more),
});

const values: readonly unknown[] = [
  1,
  1.5,
  "text",
  "",
  true,
  null,
  [],
  {},
  { a: { b: [1, "ü", null] } },
  "<&>",
  "\u2028",
];

const records: readonly Scenario[] = [
  ...values.map(
    (value): Scenario => ({
      name: `HTTP: the value ${JSON.stringify(value)}`,
      steps: [
        save(item("a", value)),
        get("a"),
        bulk({ keys: ["{k}a"] }),
        transact({ operations: [upsert("t", value)] }),
        get("t"),
      ],
    }),
  ),
  {
    name: "HTTP: a record is saved, read, saved again and removed",
    steps: [
      get("a"),
      save(item("a", 1)),
      get("a"),
      send("PUT", state, [item("a", 2)]),
      get("a"),
      remove("a"),
      get("a"),
      remove("a"),
    ],
  },
  {
    name: "HTTP: an empty list",
    steps: [save(), bulk({ keys: [] }), transact({ operations: [] }), transact({})],
  },
  { name: "HTTP: a save without value", steps: [save({ key: "{k}a" }), get("a")] },
  {
    name: "HTTP: consistency and concurrency",
    steps: [
      save(item("a", 1, { options: { consistency: "strong", concurrency: "last-write" } })),
      get("a", "?consistency=strong"),
      get("a", "?consistency=eventual"),
      get("a", "?consistency=none"),
      save(item("a", 1, { options: { consistency: "total" } })),
      save(item("a", 1, { options: { concurrency: "some" } })),
      save(item("a", 1, { options: {} })),
      save(item("a", 1, { options: null })),
      remove("a", "?concurrency=none"),
      remove("a", "?consistency=none"),
      remove("a", "?concurrency=last-write&consistency=strong"),
    ],
  },
  {
    name: "HTTP: a bulk get",
    steps: [
      save(item("a", 1), item("b", { x: 1 })),
      bulk({ keys: ["{k}a"], parallelism: 3 }),
      bulk({ keys: ["{k}missing"] }),
      bulk({ keys: ["{k}a"], metadata: {} }),
      send("PUT", `${state}/bulk`, { keys: ["{k}b"] }),
    ],
  },
  {
    name: "HTTP: a bulk get of bytes that gRPC wrote",
    steps: [
      {
        grpc: "saveState",
        request: { storeName: "{s}", states: [{ key: "{k}raw", value: Buffer.from("no json") }] },
      },
      bulk({ keys: ["{k}raw"] }),
      get("raw"),
    ],
  },
  {
    name: "HTTP: JSON that gRPC wrote",
    steps: [
      {
        grpc: "saveState",
        request: { storeName: "{s}", states: [{ key: "{k}raw", value: Buffer.from('{"a":1}') }] },
      },
      bulk({ keys: ["{k}raw"] }),
      get("raw"),
    ],
  },
  {
    name: "HTTP: records written over HTTP, read over gRPC",
    steps: [
      save(item("a", "text"), item("b", { a: 1 })),
      { grpc: "getState", request: { storeName: "{s}", key: "{k}a" } },
      { grpc: "getState", request: { storeName: "{s}", key: "{k}b" } },
    ],
  },
];

const versions: readonly Scenario[] = [
  {
    name: "HTTP: the current etag of the record",
    steps: [
      save(item("a", 1)),
      save(item("a", 2, { etag: "{etag:a}" })),
      get("a"),
      remove("a", "", { "if-match": "{etag:a}" }),
      get("a"),
    ],
  },
  ...["999999", "text", "", "*", '"1"', "0"].flatMap((value): Scenario[] => [
    {
      name: `HTTP: the etag ${JSON.stringify(value)}`,
      steps: [
        save(item("a", 1)),
        save(item("a", 2, { etag: value })),
        get("a"),
        transact({ operations: [upsert("a", 3, { etag: value })] }),
        get("a"),
      ],
    },
    {
      name: `HTTP: If-Match ${JSON.stringify(value)}`,
      steps: [save(item("a", 1)), remove("a", "", { "if-match": value }), get("a")],
    },
    {
      name: `HTTP: the etag ${JSON.stringify(value)} with first-write`,
      steps: [
        save(item("a", 1)),
        save(item("a", 2, { etag: value, options: { concurrency: "first-write" } })),
        get("a"),
      ],
    },
  ]),
  {
    name: "HTTP: first-write twice",
    steps: [
      save(item("a", 1, { options: { concurrency: "first-write" } })),
      save(item("a", 2, { options: { concurrency: "first-write" } })),
      get("a"),
    ],
  },
  {
    name: "HTTP: an etag of null or of a number",
    steps: [save(item("a", 1, { etag: null })), save(item("a", 1, { etag: 5 })), get("a")],
  },
  {
    name: "HTTP: a delete with first-write",
    steps: [save(item("a", 1)), remove("a", "?concurrency=first-write"), get("a")],
  },
];

const ttls: readonly unknown[] = ["1000", 1000, "0", "-1", "-2", "soon", "", "1.5", null, true];
const expiry: readonly Scenario[] = [
  ...ttls.map(
    (ttlInSeconds): Scenario => ({
      name: `HTTP: a ttl of ${JSON.stringify(ttlInSeconds)}`,
      steps: [
        save(item("a", 1, { metadata: { ttlInSeconds } })),
        get("a"),
        transact({ operations: [upsert("t", 1, { metadata: { ttlInSeconds } })] }),
        get("t"),
      ],
    }),
  ),
  {
    name: "HTTP: a ttl in the query",
    steps: [
      send("POST", `${state}?metadata.ttlInSeconds=1000`, [item("a", 1)]),
      get("a"),
      send("POST", `${state}?metadata.ttlInSeconds=1000`, [
        item("b", 1, { metadata: { ttlInSeconds: "-1" } }),
      ]),
      get("b"),
      bulk({ keys: ["{k}a"] }),
    ],
  },
];

const bodies: readonly (readonly [string, string | undefined])[] = [
  ["no body", undefined],
  ["an empty text", ""],
  ["half a list", "["],
  ["an object", "{}"],
  ["null", "null"],
  ["a string", '"x"'],
  ["a number", "1"],
  ["a list of strings", '["x"]'],
  ["a list of null", "[null]"],
  ["a record without key", '[{"value":1}]'],
  ["a record with an empty key", '[{"key":"","value":1}]'],
  ["a key that is a number", '[{"key":1,"value":1}]'],
  ["metadata that is a list", '[{"key":"{k}m","value":1,"metadata":[]}]'],
  ["metadata that is a string", '[{"key":"{k}m","value":1,"metadata":"x"}]'],
  ["options that are a string", '[{"key":"{k}m","value":1,"options":"x"}]'],
  ["text after the list", '[{"key":"{k}m","value":1}] x'],
  ["field names in another case", '[{"Key":"{k}m","Value":1,"ETag":""}]'],
  ["unknown fields", '[{"key":"{k}m","value":1,"colour":"red"}]'],
  ["a field twice", '[{"key":"{k}m","value":1,"value":2}]'],
];

const invalidRequests: readonly Scenario[] = [
  ...bodies.map(
    ([name, body]): Scenario => ({
      name: `HTTP: a save of ${name}`,
      steps: [send("POST", state, body), get("m")],
    }),
  ),
  ...bodies.map(([name, body]): Scenario => ({ name: `HTTP: a bulk get of ${name}`, steps: [bulk(body)] })),
  ...bodies.map(
    ([name, body]): Scenario => ({ name: `HTTP: a transaction of ${name}`, steps: [transact(body)] }),
  ),
  {
    name: "HTTP: a bulk get of odd keys",
    steps: [
      bulk({ keys: "x" }),
      bulk({ keys: [1] }),
      bulk({ keys: [""] }),
      bulk({ keys: ["a||b"] }),
      bulk({ keys: null }),
      bulk({ parallelism: "x", keys: [] }),
    ],
  },
  {
    name: "HTTP: a transaction of odd operations",
    steps: [
      transact({ operations: {} }),
      transact({ operations: [1] }),
      transact({ operations: [{}] }),
      transact({ operations: [{ operation: "merge", request: {} }] }),
      transact({ operations: [{ operation: "upsert" }] }),
      transact({ operations: [{ operation: "upsert", request: { value: 1 } }] }),
      transact({ operations: [{ operation: "delete", request: {} }] }),
      transact({ operations: [{ operation: "upsert", request: { key: "{k}x" } }] }),
      get("x"),
      transact({ operations: [{ operation: "upsert", request: "x" }] }),
      transact({ operations: [upsert("a||b", 1)] }),
    ],
  },
  {
    name: "HTTP: the separator in a key",
    steps: [save(item("a||b", 1)), get("a%7C%7Cb"), remove("a%7C%7Cb")],
  },
  {
    name: "HTTP: odd keys",
    steps: ["a b", "ü", "a%b", "a+b", "K", "a:b"].flatMap((key) => [
      save(item(key, key)),
      get(encodeURIComponent(key)),
      remove(encodeURIComponent(key)),
      get(encodeURIComponent(key)),
    ]),
  },
  {
    name: "HTTP: keys of several parts",
    steps: [
      save(item("a/b", 1)),
      get("a/b"),
      get("a%2Fb"),
      get("a%2fb"),
      remove("a/b"),
      get("a%2Fb"),
      remove("a%2Fb"),
    ],
  },
  {
    name: "HTTP: an unknown store",
    steps: [
      send("GET", "/v1.0/state/nowhere/k"),
      send("POST", "/v1.0/state/nowhere", []),
      send("DELETE", "/v1.0/state/nowhere/k"),
      send("POST", "/v1.0/state/nowhere/bulk", { keys: [] }),
      send("POST", "/v1.0/state/nowhere/transaction", {}),
    ],
  },
  {
    name: "HTTP: unsupported methods",
    steps: [
      send("GET", state),
      send("DELETE", state),
      send("PATCH", `${state}/k`),
      send("GET", `${state}/bulk`),
      send("GET", `${state}/transaction`),
      send("DELETE", `${state}/bulk`),
      send("POST", `${state}/{k}a`, []),
      send("PUT", `${state}/{k}a`, []),
      send("HEAD", `${state}/{k}a`),
      send("OPTIONS", `${state}/{k}a`),
    ],
  },
  {
    name: "HTTP: slashes at the end",
    steps: [
      send("GET", `${state}/`),
      send("POST", `${state}/`, []),
      send("GET", `${state}/{k}a/`),
      send("GET", "/v1.0/state"),
      send("GET", "/v1.0/state/"),
      send("GET", "/v1.0"),
      send("GET", "//v1.0/state/{s}/a"),
    ],
  },
];

/** Every scenario. */
export const httpScenarios: readonly Scenario[] = [...records, ...versions, ...expiry, ...invalidRequests];
