// Delays between retries are within their bound, and spread over the whole range.
import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

const options = { delayMs: 10, delayMsMax: 500 };

test("a delay is within the doubled delay and the bound for every number of retries", () => {
  fc.assert(
    fc.property(
      fc.nat(5_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (retry, random) => {
        const ms = backoffMs(retry, options, () => random);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(Math.min(500, 10 * 2 ** retry));
      },
    ),
  );
});

test("the whole delay is random, so that calls that failed together are not repeated together", () => {
  expect(backoffMs(3, options, () => 0)).toBe(0);
  expect(backoffMs(3, options, () => 0.5)).toBe(40);
  expect(backoffMs(99, options, () => 0.999)).toBeCloseTo(499.5);
});
