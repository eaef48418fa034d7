// Other clients change a search index in Redis during a query: it is recreated,
// incomplete, or dropped. There are so many documents that building it takes time.
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readQueryIndexes } from "../../src/drivers/redis/query/redis-query-indexes.ts";
import { createCommand } from "../../src/drivers/redis/query/redis-query-text.ts";
import { redisDriver } from "../../src/drivers/redis/redis-driver.ts";
import { createCall, type StateStore, systemClock } from "../../src/index.ts";
import type { QueryPage } from "../../src/store/record-query.ts";
import { rejection } from "../conformance/fixture.ts";
import { startRedisWithSearch } from "../servers/redis-search.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { equal } from "./query-suite.ts";

const documents = 30_000;
const matchEvery = 1000;
const queryIndexes = JSON.stringify([
  {
    name: "many",
    indexes: [
      { key: "pick", type: "TAG" },
      { key: "text", type: "TEXT" },
    ],
  },
]);

let server: RedisServer;
let client: Redis;
let store: StateStore;

beforeAll(async () => {
  server = await startRedisWithSearch(redisHome());
  client = new Redis(server.url, { protocol: 2 });
  for (let from = 0; from < documents; from += matchEvery) {
    const pipeline = client.pipeline();
    for (let at = from; at < from + matchEvery; at++) {
      const data = {
        pick: at === from ? "yes" : "no",
        text: `words of document ${at} and some more of them`,
      };
      pipeline.call("JSON.SET", `many||${at}`, "$", JSON.stringify({ data, version: 1 }));
    }
    await pipeline.exec();
  }
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "redis" };
  store = await redisDriver.open(redisDriver.compile({ url: server.url, queryIndexes }), context);
  await until(() => store.facts.queries, 10_000);
}, 120_000);

afterAll(async () => {
  await store?.close();
  client?.disconnect();
  await server?.process.stop();
});

// As another sidecar with the same configuration creates it.
function creation(): readonly string[] {
  const [index] = readQueryIndexes(queryIndexes, (description) => expect.fail(description));
  return index === undefined ? expect.fail("no index") : createCommand("many||", index);
}

function run(): Promise<QueryPage> {
  const call = createCall({ deadline: systemClock.monotonic() + 30_000 });
  const filter = equal(["pick"], "yes");
  const page = { sort: [], position: 0, limit: 100, bytesMax: 1e6, index: undefined };
  if (store.query === undefined) throw new TypeError("the store has no query");
  return store.query({ prefix: "many||", filter, ...page }, call);
}

async function expectComplete(): Promise<void> {
  const { records, isLast } = await run();
  expect(records).toHaveLength(documents / matchEvery);
  expect(isLast).toBe(true);
}

function isReachable(): Promise<boolean> {
  const call = createCall({ deadline: systemClock.monotonic() + 1000 });
  return store.ping(call).then(
    () => true,
    () => false,
  );
}

async function recreate(): Promise<void> {
  const [command = "", name = "", ...rest] = creation();
  await client
    .pipeline()
    .call("FT.DROPINDEX", name)
    .call(command, name, ...rest)
    .exec();
}

it("Q1 an index that another client recreated is not used before it is built again", async () => {
  await expectComplete();
  await recreate();
  await expectComplete();
}, 60_000);

it("Q1 the same holds after a reconnect", async () => {
  await client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  await recreate();
  await until(isReachable, 10_000);
  await expectComplete();
}, 60_000);

it("a query fails with a retry delay if its index is dropped while it is being built", async () => {
  const [, name = ""] = creation();
  await client.call("FT.DROPINDEX", name);
  let isOver = false;
  const failure = rejection(run()).finally(() => {
    isOver = true;
  });
  while (!isOver) await client.call("FT.DROPINDEX", name).catch(() => undefined);
  expect(await failure).toMatchObject({ code: "unavailable", outcome: "not-applied", retryDelayMs: 1000 });
  await expectComplete();
}, 60_000);
