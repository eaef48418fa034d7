// A link to the store that loses what is sent for a while: calls succeed again soon
// after it, and writes have the outcomes that were reported. The other directions and
// durations are in the full run.
import { Client } from "pg";
import { afterEach, expect, test } from "vitest";
import { asStoreError, createCall, StoreError, systemClock } from "../../src/index.ts";
import { put } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { openLinkProxy } from "../servers/link-proxy.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { postgresHome, redisHome } from "../servers/test-servers.ts";
import { measureRecovery, recoveryText } from "./link-recovery.ts";
import { openLinkedPostgres, sessionsOf } from "./postgres-link.ts";

// Below what the connect timeout, the option `timeout` or a backoff of seconds would take, with room for a busy machine.
const recoveryMsMax = 2500;

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startServer(): Promise<{ server: PostgresServer; admin: Client }> {
  const server = await startPostgres(postgresHome());
  closers.push(() => server.process.stop());
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  closers.push(() => admin.end());
  return { server, admin };
}

test("Postgres: calls succeed soon after a link that lost both directions, and no session is left over", async () => {
  const { server, admin } = await startServer();
  const linked = await openLinkedPostgres(server);
  closers.push(linked.close);
  const fault = { direction: "both", fault: "dropped", faultMs: 1000, deadlineMs: 300 } as const;
  const figures = await measureRecovery(fault, linked, () => linked.listens(admin));
  const text = recoveryText(fault, figures);
  expect(figures.violations, text).toEqual([]);
  expect(figures.firstWriteMs, text).toBeLessThan(recoveryMsMax);
  expect(figures.lastErrorMs, text).toBeLessThan(recoveryMsMax);
  // 8 connections, and one that listens.
  await until(async () => (await sessionsOf(admin)) <= 9 && linked.proxy.openCount <= 9, 10_000);
});

test("Postgres: a transaction whose statements are lost releases its locks, and was not applied", async () => {
  const { server, admin } = await startServer();
  const linked = await openLinkedPostgres(server, { maxConns: 2 });
  closers.push(linked.close);
  const pair = (value: string) => ({ mutations: [put("link-a", value), put("link-b", value)] });
  expect(await linked.store.commit([pair("before")], createCall())).not.toContainEqual(
    expect.any(StoreError),
  );
  // The first statement of the transaction is held by another session's lock, so that the link fails in the middle.
  await admin.query("BEGIN; SELECT FROM state WHERE key = 'link-b' FOR UPDATE");
  const call = createCall({ deadline: systemClock.monotonic() + 600 });
  const committed = linked.store.commit([pair("lost")], call).then(([first]) => first, asStoreError);
  await until(async () => {
    const { rows } = await admin.query("SELECT FROM pg_locks WHERE locktype = 'advisory'");
    return rows.length > 0;
  }, 5000);
  linked.proxy.fail("requests", "dropped");
  await admin.query("ROLLBACK");
  expect(await committed).toMatchObject({ code: "deadline", outcome: "not-applied" });
  await until(async () => {
    const { rows } = await admin.query("SELECT FROM pg_locks WHERE locktype = 'advisory'");
    return rows.length === 0;
  }, 8000);
  const { rows } = await admin.query("SELECT value FROM state WHERE key = 'link-a'");
  expect(String(rows[0]?.value)).toBe("before");
  linked.proxy.heal();
});

test("Redis: calls succeed soon after a link that lost both directions", async () => {
  const server = await startRedis(redisHome());
  closers.push(() => server.process.stop());
  const proxy = await openLinkProxy(server.port);
  closers.push(() => proxy.close());
  const store = await openRedisStore({
    url: `redis://127.0.0.1:${proxy.port}`,
    readTimeout: "1s",
    dialTimeout: "1s",
  });
  closers.push(() => store.close());
  const direct = await openRedisStore({ url: server.url });
  closers.push(() => direct.close());
  const fault = { direction: "both", fault: "dropped", faultMs: 1000, deadlineMs: 300 } as const;
  const figures = await measureRecovery(fault, { store, direct, proxy });
  const text = recoveryText(fault, figures);
  expect(figures.violations, text).toEqual([]);
  expect(figures.firstWriteMs, text).toBeLessThan(recoveryMsMax);
});
