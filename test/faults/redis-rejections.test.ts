// What Redis rejects, each case produced on a real server: the error code, that
// nothing was applied, and that the store works again when the reason is gone.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, expect, test } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import type { RawOptions } from "../../src/store/driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { add, put, text } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { startReplica } from "../servers/redis-sentinel.ts";
import { type RedisServer, type RedisServerOptions, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attempt, attemptRead, callOf } from "./redis-load.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await startRedis(redisHome(), options);
  closers.push(() => server.process.stop());
  return server;
}

async function open(raw: RawOptions): Promise<StateStore> {
  const store = await openRedisStore(raw);
  closers.push(() => store.close());
  return store;
}

function clientOf(server: RedisServer): Redis {
  const client = new Redis({ path: server.socket, retryStrategy: () => 50 });
  client.on("error", () => {});
  closers.push(() => client.disconnect());
  return client;
}

async function expectRejected(store: StateStore, code: string, reason: RegExp): Promise<void> {
  for (const mutation of [put("faults||rejected", "x"), add("faults||counter", 1n)]) {
    const result = await attempt(store, mutation);
    expect(result, mutation.type).toMatchObject({ code, outcome: "not-applied" });
    expect((result as StoreError).message).toMatch(reason);
  }
}

async function expectServing(store: StateStore): Promise<void> {
  await until(async () => !((await attempt(store, put("faults||probe", "x"))) instanceof StoreError), 10_000);
}

test("out of memory: writes are overloaded, reads and removals succeed", async () => {
  const server = await start({ config: { "maxmemory-policy": "noeviction" } });
  const store = await open({ url: server.url });
  const client = clientOf(server);
  await attempt(store, put("faults||there", "x"));
  await client.config("SET", "maxmemory", "1");
  await expectRejected(store, "overloaded", /memory limit/);
  const found = await attemptRead(store, "faults||there");
  if (found === undefined || found instanceof StoreError) throw new Error("reads should succeed");
  expect(text(found.value)).toBe("x");
  expect(await attempt(store, { ...put("faults||there", "x"), type: "remove" } as never)).toMatchObject({
    found: true,
  });
  await client.config("SET", "maxmemory", "0");
  await expectServing(store);
});

test("out of memory: a transaction is rejected as a whole, or applied as a whole if its first write was accepted", async () => {
  const server = await start({ config: { "maxmemory-policy": "noeviction" } });
  const store = await open({ url: server.url });
  const client = clientOf(server);
  await attempt(store, put("faults||a", "old"));
  await client.config("SET", "maxmemory", "1");
  const puts = [put("faults||b", "x"), put("faults||c", "x")];
  const [rejected] = await store
    .commit([{ mutations: puts }], callOf())
    .catch((thrown: StoreError) => [thrown]);
  expect(rejected).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  expect(await client.exists("faults||b", "faults||c")).toBe(0);
  const remove = {
    type: "remove",
    key: "faults||a",
    precondition: { type: "none" },
    returnPrevious: false,
  } as const;
  const [applied] = await store.commit([{ mutations: [remove, ...puts] }], callOf());
  expect(applied).toMatchObject([{ found: true }, { found: false }, { found: false }]);
  expect(await client.exists("faults||b", "faults||c")).toBe(2);
});

test("a read-only replica: writes are rejected, reads succeed", async () => {
  const master = await start({ config: { "repl-diskless-sync-delay": "0" } });
  const replica = await startReplica(redisHome(), master);
  closers.push(() => replica.process.stop());
  const store = await open({ url: replica.url });
  const direct = await open({ url: master.url });
  await attempt(direct, put("faults||there", "x"));
  await until(async () => (await attemptRead(store, "faults||there")) !== undefined, 10_000);
  await expectRejected(store, "unavailable", /read-only replica/);
});

test("a replica that becomes the primary accepts writes without the store being opened again", async () => {
  const master = await start({ config: { "repl-diskless-sync-delay": "0" } });
  const replica = await startReplica(redisHome(), master);
  closers.push(() => replica.process.stop());
  const store = await open({ url: replica.url });
  expect(await attempt(store, put("faults||a", "x"))).toMatchObject({ code: "unavailable" });
  await clientOf(replica).call("REPLICAOF", "NO", "ONE");
  await expectServing(store);
});

test("too few replicas: writes are rejected", async () => {
  const server = await start({ config: { "min-replicas-to-write": "1" } });
  const store = await open({ url: server.url });
  const version = /redis_version:(\d+)/.exec(await clientOf(server).info("server"))?.[1];
  // Before Redis 7 the setting does not apply to scripts; see the README.
  if (Number(version) >= 7) await expectRejected(store, "unavailable", /fewer up-to-date replicas/);
  else expect(await attempt(store, put("faults||a", "x"))).toMatchObject({ found: false });
});

