// How many acknowledged writes a planned failover loses at 1 000 writes per second,
// with the old primary alive all the time. Prints the figures.
import { Redis } from "ioredis";
import { afterEach, expect, test } from "vitest";
import type { RawOptions } from "../../src/store/driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { startClusterReplica, startRedisCluster } from "../servers/redis-cluster.ts";
import { type RedisSentinelSet, startRedisSentinel } from "../servers/redis-sentinel.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { RateLoad } from "./rate-load.ts";

const writesPerSecond = 1000;
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(raw: RawOptions): Promise<StateStore> {
  const store = await openRedisStore(raw);
  closers.push(() => store.close());
  return store;
}

function clientOf(server: RedisServer): Redis {
  const client = new Redis({ host: server.host, port: server.port, retryStrategy: () => 50 });
  client.on("error", () => {});
  closers.push(() => client.disconnect());
  return client;
}

async function startSet(): Promise<RedisSentinelSet> {
  const set = await startRedisSentinel(redisHome());
  closers.push(() => set.stop());
  return set;
}

async function load(
  store: StateStore,
  consistency: "eventual" | "strong",
  failover: () => Promise<void>,
): Promise<RateLoad> {
  const running = new RateLoad({ store, prefix: "faults||", writesPerSecond, consistency });
  await until(() => running.acknowledged.length > writesPerSecond, 20_000);
  await failover();
  await running.stop();
  return running;
}

async function expectNoneLost(name: string, done: RateLoad, servers: readonly RedisServer[]): Promise<void> {
  const lost = await done.lostOn(servers.map(clientOf));
  console.log(`${name}: ${done.summary}; ${lost.length} lost`);
  expect(lost).toHaveLength(0);
}

async function openOn(set: RedisSentinelSet): Promise<StateStore> {
  const redisHost = set.sentinels.map(({ host, port }) => `${host}:${port}`).join(",");
  return open({ redisHost, failover: "true", sentinelMasterName: set.name });
}

async function failOver(set: RedisSentinelSet): Promise<void> {
  const [sentinel] = set.sentinels;
  if (sentinel === undefined) throw new Error("three sentinels were started");
  await clientOf(sentinel).call("SENTINEL", "FAILOVER", set.name);
}

for (const consistency of ["eventual", "strong"] as const) {
  const rate = `${writesPerSecond} ${consistency} writes per second`;

  test(`SENTINEL FAILOVER at ${rate} loses none of those that were acknowledged`, async () => {
    const set = await startSet();
    const store = await openOn(set);
    const primary = clientOf(set.master);
    const done = await load(store, consistency, async () => {
      await failOver(set);
      // The sentinels demote the old primary about 10 s after the failover.
      await until(async () => (await primary.info("replication")).includes("role:slave"), 40_000);
      await until(async () => (await primary.info("replication")).includes("master_link_status:up"), 20_000);
    });
    await expectNoneLost(`SENTINEL FAILOVER, ${consistency}`, done, [set.replica]);
  }, 120_000);

  test(`CLUSTER FAILOVER at ${rate} loses none of those that were acknowledged`, async () => {
    const cluster = await startRedisCluster(redisHome(), 3);
    closers.push(() => cluster.stop());
    const [primary, ...others] = cluster.masters;
    if (primary === undefined) throw new Error("three masters were started");
    const replica = await startClusterReplica(redisHome(), cluster, primary);
    closers.push(() => replica.process.stop());
    const store = await open({ redisHost: `${primary.host}:${primary.port}`, redisType: "cluster" });
    const done = await load(store, consistency, async () => {
      await clientOf(replica).call("CLUSTER", "FAILOVER");
      const old = clientOf(primary);
      await until(async () => (await old.info("replication")).includes("role:slave"), 20_000);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    });
    await expectNoneLost(`CLUSTER FAILOVER, ${consistency}`, done, [replica, ...others]);
  }, 120_000);
}

test("SENTINEL FAILOVER that is aborted: writes wait for 5 s at most, then the old primary serves them", async () => {
  const set = await startSet();
  const store = await openOn(set);
  const done = await load(store, "eventual", async () => {
    set.replica.process.freeze();
    await failOver(set);
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    set.replica.process.thaw();
  });
  console.log(`aborted: ${done.summary}`);
  expect(done.pauseMsMax).toBeLessThan(7000);
  expect(await done.lostOn([clientOf(set.master)])).toHaveLength(0);
}, 60_000);
