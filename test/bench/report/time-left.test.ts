// The remaining time of a run, with an injected clock.
import { expect, it } from "vitest";
import { durationText, TimeLeft } from "./time-left.ts";

it("durations are in seconds, and from one minute on in minutes and seconds", () => {
  expect([400, 59_000, 61_000, 1_500_000].map(durationText)).toEqual([
    "0 s",
    "59 s",
    "1 min 1 s",
    "25 min 0 s",
  ]);
});

it("the remaining time is the sum of the estimates until enough of them have been timed", () => {
  let nowMs = 0;
  const time = new TimeLeft([30_000, 60_000, 100_000], () => nowMs);
  expect(time.leftMs(0)).toBe(190_000);
  nowMs = 90_000;
  expect(time.leftMs(1)).toBe(160_000);
});

it("a run that is slower than estimated has a longer remaining time", () => {
  let nowMs = 5_000;
  const time = new TimeLeft([60_000, 60_000], () => nowMs);
  nowMs = 125_000;
  expect(time.elapsedMs).toBe(120_000);
  expect(time.leftMs(1)).toBe(120_000);
});
