// Reading in slices: every key once, in order, in slices that grow, and errors in their own places.
import { beforeEach, expect, test } from "vitest";
import { type Call, createCall, guard, type StateStore, StoreError } from "../index.ts";
import {
  countingFetches,
  errorOf,
  handClock,
  numbered,
  openStore,
  put,
  withCommit,
} from "./operation-fixture.ts";
import { readSlices, resultBytes } from "./read-slices.ts";

const clock = handClock();
const call = createCall({ clock });
const consistency = "eventual" as const;

let store: StateStore;

beforeEach(async () => {
  store = await openStore(clock);
});

async function slicesOf(from: StateStore, keys: readonly string[], sliceBytes: number, callOf = () => call) {
  const slices = [];
  for await (const slice of readSlices(from, { keys, consistency, sliceBytes }, callOf)) slices.push(slice);
  return slices;
}

test("slices have each key once, in order, and grow up to a hundred keys", async () => {
  const keys = numbered("k", 300);
  for (const key of keys) await store.commit([{ mutations: [put(key)] }], call);
  const calls: Call[] = [];
  const slices = await slicesOf(store, keys, 2 ** 20, () => {
    calls.push(call);
    return call;
  });
  expect(slices.map(({ length }) => length)).toEqual([8, 32, 100, 100, 60]);
  expect(slices.flat().map((result) => (result && "key" in result ? result.key : result))).toEqual(keys);
  expect(calls).toHaveLength(5);
  expect(await slicesOf(store, [], 1)).toEqual([]);
});

test("a slice has as many records of the mean size as fit, and at least one", async () => {
  const keys = numbered("k", 14);
  // Each record takes its key of 6 bytes, its value and an overhead of 128 bytes.
  for (const key of keys) await store.commit([{ mutations: [put(key, new Uint8Array(66))] }], call);
  const { counted, fetchedBytes } = countingFetches(store);
  expect((await slicesOf(counted, keys, 400)).map(({ length }) => length)).toEqual([8, 2, 2, 2]);
  expect(fetchedBytes).toEqual([8 * 66, 132, 132, 132]);
  expect((await slicesOf(store, keys.slice(0, 10), 1)).map(({ length }) => length)).toEqual([8, 1, 1]);
});

test("an invalid key is an error with its place among all keys, and missing keys are undefined", async () => {
  const keys = [...numbered("k", 9), "", "x"];
  const results = (await slicesOf(guard()(store), keys, 2 ** 20)).flat();
  expect(results).toHaveLength(11);
  expect(results[9]).toMatchObject({ code: "invalid", violations: [{ path: ["keys", 9] }] });
  expect(results.filter((result) => result === undefined)).toHaveLength(10);
});

test("a store that returns fewer results than requested causes an internal error", async () => {
  const silent: StateStore = { ...withCommit(store, (_, next) => next()), read: async () => [undefined] };
  expect(await errorOf(slicesOf(silent, ["a", "b"], 1))).toMatchObject({
    code: "internal",
    message: "the store returned fewer results than requested",
  });
});

test("a result without a record has the size of its key", () => {
  expect(resultBytes(undefined, "é")).toBe(2);
  expect(resultBytes(new StoreError("corrupt", "bad"), "abc")).toBe(3);
});
