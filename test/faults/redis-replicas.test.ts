// Replicas: what a strong write waits for, its outcome without enough confirmations,
// and which records exist after Sentinel made a replica the primary.
import { Redis } from "ioredis";
import { afterEach, describe, expect, test } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import type { RawOptions } from "../../src/store/driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { add, put } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { startRedisSentinel, startReplica } from "../servers/redis-sentinel.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { openTcpProxy } from "../servers/tcp-proxy.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attempt, attemptRead } from "./redis-load.ts";

const strong = { consistency: "strong" } as const;
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(raw: RawOptions): Promise<StateStore> {
  const store = await openRedisStore(raw);
  closers.push(() => store.close());
  return store;
}

async function startPair(): Promise<readonly [RedisServer, RedisServer]> {
  const master = await startRedis(redisHome(), { config: { "repl-diskless-sync-delay": "0" } });
  closers.push(() => master.process.stop());
  const replica = await startReplica(redisHome(), master);
  closers.push(() => replica.process.stop());
  return [master, replica];
}

describe("a strong write", () => {
  test("is acknowledged when the replica has it, and exists on the replica", async () => {
    const [master, replica] = await startPair();
    const store = await open({ url: master.url });
    expect(store.facts.replicas).toBe(true);
    for (let count = 1; count <= 50; count++) {
      expect(await attempt(store, add("faults||n", 1n), strong)).toMatchObject({ value: BigInt(count) });
    }
    await master.process.kill();
    const onReplica = await open({ url: replica.url });
    expect(await attemptRead(onReplica, "faults||n")).toMatchObject({ value: Buffer.from("50") });
  });

  test("has an unknown outcome if the replica does not confirm it, while other writes succeed", async () => {
    const [master, replica] = await startPair();
    const store = await open({ url: master.url, strongTimeout: "200ms" });
    replica.process.freeze();
    const result = await attempt(store, put("faults||a", "x"), strong);
    expect(result).toMatchObject({ code: "unavailable", outcome: "unknown" });
    expect((result as StoreError).message).toMatch(/only 0 of the required 1 replicas/);
    expect(await attempt(store, put("faults||b", "x"))).not.toBeInstanceOf(StoreError);
    replica.process.thaw();
    await until(
      async () => !((await attempt(store, put("faults||a", "y"), strong)) instanceof StoreError),
      10_000,
    );
  });

  test("that is repeated with its idempotency key succeeds only when the replica has it", async () => {
    const [master, replica] = await startPair();
    const store = await open({ url: master.url, strongTimeout: "200ms" });
    const idempotency = { key: "faults||once", fingerprint: "f", expireTime: Date.now() + 60_000 };
    await attempt(store, put("faults||warm", "x"), strong);
    replica.process.freeze();
    const unconfirmed = { code: "unavailable", outcome: "unknown" };
    expect(await attempt(store, add("faults||n", 1n), { ...strong, idempotency })).toMatchObject(unconfirmed);
    expect(await attempt(store, add("faults||n", 1n), { ...strong, idempotency })).toMatchObject(unconfirmed);
    replica.process.thaw();
    await until(async () => {
      const result = await attempt(store, add("faults||n", 1n), { ...strong, idempotency });
      return !(result instanceof StoreError) && result.value === 1n;
    }, 10_000);
  });

  test("does not succeed by the confirmation of a restarted server that has lost it", async () => {
    const [master, replica] = await startPair();
    const proxy = await openTcpProxy(master.port);
    closers.push(() => proxy.close());
    const store = await open({ url: `redis://127.0.0.1:${proxy.port}`, strongConnections: "1" });
    await attempt(store, put("faults||warm", "x"), strong);
    replica.process.freeze();
    const release = proxy.hold();
    proxy.cutAfterReply();
    const sent = attempt(store, put("faults||lost", "x"), strong, 10_000);
    const client = new Redis({ path: master.socket });
    await until(async () => (await client.exists("faults||lost")) === 1, 10_000);
    client.disconnect();
    await master.process.kill();
    await replica.process.kill();
    await master.process.start();
    await replica.process.start();
    const replicaClient = new Redis({ path: replica.socket, retryStrategy: () => 50 });
    await until(
      async () => (await replicaClient.info("replication")).includes("master_link_status:up"),
      10_000,
    );
    replicaClient.disconnect();
    release();
    expect(await sent).toMatchObject({ outcome: "unknown" });
    expect(await attemptRead(store, "faults||lost")).toBeUndefined();
  });

  test("is not silently weakened when the replica is down", async () => {
    const [master, replica] = await startPair();
    const store = await open({ url: master.url, strongTimeout: "200ms" });
    await attempt(store, put("faults||a", "x"), strong);
    await replica.process.kill();
    for (let round = 0; round < 3; round++) {
      expect(await attempt(store, put("faults||a", "y"), strong)).toMatchObject({ outcome: "unknown" });
    }
  });

  test("that fails its precondition ends at once", async () => {
    const [master] = await startPair();
    const store = await open({ url: master.url });
    await attempt(store, put("faults||a", "x"), strong);
    const again = put("faults||a", "y", { precondition: { type: "absent" } });
    expect(await attempt(store, again, strong)).toMatchObject({ code: "already-exists" });
  });

  test("on a server without replicas is an ordinary write", async () => {
    const server = await startRedis(redisHome());
    closers.push(() => server.process.stop());
    const store = await open({ url: server.url });
    expect(store.facts.replicas).toBe(false);
    expect(await attempt(store, put("faults||a", "x"), strong)).toMatchObject({ found: false });
  });

  test("waits for a replica that was added after the store was opened", async () => {
    const master = await startRedis(redisHome(), { config: { "repl-diskless-sync-delay": "0" } });
    closers.push(() => master.process.stop());
    const store = await open({ url: master.url, strongTimeout: "100ms" });
    expect(await attempt(store, put("faults||a", "x"), strong)).toMatchObject({ found: false });
    const replica = await startReplica(redisHome(), master);
    closers.push(() => replica.process.stop());
    replica.process.freeze();
    // The store counts replicas every few seconds.
    await until(
      async () => (await attempt(store, put("faults||a", "y"), strong)) instanceof StoreError,
      15_000,
    );
    replica.process.thaw();
  });
});

