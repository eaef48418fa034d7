// Counters: which values are counters, and what an addition gives at the ends of the range.
import { describe, expect, it, test } from "vitest";
import { addToCounter, fitsCounter, formatCounter, sumOverflowError } from "./counter.ts";

const greatest = 2n ** 63n - 1n;
const least = -(2n ** 63n);
const sumOf = (text: string, delta: bigint) => addToCounter(Buffer.from(text), { delta, initial: 100n }, 2);

test.each([
  [greatest, true],
  [greatest + 1n, false],
  [least, true],
  [least - 1n, false],
  [0n, true],
])("whether %d fits is %s", (value, fits) => {
  expect(fitsCounter(value)).toBe(fits);
});

test("a counter is stored as decimal text", () => {
  expect(Buffer.from(formatCounter(least)).toString()).toBe("-9223372036854775808");
});

describe("an addition", () => {
  it("starts from the initial value where there is no record", () => {
    expect(addToCounter(undefined, { delta: 2n, initial: 100n }, 0)).toBe(102n);
  });

  it.each(["0", "7", "-1", "-10", `${greatest}`, `${least}`])("adds to %s", (text) => {
    expect(sumOf(text, 0n)).toBe(BigInt(text));
  });

  it.each([
    ...["", " ", "a", "1a", "a1", " 1", "1 ", "01", "-0", "-01", "+1", "--1", "1.0", "1e3", "0x1", "٣"],
    ...["-", "1\n", `${greatest + 1n}`, `${least - 1n}`, "99999999999999999999", "0".repeat(21)],
  ])("to %j is wrong-type", (text) => {
    expect(sumOf(text, 1n)).toMatchObject({
      code: "wrong-type",
      message: "the value is not a decimal 64-bit integer",
      mutationIndex: 2,
      outcome: "not-applied",
    });
  });

  it("reads a value that is part of a larger buffer", () => {
    const buffer = Buffer.from("[12]");
    expect(addToCounter(buffer.subarray(1, 3), { delta: 1n, initial: 0n }, 0)).toBe(13n);
  });

  it("reaches the ends of the range and does not pass them", () => {
    expect(sumOf(`${greatest - 1n}`, 1n)).toBe(greatest);
    expect(sumOf(`${least + 1n}`, -1n)).toBe(least);
    const overflow = {
      code: "invalid",
      mutationIndex: 2,
      violations: [{ path: ["mutations", 2, "delta"], description: "the sum does not fit 64 signed bits" }],
    };
    expect(sumOf(`${greatest}`, 1n)).toMatchObject(overflow);
    expect(sumOf(`${least}`, -1n)).toMatchObject(overflow);
    expect(sumOverflowError(2)).toMatchObject(overflow);
  });
});
