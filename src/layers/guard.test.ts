// The guard: each limit at its boundary, what its errors name, and how calls end.
import { expect, it } from "vitest";
import { rejection } from "../../test/conformance/fixture.ts";
import { openMemory } from "../../test/conformance/memory-subject.ts";
import { add, after, at, atVersion, put, remove, touch } from "../../test/conformance/mutations.ts";
import { createCall } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import { ttlMsMax } from "../model/limits.ts";
import type { Mutation } from "../model/mutation.ts";
import { DeadlineTimer } from "../store/deadline-timer.ts";
import type { StateStore } from "../store/state-store.ts";
import { guard } from "./guard.ts";

const now = Date.now();
const clock = { now: () => now, monotonic: () => performance.now() };
const call = createCall({ clock });
const int64Max = 2n ** 63n - 1n;

async function commitError(mutations: readonly Mutation[], options = {}): Promise<StoreError | undefined> {
  const { store, close } = await openMemory(guard(options));
  const [result] = await store.commit([{ mutations }], call);
  await close();
  return result instanceof StoreError ? result : undefined;
}

const invalid: readonly (readonly [string, Mutation, string, string, RegExp])[] = [
  ["no key", put("", "x"), "invalid", "key", /missing/],
  ["a key of 1025 bytes", put("k".repeat(1025), "x"), "too-large", "key", /1025 bytes.*1024/],
  ["a key with NUL", put("a\0b", "x"), "invalid", "key", /NUL/],
  ["a key with the separator", put("a||b", "x"), "invalid", "key", /"\|\|"/],
  ["a key with a lone surrogate", put("a\ud800", "x"), "invalid", "key", /UTF-8/],
  ["a value over the limit", put("a", "x".repeat(101)), "too-large", "value", /101 bytes.*100/],
  [
    "a long content type",
    put("a", "", { contentType: "c".repeat(256) }),
    "too-large",
    "contentType",
    /256.*255/,
  ],
  ["NUL in a content type", put("a", "", { contentType: "a\0" }), "invalid", "contentType", /NUL/],
  [
    "an expiry in eleven years",
    put("a", "", { expiry: at(now + ttlMsMax + 1) }),
    "invalid",
    "expiry",
    /limit/,
  ],
  ["an expiry that is not a number", touch("a", at(Number.NaN)), "invalid", "expiry", /whole number/],
  ["a time to live of eleven years", touch("a", after(ttlMsMax + 1)), "invalid", "expiry", /ten years/],
  ["a time to live of 2^70 ms", touch("a", after(2 ** 70)), "invalid", "expiry", /ten years/],
  ["a time to live of 0 ms", put("a", "", { expiry: after(0) }), "invalid", "expiry", /is 0 ms.*from 1 ms/],
  ["a time to live that is not a number", touch("a", after(Number.NaN)), "invalid", "expiry", /whole number/],
  [
    "a time to live with a fraction of a ms",
    add("a", 1n, { expiry: after(0.5) }),
    "invalid",
    "expiry",
    /whole number/,
  ],
  [
    "an expiry with a fraction of a ms",
    add("a", 1n, { expiry: at(now + 0.5) }),
    "invalid",
    "expiry",
    /whole number/,
  ],
  [
    "an empty version",
    put("a", "", { precondition: atVersion("") }),
    "invalid",
    "precondition.version",
    /empty/,
  ],
  [
    "NUL in a version",
    put("a", "", { precondition: atVersion("1\0") }),
    "invalid",
    "precondition.version",
    /NUL/,
  ],
  ["a delta over 64 bits", add("a", int64Max + 1n), "invalid", "delta", /64 signed bits/],
  [
    "an initial under 64 bits",
    add("a", 1n, { initial: -int64Max - 2n }),
    "invalid",
    "initial",
    /64 signed bits/,
  ],
];