test("a disk that cannot be written to: writes are rejected", async () => {
  const dir = mkdtempSync(join(tmpdir(), "pillion-disk-"));
  const server = await start({ config: { dir, save: "3600 1", "stop-writes-on-bgsave-error": "yes" } });
  const client = clientOf(server);
  const store = await open({ url: server.url });
  rmSync(dir, { recursive: true });
  await attempt(store, put("faults||dirty", "x"));
  await client.bgsave();
  await until(async () => (await client.info("persistence")).includes("rdb_last_bgsave_status:err"), 10_000);
  await expectRejected(store, "unavailable", /cannot save/);
  // It would try to save before it stops.
  await server.process.kill();
});

test("another client's endless script: calls are rejected until it is killed", async () => {
  const server = await start({ config: { "lua-time-limit": "50" } });
  const store = await open({ url: server.url });
  const client = clientOf(server);
  await client.ping();
  const endless = clientOf(server)
    .eval("while true do end", 0)
    .catch(() => {});
  await until(async () => {
    const result = await attempt(store, put("faults||busy", "x"), {}, 300);
    return result instanceof StoreError && /another client's script/.test(result.message);
  }, 10_000);
  await expectRejected(store, "unavailable", /another client's script/);
  await client.call("SCRIPT", "KILL");
  await endless;
  await expectServing(store);
});

test("a user who may not write: denied, and reads succeed", async () => {
  const config = {
    user: ["default on nopass ~* &* +@all", "ada on >sesame ~faults||* &* +@read +@connection +info"],
  };
  const server = await start({ config });
  const store = await open({ url: `redis://ada:sesame@${server.host}:${server.port}` });
  expect(await attempt(store, put("faults||a", "x"))).toMatchObject({
    code: "denied",
    outcome: "not-applied",
  });
  expect(await attemptRead(store, "faults||a")).toBeUndefined();
});

test("a user who may not call INFO, CONFIG or SCRIPT LOAD can still read and write", async () => {
  const rights = "+@read +@write +@scripting +@connection +time -script -info -config";
  const server = await start({
    config: { user: ["default on nopass ~* &* +@all", `ada on >sesame ~* &* ${rights}`] },
  });
  const store = await open({ url: `redis://ada:sesame@${server.host}:${server.port}` });
  expect(await attempt(store, put("faults||a", "x"))).toMatchObject({ found: false });
  expect(await attempt(store, add("faults||n", 2n))).toMatchObject({ value: 2n });
  expect(store.facts).toMatchObject({ durability: "memory" });
});

test("a server that is loading its data: calls are rejected until it has loaded", async () => {
  const server = await start({ config: { appendonly: "yes" } });
  const client = clientOf(server);
  await client.eval("for i = 1, 4000 do redis.call('SET', 'filler' .. i, i) end", 0);
  await client.config("SET", "key-load-delay", "1000");
  await client.call("CONFIG", "REWRITE");
  const store = await open({ url: server.url });
  await attempt(store, put("faults||a", "before"));
  await server.process.kill();
  const started = server.process.start();
  const seen = new Set<string>();
  await until(async () => {
    const result = await attempt(store, put("faults||a", "x"), {}, 200);
    if (result instanceof StoreError) {
      expect(result.outcome, result.message).not.toBe("applied");
      seen.add(result.code);
    }
    return !(result instanceof StoreError);
  }, 20_000);
  expect([...seen].every((code) => ["unavailable", "deadline"].includes(code))).toBe(true);
  await started;
});

test("flushed scripts are sent again, for single and for many concurrent writes", async () => {
  const server = await start();
  const store = await open({ url: server.url });
  const client = clientOf(server);
  for (let round = 0; round < 5; round++) {
    await client.script("FLUSH");
    const sent = Array.from({ length: 40 }, () => attempt(store, add("faults||n", 1n)));
    for (const result of await Promise.all(sent)) expect(result).not.toBeInstanceOf(StoreError);
  }
  expect(await client.hget("faults||n", "data")).toBe("200");
});

test("no connection left: rejected with a reason", async () => {
  const server = await start({ config: { maxclients: "1" } });
  const client = clientOf(server);
  await client.ping();
  const store = await open({ url: server.url, dialTimeout: "1s" });
  const result = await attempt(store, put("faults||a", "x"));
  expect(result).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  client.disconnect();
  await expectServing(store);
});
