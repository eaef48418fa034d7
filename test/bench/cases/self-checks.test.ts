// The verdicts of the self-checks: a planted delay that is not measured fails, noise makes the result unusable, and a
// killed store must be reported as a failure.
import { describe, expect, it } from "vitest";
import type { LoadResult } from "../load/load-plan.ts";
import type { Comparison } from "./comparison.ts";
import { killedOutcome, plantedOutcome } from "./self-checks.ts";

function runOf(sidecarUs: number, failures = 0): LoadResult {
  return {
    operations: 1000,
    failures,
    failure: failures > 0 ? "UNAVAILABLE" : undefined,
    elapsedMs: 1000,
    cpuUs: { sidecar: sidecarUs * 1000, application: 5_000 },
    latencyCounts: [],
    timeline: [],
  };
}

function comparisonOf(measured: readonly number[], reference: readonly number[]): Comparison {
  return {
    measured: measured.map((us) => runOf(us)),
    reference: reference.map((us) => runOf(us)),
    labels: ["delayed", "unmodified"],
  };
}

describe("a planted delay", () => {
  const calm = [5, 5, 5, 5, 5];

  it("is reported as measured if it shows in the CPU time", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([25, 26, 24, 25, 25], calm), 20);
    expect(figures[0]).toMatchObject({ median: 20, verdict: "measured" });
    expect(failure).toBeUndefined();
  });

  it("fails if too little of it was measured, and reports how much", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([14, 15, 15, 15, 16], calm), 20);
    expect(figures[0]?.verdict).toBe("failed");
    expect(failure).toBe("20 µs were planted, but 10.0 µs were measured");
  });

  it("is unusable under heavy noise and does not fail, whatever the median", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([40, 90, 45, 46, 5], calm), 20);
    expect(figures[0]?.verdict).toBe("unusable (noisy)");
    expect(failure).toBeUndefined();
  });

  it("is indicative and does not fail if there are too few pairs", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([60, 60], [5, 5]), 20);
    expect(figures[0]?.verdict).toBe("indicative");
    expect(failure).toBeUndefined();
  });

  it("fails if an operation failed, even if it was measured well", () => {
    const seen = comparisonOf([25, 25, 25, 25, 25], calm);
    const outcome = plantedOutcome({ ...seen, reference: [...seen.reference.slice(1), runOf(5, 1)] }, 20);
    expect(outcome.figures[0]?.verdict).toBe("failed");
    expect(outcome.failure).toBe("1 failures; the first: UNAVAILABLE");
  });
});

describe("a killed store", () => {
  const good = runOf(5);

  it("passes the check if every figure is marked as failed", () => {
    const labels = ["killed", "not"] as const;
    const { figures, failure } = killedOutcome({ measured: [runOf(1, 3)], reference: [good], labels });
    expect(figures[0]).toMatchObject({ median: 100, verdict: "measured" });
    expect(failure).toBeUndefined();
  });

  it("fails the check if a figure is not marked as failed", () => {
    const { figures, failure } = killedOutcome({
      measured: [good],
      reference: [good],
      labels: ["killed", "not"],
    });
    expect(figures[0]?.verdict).toBe("failed");
    expect(failure).toContain("a figure is not marked as failed");
  });
});
