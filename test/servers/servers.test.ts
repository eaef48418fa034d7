// The set-up itself: every kind of server starts, replies, survives what tests do
// to it, and leaves nothing behind.
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { startPostgres, startPostgresPair } from "./postgres-server.ts";
import { findPostgres } from "./postgres-source.ts";
import { startRedisCluster } from "./redis-cluster.ts";
import { startRedisSentinel, startReplica } from "./redis-sentinel.ts";
import { startRedis } from "./redis-server.ts";
import { findRedis } from "./redis-source.ts";
import { createRunFolder, createServerFolder, notePid, removeRunFolder } from "./run-folder.ts";
import { ServerProcess, until } from "./server-process.ts";
import { sourceTable } from "./server-source.ts";
import { postgresHome, redisHome, sharedPostgresUrl, sharedRedisUrl } from "./test-servers.ts";
import { testTls } from "./test-tls.ts";
import { openTlsTunnel } from "./tls-tunnel.ts";

const closers: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

type Address =
  | { path: string }
  | { port: number }
  | { host: string; port: number; username: string; password: string; tls: { ca: string } };

function client(address: Address): Redis {
  const redis = new Redis({ ...address, retryStrategy: () => 50 });
  redis.on("error", () => {});
  closers.push(() => redis.disconnect());
  return redis;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    return (await connection.query(text)).rows;
  } finally {
    await connection.end();
  }
}

describe("redis", () => {
  test("the shared server replies, and every worker gets the same one", async () => {
    const url = await sharedRedisUrl();
    expect(await sharedRedisUrl()).toBe(url);
    const redis = new Redis(url);
    expect(await redis.ping()).toBe("PONG");
    redis.disconnect();
  });

  test("a server keeps its data when it is killed, and replies late when it was frozen", async () => {
    const server = await startRedis(redisHome(), { config: { appendonly: "yes", appendfsync: "always" } });
    closers.push(() => server.process.stop());
    const redis = client({ port: server.port });
    await redis.set("a", "1");
    await server.process.kill();
    await server.process.start();
    await until(() => redis.status === "ready", 5_000);
    expect(await redis.get("a")).toBe("1");
    server.process.freeze();
    const late = redis.get("a");
    server.process.thaw();
    expect(await late).toBe("1");
  });

  test("a server with a certificate and a user accepts a client with the right ones", async () => {
    const config = { user: ["default off", "ada on >sesame ~* +@all"] };
    const server = await startRedis(redisHome(), { config });
    const tunnel = await openTlsTunnel(testTls("server"), server.port);
    closers.push(
      () => server.process.stop(),
      () => tunnel.close(),
    );
    const login = { host: "localhost", port: tunnel.port, username: "ada", password: "sesame" };
    const redis = client({ ...login, tls: { ca: testTls("server").caText } });
    expect(await redis.ping()).toBe("PONG");
  });

  test("a replica has what was written to its master", async () => {
    const master = await startRedis(redisHome(), { config: { "repl-diskless-sync-delay": "0" } });
    const replica = await startReplica(redisHome(), master);
    closers.push(() => Promise.all([replica.process.stop(), master.process.stop()]));
    const redis = client({ path: master.socket });
    await redis.set("a", "1");
    expect(await redis.wait(1, 5_000)).toBe(1);
    expect(await client({ path: replica.socket }).get("a")).toBe("1");
  });

  test("a cluster of three masters serves all slots", async () => {
    const cluster = await startRedisCluster(redisHome());
    closers.push(() => cluster.stop());
    expect(cluster.masters).toHaveLength(3);
    const slots = await client({ path: cluster.masters[2]?.socket ?? "" }).cluster("SLOTS");
    expect(slots).toHaveLength(3);
  });

  test("sentinels promote the replica when the master dies", async () => {
    const set = await startRedisSentinel(redisHome());
    closers.push(() => set.stop());
    const [sentinel] = set.sentinels;
    const redis = client({ port: sentinel?.port ?? 0 });
    await set.master.process.kill();
    await until(async () => {
      const address = await redis.call("SENTINEL", "get-master-addr-by-name", set.name);
      return Array.isArray(address) && Number(address[1]) === set.replica.port;
    }, 15_000);
  });
});

describe("postgres", () => {
  test("the shared server replies", async () => {
    expect(await query(await sharedPostgresUrl(), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("a server requires its password, and starts again on its data after a stop", async () => {
    const server = await startPostgres(postgresHome(), { password: "o'pen sesame" });
    closers.push(() => server.process.stop());
    await query(server.url, "create table t as select 7 as n");
    await expect(query(server.url.replace("sesame", "wrong"), "select 1")).rejects.toThrow(/password/);
    await server.process.stop();
    await server.process.start();
    expect(await query(server.url, "select n from t")).toEqual([{ n: 7 }]);
  });

  test("a standby has what a synchronous primary acknowledged", async () => {
    const pair = await startPostgresPair(postgresHome(), { synchronous: true });
    closers.push(() => pair.stop());
    await query(pair.primary.url, "create table t as select 7 as n");
    await until(
      async () =>
        JSON.stringify(await query(pair.standby.url, "select n from t").catch(() => [])) === '[{"n":7}]',
      10_000,
    );
  });
});

describe("finding", () => {
  test("the error for a missing Redis names three fixes", () => {
    const search = () => findRedis({ TEST_REDIS_SOURCE: "none" }, "/nowhere");
    expect(search).toThrow(/No Redis server[\s\S]*1\. .*[\s\S]*2\. .*[\s\S]*3\. /);
  });

  test("the error for a missing Postgres names three fixes", () => {
    expect(() => findPostgres({ TEST_PG_SOURCE: "none" })).toThrow(/1\. npm ci[\s\S]*2\. .*[\s\S]*3\. /);
  });

  test("a URL from the environment comes first and is shown without its password", () => {
    const source = findRedis({ TEST_REDIS_URL: "redis://ada:sesame@db:6379" }, "/nowhere");
    expect(source.url).toBe("redis://ada:sesame@db:6379");
    const table = sourceTable([source]);
    expect(table).toContain("environment URL");
    expect(table).not.toContain("sesame");
  });
});

describe("cleaning up", () => {
  test("a process that was left running is killed with its folder, and no other process is", async () => {
    const run = createRunFolder();
    const folder = createServerFolder(run, "left");
    const other = createServerFolder(run, "other");
    const script = join(folder, "serve.mjs");
    writeFileSync(script, "console.log('ready'); setInterval(() => {}, 1000);");
    const left = new ServerProcess({
      command: process.execPath,
      args: [script],
      folder,
      ready: /ready/,
      stopSignal: "SIGTERM",
    });
    await left.start();
    const { pid } = left;
    notePid(other, process.pid);
    removeRunFolder(run);
    expect(existsSync(run)).toBe(false);
    await until(() => {
      try {
        process.kill(pid, 0);
        return false;
      } catch {
        return true;
      }
    }, 5_000);
  });

  test("a server that cannot start says why", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pillion-bad-"));
    const options = {
      command: "/nowhere/redis-server",
      args: [],
      folder,
      ready: /never/,
      stopSignal: "SIGTERM",
    } as const;
    await expect(new ServerProcess(options).start()).rejects.toThrow(/ENOENT/);
    removeRunFolder(folder);
  });
});
