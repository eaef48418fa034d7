// Delays of a backoff: doubling, the bounds, the jitter and the reset.
import { expect, test } from "vitest";
import { Backoff } from "./backoff.ts";

const bounds = { delayMsMin: 50, delayMsMax: 1000 };
const delays = (backoff: Backoff, count: number) => Array.from({ length: count }, () => backoff.next());

test("the delay doubles with each failure up to the maximum", () => {
  const backoff = new Backoff(bounds, () => 0.5);
  expect(delays(backoff, 7)).toEqual([37.5, 75, 150, 300, 600, 750, 750]);
  expect(backoff.failures).toBe(7);
});

test("jitter removes at most half of the delay and adds nothing", () => {
  expect(delays(new Backoff(bounds, () => 0), 6)).toEqual([25, 50, 100, 200, 400, 500]);
  const [first = 0] = delays(new Backoff(bounds, () => 1 - Number.EPSILON), 1);
  expect(first).toBeLessThanOrEqual(50);
  expect(first).toBeGreaterThan(49);
});

test("a success resets the delay to the shortest", () => {
  const backoff = new Backoff(bounds, () => 0);
  delays(backoff, 5);
  backoff.reset();
  expect(backoff.failures).toBe(0);
  expect(backoff.next()).toBe(25);
});

test("a server that is down for days does not overflow the delay", () => {
  const backoff = new Backoff(bounds, () => 0);
  delays(backoff, 5000);
  expect(backoff.next()).toBe(500);
});
