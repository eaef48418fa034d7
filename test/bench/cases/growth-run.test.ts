// The figures of a growth: which steps are compared, and that noise of single
// rounds is not taken for growth.
import { expect, it } from "vitest";
import type { LoadResult } from "../load/load-plan.ts";
import { growthFigures } from "./growth-run.ts";

function runOf(sidecarUs: number, failures = 0): LoadResult {
  return {
    operations: 1000,
    failures,
    failure: failures > 0 ? "UNAVAILABLE" : undefined,
    elapsedMs: 1000,
    cpuUs: { sidecar: sidecarUs * 1000, application: 1 },
    latencyCounts: [],
    timeline: [],
  };
}

const stepOf = (label: string, ...costs: number[]) => ({ label, runs: costs.map((cost) => runOf(cost)) });

it("the dearest step is compared with the cheapest, and the last with the first", () => {
  const steps = [
    stepOf("1", 8, 8, 8),
    stepOf("10", 4, 4, 4),
    stepOf("100", 16, 16, 16),
    stepOf("1000", 12, 12, 12),
  ];
  expect(growthFigures(steps, 1.35)).toMatchObject([
    { median: 4, against: "10", note: "dearest: 100", goal: { relation: "at most", value: 1.35 } },
    { median: 1.5, against: "1", name: "sidecar CPU/op, 1000" },
  ]);
});

it("a single bad round of a step that is not dear does not make it dear", () => {
  const steps = [stepOf("1", 10, 10, 10, 10, 10), stepOf("10", 9, 9, 90, 9, 9)];
  expect(growthFigures(steps)[0]).toMatchObject({ against: "10", note: "dearest: 1" });
  expect(growthFigures(steps)[0]?.median).toBeCloseTo(10 / 9);
});

it("a failed operation of any step fails the figures", () => {
  const steps = [stepOf("1", 10), { label: "10", runs: [runOf(10, 1)] }];
  expect(growthFigures(steps).map(({ verdict }) => verdict)).toEqual(["failed", "failed"]);
});
