// The checks of a transaction and a scan: the whole error of each rejection.
import { describe, expect, it, test } from "vitest";
import { add, after, at, atVersion, put, remove, touch } from "../../test/conformance/mutations.ts";
import { ttlMsMax } from "../model/limits.ts";
import type { Mutation, Transaction } from "../model/mutation.ts";
import { checkScan, transactionError } from "./guard-checks.ts";

const now = 1_700_000_000_000;
const limits = { transactionMutationsMax: 3, valueBytesMax: 10 };
const errorOf = (transaction: Transaction) => transactionError(transaction, limits, now);

interface Faulty {
  readonly mutation: Mutation;
  readonly field: string;
  readonly description: string;
}

const tenYears = "from 1 ms to 315576000000 ms, ten years";

const faulty = [
  [put("a", "x".repeat(11)), "value", "is 11 bytes long; the limit is 10"],
  [put("a", "", { contentType: "\0" }), "contentType", "must not contain NUL (U+0000)"],
  [put("a", "", { expiry: after(0) }), "expiry", `is 0 ms; it must be ${tenYears}`],
  [add("a", 1n, { expiry: after(ttlMsMax + 1) }), "expiry", `is 315576000001 ms; it must be ${tenYears}`],
  [touch("a", after(-1)), "expiry", `is -1 ms; it must be ${tenYears}`],
  [touch("a", after(2 ** 70)), "expiry", `is ${2 ** 70} ms; it must be ${tenYears}`],
  [touch("a", after(Number.NaN)), "expiry", "must be a whole number of ms"],
  [touch("a", after(-0.5)), "expiry", "must be a whole number of ms"],
  [touch("a", at(now + 0.5)), "expiry", "must end at a whole number of ms"],
  [
    touch("a", at(now + ttlMsMax + 1)),
    "expiry",
    "is 315576000001 ms from now; the limit is 315576000000 ms, ten years",
  ],
  [
    remove("a", { precondition: atVersion("") }),
    "precondition.version",
    "is empty; no record has an empty version",
  ],
  [remove("a", { precondition: atVersion("\0") }), "precondition.version", "must not contain NUL (U+0000)"],
  [add("a", 2n ** 63n), "delta", "does not fit 64 signed bits"],
  [add("a", 1n, { initial: -(2n ** 63n) - 1n }), "initial", "does not fit 64 signed bits"],
].map(([mutation, field, description]) => ({ mutation, field, description }) as Faulty);

describe("a transaction is rejected", () => {
  it.each<[string, readonly Mutation[], string, string, string]>([
    ["without mutations", [], "invalid", "mutations", "is empty; it needs 1 to 3 items"],
    [
      "with too many",
      [put("a", ""), put("b", ""), put("c", ""), put("d", "")],
      "too-large",
      "mutations",
      "has 4 items; the limit is 3",
    ],
  ])("%s", (_, mutations, code, field, description) => {
    const error = errorOf({ mutations });
    expect(error).toMatchObject({
      code,
      violations: [{ path: [field], description }],
      outcome: "not-applied",
    });
    expect(error?.mutationIndex).toBeUndefined();
  });

  it.each(faulty)("for its second mutation: $field $description", ({ mutation, field, description }) => {
    expect(errorOf({ mutations: [put("z", ""), mutation] })).toMatchObject({
      code: field === "value" ? "too-large" : "invalid",
      violations: [{ path: ["mutations", 1, ...field.split(".")], description }],
      mutationIndex: 1,
      outcome: "not-applied",
    });
  });

  it("for a key that occurs twice, at its second place", () => {
    expect(errorOf({ mutations: [put("a", ""), put("b", ""), remove("b")] })).toMatchObject({
      code: "invalid",
      violations: [
        {
          path: ["mutations", 2, "key"],
          description: "is also the key of mutations[1]; a transaction may contain each key only once",
        },
      ],
      mutationIndex: 2,
    });
  });

  it.each<[string, string, number, string]>([
    ["", "idempotency.key", now, "is empty"],
    ["a\0", "idempotency.key", now, "must not contain NUL (U+0000)"],
    ["i".repeat(256), "idempotency.key", now, "is 256 bytes long; the limit is 255"],
    ["a||b", "idempotency.key", now, 'must not contain "||"'],
    ["a", "idempotency.expireTime", 0.5, "must be a whole number of ms"],
  ])("for the idempotency key %j or its expiry", (key, field, expireTime, description) => {
    expect(
      errorOf({ mutations: [put("a", "")], idempotency: { key, fingerprint: "f", expireTime } }),
    ).toMatchObject({
      violations: [{ path: field.split("."), description }],
    });
  });
});

test("a transaction at the limits is not rejected", () => {
  const idempotency = { key: "i".repeat(255), fingerprint: "f", expireTime: now };
  const mutations = [put("a", "x".repeat(10)), touch("b", at(now + ttlMsMax)), touch("c", after(ttlMsMax))];
  expect(errorOf({ mutations, idempotency })).toBeUndefined();
  for (const ttlMs of [1, ttlMsMax])
    expect(errorOf({ mutations: [touch("a", after(ttlMs))] })).toBeUndefined();
  expect(
    errorOf({ mutations: [touch("a", at(now - 1)), remove("b", { precondition: atVersion("1") })] }),
  ).toBeUndefined();
});

test("a scan has a valid prefix and a limit of 1 to 1000", () => {
  const scan = { prefix: "", cursor: undefined, limit: 1, view: "keys" } as const;
  checkScan(scan);
  checkScan({ ...scan, prefix: "p", limit: 1000 });
  for (const limit of [0, 1001, 1.5, Number.NaN])
    expect(() => checkScan({ ...scan, limit })).toThrow(
      expect.objectContaining({
        code: "invalid",
        message: `limit: is ${limit}; it must be a whole number from 1 to 1000`,
      }),
    );
  expect(() => checkScan({ ...scan, prefix: "\0" })).toThrow("prefix: must not contain NUL (U+0000)");
});
