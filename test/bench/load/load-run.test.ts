// A run of load: what fails is never counted as done, and a store that cannot
// keep up is not helped by waiting for it.
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

const inTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a run", () => {
  it("counts operations, times them, and accounts for its own CPU", async () => {
    const result = await new LoadRun(plan, inTurn).result();
    expect(result.operations).toBeGreaterThan(10);
    expect(result.failures).toBe(0);
    expect(result.cpuUs.application).toBeGreaterThan(0);
    const drawn = result.timeline.reduce((sum, count) => sum + count, 0);
    // Fractions of a step that was late may not add up to the last bit.
    expect(Math.floor(drawn)).toBeLessThanOrEqual(result.operations);
    expect(result.latencyCounts.length).toBeGreaterThan(0);
  });

  it("on a store that errs has failures and no operations, and ends early", async () => {
    const refuse = async () => Promise.reject(new Error("the store is down"));
    const result = await new LoadRun({ ...plan, measureMs: 60_000 }, refuse).result();
    expect(result).toMatchObject({ operations: 0, failure: "the store is down" });
    expect(result.failures).toBeGreaterThan(0);
  });

  it("ends after the operations that were asked", async () => {
    const asked = { ...plan, measureMs: 60_000, operationsMax: 50 };
    expect((await new LoadRun(asked, inTurn).result()).operations).toBeGreaterThanOrEqual(50);
  });

  it("at a rate starts on time whether or not answers come, and fails when too many wait", async () => {
    const slow = { ...plan, ratePerSecond: 1_000, inFlight: 20, measureMs: 200 };
    const result = await new LoadRun(slow, () => delay(100)).result();
    expect(result.failures).toBeGreaterThan(0);
    expect(result.failure).toBe("20 operations are waiting");
  });
});

describe("an operation", () => {
  it("that gets a missing record is a failure", async () => {
    const get = operationOf(callerOf({ get: async () => undefined }), plan);
    await expect(get()).rejects.toThrow("a Get gave undefined bytes instead of 8");
  });

  it("that gets a value of another size is a failure", async () => {
    const get = operationOf(callerOf({ get: async () => 7 }), plan);
    await expect(get()).rejects.toThrow("instead of 8");
  });

  it("that finds fewer keys than it asked for is a failure", async () => {
    const caller = callerOf({ batchGet: async (keys) => keys.length - 1 });
    await expect(operationOf(caller, { ...plan, operation: "batch-get" })()).rejects.toThrow("99 of 100");
  });

  it("that a target does not have is refused before the run", () => {
    expect(() => operationOf(callerOf({}), { ...plan, operation: "mixed" })).toThrow("only Get and Set");
  });

  it("asks both sides of a pair for the same keys", async () => {
    const askedBy = async () => {
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
    expect(await askedBy()).toEqual(await askedBy());
    expect(new Set(await askedBy()).size).toBeGreaterThan(3);
  });
});
