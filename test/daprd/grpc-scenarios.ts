// Requests over gRPC, for every store.
import type { Scenario } from "./comparison.ts";
import { etagScenarios } from "./etag-scenarios.ts";
import type { MethodName } from "./exchange.ts";
import {
  bulk,
  bytes,
  call,
  drop,
  etag,
  firstWrite,
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

const records: readonly Scenario[] = [
  {
    name: "a record is saved, read, saved again and removed",
    steps: [
      get("a"),
      save(item("a", "1")),
      get("a"),
      save(item("a", "2")),
      get("a"),
      remove("a"),
      get("a"),
      remove("a"),
    ],
  },
  {
    name: "every byte",
    steps: [save({ key: "{k}b", value: Buffer.from(Array.from({ length: 256 }, (_, n) => n)) }), get("b")],
  },
  {
    name: "an empty value",
    steps: [save(item("e", "")), get("e"), bulk(["e"]), save({ key: "{k}n" }), get("n")],
  },
  {
    name: "several records in one save",
    steps: [save(item("a", "1"), item("b", "2"), item("c", "3")), get("a"), get("b"), get("c")],
  },
  { name: "an empty list", steps: [save(), removeAll(), transact(), bulk([])] },
  {
    name: "consistency and concurrency of every number",
    steps: [0, 1, 2, 3, 9].flatMap((n) => [
      save(item(`c${n}`, "1", { options: { consistency: n, concurrency: 0 } })),
      get(`c${n}`, { consistency: n }),
      save(item(`d${n}`, "1", { options: { concurrency: n } })),
      get(`d${n}`),
    ]),
  },
  {
    name: "a bulk get",
    steps: [
      save(item("a", "1"), item("b", "2")),
      bulk(["a"]),
      bulk(["a", "b"], { parallelism: 10 }),
      bulk(["missing"]),
      bulk(["b", "a"], { parallelism: -1 }),
    ],
  },
  {
    name: "a bulk delete",
    steps: [
      save(item("a", "1"), item("b", "2")),
      removeAll({ key: "{k}a" }, { key: "{k}missing" }),
      get("a"),
      get("b"),
    ],
  },
  {
    // One member in each object: daprd writes the members of an object in random order.
    name: "JSON by its content type",
    steps: [save(item("j", '{"a":{"b":[true,null,"x",1]}}', json)), get("j", json), bulk(["j"], json)],
  },
  {
    name: "JSON scalars by their content type",
    steps: ["1", "1.5", '"text"', "true", "null", "[]"].flatMap((text, n) => [
      save(item(`j${n}`, text, json)),
      get(`j${n}`, json),
    ]),
  },
  {
    name: "invalid JSON by its content type",
    steps: [
      save(item("j", "{", json)),
      save(item("j", "", json)),
      save(item("good", "1"), item("j", "no", json)),
      get("good"),
    ],
  },
  {
    name: "a content type in another spelling",
    steps: [
      save(item("j", '{"a": 1}', { metadata: { contentType: "Application/JSON" } })),
      get("j"),
      save(item("i", '{"a": 1}', { metadata: { CONTENTTYPE: "application/json" } })),
      save(item("t", "text", { metadata: { contentType: "text/plain" } })),
      get("t"),
    ],
  },
];

const ttls = [
  "1000",
  "0",
  "-1",
  "-2",
  "",
  "+20",
  "010",
  "1.5",
  "soon",
  " 20",
  "2147483647",
  "2147483648",
  "9223372036854775808",
];

const expiry: readonly Scenario[] = [
  ...ttls.map(
    (value): Scenario => ({
      name: `a ttl of ${JSON.stringify(value)}`,
      steps: [
        save(item("a", "1", ttl(value))),
        get("a"),
        transact(upsert("t", "1", ttl(value))),
        get("t"),
        save(item("b", "1"), item("c", "1", ttl(value))),
        get("b"),
        get("c"),
      ],
    }),
  ),
  {
    name: "a ttl with a name in another case",
    steps: [
      save(item("a", "1", { metadata: { TTLINSECONDS: "1000" } })),
      get("a"),
      save(item("b", "1", { metadata: { ttlInseconds: "no" } })),
      get("b"),
    ],
  },
  {
    name: "a query without results and without an index",
    steps: [
      call("queryStateAlpha1", { storeName, query: '{"filter":{"EQ":{"nowhere":"x"}}}' }),
      call("queryStateAlpha1", {
        storeName,
        query: '{"filter":{"EQ":{"nowhere":"x"}}}',
        metadata: { queryIndexName: "none" },
      }),
    ],
  },
  {
    name: "a record with the first-write mark, removed and written in one transaction",
    steps: [
      save(item("a", "1", firstWrite)),
      transact(drop("a"), upsert("a", "2")),
      get("a"),
      save(item("a", "3")),
      get("a"),
      save(item("b", "1", firstWrite)),
      transact(upsert("b", "2", etag("{etag:b}")), drop("b"), upsert("b", "3")),
      get("b"),
    ],
  },
  {
    name: "a write without a ttl to a record with one",
    steps: [
      save(item("a", "1", ttl("1000"))),
      save(item("a", "2")),
      get("a"),
      save(item("a", "3", ttl("-1"))),
      get("a"),
    ],
  },
  { name: "a ttl in a bulk get", steps: [save(item("a", "1", ttl("1000"))), bulk(["a"])] },
];

const transactions: readonly Scenario[] = [
  {
    name: "a transaction of both kinds",
    steps: [
      save(item("gone", "1")),
      transact(upsert("a", "1"), drop("gone"), upsert("b", "2")),
      get("a"),
      get("b"),
      get("gone"),
    ],
  },
  {
    name: "a transaction with two operations on one key",
    steps: [
      transact(upsert("a", "1"), upsert("a", "2")),
      get("a"),
      transact(upsert("b", "1"), drop("b")),
      get("b"),
      transact(drop("a"), upsert("a", "3")),
      get("a"),
    ],
  },
  {
    name: "a transaction with the right etag",
    steps: [
      save(item("a", "1")),
      transact(upsert("a", "2", etag("{etag:a}")), upsert("b", "1")),
      get("a"),
      get("b"),
    ],
  },
  {
    name: "a transaction of an unknown type",
    steps: [
      transact({ operationType: "merge", request: item("a", "1") }),
      transact({ operationType: "Upsert", request: item("a", "1") }),
      transact({ operationType: "", request: item("a", "1") }),
      transact(upsert("a", "1"), { operationType: "merge", request: item("b", "1") }),
      get("a"),
    ],
  },
  {
    name: "a transaction with first-write on a record",
    steps: [
      save(item("a", "1")),
      transact(upsert("a", "2", firstWrite)),
      get("a"),
      transact(upsert("new", "2", firstWrite)),
      get("new"),
    ],
  },
  { name: "a transaction of deletes of missing records", steps: [transact(drop("x"), drop("y"))] },
  {
    name: "a transaction whose operation has no record",
    steps: [transact({ operationType: "upsert" }), transact({ operationType: "delete" })],
  },
  {
    name: "a transaction with metadata",
    steps: [
      call("executeStateTransaction", {
        storeName,
        operations: [upsert("a", "1")],
        metadata: { ttlInSeconds: "1000", any: "thing" },
      }),
      get("a"),
    ],
  },
];

const invalidRequests: readonly Scenario[] = [
  {
    name: "the separator in a key",
    steps: [
      save(item("a||b", "1")),
      get("a||b"),
      remove("a||b"),
      removeAll({ key: "a||b" }),
      bulk(["a", "a||b"]),
      transact(upsert("a||b", "1")),
      transact(drop("a||b")),
      save(item("fine", "1"), item("a||b", "1")),
      get("fine"),
    ],
  },
  {
    name: "an empty key",
    steps: [
      call("saveState", { storeName, states: [{ key: "", value: bytes("1") }] }),
      call("saveState", { storeName, states: [item("first", "1"), { key: "", value: bytes("1") }] }),
      get("first"),
      call("getState", { storeName, key: "" }),
      call("deleteState", { storeName, key: "" }),
    ],
  },
  {
    name: "odd keys",
    steps: ["a b", "ü/%", "|", "a|b", "K", "k", "a'\"`", "\u{1F600}"].flatMap((key) => [
      save(item(key, key)),
      get(key),
    ]),
  },
  {
    name: "an unknown store",
    steps: [
      "getState",
      "getBulkState",
      "saveState",
      "deleteState",
      "deleteBulkState",
      "executeStateTransaction",
    ].map((method) => call(method as MethodName, { storeName: "nowhere", key: "k" })),
  },
  {
    name: "no store name",
    steps: [
      "getState",
      "getBulkState",
      "saveState",
      "deleteState",
      "deleteBulkState",
      "executeStateTransaction",
    ].map((method) => call(method as MethodName, {})),
  },
  {
    name: "bytes that are not a message",
    steps: (["getState", "saveState", "executeStateTransaction"] as const).map((grpc) => ({
      grpc,
      bytes: Buffer.from([0x0a, 0xff]),
    })),
  },
];

/** Every scenario. */
export const grpcScenarios: readonly Scenario[] = [
  ...records,
  ...etagScenarios,
  ...expiry,
  ...transactions,
  ...invalidRequests,
];
