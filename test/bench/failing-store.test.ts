// If the store is killed while load runs, the result and every figure made from it are failures. The test uses real
// components: the engine on a Redis of this test, the services on wire, and our client as the load process uses it.
import { setTimeout as delay } from "node:timers/promises";
import { createWireServer } from "@pillion/wire";
import { expect, it } from "vitest";
import { createServices } from "../../sidecar/services/index.ts";
import { createStoreDirectory } from "../../sidecar/stores/index.ts";
import { guard, loadDriver, namespace, stack, systemClock } from "../../src/index.ts";
import { startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { cpuPerOperation, perSecond, ratioFigures } from "./cases/comparison.ts";
import { openCaller } from "./load/caller.ts";
import type { LoadPlan } from "./load/load-plan.ts";
import { LoadRun } from "./load/load-run.ts";
import { operationOf } from "./load/operation.ts";

const plan: LoadPlan = {
  operation: "get",
  inFlight: 8,
  keyCount: 10,
  valueBytes: 100,
  warmUpMs: 0,
  measureMs: 60_000,
  latency: false,
  observed: {},
};

async function serve(url: string) {
  const driver = await loadDriver("redis");
  const context = { clock: systemClock, random: Math.random, storeName: "bench", log: () => undefined };
  const inner = await driver.open(driver.compile({ url }), context);
  const store = stack(inner, { guard: guard({ valueBytesMax: 4 << 20 }), namespace: namespace("app") });
  const stores = createStoreDirectory([{ name: "bench", store }]);
  stores.setHealth("bench", { serving: true, checkTime: Date.now(), reason: "" });
  const services = createServices({ clock: systemClock, app: "app", stores, log: () => undefined });
  const server = await createWireServer({ listen: ["127.0.0.1:0"] }, services);
  return { server, store, address: server.addresses[0] ?? "" };
}

it("a store that is killed during a run fails the run and its figures", async () => {
  const redis = await startRedis(redisHome());
  const { server, store, address } = await serve(redis.url);
  const caller = await openCaller({ type: "client", transport: "wire", address });
  try {
    await caller.fill(plan);
    const healthy = await new LoadRun({ ...plan, measureMs: 200 }, operationOf(caller, plan)).result();
    expect(healthy.failures).toBe(0);
    const running = new LoadRun(plan, operationOf(caller, plan)).result();
    await delay(300);
    await redis.process.kill();
    const result = await running;
    expect(result.operations).toBeGreaterThan(0);
    expect(result.failures).toBeGreaterThan(0);
    const comparison = { measured: [result], reference: [healthy], labels: ["killed", "healthy"] as const };
    const figures = ratioFigures(comparison, [
      { name: "operations/s", metric: perSecond },
      { name: "application CPU/op", metric: cpuPerOperation("application") },
    ]);
    expect(figures.map(({ verdict }) => verdict)).toEqual(["failed", "failed"]);
  } finally {
    await caller.close();
    await server.close();
    await store.close();
    await redis.process.stop();
  }
});
