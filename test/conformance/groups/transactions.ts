// Transactions: one result each, atomicity, the results of each type of mutation, and
// the order within a commit.
import { expect } from "vitest";
import { StoreError } from "../../../src/model/errors.ts";
import { absent, add, at, atVersion, check, present, put, remove, text, touch } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const transactions: TestGroup = (it, subject) => {
  independence(it, subject);
  atomicity(it, subject);
  mutationResults(it, subject);
  order(it, subject);
};

const independence: TestGroup = (it) => {
  it("C1 results are in order and a failed transaction does not affect the others", async (t) => {
    await t.do(put(t.key("there"), "x"));
    const results = await t.store.commit(
      [
        { mutations: [put(t.key("a"), "A")] },
        { mutations: [put(t.key("there"), "y", { precondition: absent })] },
        { mutations: [add(t.key("n"), 5n)] },
        { mutations: [check(t.key("missing"), present)] },
        { mutations: [put(t.key("b"), "B"), remove(t.key("there"))] },
      ],
      t.call(),
    );
    expect(results.map((result) => (result instanceof StoreError ? result.code : result.length))).toEqual([
      1,
      "already-exists",
      1,
      "missing",
      2,
    ]);
    expect(await t.get(t.key("there"))).toBeUndefined();
    expect(text((await t.record(t.key("b"))).value)).toBe("B");
  });

  it("C1 a commit of no transactions has no results", async (t) => {
    expect(await t.store.commit([], t.call())).toEqual([]);
  });

  it("C1 a hundred transactions are applied", async (t) => {
    const transactions = Array.from({ length: 100 }, (_, index) => ({
      mutations: [put(t.key(`k${index}`), "x")],
    }));
    expect(await t.store.commit(transactions, t.call())).toHaveLength(100);
    expect(await t.walk(t.key(""))).toHaveLength(100);
  });
};

const atomicity: TestGroup = (it) => {
  it("C2 a transaction whose last precondition fails changes nothing", async (t) => {
    await t.apply([put(t.key("a"), "1"), put(t.key("b"), "2", { expiry: t.expiresIn(3_600_000) })]);
    await t.do(put(t.key("there"), "x"));
    const before = await t.walk(t.key(""));
    const error = await t.errorOf([
      put(t.key("new"), "N"),
      add(t.key("a"), 1n),
      touch(t.key("b"), { type: "none" }),
      remove(t.key("there")),
      check(t.key("missing"), present),
    ]);
    expect(error).toMatchObject({ code: "missing", mutationIndex: 4, outcome: "not-applied" });
    expect(await t.walk(t.key(""))).toEqual(before);
  });

  it("C2 a transaction whose addition fails changes nothing", async (t) => {
    await t.do(put(t.key("text"), "not a number"));
    const error = await t.errorOf([put(t.key("a"), "A"), add(t.key("text"), 1n)]);
    expect(error).toMatchObject({ code: "wrong-type", mutationIndex: 1 });
    expect(await t.get(t.key("a"))).toBeUndefined();
  });

  it("C2 a transaction of a hundred mutations is applied completely", async (t) => {
    const mutations = Array.from({ length: 100 }, (_, index) => put(t.key(`k${index}`), String(index)));
    expect(await t.apply(mutations)).toHaveLength(100);
    expect(await t.walk(t.key(""))).toHaveLength(100);
  });
};

