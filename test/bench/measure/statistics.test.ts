// The statistics of the benchmark: medians, ratios, spread and verdicts.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge, median, meets, pairsMin, pairwiseRatios, spreadMax, summarise } from "./statistics.ts";

const atMostOne = { relation: "at most", value: 1 } as const;
const calm = summarise([0.9, 0.95, 0.9, 0.92, 0.91]);

describe("the median", () => {
  it("is the middle value in any order", () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it("is the mean of the two middle values if their number is even", () => {
    expect(median([4, 1, 3, 10])).toBe(3.5);
  });

  it("is NaN without values", () => {
    expect(median([])).toBeNaN();
  });

  it("stays within the range of the other values if there is one outlier", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 3 }), (values) => {
        const middle = median([...values, 1e9]);
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values));
        expect(middle).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe("the ratio of pairs", () => {
  it("is computed per pair, so that a slow minute affects both sides alike", () => {
    expect(median(pairwiseRatios([10, 100, 12], [20, 200, 24]))).toBe(0.5);
  });

  it("is rejected for sides of different length", () => {
    expect(() => pairwiseRatios([1], [1, 2])).toThrow("1 measured and 2 reference runs");
  });

  it("does not change if the machine is slower for whole pairs", () => {
    const pair = fc.tuple(
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.double({ min: 1, max: 50, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
        const slowed = pairwiseRatios(
          pairs.map(([value, factor]) => value * factor),
          pairs.map(([, factor]) => factor),
        );
        for (const [index, [value]] of pairs.entries()) expect(slowed[index]).toBeCloseTo(value, 6);
      }),
    );
  });
});

describe("the spread", () => {
  it("is the range divided by the median", () => {
    expect(summarise([8, 10, 12])).toMatchObject({ median: 10, low: 8, high: 12, spread: 0.4 });
  });

  it("includes outliers", () => {
    expect(summarise([1, 1, 1, 1, 9]).spread).toBe(8);
  });
});

describe("the verdict", () => {
  it("is met or missed according to the median", () => {
    expect(judge(calm, atMostOne, 0)).toBe("met");
    expect(judge(calm, { relation: "at least", value: 1 }, 0)).toBe("missed");
    expect(meets(1, atMostOne)).toBe(true);
  });

  it("is failed if one operation failed", () => {
    expect(judge(calm, atMostOne, 1)).toBe("failed");
  });

  it("is failed if the median is NaN", () => {
    expect(judge(summarise([Number.NaN]), atMostOne, 0)).toBe("failed");
    expect(judge(summarise([]), atMostOne, 0)).toBe("failed");
  });

  it("is unusable if the spread is too large, even if the goal is met", () => {
    const noisy = summarise([0.1, 0.1, 0.1, 0.1, 0.1 + 0.1 * spreadMax * 1.01]);
    expect(judge(noisy, atMostOne, 0)).toBe("unusable (noisy)");
    expect(judge(noisy, undefined, 0)).toBe("unusable (noisy)");
  });

  it("is unusable if the CPU clock of the reference did not advance", () => {
    const ratios = pairwiseRatios([1, 2], [0, 0]);
    expect(judge(summarise(ratios), atMostOne, 0)).toBe("unusable (noisy)");
  });

  it("is indicative if there are too few pairs", () => {
    expect(judge(summarise(calm.values.slice(1, pairsMin)), atMostOne, 0)).toBe("indicative");
  });

  it("is measured if there is no goal", () => {
    expect(judge(calm, undefined, 0)).toBe("measured");
  });
});
