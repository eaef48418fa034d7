// Queries of JSON documents in Redis, as Dapr writes them, by the driver alone.
import fc from "fast-check";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { redisDriver } from "../../src/drivers/redis/redis-driver.ts";
import { createCall, type StateStore, systemClock } from "../../src/index.ts";
import type { JsonValue } from "../../src/store/query-match.ts";
import type { QueryPage, RecordQuery } from "../../src/store/record-query.ts";
import { rejection } from "../conformance/fixture.ts";
import { startRedisWithSearch } from "../servers/redis-search.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { combined, conditionsOn } from "./query-arbitraries.ts";
import { equal, type OpenQuerySubject, querySuite } from "./query-suite.ts";

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisWithSearch(redisHome());
}, 120_000);

afterAll(() => server?.process.stop());

const people = [
  { key: "person.org", type: "TEXT" },
  { key: "person.id", type: "NUMERIC" },
  { key: "state", type: "TAG" },
  { key: "city", type: "TEXT" },
  { key: "flag", type: "TAG" },
  { key: "num", type: "numeric" },
];

async function openStore(indexes: unknown, url = server.url): Promise<StateStore> {
  const options = redisDriver.compile({ url, queryIndexes: JSON.stringify(indexes) });
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "redis" };
  return redisDriver.open(options, context);
}

async function open(): Promise<OpenQuerySubject> {
  const store = await openStore([{ name: "people", indexes: people }]);
  const client = new Redis(server.url);
  await until(() => store.facts.queries, 10_000);
  return {
    store,
    async write(key, data, expiresInMs) {
      await client.call("JSON.SET", key, "$", JSON.stringify({ data, version: 1 }));
      if (expiresInMs !== undefined) await client.pexpire(key, expiresInMs);
    },
    async damage(key) {
      await client.call("JSON.SET", key, "$", '{"state":"WA","no":"record"}');
    },
    async close() {
      await store.close();
      client.disconnect();
    },
  };
}

const texts = [
  "x",
  "X",
  "",
  "5",
  "a b",
  "b a",
  "the",
  "it's",
  "A-Team",
  "é",
  "\u{1f600}",
  "a\\,b",
  " pad ",
  "\n",
  "{|}",
  "run",
];
const text = fc.constantFrom(...texts);
const number = fc.constantFrom(0, 5, 5.5, -1, 10, 1e-7, 2 ** 53 - 1, 1.5e300);