const mutationResults: TestGroup = (it) => {
  it("C7 remove returns whether the key existed", async (t) => {
    expect(await t.do(remove(t.key("a")))).toMatchObject({ found: false, version: undefined });
    await t.do(put(t.key("a"), "x"));
    expect(await t.do(remove(t.key("a")))).toMatchObject({ found: true, version: undefined });
    expect(await t.do(remove(t.key("a")))).toMatchObject({ found: false });
  });

  it("C7 removing an expired record returns that it did not exist", async (t) => {
    await t.do(put(t.key("a"), "x", { expiry: t.expiresIn(t.shortMs) }));
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("a"));
    expect((await t.do(remove(t.key("a")))).found).toBe(false);
  });

  it("C10 check writes nothing and returns the state of the record", async (t) => {
    const version = await t.versionAfter(put(t.key("a"), "x", { expiry: t.expiresIn(3_600_000) }));
    const before = await t.record(t.key("a"));
    expect(await t.do(check(t.key("a"), atVersion(version)))).toMatchObject({ found: true, version });
    expect(await t.do(check(t.key("b"), absent))).toMatchObject({ found: false, version: undefined });
    expect(await t.record(t.key("a"))).toEqual(before);
    expect(await t.get(t.key("b"))).toBeUndefined();
  });

  it("C11 returnPrevious returns the record as it was, or nothing", async (t) => {
    const first = await t.do(
      put(t.key("a"), "old", { returnPrevious: true, contentType: "a/b", kind: "cached" }),
    );
    expect(first.previous).toBeUndefined();
    const old = await t.record(t.key("a"));
    const second = await t.do(put(t.key("a"), "new", { returnPrevious: true }));
    expect(second.previous).toEqual(old);
    const third = await t.do(remove(t.key("a"), { returnPrevious: true }));
    expect(text(third.previous?.value ?? new Uint8Array())).toBe("new");
    expect((await t.do(remove(t.key("a"), { returnPrevious: true }))).previous).toBeUndefined();
  });

  it("C11 neither an expired record nor one that was not requested is returned as the previous one", async (t) => {
    await t.do(put(t.key("a"), "x", { expiry: t.expiresIn(t.shortMs) }));
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("a"));
    expect((await t.do(put(t.key("a"), "y", { returnPrevious: true }))).previous).toBeUndefined();
    expect((await t.do(put(t.key("a"), "z"))).previous).toBeUndefined();
  });
};

const order: TestGroup = (it, subject) => {
  it("C12 transactions of one commit that name the same key are applied in order", async (t) => {
    const key = t.key("a");
    const results = await t.store.commit(
      [
        { mutations: [put(key, "1", { precondition: absent })] },
        { mutations: [add(key, 2n)] },
        { mutations: [put(key, "9", { precondition: absent })] },
        { mutations: [add(key, 3n)] },
        { mutations: [remove(key, { returnPrevious: true })] },
        { mutations: [add(key, 1n, { initial: 40n })] },
      ],
      t.call(),
    );
    expect(results[1]).toMatchObject([{ value: 3n }]);
    expect(results[2]).toMatchObject({ code: "already-exists" });
    expect(results[3]).toMatchObject([{ value: 6n }]);
    expect(results[4]).toMatchObject([{ found: true }]);
    expect(results[5]).toMatchObject([{ found: false, value: 41n }]);
    expect(text((await t.record(key)).value)).toBe("41");
  });

  if (!subject.isGuarded) return;

  it("C12 a transaction that names a key twice is invalid and changes nothing", async (t) => {
    const error = await t.errorOf([put(t.key("a"), "1"), put(t.key("b"), "2"), remove(t.key("a"))]);
    expect(error).toMatchObject(duplicateKey(0, 2));
    expect(await t.get(t.key("b"))).toBeUndefined();
  });

  it("C12 a transaction that names a key twice does not affect the other transactions", async (t) => {
    const mutations = [put(t.key("a"), "1"), touch(t.key("a"), at(t.clock.now() + 3_600_000))];
    const results = await t.store.commit([{ mutations }, { mutations: [put(t.key("b"), "B")] }], t.call());
    expect(results[0]).toMatchObject(duplicateKey(0, 1));
    expect(results[1]).toMatchObject([{ found: false }]);
  });
};

/** The error of a transaction of which two mutations have the same key. */
function duplicateKey(first: number, second: number) {
  return {
    code: "invalid",
    mutationIndex: second,
    outcome: "not-applied",
    message: expect.stringContaining(`is also the key of mutations[${first}]`),
  };
}
