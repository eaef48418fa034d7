// The ordered index of keys: it is complete even if it was enabled late, if others
// write without it, and if keys expire.
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCall, systemClock } from "../../src/model/call.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { at, put, remove } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { daprDelete, daprSave } from "./dapr-redis-writer.ts";

const index = "||pillion||index";
let server: RedisServer;
let client: Redis;
let prefix: string;
const stores: StateStore[] = [];

beforeEach(async () => {
  server = await startRedis(redisHome());
  client = new Redis({ path: server.socket });
  prefix = `shop${randomUUID()}||`;
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  client.disconnect();
  await server.process.stop();
});

async function open(options: Readonly<Record<string, string>> = {}): Promise<StateStore> {
  const store = await openRedisStore({
    url: server.url,
    index: "true",
    indexRepairInterval: "1s",
    ...options,
  });
  stores.push(store);
  return store;
}

const call = () => createCall({ deadline: systemClock.monotonic() + 10_000 });

async function write(store: StateStore, ...names: readonly string[]): Promise<void> {
  for (const name of names) await store.commit([{ mutations: [put(prefix + name, "x")] }], call());
}

async function scanAll(store: StateStore, limit = 2): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.scan({ prefix, cursor, limit, view: "keys" }, call());
    keys.push(...page.records.map(({ key }) => key.slice(prefix.length)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return keys;
}

test("keys are returned in the order of their bytes, each once", async () => {
  const store = await open();
  expect(store.facts.orderedScan).toBe(true);
  await write(store, "b", "é", "a", "𐀀", "Z", "a/", "\uffee");
  expect(await scanAll(store)).toEqual(["Z", "a", "a/", "b", "é", "\uffee", "𐀀"]);
});

test("an index that is enabled late contains the existing records", async () => {
  const before = await open({ index: "false" });
  await write(before, ...Array.from({ length: 1200 }, (_, number) => String(number).padStart(4, "0")));
  await daprSave(client, `${prefix}dapr`, "theirs");
  await client.set(`${prefix}legacy`, "old");
  await client.rpush(`${prefix}list`, "no record");
  const store = await open();
  const keys = await scanAll(store, 1000);
  expect(keys).toHaveLength(1202);
  expect(keys).toEqual(keys.toSorted());
  expect(keys).not.toContain("list");
});

test("the next scan sees what daprd writes and deletes", async () => {
  const store = await open();
  await write(store, "a", "b");
  expect(await scanAll(store)).toEqual(["a", "b"]);
  await daprSave(client, `${prefix}c`, "theirs");
  await daprDelete(client, `${prefix}a`);
  await until(async () => (await scanAll(store)).join() === "b,c", 10_000);
  await until(async () => (await client.zrange(index, "0", "-1")).length === 2, 10_000);
});

test("expired and removed records are removed from the index", async () => {
  const store = await open();
  await write(store, "a", "b", "c");
  const mutations = [remove(`${prefix}a`), put(`${prefix}d`, "x", { expiry: at(Date.now() + 100) })];
  await store.commit([{ mutations }], call());
  await store.commit([{ mutations: [put(`${prefix}e`, "x", { expiry: at(Date.now() - 1) })] }], call());
  await until(async () => (await scanAll(store)).join() === "b,c", 10_000);
  await until(async () => (await client.zrange(index, "0", "-1")).length === 2, 10_000);
});

test("many stores opened concurrently on existing data all return complete scans", async () => {
  const before = await open({ index: "false" });
  await write(before, ...Array.from({ length: 600 }, (_, number) => `k${number}`));
  const many = await Promise.all([1, 2, 3, 4].map(() => open()));
  for (const keys of await Promise.all(many.map((store) => scanAll(store, 1000))))
    expect(keys).toHaveLength(600);
});

test("the index is not a record and is in no scan", async () => {
  const store = await open();
  await write(store, "a");
  const page = await store.scan({ prefix: "", cursor: undefined, limit: 1000, view: "keys" }, call());
  expect(page.records.map(({ key }) => key)).toEqual([`${prefix}a`]);
});