for (const [what, mutation, code, field, message] of invalid) {
  it(`rejects ${what}, naming field, limit and size`, async () => {
    const error = await commitError([mutation], { valueBytesMax: 100 });
    const path = ["mutations", 0, ...field.split(".")];
    expect(error).toMatchObject({
      code,
      violations: [{ path, description: expect.stringMatching(message) }],
      mutationIndex: 0,
      outcome: "not-applied",
    });
  });
}

it("accepts everything that is exactly at its limit", async () => {
  const within: Mutation[] = [
    put("k".repeat(1024), "x".repeat(100), { contentType: "c".repeat(255) }),
    put("a", "", { expiry: at(now + ttlMsMax) }),
    put("shortest", "", { expiry: after(1) }),
    put("longest", "", { expiry: after(ttlMsMax) }),
    put("past", "", { expiry: at(now - 1) }),
    add("least", -int64Max - 1n),
    add("greatest", 0n, { initial: int64Max }),
  ];
  expect(await commitError(within, { valueBytesMax: 100 })).toBeUndefined();
});

it("names the invalid mutation of a transaction", async () => {
  const error = await commitError([put("a", "1"), put("b", "2"), put("", "3")]);
  expect(error).toMatchObject({ violations: [{ path: ["mutations", 2, "key"] }], mutationIndex: 2 });
});

it("rejects a key that occurs twice, an empty transaction and 1001 mutations", async () => {
  expect(await commitError([put("a", ""), put("b", ""), remove("a")])).toMatchObject({
    code: "invalid",
    violations: [
      {
        path: ["mutations", 2, "key"],
        description: "is also the key of mutations[0]; a transaction may contain each key only once",
      },
    ],
    mutationIndex: 2,
  });
  expect(await commitError([])).toMatchObject({ code: "invalid", violations: [{ path: ["mutations"] }] });
  const many = Array.from({ length: 1001 }, (_, index) => put(`k${index}`, ""));
  expect(await commitError(many)).toMatchObject({ code: "too-large", violations: [{ path: ["mutations"] }] });
  expect(await commitError(many.slice(1))).toBeUndefined();
});

it("rejects an idempotency key that is empty, too long or contains what no key may contain", async () => {
  const { store, close } = await openMemory(guard());
  for (const key of ["", "i".repeat(256), "a\0", "a||b", "\udc00"]) {
    const idempotency = { key, fingerprint: "f", expireTime: now + 1000 };
    const [result] = await store.commit([{ mutations: [put("a", "x")], idempotency }], call);
    expect(result).toMatchObject({ violations: [{ path: ["idempotency", "key"] }], outcome: "not-applied" });
  }
  await close();
});

it("returns the error of an invalid transaction in its own place and applies the others", async () => {
  const { store, close } = await openMemory(guard());
  const transactions = [put("a", "A"), put("", "x"), put("b", "B"), put("c||", "x")];
  const results = await store.commit(
    transactions.map((mutation) => ({ mutations: [mutation] })),
    call,
  );
  expect(results.map((result) => (result instanceof StoreError ? result.code : "applied"))).toEqual([
    "applied",
    "invalid",
    "applied",
    "invalid",
  ]);
  await close();
});

it("returns the error of an invalid key in its own place and reads the others", async () => {
  const { store, close } = await openMemory(guard());
  await store.commit([{ mutations: [put("a", "A")] }], call);
  const results = await store.read(["a", "", "b", "a"], { consistency: "strong", view: "full" }, call);
  expect(results).toMatchObject([
    { key: "a" },
    { code: "invalid", violations: [{ path: ["keys", 1] }] },
    undefined,
    { key: "a" },
  ]);
  const [single] = await store.read([""], { consistency: "strong", view: "full" }, call);
  expect(single).toMatchObject({ violations: [{ path: ["keys", 0] }] });
  await close();
});

