// Delays between connection attempts: growing, bounded, with jitter.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Backoff } from "./backoff.ts";

test("delays grow by a factor of 1.6 up to the maximum, and start again after a reset", () => {
  const backoff = new Backoff({ delayMs: 100, delayMsMax: 300, random: () => 0.5 });
  const delays = [backoff.next(), backoff.next(), backoff.next(), backoff.next(), backoff.next()];
  expect(delays.map(Math.round)).toEqual([100, 160, 256, 300, 300]);
  backoff.reset();
  expect(Math.round(backoff.next())).toBe(100);
});

test("every delay is within 20 percent of its mean", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(2000), (random, attempts) => {
      const backoff = new Backoff({ delayMs: 1, delayMsMax: 1000, random: () => random });
      let delay = 0;
      for (let attempt = 0; attempt <= attempts; attempt += 1) delay = backoff.next();
      expect(delay).toBeGreaterThanOrEqual(0.8 * Math.min(1.6 ** attempts, 1000) - 1e-9);
      expect(delay).toBeLessThanOrEqual(1200);
    }),
  );
});