describe("sentinel", () => {
  test("after the primary died, writes continue and every confirmed write exists", async () => {
    const set = await startRedisSentinel(redisHome());
    closers.push(() => set.stop());
    const redisHost = set.sentinels.map(({ host, port }) => `${host}:${port}`).join(",");
    const store = await open({ redisHost, failover: "true", sentinelMasterName: set.name });
    const confirmed: string[] = [];
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const key = `faults||confirmed-${index}`;
        if (!((await attempt(store, put(key, "x"), strong)) instanceof StoreError)) confirmed.push(key);
      }),
    );
    expect(confirmed).toHaveLength(100);
    await set.master.process.kill();
    await until(
      async () => !((await attempt(store, put("faults||after", "x"), {}, 1000)) instanceof StoreError),
      20_000,
    );
    for (const key of confirmed) expect(await attemptRead(store, key), key).toMatchObject({ key });
    // The new primary has no replica that could confirm, and is not mistaken for one that never had any.
    await until(async () => {
      const result = await attempt(store, put("faults||strong", "x"), strong);
      expect(result).toBeInstanceOf(StoreError);
      return result instanceof StoreError && result.outcome === "unknown";
    }, 10_000);
  });

  test("sentinels that cannot be reached are named as the reason", async () => {
    const options = {
      redisHost: "127.0.0.1:1",
      failover: "true",
      sentinelMasterName: "primary",
      dialTimeout: "500ms",
    };
    const store = await open(options);
    const result = await attempt(store, put("faults||a", "x"), {}, 2000);
    expect(result).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    expect((result as StoreError).message).toMatch(/sentinel/);
  });
});
