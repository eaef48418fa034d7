// Comparisons: alternation, ratios per operation, and failures of either side.
import { expect, it } from "vitest";
import type { LoadResult } from "../load/load-plan.ts";
import { BenchServers } from "../processes/bench-servers.ts";
import { CaseContext } from "./bench-case.ts";
import {
  compare,
  comparisonResult,
  cpuPerOperation,
  perSecond,
  ratioFigures,
  runInTurns,
} from "./comparison.ts";

function resultOf(parts: Partial<LoadResult> & { sidecarUs: number }): LoadResult {
  return {
    operations: 1000,
    failures: 0,
    failure: undefined,
    elapsedMs: 1000,
    cpuUs: { sidecar: parts.sidecarUs, application: 5_000 },
    latencyCounts: [],
    timeline: [100],
    ...parts,
  };
}

const cheap = resultOf({ sidecarUs: 5_000 });
const expensive = resultOf({ sidecarUs: 50_000 });
const five = <Value>(value: Value): Value[] => Array.from({ length: 5 }, () => value);
const labels = ["ours", "theirs"] as const;
const wanted = [
  {
    name: "sidecar CPU/op",
    metric: cpuPerOperation("sidecar"),
    goal: { relation: "at most", value: 0.2 },
  },
] as const;

it("CPU per operation is divided by operations, not by time", () => {
  const longer = resultOf({ sidecarUs: 10_000, operations: 2000, elapsedMs: 9000 });
  expect(cpuPerOperation("sidecar")(longer)).toBe(5);
  expect(cpuPerOperation("sidecar", "application")(cheap)).toBe(10);
  expect(perSecond(longer)).toBeCloseTo(222.2, 1);
});

it("a cheaper side meets its goal", () => {
  const comparison = { measured: five(cheap), reference: five(expensive), labels };
  expect(ratioFigures(comparison, wanted)).toMatchObject([
    { median: 0.1, verdict: "met", against: "theirs" },
  ]);
});

it("one failed operation on our side fails the case, even if our side is faster", () => {
  const failing = resultOf({ sidecarUs: 10, failures: 1, failure: "UNAVAILABLE" });
  const comparison = { measured: [...five(cheap).slice(1), failing], reference: five(expensive), labels };
  const result = comparisonResult(comparison, wanted);
  expect(result.figures[0]?.verdict).toBe("failed");
  expect(result.failure).toBe("1 failures; the first: UNAVAILABLE");
});

it("one failed operation of the reference fails the case, so that a broken reference does not look slow", () => {
  const failing = resultOf({ sidecarUs: 1e9, failures: 3, failure: "no" });
  const comparison = { measured: five(cheap), reference: [...five(expensive).slice(1), failing], labels };
  expect(ratioFigures(comparison, wanted)[0]?.verdict).toBe("failed");
});

it("a run without a single operation is a failure", () => {
  const nothing = resultOf({ sidecarUs: 10, operations: 0 });
  const comparison = { measured: five(nothing), reference: five(expensive), labels };
  expect(ratioFigures(comparison, wanted)[0]?.verdict).toBe("failed");
});

it("a figure for a role without CPU accounting is failed", () => {
  const comparison = { measured: five(cheap), reference: five(expensive), labels };
  const figures = ratioFigures(comparison, [{ name: "store CPU/op", metric: cpuPerOperation("store") }]);
  expect(figures[0]?.verdict).toBe("failed");
});

it("a saturated load process is noted at rates only", () => {
  const busy = resultOf({ sidecarUs: 5_000, cpuUs: { sidecar: 5_000, application: 950_000 } });
  const comparison = { measured: five(busy), reference: five(expensive), labels };
  const figures = ratioFigures(comparison, [
    { name: "operations/s", metric: perSecond, isOfServer: true },
    { name: "sidecar CPU/op", metric: cpuPerOperation("sidecar") },
  ]);
  expect(figures[0]?.note).toBe("load process saturated: ours 95 %");
  expect(figures[1]?.note).toBeUndefined();
});

it("sides are warmed up and then run in pairs, in alternating order", async () => {
  const pace = { pairs: 3, firstMs: 0, warmUpMs: 0, measureMs: 1, quick: true };
  const servers = new BenchServers();
  const order: string[] = [];
  const side = (label: string, result: LoadResult) => ({
    label,
    run: async (warmingUp = false) => {
      order.push(warmingUp ? `(${label})` : label);
      return result;
    },
  });
  try {
    const context = new CaseContext(pace, servers, {
      against: undefined,
      plantedUs: 0,
      onProgress: () => undefined,
    });
    const comparison = await compare(context, side("a", cheap), side("b", expensive));
    expect(order.join(" ")).toBe("(a) (b) a b b a a b");
    expect(comparison.measured.length).toBe(3);
    order.length = 0;
    const turns = await runInTurns(context, [side("a", cheap), side("b", expensive), side("c", cheap)]);
    expect(order.join(" ")).toBe("(a) (b) (c) a b c c b a a b c");
    expect(turns.map((runs) => runs.length)).toEqual([3, 3, 3]);
  } finally {
    await servers.stop();
  }
});