it("rejects more keys, transactions or records of a page than the limits allow", async () => {
  const { store, close } = await openMemory(guard());
  const keys = Array.from({ length: 1001 }, (_, index) => `k${index}`);
  const options = { consistency: "strong", view: "full" } as const;
  expect(await rejection(store.read(keys, options, call))).toMatchObject({
    code: "too-large",
    violations: [{ path: ["keys"] }],
  });
  const transactions = keys.slice(0, 101).map((key) => ({ mutations: [put(key, "x")] }));
  expect(await rejection(store.commit(transactions, call))).toMatchObject({
    code: "too-large",
    violations: [{ path: ["transactions"] }],
  });
  const query = { prefix: "", cursor: undefined, view: "keys" } as const;
  for (const limit of [0, -1, 1.5, 1001, Number.NaN]) {
    const error = await rejection(store.scan({ ...query, limit }, call));
    expect(error).toMatchObject({ code: "invalid", violations: [{ path: ["limit"] }] });
  }
  const error = await rejection(store.scan({ ...query, prefix: "p".repeat(1025), limit: 10 }, call));
  expect(error).toMatchObject({ code: "too-large", violations: [{ path: ["prefix"] }] });
  await close();
});

it("ends a call without a deadline after the default, and any call after the maximum", async () => {
  const options = { deadlineMsDefault: 20, deadlineMsMax: 60, deadlines: new DeadlineTimer() };
  const { store, freeze, close } = await openMemory(guard(options));
  const thaw = await freeze?.();
  const without = await rejection(store.ping(createCall()));
  const late = createCall({ deadline: performance.now() + 3_600_000 });
  const error = await rejection(store.commit([{ mutations: [put("a", "x")] }], late));
  await thaw?.();
  expect(without).toMatchObject({ code: "deadline", outcome: "not-applied" });
  expect(error).toMatchObject({ code: "deadline", outcome: "unknown" });
  await close();
});

it("passes the effective deadline to the store below", async () => {
  const deadlines: number[] = [];
  const spy = (inner: StateStore): StateStore => ({
    facts: inner.facts,
    read: (keys, options, below) => inner.read(keys, options, below),
    commit: (transactions, below) => inner.commit(transactions, below),
    scan: (query, below) => inner.scan(query, below),
    ping: async (below) => {
      deadlines.push(below.deadline - performance.now());
    },
    close: () => inner.close(),
  });
  const { store, close } = await openMemory((inner) => guard()(spy(inner)));
  await store.ping(createCall());
  await store.ping(createCall({ deadline: performance.now() + 3_600_000 }));
  await store.ping(createCall({ deadline: performance.now() + 500 }));
  expect(deadlines[0]).toBeLessThanOrEqual(5000);
  expect(deadlines[1]).toBeLessThanOrEqual(60_000);
  expect(deadlines[2]).toBeLessThanOrEqual(500);
  expect(deadlines[1]).toBeGreaterThan(5000);
  await close();
});

it("discards a result or error that arrives after the deadline", async () => {
  const unhandled: unknown[] = [];
  const record = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", record);
  const deadlines = new DeadlineTimer();
  const { store, freeze, close } = await openMemory(guard({ deadlineMsDefault: 10, deadlines }));
  const thaw = await freeze?.();
  const sent = [store.ping(createCall()), store.commit([{ mutations: [put("a", "late")] }], createCall())];
  for (const promise of sent) expect((await rejection(promise)).code).toBe("deadline");
  const closing = close();
  await thaw?.();
  await closing;
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", record);
  expect(unhandled).toEqual([]);
  expect(deadlines.size).toBe(0);
});

it("keeps no deadline of calls that succeeded or failed", async () => {
  const deadlines = new DeadlineTimer();
  const { store, close } = await openMemory(guard({ deadlines }));
  await store.ping(call);
  await close();
  await rejection(store.ping(call));
  expect(deadlines.size).toBe(0);
});

it("turns any error that a store throws into a StoreError", async () => {
  const broken = (inner: StateStore): StateStore => ({
    ...inner,
    facts: inner.facts,
    ping: () => Promise.reject(new TypeError("secret detail")),
  });
  const { store } = await openMemory((inner) => guard()(broken(inner)));
  expect(await rejection(store.ping(call))).toMatchObject({ code: "internal", message: "internal error" });
});
