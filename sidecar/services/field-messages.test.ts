// The small fields of the contract: lossless numbers and times.
import { statestore } from "@pillion/proto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noExpiry, ttlMsMax } from "../../src/index.ts";
import { durationOf } from "../rpc/status.ts";
import { bigintOf, expiryOf, int64Of, timestampOf } from "./field-messages.ts";

const { IncrementRequest, IncrementResponse } = statestore.v1;
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

describe("64-bit numbers", () => {
  test("none of them is changed by encoding and decoding", () => {
    fc.assert(
      fc.property(int64, (value) => {
        const bytes = IncrementResponse.encode({ value: int64Of(value) }).finish();
        expect(bigintOf(IncrementResponse.decode(bytes).value)).toBe(value);
        expect(
          bigintOf(
            IncrementRequest.decode(IncrementRequest.encode({ delta: int64Of(value) }).finish()).delta,
          ),
        ).toBe(value);
      }),
    );
  });

  test("plain numbers and missing fields are read, too", () => {
    expect(bigintOf(-5)).toBe(-5n);
    expect(bigintOf(undefined)).toBe(0n);
    expect(bigintOf(null)).toBe(0n);
  });
});

describe("times", () => {
  test("a time keeps its milliseconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (ms) => {
        const { seconds, nanos } = timestampOf(ms);
        expect(nanos).toBeGreaterThanOrEqual(0);
        expect(nanos).toBeLessThan(1e9);
        expect(seconds * 1000 + nanos / 1e6).toBe(ms);
      }),
    );
  });

  test("a duration keeps its milliseconds", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), (ms) => {
        const { seconds, nanos } = durationOf(ms);
        expect(seconds * 1000 + nanos / 1e6).toBe(ms);
      }),
    );
  });

  test("a ttl is never shorter than requested, and less than a millisecond longer", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1_000_000n, max: BigInt(ttlMsMax) * 1_000_000n }), (total) => {
        const ttl = { seconds: Number(total / 1_000_000_000n), nanos: Number(total % 1_000_000_000n) };
        const expiry = expiryOf({ ttl }, [], noExpiry);
        if (expiry.type !== "after") throw new TypeError(`the expiry is ${expiry.type}, not a time to live`);
        const extra = BigInt(expiry.ttlMs) * 1_000_000n - total;
        expect(extra >= 0n && extra < 1_000_000n).toBe(true);
      }),
    );
  });

  test("every ttl that is not a time to live is rejected with the path of its field", () => {
    fc.assert(
      fc.property(fc.integer({ max: 0 }), (value) => {
        expect(() => expiryOf({ ttl: { seconds: value } }, ["mutations", 1], noExpiry)).toThrow(
          expect.objectContaining({
            code: "invalid",
            violations: [
              { path: ["mutations", 1, "expiry"], description: expect.stringContaining(`${value} s`) },
            ],
          }),
        );
      }),
    );
  });
});
