// Writes that wait because a sentinel reports a promotion: where they are sent, and when.
// Two servers without replication stand for the old and the new primary, so that a write
// is on one of them only.
import { Redis } from "ioredis";
import { type TestContext, test } from "vitest";
import { put } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { startRedis } from "../servers/redis-server.ts";
import { ScriptedSentinel } from "../servers/scripted-sentinel.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attempt } from "./redis-load.ts";

async function openPair({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
  const [before, after] = await Promise.all([startRedis(redisHome()), startRedis(redisHome())]);
  const sentinel = await ScriptedSentinel.start(before);
  const store = await openRedisStore({
    redisHost: sentinel.address,
    failover: "true",
    sentinelMasterName: "primary",
    readTimeout: "10s",
  });
  const old = new Redis({ path: before.socket });
  const fresh = new Redis({ path: after.socket });
  onTestFinished(async () => {
    await store.close();
    old.disconnect();
    fresh.disconnect();
    await sentinel.close();
    await Promise.all([before.process.stop(), after.process.stop()]);
  });
  await until(() => sentinel.subscribers === 1, 10_000);
  const promoting = async () => {
    const event = "slave 127.0.0.1:1 127.0.0.1 1 @ primary 127.0.0.1 2";
    sentinel.publish("+failover-state-select-slave", event);
    // Until the event has arrived.
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
  return { store, sentinel, old, fresh, after, promoting };
}

test.concurrent("writes are sent to the new primary as soon as the store is connected to it, without a further event", async ({
  expect,
  ...context
}) => {
  const { store, sentinel, old, fresh, after, promoting } = await openPair(context);
  await promoting();
  const startMs = performance.now();
  const written = attempt(store, put("faults||a", "1"));
  sentinel.promote(after);
  await old.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  expect(await written).toMatchObject({ found: false });
  // Without that it takes 5 s.
  expect(performance.now() - startMs).toBeLessThan(3_500);
  expect(await fresh.hget("faults||a", "data")).toBe("1");
  expect(await old.exists("faults||a")).toBe(0);
});

test.concurrent("writes go on waiting while the sentinels are being queried, so that they reach the new primary", async ({
  expect,
  ...context
}) => {
  const { store, sentinel, old, fresh, after, promoting } = await openPair(context);
  await promoting();
  const written = attempt(store, put("faults||a", "1"), {}, 15_000);
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  // The query begins before the time for waiting is over, and ends after it.
  sentinel.promote(after);
  sentinel.delayMs = 1_500;
  const { queries } = sentinel;
  sentinel.publish("+config-update-from", "sentinel id 127.0.0.1 1 @ primary 127.0.0.1 2");
  await until(() => sentinel.queries > queries, 5_000);
  expect(await written).toMatchObject({ found: false });
  expect(await fresh.hget("faults||a", "data")).toBe("1");
  expect(await old.exists("faults||a")).toBe(0);
}, 30_000);
