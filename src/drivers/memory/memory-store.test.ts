// The bounds of the memory driver, which the clauses do not cover.
import { expect, it } from "vitest";
import { until } from "../../../test/conformance/fixture.ts";
import { at, bytes, put } from "../../../test/conformance/mutations.ts";
import { createAdjustableClock } from "../../../test/conformance/subject.ts";
import { createCall } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import { memoryDriver } from "./memory-driver.ts";

async function open(raw: Record<string, unknown> = {}) {
  const clock = createAdjustableClock();
  const context = { clock, random: Math.random, log: () => {}, storeName: "m" };
  const store = await memoryDriver.open(memoryDriver.compile(raw), context);
  return { store, clock, call: createCall({ clock }) };
}

function remembering(key: string, expireTime: number) {
  const idempotency = { key, fingerprint: "f", expireTime };
  return { mutations: [put(`record of ${key}`, "x")], idempotency };
}

it("rejects options that are unknown or out of bounds, and reports all of them", () => {
  const raw = { sweepIntervalMs: 0, sweepKeysMax: "many", colour: "red" };
  expect(() => memoryDriver.compile(raw)).toThrow(/sweepIntervalMs: .*; sweepKeysMax: .*; colour: /);
});

it("accepts numbers that are written as text", () => {
  expect(memoryDriver.compile({ sweepIntervalMs: "250" }).sweepIntervalMs).toBe(250);
});

it("removes more expired records than fit one step, one step after another", async () => {
  const { store, clock, call } = await open({ sweepIntervalMs: 5, sweepKeysMax: 10 });
  const time = clock.now() + 1000;
  const keys = Array.from({ length: 95 }, (_, index) => `k${index}`);
  await store.commit([{ mutations: keys.map((key) => put(key, "x", { expiry: at(time) })) }], call);
  clock.advance(1000);
  const before = createCall({ clock: { ...clock, now: () => time - 1 } });
  await until("all to be removed", async () => {
    const kept = await store.read(keys, { consistency: "strong", view: "keys" }, before);
    return kept.every((record) => record === undefined);
  });
  await store.close();
});

it("is overloaded by idempotency keys beyond its limit, until some have expired", async () => {
  const { store, clock, call } = await open({ idempotencyKeysMax: 2, sweepIntervalMs: 3_600_000 });
  const soon = clock.now() + 1000;
  await store.commit([remembering("a", soon), remembering("b", soon + 5000)], call);
  const [rejected, repeated] = await store.commit([remembering("c", soon), remembering("a", soon)], call);
  expect(rejected).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  expect(repeated).toHaveLength(1);
  clock.advance(1000);
  const [accepted] = await store.commit([remembering("c", soon + 9000)], call);
  expect(accepted).not.toBeInstanceOf(StoreError);
  await store.close();
});

it("returns a page with a cursor instead of skipping thousands of expired records", async () => {
  const { store, clock, call } = await open({ sweepIntervalMs: 3_600_000 });
  for (let start = 0; start < 3000; start += 100) {
    const names = Array.from({ length: 100 }, (_, index) => `k${start + index}`);
    const mutations = names.map((key) => put(key, "x", { expiry: at(clock.now() + 1) }));
    await store.commit([{ mutations }], call);
  }
  clock.advance(1);
  const page = await store.scan({ prefix: "k", cursor: undefined, limit: 10, view: "keys" }, call);
  expect(page.records).toEqual([]);
  expect(page.cursor).toBeDefined();
  await store.close();
});

it("returns bytes that a later write does not change", async () => {
  const { store, call } = await open();
  const read = async () => {
    const [record] = await store.read(["a"], { consistency: "strong", view: "full" }, call);
    if (record === undefined || record instanceof StoreError) throw new Error("the record should exist");
    return record.value;
  };
  await store.commit([{ mutations: [put("a", "first")] }], call);
  const first = await read();
  await store.commit([{ mutations: [put("a", "other")] }], call);
  expect(first).toEqual(bytes("first"));
  await store.close();
});
