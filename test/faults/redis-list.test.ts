// Lists while the database shrinks to a twentieth between two pages: Redis then
// returns some keys twice; a client's list does not.
import { StateClient } from "@pillion/client";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServices } from "../../sidecar/services/index.ts";
import { createStoreDirectory } from "../../sidecar/stores/index.ts";
import { type StateStore, systemClock } from "../../src/index.ts";
import { fullStack } from "../conformance/client-subject.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { connectBy, serve } from "../transports/transport.ts";

// Whether a walk has repeated keys depends on the hash seed of the server, which is random: about every third one has.
const walks = 8;
const walksMax = 120;
const keyCount = 2000;
const survivorEvery = 20;

let server: RedisServer;
let redis: Redis;
let store: StateStore;
let client: StateClient;
const closers: (() => Promise<unknown>)[] = [];
// What the store returned in this walk.
let scanned: string[] = [];

beforeAll(async () => {
  server = await startRedis(redisHome());
  redis = new Redis({ path: server.socket });
  store = fullStack(await openRedisStore({ url: server.url }));
  const scan = store.scan.bind(store);
  store.scan = async (query, call) => {
    const page = await scan(query, call);
    scanned.push(...page.records.map(({ key }) => key));
    return page;
  };
  const stores = createStoreDirectory([{ name: "statestore", store }]);
  const routes = createServices({ stores, clock: systemClock, app: "shop", log: () => {} });
  const served = await serve(routes, { listen: [{ type: "tcp", host: "127.0.0.1", port: 0 }] });
  client = new StateClient({ transport: connectBy, address: served.addresses[0] ?? "" });
  closers.push(
    () => client.close(),
    () => served.close(),
    () => store.close(),
  );
});

afterAll(async () => {
  for (const close of closers) await close();
  redis?.disconnect();
  await server?.process.stop();
});

/** Removes all but every twentieth key when some were listed. Returns the listed keys and those that survived. */
async function walk(round: number): Promise<{ readonly listed: string[]; readonly survivors: string[] }> {
  await redis.flushall();
  const keys = Array.from({ length: keyCount }, (_, index) => `${round}-${index}`);
  const filling = redis.pipeline();
  for (const key of keys) filling.hset(`shop||${key}`, { data: "x", version: "1" });
  await filling.exec();
  const survivors = keys.filter((_, index) => index % survivorEvery === 0);
  const listed: string[] = [];
  scanned = [];
  for await (const key of client.list("", { view: "keys", pageSize: 7 + (round % 24) })) {
    listed.push(key);
    if (listed.length !== 100 + (round % 24) * 20) continue;
    const removing = redis.pipeline();
    for (const [index, key] of keys.entries()) if (index % survivorEvery !== 0) removing.del(`shop||${key}`);
    await removing.exec();
  }
  return { listed, survivors };
}

test("a client's list returns every key that stays, and none twice, although the store repeats some", async () => {
  let repeated = 0;
  for (let round = 0; round < walks || (repeated === 0 && round < walksMax); round++) {
    const { listed, survivors } = await walk(round);
    repeated += scanned.length - new Set(scanned).size;
    expect(new Set(listed).size, `walk ${round}`).toBe(listed.length);
    expect(listed, `walk ${round}`).toEqual(expect.arrayContaining(survivors));
  }
  expect(repeated).toBeGreaterThan(0);
}, 60_000);
