// A faulty network between the store and Redis: replies are cut off, withheld, or
// delivered byte by byte. A write whose reply was lost has an unknown outcome, and
// only its caller may apply it again.
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StoreError } from "../../src/model/errors.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { add, put, text } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { openTcpProxy, type TcpProxy } from "../servers/tcp-proxy.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attempt, attemptRead, CounterLoad, expectAccountsToMatch } from "./redis-load.ts";

let server: RedisServer;
let proxy: TcpProxy;
let store: StateStore;
let direct: Redis;

beforeEach(async () => {
  server = await startRedis(redisHome());
  proxy = await openTcpProxy(server.port);
  store = await openRedisStore({
    url: `redis://127.0.0.1:${proxy.port}`,
    readTimeout: "500ms",
    dialTimeout: "500ms",
  });
  direct = new Redis({ path: server.socket });
  expect(await attempt(store, add("faults||n", 1n))).toMatchObject({ value: 1n });
});

afterEach(async () => {
  await store.close();
  await proxy.close();
  direct.disconnect();
  await server.process.stop();
});

async function expectServing(): Promise<void> {
  await until(async () => !((await attempt(store, put("faults||probe", "x"))) instanceof StoreError), 10_000);
}

test("a reply that is cut off after the write was sent: unknown, and applied once", async () => {
  proxy.replies("swallow");
  const swallowed = proxy.swallowed();
  const sent = attempt(store, add("faults||n", 1n));
  await swallowed;
  proxy.cut();
  expect(await sent).toMatchObject({ code: "unavailable", outcome: "unknown" });
  proxy.replies("pass");
  await expectServing();
  expect(await direct.hget("faults||n", "data")).toBe("2");
});

test("a reply that never arrives: unknown at the deadline, and applied once", async () => {
  proxy.replies("swallow");
  expect(await attempt(store, add("faults||n", 1n), {}, 200)).toMatchObject({
    code: "deadline",
    outcome: "unknown",
  });
  expect(await attempt(store, add("faults||n", 1n))).toMatchObject({
    code: "unavailable",
    outcome: "unknown",
  });
  proxy.replies("pass");
  await expectServing();
  expect(await direct.hget("faults||n", "data")).toBe("3");
});

test("with an idempotency key the same request may be sent again after its reply was lost", async () => {
  const idempotency = { key: "faults||once", fingerprint: "f", expireTime: Date.now() + 60_000 };
  proxy.replies("swallow");
  expect(await attempt(store, add("faults||n", 5n), { idempotency }, 200)).toMatchObject({
    outcome: "unknown",
  });
  proxy.replies("pass");
  await expectServing();
  expect(await attempt(store, add("faults||n", 5n), { idempotency })).toMatchObject({ value: 6n });
  expect(await direct.hget("faults||n", "data")).toBe("6");
});

test("connections that are reset under load: nothing acknowledged is lost, nothing is applied twice", async () => {
  const load = new CounterLoad(store);
  for (let round = 0; round < 10; round++) {
    const before = load.acknowledged;
    await until(() => load.acknowledged > before + 50, 10_000);
    proxy.cut();
  }
  await load.stop();
  await expectAccountsToMatch(load, server.port);
});

test("replies that are withheld under load: nothing acknowledged is lost, nothing is applied twice", async () => {
  const load = new CounterLoad(store, 16, 300);
  for (let round = 0; round < 3; round++) {
    const before = load.acknowledged;
    await until(() => load.acknowledged > before + 50, 10_000);
    proxy.replies("swallow");
    const unknown = () => load.accounts.reduce((sum, account) => sum + account.unknown, 0);
    const unknownBefore = unknown();
    await until(() => unknown() > unknownBefore + 10, 10_000);
    proxy.replies("pass");
  }
  await expectServing();
  await load.stop();
  await expectAccountsToMatch(load, server.port);
});

test("replies in pieces of one byte are put together correctly", async () => {
  proxy.replies("slice");
  const values = Array.from({ length: 50 }, (_, index) => `${"\r\n$5".repeat(index)}é${index}`);
  const sent = values.map((value, index) => attempt(store, put(`faults||slice-${index}`, value)));
  for (const result of await Promise.all(sent)) expect(result).not.toBeInstanceOf(StoreError);
  for (const [index, value] of values.entries()) {
    const found = await attemptRead(store, `faults||slice-${index}`);
    if (found === undefined || found instanceof StoreError) throw new Error("the record should be there");
    expect(text(found.value)).toBe(value);
  }
});

test("a read whose reply was lost is unavailable, and the next one succeeds", async () => {
  proxy.replies("swallow");
  const lost = attemptRead(store, "faults||n");
  await proxy.swallowed();
  proxy.cut();
  expect(await lost).toMatchObject({ code: "unavailable" });
  proxy.replies("pass");
  await until(async () => !((await attemptRead(store, "faults||n")) instanceof StoreError), 10_000);
});
