// The verbs that name their keys: results, limits, and indexes in lists.
import { beforeEach, describe, expect, test } from "vitest";
import {
  batchGet,
  batchWrite,
  commit,
  createCall,
  deleteRecord,
  exists,
  get,
  guard,
  increment,
  type Mutation,
  noPrecondition,
  type StateStore,
  type StoreError,
  set,
  touch,
  violationError,
} from "../index.ts";
import {
  countingFetches,
  errorOf,
  handClock,
  keysOf,
  numbered,
  openStore,
  put,
  withCommit,
} from "./operation-fixture.ts";

const clock = handClock();
const call = createCall({ clock });
const consistency = "eventual" as const;

describe("the verbs", () => {
  let store: StateStore;

  beforeEach(async () => {
    store = await openStore(clock);
  });

  const setText = (key: string, text: string) => set(store, { mutation: put(key, text), consistency }, call);
  const add = (key: string, delta: bigint): Mutation => ({
    type: "add",
    key,
    delta,
    initial: 0n,
    expiry: { type: "keep" },
    precondition: noPrecondition,
  });

  test("get returns the record that set wrote, and undefined for a key without a record", async () => {
    const { version } = await setText("a", "1");
    const record = await get(store, { key: "a", consistency }, call);
    expect(record).toMatchObject({ version, value: new TextEncoder().encode("1") });
    expect(await get(store, { key: "b", consistency }, call)).toBeUndefined();
  });

  test("exists returns the version, and undefined for a key without a record", async () => {
    const { version } = await setText("a", "1");
    expect(await exists(store, { key: "a", consistency }, call)).toBe(version);
    expect(await exists(store, { key: "b", consistency }, call)).toBeUndefined();
  });

  test("batchGet rejects an empty list and more than a thousand keys, naming field and number", async () => {
    expect(await errorOf(batchGet(store, { keys: [], consistency }, call))).toMatchObject({
      code: "invalid",
      violations: [{ path: ["keys"] }],
    });
    const many = await errorOf(batchGet(store, { keys: numbered("k", 1_001), consistency }, call));
    expect(many).toMatchObject({ code: "too-large", violations: [{ path: ["keys"] }] });
    expect((many as Error).message).toContain("1001 items; the limit is 1000");
    expect((await batchGet(store, { keys: numbered("k", 1_000), consistency }, call)).length).toBe(1_000);
  });

  test("batchGet returns the records that fit, and an error in the place of each further key, which is not read", async () => {
    const keys = numbered("k", 200);
    const valueBytes = 10_000;
    for (const key of keys) await store.commit([{ mutations: [put(key, new Uint8Array(valueBytes))] }], call);
    const { counted, fetchedBytes } = countingFetches(store);
    const bytesMax = 50.5 * valueBytes;
    const results = await batchGet(counted, { keys, consistency, bytesMax }, call);
    expect(results.length).toBe(keys.length);
    const found = results.flatMap((result) => (result && "key" in result ? [result] : []));
    expect(found.map(({ key }) => key)).toEqual(keys.slice(0, found.length));
    expect(found.length).toBeGreaterThan(40);
    expect(found.length).toBeLessThanOrEqual(50);
    for (const [index, result] of results.entries()) {
      if (index < found.length) continue;
      expect(result).toMatchObject({ code: "too-large", violations: [{ path: ["keys", index] }] });
    }
    expect(fetchedBytes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(2 * bytesMax);
  });

  test("batchGet returns one record that is larger than the limit", async () => {
    await store.commit([{ mutations: [put("a", new Uint8Array(1_000))] }], call);
    const results = await batchGet(store, { keys: ["a", "a"], consistency, bytesMax: 500 }, call);
    expect(results[0]).toMatchObject({ key: "a" });
    const description =
      "the record was not read, because the records before it reach the limit of 500 bytes for one request; request this key again";
    expect(results[1]).toMatchObject({ code: "too-large", violations: [{ path: ["keys", 1], description }] });
  });

  test("batchGet returns records that fit exactly, and reads no more once the limit is reached", async () => {
    // Each record takes its key of 1 byte, a value of 71 bytes and an overhead of 128 bytes.
    for (const key of ["a", "b", "c"])
      await store.commit([{ mutations: [put(key, new Uint8Array(71))] }], call);
    const { counted, fetchedBytes } = countingFetches(store);
    const input = { keys: ["a", "b", "c"], consistency, bytesMax: 400 };
    expect(await batchGet(counted, input, call)).toMatchObject([
      { key: "a" },
      { key: "b" },
      { code: "too-large" },
    ]);
    expect(fetchedBytes).toHaveLength(1);
    const exact = await batchGet(counted, { ...input, keys: ["a", "b"] }, call);
    expect(exact).toMatchObject([{ key: "a" }, { key: "b" }]);
  });

  test("batchGet reads a hundred keys at once, and then as many as have space in the result", async () => {
    const keys = numbered("k", 250);
    // Each record takes its key of 6 bytes, a value of one byte and an overhead of 128 bytes.
    for (const key of keys) await store.commit([{ mutations: [put(key)] }], call);
    const counts: number[] = [];
    const counted: StateStore = {
      ...store,
      facts: store.facts,
      read: (wanted, options, received) => {
        counts.push(wanted.length);
        return store.read(wanted, options, received);
      },
    };
    const readsOf = async (bytesMax: number) => {
      counts.length = 0;
      const results = await batchGet(counted, { keys, consistency, bytesMax }, call);
      return results.filter((result) => result !== undefined && "key" in result).length;
    };
    expect(await readsOf(250 * 135)).toBe(250);
    expect(counts).toEqual([100, 100, 50]);
    expect(await readsOf(130 * 135)).toBe(130);
    expect(counts).toEqual([100, 30]);
    // The space that is left is smaller than a record: one more is read, and does not fit.
    expect(await readsOf(130 * 135 + 134)).toBe(130);
    expect(counts).toEqual([100, 30, 1]);
  });

  test("batchGet counts the keys of records that are missing", async () => {
    const keys = ["k".repeat(300), "k".repeat(300), "l"];
    const results = await batchGet(store, { keys, consistency, bytesMax: 600 }, call);
    expect(results).toMatchObject([undefined, undefined, { code: "too-large" }]);
  });

  test("deleteRecord reports whether the key existed", async () => {
    await setText("a", "1");
    const mutation = {
      type: "remove",
      key: "a",
      precondition: noPrecondition,
      returnPrevious: true,
    } as const;
    const first = await deleteRecord(store, { mutation, consistency }, call);
    expect(first).toMatchObject({ deleted: true, previous: { value: new TextEncoder().encode("1") } });
    const second = await deleteRecord(store, { mutation, consistency }, call);
    expect(second).toEqual({ deleted: false, previous: undefined });
  });

  test("increment returns the counter and its version", async () => {
    const mutation = { ...add("n", 5n), type: "add" } as Extract<Mutation, { type: "add" }>;
    await increment(store, { mutation, consistency }, call);
    const { value, version } = await increment(store, { mutation, consistency }, call);
    expect(value).toBe(10n);
    expect(await exists(store, { key: "n", consistency }, call)).toBe(version);
  });

  test("touch of a missing key reports that and does not create it", async () => {
    const mutation = {
      type: "touch",
      key: "a",
      expiry: { type: "none" },
      precondition: noPrecondition,
    } as const;
    expect(await touch(store, { mutation, consistency }, call)).toEqual({
      found: false,
      expireTime: undefined,
    });
    expect(await keysOf(store)).toEqual([]);
  });

  test("the error of a verb with one key contains no index", async () => {
    const broken = withCommit(store, () =>
      Promise.resolve([
        violationError([{ path: ["mutations", 0, "value"], description: "no" }], "invalid", {
          mutationIndex: 0,
        }),
      ]),
    );
    const error = await errorOf(set(broken, { mutation: put("a"), consistency }, call));
    expect(error).toMatchObject({ code: "invalid", message: "value: no", violations: [{ path: ["value"] }] });
    expect((error as StoreError).mutationIndex).toBeUndefined();
  });

  test("commit rejects an empty list and more than a thousand mutations, and applies nothing", async () => {
    const many = numbered("k", 1001).map((key) => put(key));
    const guarded = guard()(store);
    expect(await errorOf(commit(guarded, { mutations: [], consistency }, call))).toMatchObject({
      code: "invalid",
      violations: [{ path: ["mutations"], description: "is empty; it needs 1 to 1000 items" }],
    });
    expect(await errorOf(commit(guarded, { mutations: many, consistency }, call))).toMatchObject({
      code: "too-large",
      violations: [{ path: ["mutations"] }],
    });
    expect(await keysOf(store)).toEqual([]);
    expect((await commit(guarded, { mutations: many.slice(1), consistency }, call)).length).toBe(1000);
  });

  test("batchWrite rejects an empty list and more than a hundred mutations as a whole", async () => {
    const guarded = guard()(store);
    const many = numbered("k", 101).map((key) => put(key));
    for (const [mutations, code, says] of [
      [[], "invalid", "is empty; it needs 1 to 100 items"],
      [many, "too-large", "has 101 items; the limit is 100"],
    ] as const) {
      expect(await errorOf(batchWrite(guarded, { mutations, consistency }, call))).toMatchObject({
        code,
        violations: [{ path: ["mutations"], description: says }],
        outcome: "not-applied",
      });
    }
    expect(await keysOf(store)).toEqual([]);
  });

  test("the client's idempotency key is checked before it is hashed", async () => {
    const mutation = put("a");
    for (const [key, code] of [
      ["i".repeat(256), "too-large"],
      ["a\0", "invalid"],
    ] as const) {
      const expected = { code, violations: [{ path: ["idempotency", "key"] }], outcome: "not-applied" };
      const identity = { key, fingerprint: "f" };
      expect(await errorOf(set(store, { mutation, consistency, identity }, call))).toMatchObject(expected);
      const identities = { key, fingerprints: ["f"] };
      expect(
        await errorOf(batchWrite(store, { mutations: [mutation], consistency, identities }, call)),
      ).toMatchObject(expected);
    }
    expect(await keysOf(store)).toEqual([]);
  });

  test("batchGet fails as a whole if the store returns fewer results than requested", async () => {
    const silent: StateStore = { ...store, facts: store.facts, read: async () => [undefined] };
    expect(await errorOf(batchGet(silent, { keys: ["a", "b"], consistency }, call))).toMatchObject({
      code: "internal",
      message: "the store returned fewer results than requested",
    });
  });

  test("batchGet reports an invalid key in its place, or rejects the whole request if that is requested", async () => {
    const guarded = guard()(store);
    const keys = [...numbered("k", 150), "b||c"];
    const results = await batchGet(guarded, { keys, consistency }, call);
    expect(results.at(-1)).toMatchObject({ code: "invalid", violations: [{ path: ["keys", 150] }] });
    const whole = { keys, consistency, rejectsInvalidKeys: true };
    expect(await errorOf(batchGet(guarded, whole, call))).toMatchObject({
      code: "invalid",
      violations: [{ path: ["keys", 150] }],
    });
    const long = { keys: ["k".repeat(1025)], consistency, rejectsInvalidKeys: true };
    expect(await batchGet(guarded, long, call)).toMatchObject([{ code: "too-large" }]);
  });

  test("batchWrite returns the result or error of each mutation in its own place", async () => {
    const absent = { ...put("a"), precondition: { type: "absent" } as const };
    const results = await batchWrite(store, { mutations: [absent, absent, add("n", 1n)], consistency }, call);
    expect(results[0]).toMatchObject({ found: false });
    expect(results[1]).toMatchObject({ code: "already-exists", mutationIndex: 1, outcome: "not-applied" });
    expect(results[2]).toMatchObject({ value: 1n });
  });

  test("batchWrite applies each item of a repeated list once", async () => {
    const identities = { key: "k", fingerprints: ["f0", "f1"] };
    const input = { mutations: [add("n", 1n), add("n", 1n)], consistency, identities };
    const first = await batchWrite(store, input, call);
    expect(await batchWrite(store, input, call)).toEqual(first);
    const record = await get(store, { key: "n", consistency }, call);
    expect(Buffer.from(record?.value ?? []).toString()).toBe("2");
  });

  test("a violation names the mutation by its index in the list, for every verb", async () => {
    const large = put("a", new Uint8Array(11));
    const guarded = guard({ valueBytesMax: 10 })(store);
    const expected = {
      code: "too-large",
      violations: [{ path: ["mutations", 1, "value"] }],
      mutationIndex: 1,
      message: "mutations[1].value: is 11 bytes long; the limit is 10",
    };
    expect(await errorOf(commit(guarded, { mutations: [put("b"), large], consistency }, call))).toMatchObject(
      expected,
    );
    const results = await batchWrite(guarded, { mutations: [put("b"), large], consistency }, call);
    expect(results[1]).toMatchObject(expected);
    expect(await errorOf(commit(guarded, { mutations: [large], consistency }, call))).toMatchObject({
      violations: [{ path: ["mutations", 0, "value"] }],
    });
    expect(await errorOf(set(guarded, { mutation: large, consistency }, call))).toMatchObject({
      violations: [{ path: ["value"] }],
    });
  });

  test("a store that returns fewer results than requested causes an internal error", async () => {
    const silent = withCommit(store, () => Promise.resolve([]));
    for (const attempt of [
      set(silent, { mutation: put("a"), consistency }, call),
      commit(silent, { mutations: [put("a")], consistency }, call),
      commit(
        withCommit(store, async () => [[]]),
        { mutations: [put("a")], consistency },
        call,
      ),
      batchWrite(
        withCommit(store, async () => [[]]),
        { mutations: [put("a")], consistency },
        call,
      ).then(([result]) => Promise.reject(result)),
      batchWrite(silent, { mutations: [put("a")], consistency }, call),
    ]) {
      expect(await errorOf(attempt)).toMatchObject({
        code: "internal",
        outcome: "unknown",
        message: "the store returned fewer results than requested",
      });
    }
  });
});
