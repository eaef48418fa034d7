// Limits: each has a default, a meaning and a counter, and a wrong one is rejected by name.
import { expect, test } from "vitest";
import { limitTable } from "./limit-table.ts";
import { compileLimits, type LimitName, makeCounters } from "./limits.ts";

test("limits that are not given have their defaults", () => {
  const limits = compileLimits({ connectionsMax: 5 });
  expect(limits.connectionsMax).toBe(5);
  expect(limits.streamsPerConnectionMax).toBe(limitTable.streamsPerConnectionMax.default);
});

test("times and rates may be Infinity, counts and bytes may not", () => {
  expect(compileLimits({ idleMsMax: Number.POSITIVE_INFINITY }).idleMsMax).toBe(Number.POSITIVE_INFINITY);
  expect(() => compileLimits({ connectionsMax: Number.POSITIVE_INFINITY })).toThrow("connectionsMax");
});

test.each([
  ["connectionsMax", 0],
  ["connectionsMax", 1.5],
  ["idleMsMax", -1],
  ["idleMsMax", Number.NaN],
  ["ageJitterRatio", -0.1],
  ["streamWindowBytes", 1000],
  ["requestMessageBytesMax", 2 ** 40],
] as const)("the limit %s cannot be %d", (name, value) => {
  expect(() => compileLimits({ [name]: value })).toThrow(`limit ${name}`);
});

test("every limit may have its largest value, and no larger one", () => {
  const largest = { bytes: 0x7fffffff, count: Number.MAX_SAFE_INTEGER, ratio: 1 };
  for (const [name, { unit }] of Object.entries(limitTable)) {
    if (unit === "ms" || unit === "per second") {
      expect(compileLimits({ [name]: Number.POSITIVE_INFINITY })).toHaveProperty(
        name,
        Number.POSITIVE_INFINITY,
      );
      continue;
    }
    expect(compileLimits({ [name]: largest[unit] })).toHaveProperty(name, largest[unit]);
    const description = `${largest[unit]} (${unit}), not ${largest[unit] + 1}`;
    expect(() => compileLimits({ [name]: largest[unit] + 1 })).toThrow(description);
  }
});

test("an unknown limit is rejected by its name", () => {
  const options = { connectionMax: 5 } as Partial<Record<LimitName, number>>;
  expect(() => compileLimits(options)).toThrow("connectionMax");
});

test("every limit has a default within its range, a meaning and a counter", () => {
  expect(() => compileLimits({})).not.toThrow();
  const counters = makeCounters();
  for (const { meaning, counter } of Object.values(limitTable)) {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(counters[counter]).toBe(0);
  }
});
