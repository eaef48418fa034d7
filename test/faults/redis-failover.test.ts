// Planned failovers with the old primary alive: which acknowledged writes exist
// afterwards, and how a store leaves a server that became a replica.
import dns from "node:dns";
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { Redis } from "ioredis";
import { describe, expect, type TestContext, test, vi } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import type { RawOptions } from "../../src/store/driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { put } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisSentinelSet, startRedisSentinel, startReplica } from "../servers/redis-sentinel.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { openTcpProxy, type TcpProxy } from "../servers/tcp-proxy.ts";
import { redisHome } from "../servers/test-servers.ts";
import { RateLoad } from "./rate-load.ts";
import { attempt, attemptRead } from "./redis-load.ts";

const page = readFileSync(new URL("../../src/drivers/redis/README.md", import.meta.url), "utf8");
const paragraph = page.split("\n\n").find((text) => text.startsWith("The user of the sentinels")) ?? "";
// The rights that the page lists: commands, and channels.
const sentinelRights = [...paragraph.matchAll(/`([a-z|-]+)`/g)].map(([, name = ""]) =>
  name === "allchannels" ? name : `+${name}`,
);

/** What one test opened; closed in reverse order when it ends. Tests run concurrently, because they mostly wait. */
class Opened {
  readonly #closers: (() => unknown)[] = [];

