// The commands and keys that README.md lists are enough for everything the driver
// does. The lists are read from there.
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { redisDriver } from "../../src/drivers/redis/redis-driver.ts";
import { createCall, type StateStore, systemClock } from "../../src/index.ts";
import { rejection } from "../conformance/fixture.ts";
import { add, at, put, touch } from "../conformance/mutations.ts";
import { startRedisWithSearch } from "../servers/redis-search.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";

const page = readFileSync(new URL("../../src/drivers/redis/README.md", import.meta.url), "utf8");
const [, section = ""] = page.split("## What the server has to allow\n");
const [commandText = "", keyText = ""] = section.trimStart().split("\n\n");
const commands = [...commandText.matchAll(/`([a-z|._]+)`/g)].map(([, name]) => `+${name}`);
const patterns = [...keyText.matchAll(/`(~[^`]+)`/g)].map(([, pattern = ""]) => pattern);

let server: RedisServer;
let admin: Redis;
const stores: StateStore[] = [];

beforeAll(async () => {
  server = await startRedisWithSearch(redisHome());
  admin = new Redis(server.url, { protocol: 2 });
}, 120_000);

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  admin?.disconnect();
  await server?.process.stop();
});

const call = () => createCall({ deadline: systemClock.monotonic() + 10_000 });

async function openAs(user: string, keys: readonly string[]): Promise<StateStore> {
  await admin.call("ACL", "SETUSER", user, "on", ">secret", ...keys, ...commands);
  const queryIndexes = JSON.stringify([{ name: "one", indexes: [{ key: "a", type: "NUMERIC" }] }]);
  const url = `redis://${user}:secret@127.0.0.1:${server.port}`;
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "redis" };
  const store = await redisDriver.open(redisDriver.compile({ url, index: "true", queryIndexes }), context);
  stores.push(store);
  await until(() => store.facts.queries, 10_000);
  return store;
}

it("the listed commands and keys are enough", async () => {
  expect(patterns).toEqual(["~app||*", "~||pillion||*"]);
  const store = await openAs("limited", patterns);
  const inAnHour = Date.now() + 3_600_000;
  const mutations = [
    put("app||doc", '{"a":1}', { hints: { asJson: true } }),
    put("app||bytes", "x"),
    add("app||count", 1n),
    touch("app||none", at(inAnHour)),
  ];
  const idempotency = { key: "app||once", fingerprint: "f", expireTime: inAnHour };
  await store.commit([{ mutations, idempotency, consistency: "strong" }], call());
  await store.commit([{ mutations: [put("app||bytes", "y"), add("app||count", 1n)] }], call());
  await store.ping(call());
  const keys = ["app||doc", "app||bytes", "app||count"];
  const read = await store.read(keys, { consistency: "strong", view: "full" }, call());
  expect(read.map((result) => result && "value" in result)).toEqual([true, true, true]);
  const page = await store.scan({ prefix: "app||", cursor: undefined, limit: 10, view: "keys" }, call());
  expect(page.records.map(({ key }) => key)).toEqual(keys.toSorted());
  const all = { prefix: "app||", filter: undefined, sort: [], position: 0, limit: 10, bytesMax: 1e6 };
  const found = await store.query?.({ ...all, index: undefined }, call());
  expect(found?.records.map(({ key }) => key)).toEqual(["app||doc"]);
});

it("without the side keys a write of a document is rejected completely", async () => {
  const store = await openAs("narrow", ["~app||*"]);
  const mutations = [put("app||rejected", '{"a":1}', { hints: { asJson: true } }), put("app||beside", "x")];
  const [result] = await store.commit([{ mutations }], call()).catch((error: unknown) => [error]);
  expect(result).toMatchObject({ code: "denied" });
  expect((await rejection(store.ping(call()))).code).toBe("denied");
  expect(await admin.exists("app||rejected", "app||beside")).toBe(0);
});
