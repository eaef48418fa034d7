// How soon calls succeed again after each fault of the link to Postgres and to Redis,
// in each direction, with held and with dropped bytes. Prints the figures.
import { Client } from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { openLinkProxy } from "../servers/link-proxy.ts";
import { startPostgres } from "../servers/postgres-server.ts";
import { startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { postgresHome, redisHome } from "../servers/test-servers.ts";
import { linkFaults, measureRecovery, recoveryText } from "./link-recovery.ts";
import { openLinkedPostgres, sessionsOf } from "./postgres-link.ts";

// The goal is 1 s; a busy machine adds to it.
const recoveryMsMax = 1000 + 500;
// What Redis has lost is noticed after `readTimeout` (3 s), and a lost attempt to connect after `dialTimeout` (5 s).
const redisTimeoutMsMax = 5000 + 1000;
const overtimeMsMax = 200 + 300;

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const cases = [1000, 3000, 5000].flatMap((faultMs) => linkFaults.map((one) => ({ ...one, faultMs })));

describe("Postgres", () => {
  test.for(cases)("$direction $fault for $faultMs ms", { timeout: 120_000 }, async (one) => {
    const server = await startPostgres(postgresHome());
    closers.push(() => server.process.stop());
    const linked = await openLinkedPostgres(server);
    closers.push(linked.close);
    const admin = new Client({ connectionString: server.url });
    await admin.connect();
    closers.push(() => admin.end());
    let listensMs = 0;
    const figures = await measureRecovery(one, linked, async () => {
      const healed = performance.now();
      await linked.listens(admin);
      listensMs = performance.now() - healed;
    });
    console.log(`Postgres: ${recoveryText(one, figures)}; notified after ${listensMs.toFixed(0)} ms`);
    expect(figures.violations).toEqual([]);
    expect(figures.firstWriteMs).toBeLessThan(recoveryMsMax);
    expect(figures.lastErrorMs).toBeLessThan(recoveryMsMax);
    expect(figures.overtimeMsMax).toBeLessThan(overtimeMsMax);
    expect(listensMs).toBeLessThan(2 * recoveryMsMax);
    // 8 connections and the one that listens, once the server has noticed that the others have ended.
    await until(async () => (await sessionsOf(admin)) <= 9, 10_000);
  });
});

describe("Redis", () => {
  test.for(cases)("$direction $fault for $faultMs ms", { timeout: 120_000 }, async (one) => {
    const server = await startRedis(redisHome());
    closers.push(() => server.process.stop());
    const proxy = await openLinkProxy(server.port);
    closers.push(() => proxy.close());
    const store = await openRedisStore({ url: `redis://127.0.0.1:${proxy.port}` });
    closers.push(() => store.close());
    const direct = await openRedisStore({ url: server.url });
    closers.push(() => direct.close());
    const figures = await measureRecovery(one, { store, direct, proxy });
    console.log(`Redis: ${recoveryText(one, figures)}`);
    const msMax = one.fault === "held" ? recoveryMsMax : redisTimeoutMsMax;
    expect(figures.violations).toEqual([]);
    expect(figures.firstWriteMs).toBeLessThan(msMax);
    expect(figures.lastErrorMs).toBeLessThan(msMax);
    expect(figures.overtimeMsMax).toBeLessThan(overtimeMsMax);
  });
});
