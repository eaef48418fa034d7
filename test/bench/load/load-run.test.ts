// A run of load: failed operations are not counted as done, and at a fixed rate a slow store does not slow the load down.
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { LoadPlan } from "./load-plan.ts";
import { LoadRun } from "./load-run.ts";
import { operationOf, type TargetCaller } from "./operation.ts";

const plan: LoadPlan = {
  operation: "get",
  inFlight: 4,
  keyCount: 10,
  valueBytes: 8,
  warmUpMs: 0,
  measureMs: 150,
  latency: true,
  observed: {},
};

function callerOf(parts: Partial<TargetCaller>): TargetCaller {
  return {
    fill: async () => undefined,
    get: async () => 8,
    set: async () => undefined,
    close: async () => undefined,
    ...parts,
  };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a run", () => {
  it("counts operations, times them, and accounts for its own CPU", async () => {
    const result = await new LoadRun(plan, nextTurn).result();
    expect(result.operations).toBeGreaterThan(10);
    expect(result.failures).toBe(0);
    expect(result.cpuUs.application).toBeGreaterThan(0);
    const drawn = result.timeline.reduce((sum, count) => sum + count, 0);
    // The fractions of a step may have rounding errors.
    expect(Math.floor(drawn)).toBeLessThanOrEqual(result.operations);
    expect(result.latencyCounts.length).toBeGreaterThan(0);
  });

  it("on a failing store has failures and no operations, and ends early", async () => {
    const fail = async () => Promise.reject(new Error("the store is down"));
    const result = await new LoadRun({ ...plan, measureMs: 60_000 }, fail).result();
    expect(result).toMatchObject({ operations: 0, failure: "the store is down" });
    expect(result.failures).toBeGreaterThan(0);
  });

  it("ends after operationsMax operations", async () => {
    const limited = { ...plan, measureMs: 60_000, operationsMax: 50 };
    expect((await new LoadRun(limited, nextTurn).result()).operations).toBeGreaterThanOrEqual(50);
  });

  it("at a fixed rate starts operations without waiting for replies, and fails if too many are in flight", async () => {
    const slow = { ...plan, ratePerSecond: 1_000, inFlight: 20, measureMs: 200 };
    const result = await new LoadRun(slow, () => delay(100)).result();
    expect(result.failures).toBeGreaterThan(0);
    expect(result.failure).toBe("20 operations are in flight, which is the limit");
  });
});

describe("an operation", () => {
  it("fails if a Get finds no record", async () => {
    const get = operationOf(callerOf({ get: async () => undefined }), plan);
    await expect(get()).rejects.toThrow("Get returned undefined bytes instead of 8");
  });

  it("fails if a Get returns a value of a different size", async () => {
    const get = operationOf(callerOf({ get: async () => 7 }), plan);
    await expect(get()).rejects.toThrow("instead of 8");
  });

  it("fails if a BatchGet finds fewer keys than requested", async () => {
    const caller = callerOf({ batchGet: async (keys) => keys.length - 1 });
    await expect(operationOf(caller, { ...plan, operation: "batch-get" })()).rejects.toThrow("99 of 100");
  });

  it("that a target does not support is rejected before the run", () => {
    expect(() => operationOf(callerOf({}), { ...plan, operation: "mixed" })).toThrow(
      "supports only Get and Set",
    );
  });

  it("uses the same keys on both sides of a pair", async () => {
    const keysOfRun = async () => {
      const keys: string[] = [];
      const caller = callerOf({
        get: async (key) => {
          keys.push(key);
          return 8;
        },
      });
      const get = operationOf(caller, plan);
      for (let index = 0; index < 20; index++) await get();
      return keys;
    };
    expect(await keysOfRun()).toEqual(await keysOfRun());
    expect(new Set(await keysOfRun()).size).toBeGreaterThan(3);
  });
});
