// Deleting a prefix: bounded steps, and the outcome of a failure.
import { beforeEach, describe, expect, test } from "vitest";
import { createCall, deletePrefix, type StateStore, StoreError, type TransactionResult } from "../index.ts";
import {
  errorOf,
  fill,
  type HandClock,
  handClock,
  keysOf,
  numbered,
  openStore,
  put,
  withCommit,
} from "./operation-fixture.ts";

describe("deletePrefix", () => {
  let clock: HandClock;
  let store: StateStore;

  beforeEach(async () => {
    clock = handClock();
    store = await openStore(clock);
  });

  const call = (options: Parameters<typeof createCall>[0] = {}) => createCall({ clock, ...options });

  test("removes and counts the records of the prefix, in as many steps as needed", async () => {
    await fill(store, [...numbered("a/", 257), "a", "b/1"], call());
    expect(await deletePrefix(store, { prefix: "a/" }, call())).toBe(257);
    expect(await keysOf(store)).toEqual(["a", "b/1"]);
    expect(await deletePrefix(store, { prefix: "a/" }, call())).toBe(0);
  });

  test("no step is larger than a hundred removals", async () => {
    await fill(store, numbered("a/", 250), call());
    const sizes: number[] = [];
    const observed = withCommit(store, (transactions, next) => {
      sizes.push(transactions.length);
      return next();
    });
    await deletePrefix(observed, { prefix: "a/" }, call());
    expect(sizes).toEqual([100, 100, 50]);
  });

  test("an empty prefix is rejected before the store is called", async () => {
    await fill(store, ["a"], call());
    expect(await errorOf(deletePrefix(store, { prefix: "" }, call()))).toMatchObject({
      code: "invalid",
      violations: [
        {
          path: ["prefix"],
          description: "is empty, which would remove every record; give at least one character",
        },
      ],
      outcome: "not-applied",
    });
    expect(await keysOf(store)).toEqual(["a"]);
  });

  test("it stops between steps when the deadline has passed, reports how many records it removed, and can be called again", async () => {
    await fill(store, numbered("a/", 250), call());
    const slow = withCommit(store, async (_transactions, next) => {
      const results = await next();
      clock.advance(600);
      return results;
    });
    const error = await errorOf(
      deletePrefix(slow, { prefix: "a/" }, call({ deadline: clock.monotonic() + 1_000 })),
    );
    expect(error).toMatchObject({ code: "deadline", outcome: "unknown" });
    expect((error as StoreError).message).toContain("200 records were removed");
    expect(await deletePrefix(store, { prefix: "a/" }, call())).toBe(50);
  });

  test("it stops between steps when the caller cancels", async () => {
    await fill(store, numbered("a/", 250), call());
    const caller = new AbortController();
    const observed = withCommit(store, async (_transactions, next) => {
      const results = await next();
      caller.abort();
      return results;
    });
    const error = await errorOf(deletePrefix(observed, { prefix: "a/" }, call({ signal: caller.signal })));
    expect(error).toMatchObject({ code: "cancelled", outcome: "unknown" });
    expect((await keysOf(store)).length).toBe(150);
  });

  test("a deadline that has passed before the first step removes nothing, and the error says so", async () => {
    await fill(store, ["a/1"], call());
    const late = call({ deadline: clock.monotonic() - 1 });
    expect(await errorOf(deletePrefix(store, { prefix: "a/" }, late))).toMatchObject({
      code: "deadline",
      outcome: "not-applied",
    });
    expect(await keysOf(store)).toEqual(["a/1"]);
  });

  const failingAt = (step: number, error: StoreError) => {
    let steps = 0;
    return withCommit(store, async (_transactions, next) => {
      steps += 1;
      if (steps === step) throw error;
      return next();
    });
  };

  test("the outcome of a rejected step is not-applied only while nothing was removed", async () => {
    await fill(store, numbered("a/", 150), call());
    const rejected = new StoreError("unavailable", "no", { outcome: "not-applied" });
    const first = await errorOf(deletePrefix(failingAt(1, rejected), { prefix: "a/" }, call()));
    expect(first).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    const second = await errorOf(deletePrefix(failingAt(2, rejected), { prefix: "a/" }, call()));
    expect(second).toMatchObject({ code: "unavailable", outcome: "unknown" });
  });

  test("a step with an unknown outcome makes the outcome of the whole call unknown", async () => {
    await fill(store, ["a/1"], call());
    const lost = new StoreError("unavailable", "lost", { outcome: "unknown" });
    const error = await errorOf(deletePrefix(failingAt(1, lost), { prefix: "a/" }, call()));
    expect(error).toMatchObject({ outcome: "unknown" });
  });

  test("one failed removal is reported after the others of its step are counted", async () => {
    await fill(store, numbered("a/", 3), call());
    const broken = withCommit(store, async (_transactions, next): Promise<readonly TransactionResult[]> => {
      const [first, , third] = await next();
      return [first ?? [], new StoreError("unavailable", "one is lost", { outcome: "unknown" }), third ?? []];
    });
    const error = await errorOf(deletePrefix(broken, { prefix: "a/" }, call()));
    expect(error).toMatchObject({ code: "unavailable", outcome: "unknown" });
    expect((error as StoreError).message).toContain("2 records were removed");
  });

  test("rejected removals are not-applied if nothing was removed", async () => {
    await fill(store, numbered("a/", 2), call());
    const rejected = new StoreError("overloaded", "try later", {
      outcome: "not-applied",
      retryDelayMs: 40,
      mutationIndex: 0,
    });
    const broken = withCommit(store, async (transactions) => transactions.map(() => rejected));
    expect(await errorOf(deletePrefix(broken, { prefix: "a/" }, call()))).toMatchObject({
      code: "overloaded",
      outcome: "not-applied",
      message: "try later",
      retryDelayMs: 40,
      mutationIndex: undefined,
    });
  });

  test("a removal of unknown outcome makes the outcome unknown, even if a rejected one follows", async () => {
    await fill(store, numbered("a/", 2), call());
    const lost = new StoreError("unavailable", "lost", { outcome: "unknown" });
    const rejected = new StoreError("unavailable", "no", { outcome: "not-applied" });
    for (const results of [
      [lost, rejected],
      [rejected, lost],
    ]) {
      const broken = withCommit(store, async () => results);
      const error = await errorOf(deletePrefix(broken, { prefix: "a/" }, call()));
      expect(error).toMatchObject({ outcome: "unknown", message: results[0]?.message });
    }
  });

  test("the error after some removals keeps the retry delay and has the first failure as its cause", async () => {
    await fill(store, numbered("a/", 2), call());
    const rejected = new StoreError("overloaded", "no", { outcome: "not-applied", retryDelayMs: 40 });
    const broken = withCommit(store, async (_, next) => [...(await next()).slice(0, 1), rejected]);
    const error = await errorOf(deletePrefix(broken, { prefix: "a/" }, call()));
    expect(error).toMatchObject({
      code: "overloaded",
      outcome: "unknown",
      retryDelayMs: 40,
      message: "no; 1 record was removed before that; call again to continue",
    });
    expect((error as StoreError).cause).toBe(rejected);
  });

  test("a store that returns fewer results than requested causes an error of unknown outcome", async () => {
    await fill(store, ["a/1"], call());
    const silent = withCommit(store, async () => []);
    expect(await errorOf(deletePrefix(silent, { prefix: "a/" }, call()))).toMatchObject({
      code: "internal",
      outcome: "unknown",
      message: "the store returned fewer results than requested",
    });
  });

  test("nothing is committed for a page without records, and a record that is gone is not counted", async () => {
    let commits = 0;
    const found = { found: false, version: undefined, expireTime: undefined };
    const observed = withCommit(store, async (transactions) => {
      commits += 1;
      return transactions.map(() => [found]);
    });
    expect(await deletePrefix(observed, { prefix: "a/" }, call())).toBe(0);
    expect(commits).toBe(0);
    await fill(store, ["a/1"], call());
    expect(await deletePrefix(observed, { prefix: "a/" }, call())).toBe(0);
    expect(commits).toBe(1);
  });

  test("an expired record is not counted", async () => {
    const expiry = { type: "at", time: clock.now() + 10 } as const;

    await store.commit([{ mutations: [{ ...put("a/1"), expiry }] }], call());
    await fill(store, ["a/2"], call());
    clock.advance(10);
    expect(await deletePrefix(store, { prefix: "a/" }, call())).toBe(1);
  });
});
