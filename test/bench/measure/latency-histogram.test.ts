// The accuracy of latency quantiles.
import fc from "fast-check";
import { expect, it } from "vitest";
import { LatencyHistogram } from "./latency-histogram.ts";

it("every quantile is within 2 % of the exact one", () => {
  const shares = fc.constantFrom(0, 0.5, 0.9, 0.99, 0.999, 1);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1 }), shares, (all, share) => {
      const histogram = new LatencyHistogram();
      for (const microseconds of all) histogram.add(microseconds);
      const exact = all.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * all.length)) - 1] ?? 0;
      expect(Math.abs(histogram.quantile(share) / exact - 1)).toBeLessThan(0.02);
    }),
  );
});

it("one slow call in a thousand shows in the tail", () => {
  const histogram = new LatencyHistogram();
  for (let index = 0; index < 999; index++) histogram.add(100);
  histogram.add(50_000);
  expect(histogram.quantile(0.99)).toBeLessThan(110);
  expect(histogram.quantile(1)).toBeGreaterThan(49_000);
});

it("counts can be sent as JSON and merged", () => {
  const one = new LatencyHistogram();
  one.add(10);
  const copy = new LatencyHistogram(JSON.parse(JSON.stringify(one.counts())) as number[]);
  copy.merge(one);
  expect(copy.size).toBe(2);
});

it("the quantile of an empty histogram is NaN", () => {
  expect(new LatencyHistogram().quantile(0.5)).toBeNaN();
});
