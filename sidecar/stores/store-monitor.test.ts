// The results of checks: down at start, back again, too slow.
import { afterEach, expect, test, vi } from "vitest";
import { type createCall, loadDriver, type StateStore, StoreError, systemClock } from "../../src/index.ts";
import { type CheckResult, StoreMonitor } from "./store-monitor.ts";

let monitor: StoreMonitor | undefined;
afterEach(() => monitor?.stop());

async function openMemory(): Promise<StateStore> {
  const driver = await loadDriver("memory");
  const context = { clock: systemClock, random: Math.random, storeName: "a", log: () => undefined };
  return driver.open(driver.compile({}), context);
}

/** A real store whose readiness the test decides. */
function withPing(store: StateStore, ping: StateStore["ping"]): StateStore {
  return new Proxy(store, { get: (target, name) => (name === "ping" ? ping : Reflect.get(target, name)) });
}

function watch(store: StateStore, times: { startMsMax?: number; timeoutMs?: number } = {}) {
  const results: CheckResult[] = [];
  const waiting: (() => void)[] = [];
  monitor = new StoreMonitor([{ name: "a", store }], {
    clock: systemClock,
    random: Math.random,
    intervalMs: 5,
    retryDelayMsMin: 1,
    ...times,
    onCheck: (_, result) => {
      results.push(result);
      for (const wake of waiting.splice(0)) wake();
    },
  });
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { monitor, results, until };
}

test("a store that replies is known to serve when start resolves", async () => {
  const store = await openMemory();
  const { results, monitor: started } = watch(store);
  await started.start();
  expect(results[0]).toMatchObject({ serving: true, reason: "" });
  await store.close();
});

test("a store that is down is reported with a reason without addresses, and again when it is back", async () => {
  const store = await openMemory();
  let down = true;
  const ping = async (call: ReturnType<typeof createCall>) => {
    if (down) throw new StoreError("unavailable", "connect ECONNREFUSED 10.0.0.1:6379");
    await store.ping(call);
  };
  const { results, monitor: started, until } = watch(withPing(store, ping));
  await started.start();
  expect(results[0]).toMatchObject({ serving: false, reason: "the store cannot be used" });
  down = false;
  await until(() => results.at(-1)?.serving === true);
  await store.close();
});

test.each([
  [
    "store s: Redis is not a node of a Redis Cluster; remove redisType: cluster",
    "unavailable",
    "the store cannot be used: Redis is not a node of a Redis Cluster; remove redisType: cluster",
  ],
  [
    "store s: Redis cannot be reached: the configured host name does not resolve (::1: ECONNREFUSED)",
    "unavailable",
    "the store cannot be used: Redis cannot be reached: the configured host name does not resolve",
  ],
  [
    "store s: Postgres rejected the password (db:5432 (192.0.2.1))",
    "unavailable",
    "the store cannot be used: Postgres rejected the password",
  ],
  ["store s: a:5432: failed; b:5432: failed", "unavailable", "the store cannot be used"],
  ["store s: open /var/lib/secret failed", "unavailable", "the store cannot be used"],
  ["store s: Redis has no such database", "invalid", "the check failed: Redis has no such database"],
  ["secret", "internal", "the check failed"],
] as const)(
  "the reason of '%s' is what the driver knows, without addresses",
  async (message, code, reason) => {
    const store = await openMemory();
    const { results, monitor: started } = watch(
      withPing(store, async () => {
        throw new StoreError(code, message);
      }),
    );
    await started.start();
    expect(results[0]?.reason).toBe(reason);
    await store.close();
  },
);

test("a store that does not reply does not delay the start", async () => {
  const store = await openMemory();
  const { results, monitor: started } = watch(
    withPing(store, () => new Promise(() => undefined)),
    { startMsMax: 10 },
  );
  await started.start();
  expect(results).toEqual([]);
  await store.close();
});

test("after stop no store is checked and nothing is reported", async () => {
  const store = await openMemory();
  let pings = 0;
  let reply: (() => void) | undefined;
  const ping = () => {
    pings++;
    return new Promise<void>((resolve) => {
      reply = resolve;
    });
  };
  const { results, monitor: started } = watch(withPing(store, ping), { startMsMax: 1 });
  await started.start();
  started.stop();
  reply?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect([pings, results.length]).toEqual([1, 0]);
  await store.close();
});

test("a store that stays down is checked after growing delays, and one that serves after the interval", async () => {
  const store = await openMemory();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    // Not a spy: restored after the fake timers, it would put them back for later tests.
    const delays = vi.fn(globalThis.setTimeout);
    globalThis.setTimeout = delays as unknown as typeof setTimeout;
    let down = true;
    const ping = async () => {
      if (down) throw new StoreError("unavailable", "gone");
    };
    monitor = new StoreMonitor([{ name: "a", store: withPing(store, ping) }], {
      clock: systemClock,
      random: () => 0.5,
      onCheck: () => undefined,
    });
    await monitor.start();
    for (let check = 0; check < 7; check++) await vi.advanceTimersToNextTimerAsync();
    down = false;
    await vi.advanceTimersToNextTimerAsync();
    const waited = delays.mock.calls.map(([, delayMs]) => delayMs).filter((delayMs) => delayMs !== 250);
    expect(waited).toEqual([...[250, 500, 1000, 2000, 4000, 5000, 5000, 5000].map((ms) => ms * 0.75), 5000]);
  } finally {
    vi.useRealTimers();
    await store.close();
  }
});
