// The grpc-timeout field: every unit, every bound, and nothing else.
import fc from "fast-check";
import { expect, test } from "vitest";
import { leftTimeoutMs, readTimeoutMs, timeoutMsMax, writeTimeout } from "./grpc-timeout.ts";
import { statusCode } from "./status.ts";

test("each unit is accepted", () => {
  expect(["1H", "2M", "3S", "4m", "5u", "6n"].map(readTimeoutMs)).toEqual([
    3_600_000, 120_000, 3000, 4, 0.005, 0.000006,
  ]);
});

test("a valid timeout beyond the range of a timer is capped instead of firing at once", () => {
  expect(readTimeoutMs("600H")).toBe(timeoutMsMax);
  expect(readTimeoutMs("99999999H")).toBe(timeoutMsMax);
  expect(readTimeoutMs("596H")).toBe(596 * 3_600_000);
});

test("an invalid timeout is rejected", () => {
  for (const text of [
    "",
    "1",
    "S",
    "123456789m",
    "-1S",
    "+1S",
    "1.5S",
    " 1S",
    "1 S",
    "1s",
    "1h",
    "0x1S",
    "1SS",
  ]) {
    expect(() => readTimeoutMs(text), text).toThrow(
      expect.objectContaining({
        code: statusCode.internal,
        message: `INTERNAL: grpc-timeout must be 1 to 8 digits and one of H, M, S, m, u, n, not ${JSON.stringify(text)}`,
      }),
    );
  }
});

test("the error of a long text shows its beginning", () => {
  expect(() => readTimeoutMs("9".repeat(41))).toThrow(`not ${JSON.stringify("9".repeat(40))}`);
});

test("a timeout is sent in the finest unit that fits eight digits", () => {
  expect([0, -1, 0.1, 99_999_999, 99_999_999.5].map(writeTimeout)).toEqual([
    "0m",
    "0m",
    "1m",
    "99999999m",
    "100000S",
  ]);
  expect([99_999_999_000, 99_999_999_001, 360_000_000_000].map(writeTimeout)).toEqual([
    "99999999S",
    "27778H",
    "100000H",
  ]);
});

test("a remaining timeout below a millisecond is sent as it is, and others in steps of a 32nd", () => {
  expect([0.5, 0, -1, Number.NaN].map((ms) => leftTimeoutMs(ms, 10))).toEqual([0.5, 0, -1, Number.NaN]);
  expect([1, 1.5, 63.5, 64.5, 1000, 1001].map((ms) => leftTimeoutMs(ms, 2000))).toEqual([
    1, 2, 64, 66, 1008, 1008,
  ]);
  expect(leftTimeoutMs(1001, 1002)).toBe(1002);
});

test("an encoded timeout decodes to the same value or at most one unit more, never less", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.nat(timeoutMsMax), fc.double({ min: 0, max: timeoutMsMax, noNaN: true })),
      (ms) => {
        const text = writeTimeout(ms);
        expect(text).toMatch(/^\d{1,8}[HMSm]$/);
        expect(readTimeoutMs(text)).toBeGreaterThanOrEqual(Math.min(ms, timeoutMsMax));
        expect(readTimeoutMs(text)).toBeLessThanOrEqual(ms + 1000);
      },
    ),
  );
  expect(writeTimeout(1e18)).toBe("99999999H");
});

test("a remaining timeout is sent never shorter, slightly longer at most, and never above the original", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e9, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (givenMs, part) => {
        const leftMs = givenMs * part;
        const sent = leftTimeoutMs(leftMs, givenMs);
        expect(sent).toBeGreaterThanOrEqual(leftMs);
        expect(sent).toBeLessThanOrEqual(Math.min(givenMs, leftMs * (1 + 1 / 32) + 1));
      },
    ),
  );
  expect(leftTimeoutMs(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});

test("calls that waited up to 400 ms of five seconds send at most five different timeouts", () => {
  const sent = Array.from({ length: 1000 }, (_, waitedMs) => leftTimeoutMs(5000 - waitedMs * 0.4, 5000));
  expect(new Set(sent).size).toBeLessThanOrEqual(5);
});
