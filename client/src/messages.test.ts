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

test("the smallest and the largest 64-bit integer are sent exactly", () => {
  for (const value of [-(2n ** 63n), -1n, 0n, 2n ** 32n, 2n ** 63n - 1n]) {
    const bytes = IncrementRequest.encode({ delta: int64Field(value, "delta") }).finish();
    expect(int64Of(IncrementRequest.decode(bytes).delta)).toBe(value);
  }
});

test("a 64-bit integer that is rejected is in the message, or its type", () => {
  for (const [value, reason] of [
    [1.5, "must be a bigint or a safe integer, not 1.5"],
    ["1", "must be a bigint or a safe integer, not a string"],
    [2n ** 63n, "does not fit 64 signed bits"],
  ] as [number, string][])
    expect(() => int64Field(value, "delta")).toThrow(`delta: ${reason}`);
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

test("an expiry is sent as it was given, and one that is rejected is in the message", () => {
  expect([expiryMessage({ expiry: "keep" }), expiryMessage({ expiry: "none" })]).toEqual([
    { keep: true },
    { none: true },
  ]);
  expect(expiryMessage({ ttlMs: 1 })).toEqual({ ttl: { seconds: 0, nanos: 1_000_000 } });
  for (const [options, message] of [
    [{ expiry: "never" }, 'm.expiry: must be "keep" or "none"'],
    [{ ttlMs: 5, expiry: "none" }, "m.ttlMs: cannot be given together with expiry"],
    [{ ttlMs: 0 }, "m.ttlMs: must be a whole number of at least 1, not 0"],
    [{ ttlMs: "5" }, "m.ttlMs: must be a whole number of at least 1, not a string"],
  ] as [{ ttlMs: number }, string][])
    expect(() => expiryMessage(options, "m.")).toThrow(message);
  for (const options of [{}, { expiry: "keep" }] as const)
    expect(() => touchExpiryMessage(options, "m.")).toThrow(
      'm.ttlMs: touch requires ttlMs or expiry: "none"',
    );
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

  test("is sent as it was given", () => {
    expect(preconditionMessage({ ifAbsent: true })).toEqual({ absent: true });
    expect(preconditionMessage({ ifPresent: true })).toEqual({ present: true });
    expect(preconditionMessage({ ifVersion: "1" })).toEqual({ version: "1" });
  });

  test("that is rejected says why", () => {
    expect(() => preconditionMessage({ ifVersion: "" }, "m.")).toThrow(
      "m.ifVersion: must be a version that was read; leave it out for no precondition, or use ifAbsent",
    );
    expect(() => preconditionMessage({ ifAbsent: true, ifPresent: true } as never, "m.")).toThrow(
      "m.ifAbsent, m.ifPresent, m.ifVersion: at most one of these can be given",
    );
  });

  test("that contradicts another is rejected", () => {
    expect(invalidField(() => preconditionMessage({ ifAbsent: true, ifVersion: "1" }))).toContain("ifAbsent");
  });
});

test("a value that is not bytes is named with the index of its mutation", () => {
  const text = { type: "set", key: "a", value: "x" } as never;
  expect(() => mutationMessages([text])).toThrow("mutations[0].value: must be a Uint8Array, not a string");
});

test("an invalid mutation is named with its index", () => {
  const good = { type: "delete", key: "a" } as const;
  const invalid = { type: "set", key: "b", value: new Uint8Array(), ttlMs: 0 } as const;
  expect(invalidField(() => mutationMessages([good, invalid]))).toBe("mutations[1].ttlMs");
  const unknown = { type: "put", key: "b" } as unknown as typeof good;
  expect(invalidField(() => mutationMessages([good, unknown]))).toBe("mutations[1].type");
});

test("a mutation without options is sent with their defaults, and with its own options in its own fields", () => {
  const value = Uint8Array.of(1);
  const none = { expiry: null, precondition: null };
  expect(
    mutationMessages([
      { type: "set", key: "a", value },
      { type: "delete", key: "b" },
      { type: "increment", key: "c" },
      { type: "increment", key: "d", delta: -2, initial: 7 },
    ]),
  ).toEqual([
    { set: { key: "a", value, contentType: "", kind: 0, returnPrevious: false, ...none } },
    { delete: { key: "b", precondition: null, returnPrevious: false } },
    { increment: { key: "c", delta: 1, initial: 0, ...none } },
    { increment: { key: "d", delta: -2, initial: 7, ...none } },
  ]);
});
