// A Redis Cluster that moves slots, loses a node, or gets a request that covers
// several slots.
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { slotOf } from "../../src/drivers/redis/connection/redis-slot.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { put, text } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisCluster, startRedisCluster } from "../servers/redis-cluster.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attempt, CounterLoad, callOf } from "./redis-load.ts";

let cluster: RedisCluster;
let store: StateStore;
const clients: Redis[] = [];

beforeAll(async () => {
  cluster = await startRedisCluster(redisHome(), 3, {
    config: { "cluster-require-full-coverage": "no", appendonly: "yes" },
  });
  store = await openRedisStore({ redisHost: hostsOf(cluster), redisType: "cluster" });
});

afterAll(async () => {
  await store?.close();
  for (const client of clients) client.disconnect();
  await cluster?.stop();
});

function hostsOf({ masters }: RedisCluster): string {
  return masters.map(({ host, port }) => `${host}:${port}`).join(",");
}

function clientOf(server: RedisServer): Redis {
  const client = new Redis({ path: server.socket, retryStrategy: () => 50 });
  client.on("error", () => {});
  clients.push(client);
  return client;
}

// The masters have equal parts of the slots, in order, until a test moves some.
function ownerOf(slot: number): number {
  return Math.floor((slot * 3) / 16_384);
}

test("a transaction whose keys are in several slots is rejected before any write", async () => {
  const mutations = [put("faults||a", "x"), put("faults||b", "x"), put("faults||c", "x")];
  expect(new Set(mutations.map(({ key }) => slotOf(key))).size).toBeGreaterThan(1);
  const [result] = await store.commit([{ mutations }], callOf());
  expect(result).toMatchObject({
    code: "invalid",
    outcome: "not-applied",
    violations: [{ path: ["mutations"] }],
  });
  const found = await store.read(
    mutations.map(({ key }) => key),
    { consistency: "strong", view: "keys" },
    callOf(),
  );
  expect(found).toEqual([undefined, undefined, undefined]);
});

test("a hash tag keeps keys and their idempotency record in one slot", async () => {
  const mutations = ["a", "b", "c"].map((name) => put(`faults||{cart42}${name}`, name));
  const idempotency = { key: "faults||request", fingerprint: "f", expireTime: Date.now() + 60_000 };
  const once = await store.commit([{ mutations, idempotency }], callOf());
  expect(await store.commit([{ mutations, idempotency }], callOf())).toEqual(once);
});

test("many keys of all slots are read in one call, in the requested order, and scanned", async () => {
  const keys = Array.from({ length: 300 }, (_, index) => `walk||${index}`);
  for (const key of keys) expect(await attempt(store, put(key, key))).not.toBeInstanceOf(StoreError);
  const found = await store.read(keys, { consistency: "strong", view: "full" }, callOf());
  const values = found.map((result) =>
    result === undefined || result instanceof StoreError ? "" : text(result.value),
  );
  expect(values).toEqual(keys);
  const scanned = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await store.scan({ prefix: "walk||", cursor, limit: 50, view: "keys" }, callOf());
    for (const { key } of page.records) scanned.add(key);
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect([...scanned].toSorted()).toEqual(keys.toSorted());
});

async function moveSlot(slot: number, from: RedisServer, to: RedisServer): Promise<void> {
  const [source, target] = [clientOf(from), clientOf(to)];
  const [sourceId, targetId] = [await source.cluster("MYID"), await target.cluster("MYID")];
  await target.call("CLUSTER", "SETSLOT", slot, "IMPORTING", sourceId);
  await source.call("CLUSTER", "SETSLOT", slot, "MIGRATING", targetId);
  for (;;) {
    const keys = (await source.call("CLUSTER", "GETKEYSINSLOT", slot, 1)) as string[];
    if (keys.length === 0) break;
    await source.call("MIGRATE", to.host, to.port, "", 0, 1000, "KEYS", ...keys);
    // Some calls arrive while the slot is half moved.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const client of [target, source]) await client.call("CLUSTER", "SETSLOT", slot, "NODE", targetId);
}

test("callers do not notice slots that move under load: every call succeeds, once", async () => {
  const root = "faults||{moving}";
  const slot = slotOf(root);
  const order = [ownerOf(slot), (ownerOf(slot) + 1) % 3, (ownerOf(slot) + 2) % 3, ownerOf(slot)];
  const load = new CounterLoad(store, 8, 5000, root);
  for (let step = 0; step + 1 < order.length; step++) {
    const [from, to] = [cluster.masters[order[step] ?? 0], cluster.masters[order[step + 1] ?? 0]];
    if (from === undefined || to === undefined) throw new Error("three masters were started");
    const before = load.acknowledged;
    await until(() => load.acknowledged > before + 100, 10_000);
    await moveSlot(slot, from, to);
  }
  const before = load.acknowledged;
  await until(() => load.acknowledged > before + 100, 10_000);
  await load.stop();
  const owner = cluster.masters[ownerOf(slot)];
  if (owner === undefined) throw new Error("three masters were started");
  for (const account of load.accounts) {
    expect(account).toMatchObject({ unknown: 0, rejected: 0 });
    expect(Number(await clientOf(owner).hget(account.key, "data"))).toBe(account.acknowledged);
  }
});

test("a dead node affects only its own keys, and they work again when it is back", async () => {
  const keys = Array.from({ length: 60 }, (_, index) => `node||${index}`);
  const [dying] = cluster.masters;
  if (dying === undefined) throw new Error("three masters were started");
  const lost = keys.filter((key) => ownerOf(slotOf(key)) === 0);
  const kept = keys.filter((key) => ownerOf(slotOf(key)) !== 0);
  await dying.process.kill();
  await until(async () => {
    const result = await attempt(store, put(lost[0] ?? "", "x"), {}, 500);
    return result instanceof StoreError && result.outcome === "not-applied";
  }, 10_000);
  for (const key of lost) {
    expect(await attempt(store, put(key, "x"), {}, 500)).toMatchObject({
      code: "unavailable",
      outcome: "not-applied",
    });
  }
  for (const key of kept) expect(await attempt(store, put(key, "x"))).not.toBeInstanceOf(StoreError);
  await expect(store.ping(callOf(500))).rejects.toMatchObject({ code: "unavailable" });
  await dying.process.start();
  for (const key of lost) {
    await until(async () => !((await attempt(store, put(key, "x"), {}, 500)) instanceof StoreError), 15_000);
  }
});

test("a cluster that is down at the start works when it starts", async () => {
  const later = await startRedisCluster(redisHome());
  const redisHost = hostsOf(later);
  for (const { process } of later.masters) await process.stop();
  const waiting = await openRedisStore({ redisHost, redisType: "cluster", dialTimeout: "1s" });
  try {
    expect(await attempt(waiting, put("faults||a", "x"), {}, 1000)).toMatchObject({
      code: "unavailable",
      outcome: "not-applied",
    });
    for (const { process } of later.masters) await process.start();
    await until(
      async () => !((await attempt(waiting, put("faults||a", "x"), {}, 1000)) instanceof StoreError),
      20_000,
    );
  } finally {
    await waiting.close();
    await later.stop();
  }
}, 60_000);
