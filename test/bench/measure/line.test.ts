// The line fitted to the readings of a soak, and the verdict on its slope.
import { describe, expect, it } from "vitest";
import { growthFigure, growthMbPerHourMax, soakMinutesJudged } from "../cases/soak.ts";
import { lineThrough } from "./line.ts";

describe("the line", () => {
  it("has the slope of points on a line, without error", () => {
    const { slope, slopeError } = lineThrough([0, 1, 2, 3].map((x) => [x, 5 + 2 * x] as const));
    expect(slope).toBeCloseTo(2);
    expect(slopeError).toBeCloseTo(0);
  });

  it("has a slope error if the points deviate from it", () => {
    const points = Array.from({ length: 100 }, (_, x) => [x, x + (x % 2 === 0 ? 10 : -10)] as const);
    const { slope, slopeError } = lineThrough(points);
    expect(Math.abs(slope - 1)).toBeLessThan(slopeError);
    expect(slopeError).toBeLessThan(0.1);
  });

  it("has slope 0 and an infinite error for one point, and for points with the same x", () => {
    for (const points of [
      [[1, 1]],
      [
        [1, 1],
        [1, 9],
      ],
    ] as const)
      expect(lineThrough(points)).toEqual({ slope: 0, slopeError: Number.POSITIVE_INFINITY });
  });
});

describe("growth in a soak", () => {
  const bound = growthMbPerHourMax / 3600;
  const verdictOf = (slope: number, slopeError: number, minutes = soakMinutesJudged, failures = 0) =>
    growthFigure({ slope, slopeError }, minutes, failures).verdict;

  it("is met or missed if the goal lies outside the error of the slope", () => {
    expect(verdictOf(bound / 2, bound / 4)).toBe("met");
    expect(verdictOf(bound * 2, bound / 4)).toBe("missed");
    expect(verdictOf(-bound, bound)).toBe("met");
  });

  it("is unusable if the goal lies within the error of the slope", () => {
    expect(verdictOf(bound / 2, bound)).toBe("unusable (noisy)");
    expect(verdictOf(bound * 2, bound * 2)).toBe("unusable (noisy)");
  });

  it("is indicative in a shorter soak, and failed if an operation failed", () => {
    expect(verdictOf(bound / 2, bound / 4, soakMinutesJudged - 1)).toBe("indicative");
    expect(verdictOf(bound / 2, bound / 4, soakMinutesJudged, 1)).toBe("failed");
  });
});
