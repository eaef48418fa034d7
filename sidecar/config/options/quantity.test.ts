// Sizes and durations as text.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatQuantity, parseDurationMs, parseQuantity } from "./quantity.ts";

describe("quantities", () => {
  test.each([
    ["4Mi", 4 << 20],
    ["1.5Ki", 1536],
    ["0", 0],
    ["10k", 10_000],
    ["2G", 2_000_000_000],
    ["4e6", 4_000_000],
    ["1.5E3", 1500],
    ["+4Mi", 4 << 20],
    [".5Mi", 512 << 10],
    ["1T", 1e12],
  ])("%s is %i bytes", (text, bytes) => expect(parseQuantity(text)).toBe(bytes));

  test.each(["", "Mi", "4mi", "4 Mi", "-1", "1e", "e3", "4Ki3", "4MiB", "0x10", "99999999999Gi"])(
    "%j is not a quantity",
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  test("a formatted size is parsed to the same size", () => {
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
    ["1500us", 2],
    ["2000\u00b5s", 2],
    ["+.5s", 500],
  ])("%s is %i ms", (text, ms) => expect(parseDurationMs(text)).toBe(ms));

  test.each(["", "10", "s", "10 s", "-1s", "1d"])("%j is not a duration", (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  });
});
