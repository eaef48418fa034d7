// Waits between repeats: never longer than their bound, and spread over all of it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

const options = { delayMs: 10, delayMsMax: 500 };

test("a wait is within the doubled delay and the bound, however often it is repeated", () => {
  fc.assert(
    fc.property(
      fc.nat(5_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (repeat, random) => {
        const ms = backoffMs(repeat, options, () => random);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(Math.min(500, 10 * 2 ** repeat));
      },
    ),
  );
});

test("the whole of the wait is random, so that those who failed together part", () => {
  expect(backoffMs(3, options, () => 0)).toBe(0);
  expect(backoffMs(3, options, () => 0.5)).toBe(40);
  expect(backoffMs(99, options, () => 0.999)).toBeCloseTo(499.5);
});