querySuite({
  name: "documents in Redis",
  open,
  documents: fc.record(
    {
      state: fc.option(text),
      city: fc.option(text),
      num: fc.option(number),
      flag: fc.boolean(),
      person: fc.record({ id: number, org: text }, { requiredKeys: [] }),
      other: fc.oneof(text, number, fc.constant([1, { a: 2 }])),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonValue>,
  filters: combined(
    fc.oneof(
      conditionsOn(fc.constantFrom(["num"], ["person", "id"]), number),
      conditionsOn(fc.constantFrom(["state"], ["city"], ["person", "org"]), text, fc.constant(["num"])),
      conditionsOn(fc.constant(["flag"]), fc.boolean(), fc.constant(["num"])),
    ),
  ),
  sortsByMany: false,
  returnsPlainBytes: false,
});

const rejected: readonly (readonly [string, Partial<RecordQuery>, RegExp])[] = [
  [
    "a key that is not indexed",
    { filter: equal(["b"], "x") },
    /^filter: has a key that is not in the index "one"; the keys are a$/,
  ],
  [
    "a number for a text",
    { filter: equal(["a"], 5) },
    /^filter: compares a, which is indexed as TAG; compare it with a string or a boolean$/,
  ],
  [
    "an order of texts",
    { filter: { type: "less", path: ["a"], value: 5 } },
    /^filter: compares a, which is indexed as TAG/,
  ],
  [
    "null",
    { filter: { type: "unequal", path: ["a"], value: null } },
    /^filter: compares a, which is indexed as TAG/,
  ],
  [
    "a sort by a key that is not indexed",
    { sort: [{ path: ["b"], descending: false }] },
    /^sort: has a key that is not in the index/,
  ],
  [
    "an index that does not exist",
    { index: "two" },
    /^index: is not an index of this store; the indexes are one$/,
  ],
];

describe("a search index in Redis", () => {
  const call = () => createCall({ deadline: systemClock.monotonic() + 20_000 });
  const stores: StateStore[] = [];
  let client: Redis;
  beforeAll(() => {
    client = new Redis(server.url, { protocol: 2 });
  });
  afterAll(async () => {
    client.disconnect();
    await Promise.all(stores.map((store) => store.close()));
  });
  const opened = async (indexes: unknown, url?: string) => {
    const store = await openStore(indexes, url);
    stores.push(store);
    return store;
  };
  const run = (store: StateStore, changes: Partial<RecordQuery>): Promise<QueryPage> => {
    const all = {
      prefix: "idx||",
      filter: undefined,
      sort: [],
      position: 0,
      limit: 10,
      bytesMax: 1e6,
      index: undefined,
    };
    if (store.query === undefined) throw new TypeError("the store has no query");
    return store.query({ ...all, ...changes }, call());
  };
  const keysOf = ({ records }: QueryPage) => records.map(({ key }) => key);
  const listed = async () =>
    ((await client.call("FT._LIST")) as string[]).filter((name) => name.includes("pillion"));
  const one = (key: string, type = "TAG") => [{ name: "one", indexes: [{ key, type }] }];

  it("contains documents that existed before it, and is created again after another client dropped it", async () => {
    await client.call("JSON.SET", "idx||1", "$", '{"data":{"a":"x"},"version":7}');
    const before = await listed();
    const store = await opened(one("a"));
    expect(keysOf(await run(store, { filter: equal(["a"], "x") }))).toEqual(["idx||1"]);
    const [created = ""] = (await listed()).filter((name) => !before.includes(name));
    await client.call("FT.DROPINDEX", created);
    expect(keysOf(await run(store, { filter: equal(["a"], "x") }))).toEqual(["idx||1"]);
  });

  it("does not touch the index that daprd creates under the configured name", async () => {
    await client.call("FT.CREATE", "one", "ON", "JSON", "SCHEMA", "$.data.zz", "AS", "var0", "TEXT");
    expect(keysOf(await run(await opened(one("a")), { filter: equal(["a"], "x") }))).toEqual(["idx||1"]);
    expect(String(await client.call("FT.INFO", "one"))).toContain("$.data.zz");
    await client.call("FT.DROPINDEX", "one");
  });

  it("is not touched by a store with other fields under its name", async () => {
    const [first, second] = [await opened(one("a")), await opened(one("b", "NUMERIC"))];
    await run(first, {});
    const before = await listed();
    await client.call("JSON.SET", "idx||2", "$", '{"data":{"b":5},"version":1}');
    const small = { filter: { type: "less", path: ["b"], value: 6 } } as const;
    expect(keysOf(await run(second, small))).toEqual(["idx||2"]);
    expect(keysOf(await run(first, { filter: equal(["a"], "x") }))).toEqual(["idx||1"]);
    expect(keysOf(await run(second, small))).toEqual(["idx||2"]);
    expect(await listed()).toEqual(expect.arrayContaining(before));
    expect(await listed()).toHaveLength(before.length + 1);
  });

  it("contains only documents of its own prefix", async () => {
    const store = await opened([{ name: "own", indexes: [{ key: "a", type: "TAG" }] }]);
    const before = await listed();
    await client.call("JSON.SET", "elsewhere||1", "$", '{"data":{"a":"x"},"version":7}');
    await run(store, {});
    const [created = "", ...others] = (await listed()).filter((name) => !before.includes(name));
    expect(others).toEqual([]);
    const found = await client.call("FT.SEARCH", created, "*", "NOCONTENT", "LIMIT", "0", "100");
    expect(found).toContain("idx||1");
    expect(found).not.toContain("elsewhere||1");
  });

  it.each(rejected)("rejects %s, by its name", async (_, changes, message) => {
    const error = await rejection(run(await opened(one("a")), changes));
    expect(error).toMatchObject({ code: "invalid", outcome: "not-applied" });
    expect(error.message).toMatch(message);
  });

  it("has to be named if there are several", async () => {
    const store = await opened([...one("a"), { name: "two", indexes: [{ key: "b", type: "NUMERIC" }] }]);
    const error = await rejection(run(store, {}));
    expect(error.message).toBe("index: is missing; the indexes are one, two");
    expect(keysOf(await run(store, { index: "two", filter: equal(["b"], 5) }))).toEqual(["idx||2"]);
  });

  it("is unsupported on a server without search, and the error says so", async () => {
    const plain = await startRedis(redisHome());
    const store = await openStore(one("a"), plain.url);
    expect(store.facts.queries).toBe(false);
    const error = await rejection(run(store, {}));
    expect(error.code).toBe("unsupported");
    expect(error.message).toContain("this Redis server has no JSON documents and search");
    await store.close();
    await plain.process.stop();
  });

  it("is not created if none is configured: the store has no query", async () => {
    const store = await opened([]);
    expect(store.query).toBeUndefined();
    expect(store.facts.queries).toBe(false);
  });
});
