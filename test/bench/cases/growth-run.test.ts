// Which steps a growth figure compares, and that the noise of a single round does not count as growth.
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

it("compares the most expensive step with the cheapest, and the last with the first", () => {
  const steps = [
    stepOf("1", 8, 8, 8),
    stepOf("10", 4, 4, 4),
    stepOf("100", 16, 16, 16),
    stepOf("1000", 12, 12, 12),
  ];
  expect(growthFigures(steps, 1.35)).toMatchObject([
    { median: 4, against: "10", note: "most expensive: 100", goal: { relation: "at most", value: 1.35 } },
    { median: 1.5, against: "1", name: "sidecar CPU/op, 1000" },
  ]);
});

it("ignores a single bad round when it selects the most expensive step", () => {
  const steps = [stepOf("1", 10, 10, 10, 10, 10), stepOf("10", 9, 9, 90, 9, 9)];
  expect(growthFigures(steps)[0]).toMatchObject({ against: "10", note: "most expensive: 1" });
  expect(growthFigures(steps)[0]?.median).toBeCloseTo(10 / 9);
});

it("marks all figures as failed if an operation of any step failed", () => {
  const steps = [stepOf("1", 10), { label: "10", runs: [runOf(10, 1)] }];
  expect(growthFigures(steps).map(({ verdict }) => verdict)).toEqual(["failed", "failed"]);
});
