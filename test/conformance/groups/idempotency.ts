// Idempotency keys: a repeated transaction has the results of the first and is
// applied once, also if many repeats are sent concurrently.
import { expect } from "vitest";
import type { Idempotency } from "../../../src/model/mutation.ts";
import type { Fixture } from "../fixture.ts";
import { absent, add, present, put, remove, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

const hourMs = 3_600_000;

export const idempotency: TestGroup = (it, subject) => {
  repeats(it, subject);
  concurrentRepeats(it, subject);
};

const repeats: TestGroup = (it) => {
  it("C13 a repeat has the earlier results and is not applied again", async (t) => {
    const idempotency = keyOf(t, "once");
    const mutations = [add(t.key("n"), 5n), put(t.key("a"), "new", { returnPrevious: true })];
    await t.do(put(t.key("a"), "old"));
    const first = await t.apply(mutations, { idempotency });
    await t.do(put(t.key("a"), "later"));
    const second = await t.apply(mutations, { idempotency });
    expect(second).toEqual(first);
    expect(second[0]).toMatchObject({ value: 5n });
    expect(text(second[1]?.previous?.value ?? new Uint8Array())).toBe("old");
    expect(text((await t.record(t.key("n"))).value)).toBe("5");
    expect(text((await t.record(t.key("a"))).value)).toBe("later");
  });

  it("C13 a repeat has the earlier results although its precondition no longer holds", async (t) => {
    const idempotency = keyOf(t, "create");
    const mutations = [put(t.key("a"), "x", { precondition: absent })];
    const first = await t.apply(mutations, { idempotency });
    expect(await t.apply(mutations, { idempotency })).toEqual(first);
    expect((await t.errorOf(mutations)).code).toBe("already-exists");
  });

  it("C13 repeated removals and missing keys have the earlier results", async (t) => {
    await t.do(put(t.key("a"), "x"));
    const mutations = [remove(t.key("a")), remove(t.key("b"), { returnPrevious: true })];
    const first = await t.apply(mutations, { idempotency: keyOf(t, "gone") });
    expect(first).toMatchObject([{ found: true }, { found: false }]);
    expect(await t.apply(mutations, { idempotency: keyOf(t, "gone") })).toEqual(first);
  });

  it("C13 a repeat does not begin the time to live again", async (t) => {
    const idempotency = keyOf(t, "k");
    const mutations = [put(t.key("a"), "1", { expiry: { type: "after", ttlMs: hourMs } })];
    const [first] = await t.apply(mutations, { idempotency });
    await t.passTime(20);
    const [repeat] = await t.apply(mutations, { idempotency });
    expect(repeat?.expireTime).toBe(first?.expireTime);
    expect((await t.record(t.key("a"))).expireTime).toBe(first?.expireTime);
  });

  it("C13 the same key with another fingerprint is invalid and changes nothing", async (t) => {
    await t.apply([add(t.key("n"), 1n)], { idempotency: keyOf(t, "k", "one") });
    const error = await t.errorOf([add(t.key("n"), 1n)], { idempotency: keyOf(t, "k", "two") });
    expect(error).toMatchObject({ code: "invalid", outcome: "not-applied" });
    expect(text((await t.record(t.key("n"))).value)).toBe("1");
  });

  it("C13 a transaction that failed is not remembered", async (t) => {
    const mutations = [put(t.key("a"), "x", { precondition: present })];
    const idempotency = keyOf(t, "retry");
    expect((await t.errorOf(mutations, { idempotency })).code).toBe("missing");
    await t.do(put(t.key("a"), "there now"));
    await t.apply(mutations, { idempotency });
    expect(text((await t.record(t.key("a"))).value)).toBe("x");
  });
};

const concurrentRepeats: TestGroup = (it) => {
  it("C13 of a hundred concurrent repeats one is applied and all have the same results", async (t) => {
    const idempotency = keyOf(t, "many");
    const send = () => t.apply([add(t.key("n"), 1n)], { idempotency });
    const results = await Promise.all(Array.from({ length: 100 }, send));
    for (const result of results) expect(result).toEqual(results[0]);
    expect(text((await t.record(t.key("n"))).value)).toBe("1");
  });

  it("C13 a repeat in the same commit is applied once", async (t) => {
    const transaction = { mutations: [add(t.key("n"), 1n)], idempotency: keyOf(t, "twin") };
    const [first, second] = await t.store.commit([transaction, transaction], t.call());
    expect(second).toEqual(first);
    expect(text((await t.record(t.key("n"))).value)).toBe("1");
  });

  it("C13 transactions with different keys are both applied", async (t) => {
    await t.apply([add(t.key("n"), 1n)], { idempotency: keyOf(t, "x") });
    await t.apply([add(t.key("n"), 1n)], { idempotency: keyOf(t, "X") });
    expect(text((await t.record(t.key("n"))).value)).toBe("2");
  });

  it("C13 an idempotency key may be reused after its expire time", async (t) => {
    const expireTime = t.clock.now() + t.shortMs;
    await t.apply([add(t.key("n"), 1n)], { idempotency: { ...keyOf(t, "k"), expireTime } });
    await t.passTime(t.shortMs + 1000);
    await t.apply([add(t.key("n"), 1n)], { idempotency: keyOf(t, "k", "another request") });
    expect(text((await t.record(t.key("n"))).value)).toBe("2");
  });

  it("C13 an idempotency key is not a record", async (t) => {
    await t.apply([put(t.key("a"), "x")], { idempotency: keyOf(t, "side") });
    expect((await t.walk(t.key(""))).map(({ key }) => key)).toEqual([t.key("a")]);
    expect(await t.get(t.key("side"))).toBeUndefined();
  });
};

function keyOf(t: Fixture, name: string, fingerprint = "one request"): Idempotency {
  return { key: t.key(name), fingerprint, expireTime: t.clock.now() + hourMs };
}
