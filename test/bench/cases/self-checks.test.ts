// What the bench says of itself: a planted slowdown that is not seen fails, and
// on a noisy machine nothing is said; a store that was killed has to fail.
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
    labels: ["slowed", "as it is"],
  };
}

describe("a planted slowdown", () => {
  const calm = [5, 5, 5, 5, 5];

  it("that is seen is measured", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([25, 26, 24, 25, 25], calm), 20);
    expect(figures[0]).toMatchObject({ median: 20, verdict: "measured" });
    expect(failure).toBeUndefined();
  });

  it("that is not seen fails, and says how much was", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([14, 15, 15, 15, 16], calm), 20);
    expect(figures[0]?.verdict).toBe("failed");
    expect(failure).toBe("of 20 µs that were planted, 10.0 were seen");
  });

  it("under heavy noise is unusable and fails nothing, wherever the median lies", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([40, 90, 45, 46, 5], calm), 20);
    expect(figures[0]?.verdict).toBe("unusable (noisy)");
    expect(failure).toBeUndefined();
  });

  it("of fewer pairs than it takes to judge is indicative and fails nothing", () => {
    const { figures, failure } = plantedOutcome(comparisonOf([60, 60], [5, 5]), 20);
    expect(figures[0]?.verdict).toBe("indicative");
    expect(failure).toBeUndefined();
  });

  it("fails if an operation failed, however well it is seen", () => {
    const seen = comparisonOf([25, 25, 25, 25, 25], calm);
    const outcome = plantedOutcome({ ...seen, reference: [...seen.reference.slice(1), runOf(5, 1)] }, 20);
    expect(outcome.figures[0]?.verdict).toBe("failed");
    expect(outcome.failure).toBe("1 failures; the first: UNAVAILABLE");
  });
});

describe("a store that was killed", () => {
  const good = runOf(5);

  it("is seen if every figure says failed", () => {
    const labels = ["killed", "not"] as const;
    const { figures, failure } = killedOutcome({ measured: [runOf(1, 3)], reference: [good], labels });
    expect(figures[0]).toMatchObject({ median: 100, verdict: "measured" });
    expect(failure).toBeUndefined();
  });

  it("fails the bench if a figure counts all the same", () => {
    const { figures, failure } = killedOutcome({
      measured: [good],
      reference: [good],
      labels: ["killed", "not"],
    });
    expect(figures[0]?.verdict).toBe("failed");
    expect(failure).toContain("a figure counts all the same");
  });
});
