// How a store finds a Redis Cluster: from any one node of it, primary or replica, also
// after a failover; and what it says where the configuration does not name a cluster.
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { put } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisCluster, startClusterReplica, startRedisCluster } from "../servers/redis-cluster.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attempt, callOf } from "./redis-load.ts";

const keys = Array.from({ length: 40 }, (_, index) => `seed||${index}`);
let cluster: RedisCluster;
let primary: RedisServer;
let replica: RedisServer;
const clients: Redis[] = [];
const stores: StateStore[] = [];

beforeAll(async () => {
  cluster = await startRedisCluster(redisHome(), 3);
  const [first] = cluster.masters;
  if (first === undefined) throw new Error("three masters were started");
  primary = first;
  replica = await startClusterReplica(redisHome(), cluster, primary);
}, 60_000);

afterAll(async () => {
  for (const store of stores) await store.close();
  for (const client of clients) client.disconnect();
  await replica?.process.stop();
  await cluster?.stop();
});

function clientOf(server: RedisServer): Redis {
  const client = new Redis({ path: server.socket, retryStrategy: () => 50 });
  client.on("error", () => {});
  clients.push(client);
  return client;
}

async function open(
  server: RedisServer,
  options: Readonly<Record<string, string>> = {},
): Promise<StateStore> {
  const store = await openRedisStore({ redisHost: `${server.host}:${server.port}`, ...options });
  stores.push(store);
  return store;
}

async function expectWrites(store: StateStore): Promise<void> {
  for (const key of keys) expect(await attempt(store, put(key, "x")), key).not.toBeInstanceOf(StoreError);
  await store.ping(callOf());
}

test("one replica as the only configured host is enough", async () => {
  await expectWrites(await open(replica, { redisType: "cluster" }));
});

test("a failover to the configured replica and back is followed, and found by a store that opens after it", async () => {
  const before = await open(replica, { redisType: "cluster" });
  await expectWrites(before);
  for (const [next, configured] of [
    [replica, primary],
    [primary, replica],
  ] as const) {
    await clientOf(next).call("CLUSTER", "FAILOVER");
    await until(async () => (await clientOf(next).info("replication")).includes("role:master"), 10_000);
    await until(async () => !((await attempt(before, put("seed||0", "x"))) instanceof StoreError), 10_000);
    await expectWrites(before);
    await expectWrites(await open(configured, { redisType: "cluster" }));
  }
});

test("a replica that restarts is found again as the only configured host", async () => {
  await replica.process.stop();
  const store = await open(replica, { redisType: "cluster", dialTimeout: "500ms" });
  expect(await attempt(store, put("seed||0", "x"), {}, 500)).toMatchObject({ code: "unavailable" });
  await replica.process.start();
  await until(async () => !((await attempt(store, put("seed||0", "x"))) instanceof StoreError), 10_000);
  await expectWrites(store);
});

test("without redisType: cluster, the error says at once what to set", async () => {
  for (const server of [primary, replica]) {
    const store = await open(server);
    const message = expect.stringContaining(
      "is a node of a Redis Cluster, but the store is not configured for one",
    );
    for (const key of keys.slice(0, 5))
      expect(await attempt(store, put(key, "x"), {}, 2000)).toMatchObject({
        message,
        retryDelayMs: undefined,
      });
    await expect(store.ping(callOf(2000))).rejects.toMatchObject({
      message: expect.stringContaining("set redisType: cluster"),
      outcome: "not-applied",
    });
  }
});

test("without redisType: cluster and the right to call INFO, the first redirection says it", async () => {
  await clientOf(primary).call(
    "ACL",
    "SETUSER",
    "limited",
    "on",
    ">secret",
    "~*",
    "&*",
    "+@all",
    "-info",
    "-cluster",
  );
  const store = await open(primary, { redisUsername: "limited", redisPassword: "secret" });
  const results = await Promise.all(keys.map((key) => attempt(store, put(key, "x"))));
  const errors = results.filter((result) => result instanceof StoreError);
  expect(errors.length).toBeGreaterThan(0);
  for (const error of errors)
    expect(error.message).toContain(
      "Redis is a node of a Redis Cluster, but the store is not configured for one",
    );
});

test("a cluster of one node works without redisType: cluster", async () => {
  const single = await startRedisCluster(redisHome(), 1);
  const [node] = single.masters;
  if (node === undefined) throw new Error("one master was started");
  const store = await open(node);
  await expectWrites(store);
  await store.close();
  await single.stop();
});
