// The small readers: sizes, durations, nearest names.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatQuantity, parseDurationMs, parseQuantity } from "./quantity.ts";
import { editDistance, nearestName } from "./suggestion.ts";

describe("quantities", () => {
  test.each([
    ["4Mi", 4 << 20],
    ["1.5Ki", 1536],
    ["0", 0],
    ["10k", 10_000],
    ["2G", 2_000_000_000],
  ])("%s is %i bytes", (text, bytes) => expect(parseQuantity(text)).toBe(bytes));

  test.each(["", "Mi", "4mi", "4 Mi", "-1", "1e3", "4MiB", "0x10", "99999999999Gi"])("%j is none", (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  test("every size is read back as it is written", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (bytes) => {
        expect(parseQuantity(formatQuantity(bytes))).toBe(bytes);
      }),
    );
  });
});

describe("durations", () => {
  test.each([
    ["10s", 10_000],
    ["1m30s", 90_000],
    ["1.5s", 1_500],
    ["250ms", 250],
    ["0", 0],
    ["1h", 3_600_000],
  ])("%s is %i ms", (text, ms) => expect(parseDurationMs(text)).toBe(ms));

  test.each(["", "10", "s", "10 s", "-1s", "1d"])("%j is none", (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  });
});

describe("nearest names", () => {
  test("the distance is zero only for equal texts, and the same both ways", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  test("swapped neighbours are one step", () => expect(editDistance("prot", "port")).toBe(1));

  test("a name that is far from all is not guessed", () => {
    expect(nearestName("zzzz", ["store", "mode"])).toBeUndefined();
    expect(nearestName("stor", ["store", "mode"])).toBe("store");
  });
});
