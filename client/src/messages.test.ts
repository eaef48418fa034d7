// Conversion of numbers, times, preconditions and expiries to messages.
import { statestore } from "@pillion/proto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StateError } from "./index.ts";
import { int64Field, int64Of } from "./int64.ts";
import {
  expiryMessage,
  mutationMessages,
  preconditionMessage,
  touchExpiryMessage,
} from "./mutation-messages.ts";
import { durationMessage, msOf } from "./time-messages.ts";

const { IncrementRequest, Expiry } = statestore.v1;
const anyInt64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

function invalidField(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof StateError && error.code === "invalid" && error.outcome === "not-applied")
      return error.field;
    throw error;
  }
  return "none";
}

describe("a 64-bit integer", () => {
  test("is the same after encoding and decoding", () => {
    fc.assert(
      fc.property(anyInt64, (value) => {
        const bytes = IncrementRequest.encode({ delta: int64Field(value, "delta") }).finish();
        expect(int64Of(IncrementRequest.decode(bytes).delta)).toBe(value);
      }),
    );
  });

  test("can be given as a number that is a safe integer", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const bytes = IncrementRequest.encode({ delta: int64Field(value, "delta") }).finish();
        expect(int64Of(IncrementRequest.decode(bytes).delta)).toBe(BigInt(value));
      }),
    );
  });

  test.each([[1.5], [2 ** 53], [Number.NaN], [2n ** 63n], [-(2n ** 63n) - 1n]])(
    "is rejected if it is %s",
    (value) => {
      expect(invalidField(() => int64Field(value, "delta"))).toBe("delta");
    },
  );
});

test("a duration of whole ms is the same after encoding and decoding", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 315_576_000_000 }), (ms) => {
      const { ttl } = Expiry.decode(Expiry.encode({ ttl: durationMessage(ms) }).finish());
      expect(msOf(ttl ?? {})).toBe(ms);
      expect(ttl?.nanos ?? 0).toBeLessThan(1e9);
    }),
  );
});

describe("an expiry", () => {
  test("is not sent if it is not given", () => {
    expect(expiryMessage({})).toBeNull();
  });

  test.each([[0], [-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY]])("of %s ms is rejected", (ttlMs) => {
    expect(invalidField(() => expiryMessage({ ttlMs }))).toBe("ttlMs");
  });

  test("that is given twice is rejected", () => {
    expect(invalidField(() => expiryMessage({ ttlMs: 5, expiry: "none" }))).toBe("ttlMs");
  });

  test("is required of a touch, and cannot be keep", () => {
    expect(invalidField(() => touchExpiryMessage({}))).toBe("ttlMs");
    expect(invalidField(() => touchExpiryMessage({ expiry: "keep" }))).toBe("ttlMs");
    expect(touchExpiryMessage({ expiry: "none" })).toEqual({ none: true });
  });
});

describe("a precondition", () => {
  test("is not sent if none is given", () => {
    expect(preconditionMessage({})).toBeNull();
    expect(preconditionMessage({ ifAbsent: false })).toBeNull();
  });

  test("on a version that is undefined or empty is rejected, not dropped", () => {
    for (const ifVersion of [undefined, "", 7] as unknown as string[])
      expect(invalidField(() => preconditionMessage({ ifVersion }))).toBe("ifVersion");
  });

  test("that contradicts another is rejected", () => {
    expect(invalidField(() => preconditionMessage({ ifAbsent: true, ifVersion: "1" }))).toContain("ifAbsent");
  });
});

test("an invalid mutation is named with its index", () => {
  const good = { type: "delete", key: "a" } as const;
  const invalid = { type: "set", key: "b", value: new Uint8Array(), ttlMs: 0 } as const;
  expect(invalidField(() => mutationMessages([good, invalid]))).toBe("mutations[1].ttlMs");
  const unknown = { type: "put", key: "b" } as unknown as typeof good;
  expect(invalidField(() => mutationMessages([good, unknown]))).toBe("mutations[1].type");
});