  constructor({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
    onTestFinished(async () => {
      for (const close of this.#closers.reverse()) await close();
    });
  }

  closes(close: () => unknown): void {
    this.#closers.push(close);
  }

  async store(raw: RawOptions, log?: (event: { readonly message: string }) => void): Promise<StateStore> {
    const store = await openRedisStore(raw, log);
    this.closes(() => store.close());
    return store;
  }

  client({ host, port }: Pick<RedisServer, "host" | "port">): Redis {
    const client = new Redis({ host, port, retryStrategy: () => 50 });
    client.on("error", () => {});
    this.closes(() => client.disconnect());
    return client;
  }

  async pair(): Promise<readonly [RedisServer, RedisServer]> {
    const primary = await startRedis(redisHome(), { config: { "repl-diskless-sync-delay": "0" } });
    this.closes(() => primary.process.stop());
    const replica = await startReplica(redisHome(), primary);
    this.closes(() => replica.process.stop());
    return [primary, replica];
  }

  async sentinels(): Promise<RedisSentinelSet> {
    const set = await startRedisSentinel(redisHome());
    this.closes(() => set.stop());
    return set;
  }

  async proxy(port: number): Promise<TcpProxy> {
    const proxy = await openTcpProxy(port);
    this.closes(() => proxy.close());
    return proxy;
  }
}

/** Makes the replica the primary, and the primary its replica. */
async function switchRoles(primary: Redis, replica: Redis, to: RedisServer): Promise<void> {
  await replica.call("REPLICAOF", "NO", "ONE");
  await primary.call("REPLICAOF", to.host, to.port);
}

describe.concurrent("SENTINEL FAILOVER", () => {
  test("loses no acknowledged write, though only one sentinel is configured and another one leads", async (context) => {
    const opened = new Opened(context);
    const set = await opened.sentinels();
    const [configured, , leader] = set.sentinels;
    if (configured === undefined || leader === undefined) throw new Error("three sentinels were started");
    for (const sentinel of set.sentinels)
      await opened
        .client(sentinel)
        .call("ACL", "SETUSER", "limited", "on", ">secret", "-@all", ...sentinelRights);
    const store = await opened.store({
      redisHost: `${configured.host}:${configured.port}`,
      failover: "true",
      sentinelMasterName: set.name,
      sentinelUsername: "limited",
      sentinelPassword: "secret",
    });
    const load = new RateLoad({ store, prefix: "faults||", writesPerSecond: 200, consistency: "eventual" });
    await until(() => load.acknowledged.length > 50, 10_000);
    await opened.client(leader).call("SENTINEL", "FAILOVER", set.name);
    const replica = opened.client(set.replica);
    await until(async () => (await replica.info("replication")).includes("role:master"), 10_000);
    const before = load.acknowledged.length;
    await until(() => load.acknowledged.length > before + 50, 10_000);
    await load.stop();
    expect(await load.lostOn([replica]), load.summary).toHaveLength(0);
    // The old primary was alive, took part, and does not have the last writes.
    const last = load.acknowledged.at(-1) ?? "";
    expect(await opened.client(set.master).exists(last)).toBe(0);
  }, 40_000);
});

describe.concurrent("sentinels", () => {
  test("that allow no subscription are queried every second, and the log says so", async (context) => {
    const opened = new Opened(context);
    const set = await opened.sentinels();
    const sentinels = set.sentinels.map((sentinel) => opened.client(sentinel));
    const rights = "+sentinel|get-master-addr-by-name +sentinel|master +sentinel|sentinels".split(" ");
    for (const sentinel of sentinels)
      await sentinel.call("ACL", "SETUSER", "reader", "on", ">secret", "-@all", ...rights);
    const messages: string[] = [];
    const store = await opened.store(
      {
        redisHost: set.sentinels.map(({ host, port }) => `${host}:${port}`).join(","),
        failover: "true",
        sentinelMasterName: set.name,
        sentinelUsername: "reader",
        sentinelPassword: "secret",
      },
      ({ message }) => messages.push(message),
    );
    expect(await attempt(store, put("faults||a", "1"))).toMatchObject({ found: false });
    await until(() => messages.some((text) => text.includes("does not allow its user to subscribe")), 10_000);
    await sentinels[0]?.call("SENTINEL", "FAILOVER", set.name);
    const [primary, replica] = [opened.client(set.master), opened.client(set.replica)];
    await until(async () => {
      await attempt(store, put("faults||a", "2"));
      return (await replica.hget("faults||a", "data")) === "2";
    }, 10_000);
    // Not because the sentinels made the old primary a replica by now.
    expect(await primary.info("replication")).toContain("role:master");
  });

  test("that know no primary of the configured name are the reason of the error", async (context) => {
    const opened = new Opened(context);
    const set = await opened.sentinels();
    const [{ host, port } = { host: "", port: 0 }] = set.sentinels;
    const store = await opened.store({
      redisHost: `${host}:${port}`,
      failover: "true",
      sentinelMasterName: "unknown",
    });
    expect(await attempt(store, put("faults||a", "x"))).toMatchObject({
      code: "unavailable",
      outcome: "not-applied",
      message: expect.stringContaining("no sentinel names a primary for the configured sentinelMasterName"),
    });
  });
});

describe.concurrent("a primary that became a replica", () => {
  test("by FAILOVER: no acknowledged write is lost, and writes that it rejects are not applied", async (context) => {
    const opened = new Opened(context);
    const [primary, replica] = await opened.pair();
    const store = await opened.store({ url: primary.url });
    const load = new RateLoad({ store, prefix: "faults||", writesPerSecond: 200, consistency: "eventual" });
    await until(() => load.acknowledged.length > 50, 10_000);
    await opened.client(primary).call("FAILOVER", "TO", replica.host, replica.port);
    await until(() => load.rejected > 20, 10_000);
    await load.stop();
    expect(await load.lostOn([opened.client(replica)]), load.summary).toHaveLength(0);
    expect(await attempt(store, put("faults||after", "x"))).toMatchObject({
      code: "unavailable",
      outcome: "not-applied",
    });
    expect(await opened.client(replica).exists("faults||after")).toBe(0);
    await opened.client(primary).call("REPLICAOF", "NO", "ONE");
    await until(async () => !((await attempt(store, put("faults||b", "x"))) instanceof StoreError), 10_000);
  });

  test("is left at its first rejection: the next connection may lead to another server", async (context) => {
    const opened = new Opened(context);
    const [primary, replica] = await opened.pair();
    const proxy = await opened.proxy(primary.port);
    const store = await opened.store({ url: `redis://127.0.0.1:${proxy.port}` });
    expect(await attempt(store, put("faults||a", "1"))).toMatchObject({ found: false });
    await switchRoles(opened.client(primary), opened.client(replica), replica);
    proxy.retarget(replica.port);
    expect(await attempt(store, put("faults||a", "2"))).toMatchObject({
      code: "unavailable",
      outcome: "not-applied",
    });
    expect(await attempt(store, put("faults||a", "3"))).toMatchObject({ found: true });
    expect(await opened.client(replica).hget("faults||a", "data")).toBe("3");
  });

  test("is left although the store only reads", async (context) => {
    const opened = new Opened(context);
    const [primary, replica] = await opened.pair();
    const proxy = await opened.proxy(primary.port);
    const store = await opened.store({ url: `redis://127.0.0.1:${proxy.port}` });
    expect(await attemptRead(store, "faults||a")).toBeUndefined();
    await switchRoles(opened.client(primary), opened.client(replica), replica);
    // The old primary does not learn of the write.
    await opened.client(primary).call("REPLICAOF", "127.0.0.1", "1");
    await opened.client(replica).hset("faults||a", { data: "new", version: "1" });
    proxy.retarget(replica.port);
    await until(async () => (await attemptRead(store, "faults||a")) !== undefined, 10_000);
  });

  test("is left when its name leads to another server, however late that is", async (context) => {
    const opened = new Opened(context);
    const [primary, replica] = await opened.pair();
    const other = await startRedis(redisHome(), {
      config: { bind: "127.0.0.2", port: String(primary.port) },
    });
    opened.closes(() => other.process.stop());
    let address = "127.0.0.1";
    const { lookup } = dns;
    opened.closes(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });
    vi.spyOn(dns, "lookup").mockImplementation(((name: string, ...rest: readonly unknown[]) =>
      Reflect.apply(lookup, dns, [name === "redis.test" ? address : name, ...rest])) as never);
    vi.spyOn(dns.promises, "lookup").mockImplementation((async () => [{ address, family: 4 }]) as never);
    syncBuiltinESMExports();
    const warnings: string[] = [];
    const store = await opened.store({ redisHost: `redis.test:${primary.port}` }, ({ message }) =>
      warnings.push(message),
    );
    await attempt(store, put("faults||a", "1"));
    await switchRoles(opened.client(primary), opened.client(replica), replica);
    // It is left, and found again, because its name still leads to it.
    await until(() => warnings.some((text) => text.includes("is a read-only replica")), 10_000);
    await opened
      .client({ host: "127.0.0.2", port: primary.port })
      .hset("faults||b", { data: "x", version: "1" });
    address = "127.0.0.2";
    await until(async () => (await attemptRead(store, "faults||b")) !== undefined, 10_000);
  });

  test("while a strong write waited: its outcome is unknown", async (context) => {
    const opened = new Opened(context);
    const [primary, replica] = await opened.pair();
    const store = await opened.store({ url: primary.url, strongTimeout: "5s" });
    await attempt(store, put("faults||warm", "x"), { consistency: "strong" });
    replica.process.freeze();
    const waiting = attempt(store, put("faults||a", "x"), { consistency: "strong" });
    const client = opened.client(primary);
    await until(async () => (await client.exists("faults||a")) === 1, 10_000);
    await client.call("REPLICAOF", replica.host, replica.port);
    expect(await waiting).toMatchObject({ code: "unavailable", outcome: "unknown" });
    replica.process.thaw();
  });
});
