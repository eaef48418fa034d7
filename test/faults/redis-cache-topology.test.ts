// The near cache where the servers change: every node of a Cluster, a Sentinel
// failover, a feed that dies silently or is evicted, writers of both protocols. A
// replaced value is not returned for longer than the interface promises.
import { connect } from "node:net";
import { Redis } from "ioredis";
import { describe, expect, type TestContext, test } from "vitest";
import type { RawOptions } from "../../src/store/driver.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { startClusterReplica, startRedisCluster } from "../servers/redis-cluster.ts";
import { startRedisSentinel } from "../servers/redis-sentinel.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { openTcpProxy } from "../servers/tcp-proxy.ts";
import { redisHome } from "../servers/test-servers.ts";
import { CachedReader } from "./cached-reader.ts";

// "Within moments", on a busy machine.
const momentsMs = 2000;
// Between two probes of the feed.
const probeMs = 1000;

class Opened {
  readonly #closers: (() => unknown)[] = [];

  constructor({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
    onTestFinished(async () => {
      for (const close of this.#closers.reverse()) await close();
    });
  }

  closes<T>(item: T, close: (item: T) => unknown): T {
    this.#closers.push(() => close(item));
    return item;
  }

  async server(): Promise<RedisServer> {
    return this.closes(await startRedis(redisHome()), (server) => server.process.stop());
  }

  async reader(raw: RawOptions): Promise<CachedReader> {
    return this.closes(new CachedReader(await openRedisStore(raw)), (reader) => reader.close());
  }

  client({ host, port }: RedisServer, options: { readonly protocol?: 2 | 3 } = {}): Redis {
    const client = new Redis({ host, port, retryStrategy: () => 50, ...options });
    client.on("error", () => {});
    return this.closes(client, () => client.disconnect());
  }
}

const write = (client: Redis, key: string, value: string) =>
  client.multi().hset(key, "data", value).hincrby(key, "version", 1).exec();

describe.concurrent("the cache over", () => {
  test("a Cluster: changes on every node are noticed, also after a failover of one of them", async (context) => {
    const opened = new Opened(context);
    const cluster = opened.closes(await startRedisCluster(redisHome(), 3), (set) => set.stop());
    const [first, ...others] = cluster.masters;
    if (first === undefined) throw new Error("three masters were started");
    const replica = opened.closes(await startClusterReplica(redisHome(), cluster, first), (server) =>
      server.process.stop(),
    );
    const reader = await opened.reader({ redisHost: `${first.host}:${first.port}`, redisType: "cluster" });
    // One key for each master.
    const keys = new Map<RedisServer, string>();
    for (const master of cluster.masters)
      for (let index = 0; !keys.has(master); index++) {
        const key = `shop||${index}`;
        if (await write(opened.client(master), key, "1").then(Boolean, () => false)) keys.set(master, key);
      }
    for (const [master, key] of keys) {
      expect(await reader.fill(key)).toBe("1");
      await write(opened.client(master), key, "2");
      await reader.expectReplaced(key, "1", "2", momentsMs);
    }
    const key = keys.get(first) ?? "";
    const next = opened.client(replica);
    await next.call("CLUSTER", "FAILOVER");
    await until(async () => (await next.info("replication")).includes("role:master"), 10_000);
    await write(next, key, "3");
    await reader.expectReplaced(key, "2", "3", momentsMs);
    await write(next, key, "4");
    await reader.expectReplaced(key, "3", "4", momentsMs);
    for (const other of others) {
      await write(opened.client(other), keys.get(other) ?? "", "3");
      await reader.expectReplaced(keys.get(other) ?? "", "2", "3", momentsMs);
    }
  }, 60_000);

  test("a primary that Sentinel replaces, while the old one is alive", async (context) => {
    const opened = new Opened(context);
    const set = opened.closes(await startRedisSentinel(redisHome()), (servers) => servers.stop());
    const redisHost = set.sentinels.map(({ host, port }) => `${host}:${port}`).join(",");
    const reader = await opened.reader({ redisHost, failover: "true", sentinelMasterName: set.name });
    await write(opened.client(set.master), "shop||a", "1");
    expect(await reader.fill("shop||a")).toBe("1");
    const next = opened.client(set.replica);
    const [sentinel] = set.sentinels;
    if (sentinel === undefined) throw new Error("three sentinels were started");
    await opened.client(sentinel).call("SENTINEL", "FAILOVER", set.name);
    await until(async () => (await next.info("replication")).includes("role:master"), 10_000);
    await write(next, "shop||a", "2");
    // Sentinel notices the end of the promotion within about 1 s.
    await reader.expectReplaced("shop||a", "1", "2", 1300 + momentsMs);
    await write(next, "shop||a", "3");
    await reader.expectReplaced("shop||a", "2", "3", momentsMs);
  }, 60_000);

  test("a feed that dies silently: the promised bound, one probe and the time for a reply", async (context) => {
    const opened = new Opened(context);
    const server = await opened.server();
    const proxy = opened.closes(await openTcpProxy(server.port), (it) => it.close());
    const readTimeoutMs = 500;
    const url = `redis://127.0.0.1:${proxy.port}?readTimeout=${readTimeoutMs}`;
    const reader = await opened.reader({ url });
    const client = opened.client(server);
    await write(client, "shop||a", "1");
    expect(await reader.fill("shop||a")).toBe("1");
    proxy.mute("__redis__:invalidate");
    await write(client, "shop||a", "2");
    const start = performance.now();
    let value: string | undefined;
    await until(async () => {
      value = await reader.read("shop||a");
      return value === "2";
    }, 20_000);
    expect(performance.now() - start).toBeLessThan(probeMs + readTimeoutMs + momentsMs);
  });

  test("a server that evicts its clients: no old value afterwards", async (context) => {
    const opened = new Opened(context);
    const server = await opened.server();
    const reader = await opened.reader({ url: server.url });
    const client = opened.client(server);
    await client.call("CLIENT", "NO-EVICT", "ON");
    await write(client, "shop||a", "1");
    expect(await reader.fill("shop||a")).toBe("1");
    // The least limit is 128 KiB. This client exceeds it alone, and others are evicted for it.
    const hog = opened.closes(connect(server.port, server.host), (socket) => socket.destroy());
    hog.write(`CLIENT NO-EVICT ON\r\n*2\r\n$4\r\nECHO\r\n$400000\r\n${"x".repeat(300_000)}`);
    await client.config("SET", "maxmemory-clients", "1");
    await until(
      async () => Number(/evicted_clients:(\d+)/.exec(await client.info("stats"))?.[1]) > 2,
      10_000,
    );
    await write(client, "shop||a", "2");
    await client.config("SET", "maxmemory-clients", "0");
    await reader.expectReplaced("shop||a", "1", "2", momentsMs);
  });

  test("changes by writers of both protocols, by scripts, renames, evictions and replacements", async (context) => {
    const opened = new Opened(context);
    const server = await opened.server();
    const reader = await opened.reader({ url: server.url });
    const client = opened.client(server);
    const resp3 = opened.client(server, { protocol: 3 });
    // A writer that tracks keys itself, and is not notified of its own changes.
    await resp3.call("CLIENT", "TRACKING", "ON", "NOLOOP");
    const writers: Readonly<Record<string, (value: string) => Promise<unknown>>> = {
      RESP2: (value) => write(client, "shop||a", value),
      RESP3: (value) => write(resp3, "shop||a", value),
      "a script": (value) =>
        client.eval("return redis.call('HSET', KEYS[1], 'data', ARGV[1])", 1, "shop||a", value),
      RENAME: async (value) => {
        await write(client, "other", value);
        await client.rename("other", "shop||a");
      },
      RESTORE: async (value) => {
        await write(client, "other", value);
        const dump = await client.dumpBuffer("other");
        await client.restore("shop||a", 0, dump ?? "", "REPLACE");
      },
    };
    let old = "0";
    await write(client, "shop||a", old);
    for (const [name, change] of Object.entries(writers)) {
      expect(await reader.fill("shop||a"), name).toBe(old);
      await change(name);
      await reader.expectReplaced("shop||a", old, name, momentsMs);
      old = name;
    }
    await client.config("SET", "maxmemory-policy", "allkeys-random", "maxmemory", "1");
    await until(async () => (await reader.read("shop||a")) === undefined, 10_000);
  });
});
