// Numbers, times, preconditions and expiries on their way into messages.
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

function fieldAtFault(run: () => unknown): string | undefined {
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
  test("survives the wire, whatever it is", () => {
    fc.assert(
      fc.property(anyInt64, (value) => {
        const bytes = IncrementRequest.encode({ delta: int64Field(value, "delta") }).finish();
        expect(int64Of(IncrementRequest.decode(bytes).delta)).toBe(value);
      }),
    );
  });

  test("may be a safe integer as a number", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const bytes = IncrementRequest.encode({ delta: int64Field(value, "delta") }).finish();
        expect(int64Of(IncrementRequest.decode(bytes).delta)).toBe(BigInt(value));
      }),
    );
  });

  test.each([[1.5], [2 ** 53], [Number.NaN], [2n ** 63n], [-(2n ** 63n) - 1n]])(
    "is refused if it is %s",
    (value) => {
      expect(fieldAtFault(() => int64Field(value, "delta"))).toBe("delta");
    },
  );
});

test("a span of whole ms survives the wire", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 315_576_000_000 }), (ms) => {
      const { ttl } = Expiry.decode(Expiry.encode({ ttl: durationMessage(ms) }).finish());
      expect(msOf(ttl ?? {})).toBe(ms);
      expect(ttl?.nanos ?? 0).toBeLessThan(1e9);
    }),
  );
});

describe("an expiry", () => {
  test("is left out if nothing is said", () => {
    expect(expiryMessage({})).toBeNull();
  });

  test.each([[0], [-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY]])("of %s ms is refused", (ttlMs) => {
    expect(fieldAtFault(() => expiryMessage({ ttlMs }))).toBe("ttlMs");
  });

  test("that says two things is refused", () => {
    expect(fieldAtFault(() => expiryMessage({ ttlMs: 5, expiry: "none" }))).toBe("ttlMs");
  });

  test("is required of a touch, and cannot be keep", () => {
    expect(fieldAtFault(() => touchExpiryMessage({}))).toBe("ttlMs");
    expect(fieldAtFault(() => touchExpiryMessage({ expiry: "keep" }))).toBe("ttlMs");
    expect(touchExpiryMessage({ expiry: "none" })).toEqual({ none: true });
  });
});

describe("a precondition", () => {
  test("is left out if nothing is asked", () => {
    expect(preconditionMessage({})).toBeNull();
    expect(preconditionMessage({ ifAbsent: false })).toBeNull();
  });

  test("on a version that is undefined or empty is refused, not dropped", () => {
    for (const ifVersion of [undefined, "", 7] as unknown as string[])
      expect(fieldAtFault(() => preconditionMessage({ ifVersion }))).toBe("ifVersion");
  });

  test("that contradicts itself is refused", () => {
    expect(fieldAtFault(() => preconditionMessage({ ifAbsent: true, ifVersion: "1" }))).toContain("ifAbsent");
  });
});

test("a faulty mutation is named with its place in the batch", () => {
  const good = { type: "delete", key: "a" } as const;
  const faulty = { type: "set", key: "b", value: new Uint8Array(), ttlMs: 0 } as const;
  expect(fieldAtFault(() => mutationMessages([good, faulty]))).toBe("mutations[1].ttlMs");
  const unknown = { type: "put", key: "b" } as unknown as typeof good;
  expect(fieldAtFault(() => mutationMessages([good, unknown]))).toBe("mutations[1].type");
});
