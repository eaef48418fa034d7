// Expiry: when a record stops to exist, which mutations change that, and that
// expired records are removed from the store. Uses the subject's adjustable clock
// where there is one, else short real times.
import { expect } from "vitest";
import { type Call, createCall } from "../../../src/model/call.ts";
import type { Expiry, Mutation, MutationResult } from "../../../src/model/mutation.ts";
import { noExpiry } from "../../../src/model/mutation.ts";
import { type Fixture, until } from "../fixture.ts";
import { absent, add, after, at, keep, put, remove, text, touch } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

const hourMs = 3_600_000;

export const expiry: TestGroup = (it, subject) => {
  touching(it, subject);
  moments(it, subject);
  lifetimes(it, subject);
  policies(it, subject);
  pastExpiries(it, subject);
  timesToLive(it, subject);
};

const touching: TestGroup = (it) => {
  it("C9 touch changes the expiry and nothing else", async (t) => {
    await t.do(put(t.key("a"), "x", { contentType: "a/b", kind: "cached" }));
    const before = await t.record(t.key("a"));
    await t.passTime(5);
    const time = t.clock.now() + hourMs;
    expect(await t.do(touch(t.key("a"), at(time)))).toMatchObject({ found: true, expireTime: time });
    expect(await t.record(t.key("a"))).toEqual({ ...before, expireTime: time });
  });

  it("C9 touch of a key that does not exist does nothing and returns found: false", async (t) => {
    expect(await t.do(touch(t.key("a"), t.expiresIn(hourMs)))).toMatchObject({
      found: false,
      expireTime: undefined,
    });
    expect(await t.get(t.key("a"))).toBeUndefined();
  });

  it("C9 touch does not restore an expired record", async (t) => {
    await t.do(put(t.key("a"), "x", { expiry: t.expiresIn(t.shortMs) }));
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("a"));
    expect((await t.do(touch(t.key("a"), t.expiresIn(hourMs)))).found).toBe(false);
    expect(await t.get(t.key("a"))).toBeUndefined();
  });
};

const moments: TestGroup = (it) => {
  it("E1 a record exists until its expire time and not from then on", async (t) => {
    await t.do(put(t.key("a"), "x", { expiry: t.expiresIn(t.shortMs) }));
    if (t.opened.clock !== undefined) t.opened.clock.advance(t.shortMs - 1);
    expect(await t.get(t.key("a"))).toBeDefined();
    await t.passTime(t.opened.clock === undefined ? t.shortMs : 1);
    await t.expectGone(t.key("a"));
  });

  it("E1 an expired record does not exist for any kind of call", async (t) => {
    await t.do(put(t.key("a"), "5", { expiry: t.expiresIn(t.shortMs) }));
    await t.do(put(t.key("b"), "5", { expiry: t.expiresIn(t.shortMs) }));
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("a"));
    await t.expectGone(t.key("b"));
    expect(await t.get(t.key("a"), "keys")).toBeUndefined();
    expect(await t.walk(t.key(""))).toEqual([]);
    expect((await t.do(remove(t.key("a")))).found).toBe(false);
    expect(await t.do(add(t.key("b"), 1n, { precondition: absent }))).toMatchObject({
      found: false,
      value: 1n,
    });
  });
};

// Every way to create a record, each as the mutations of one transaction. The other key makes it more than one statement.
const creators: Readonly<Record<string, (key: string, other: string) => readonly Mutation[]>> = {
  put: (key) => [put(key, "2")],
  "put that keeps the expiry": (key) => [put(key, "2", { expiry: keep })],
  "put under the precondition absent": (key) => [put(key, "2", { precondition: absent })],
  "put that returns the record before": (key) => [put(key, "2", { returnPrevious: true })],
  add: (key) => [add(key, 1n)],
  "put in a transaction": (key, other) => [put(key, "2"), put(other, "2")],
  "add in a transaction": (key, other) => [add(key, 1n), put(other, "2")],
};

const lifetimes: TestGroup = (it) => {
  it("E1 a record that is created again after its expiry has a new create time", async (t) => {
    // Some records expire while the test waits, the others just before the write, so that hardly ever a sweep comes first.
    const entries = Object.entries(creators).map(([name, create]) => {
      return { name, create, waited: t.key(`waited ${name}`), ended: t.key(`ended ${name}`) };
    });
    const expiry = t.expiresIn(t.shortMs);
    for (const { waited, ended } of entries) {
      await t.do(put(waited, "1", { expiry }));
      await t.do(put(ended, "1"));
    }
    await t.passTime(t.shortMs);
    for (const { name, create, waited, ended } of entries) {
      const before = await t.record(ended);
      await t.expectGone(waited);
      await t.do(touch(ended, at(t.clock.now() - 1000)));
      await t.passTime(2);
      for (const key of [ended, waited]) {
        await t.apply(create(key, t.key(`beside ${name}`)));
        const { createTime } = await t.record(key);
        expect(createTime, name).toBeGreaterThan(before.createTime ?? Number.POSITIVE_INFINITY);
      }
    }
  });

  it("E1 a record that is changed before its expiry keeps its create time", async (t) => {
    for (const [name, create] of Object.entries(creators)) {
      if (name.includes("absent")) continue;
      const key = t.key(name);
      await t.do(put(key, "1", { expiry: t.expiresIn(hourMs) }));
      const { createTime } = await t.record(key);
      await t.passTime(5);
      await t.apply(create(key, t.key(`beside ${name}`)));
      expect((await t.record(key)).createTime, name).toBe(createTime);
    }
  });
};

const policies: TestGroup = (it) => {
  it("E2 put, add and touch set, clear and keep the expiry of a record", async (t) => {
    const soon = t.clock.now() + hourMs;
    const later = t.clock.now() + 2 * hourMs;
    const cases: [Expiry, number | undefined][] = [
      [at(later), later],
      [noExpiry, undefined],
      [keep, soon],
    ];
    for (const [newExpiry, expected] of cases) {
      for (const mutation of writers(t, newExpiry)) {
        await t.do(put(mutation.key, "1", { expiry: at(soon) }));
        const label = `${mutation.type} with ${newExpiry.type}`;
        expect((await t.do(mutation)).expireTime, label).toBe(expected);
        expect((await t.record(mutation.key)).expireTime, label).toBe(expected);
      }
    }
  });

  it("E2 keep on a record without expiry, or on a key that does not exist, is none", async (t) => {
    for (const mutation of writers(t, keep)) {
      if (mutation.type !== "touch") {
        expect((await t.do(mutation)).expireTime).toBeUndefined();
        await t.do(remove(mutation.key));
      }
      await t.do(put(mutation.key, "1"));
      expect((await t.do(mutation)).expireTime).toBeUndefined();
      expect((await t.record(mutation.key)).expireTime).toBeUndefined();
    }
  });

  it("E2 an expiry that was cleared or moved has no effect", async (t) => {
    const soon = t.expiresIn(t.shortMs);
    await t.do(put(t.key("cleared"), "1", { expiry: soon }));
    await t.do(put(t.key("replaced"), "1", { expiry: soon }));
    await t.do(put(t.key("moved"), "1", { expiry: soon }));
    await t.do(put(t.key("kept"), "1", { expiry: soon }));
    await t.do(touch(t.key("cleared"), noExpiry));
    await t.do(put(t.key("replaced"), "2"));
    await t.do(add(t.key("moved"), 1n, { expiry: t.expiresIn(hourMs) }));
    await t.do(put(t.key("kept"), "2", { expiry: keep }));
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("kept"));
    for (const name of ["cleared", "replaced", "moved"]) expect(await t.get(t.key(name)), name).toBeDefined();
  });

  it("E2 the expiry of a former record does not affect a new one", async (t) => {
    await t.do(put(t.key("a"), "1", { expiry: t.expiresIn(t.shortMs) }));
    await t.do(remove(t.key("a")));
    await t.do(put(t.key("a"), "2"));
    await t.passTime(t.shortMs * 2);
    expect(text((await t.record(t.key("a"))).value)).toBe("2");
  });
};

const pastExpiries: TestGroup = (it) => {
  it("E3 a write with an expiry in the past succeeds and leaves no record", async (t) => {
    for (const mutation of writers(t, at(t.clock.now() - 1000))) {
      const found = mutation.type === "touch";
      if (found) await t.do(put(mutation.key, "1"));
      expect((await t.do(mutation)).found, mutation.type).toBe(found);
      expect(await t.get(mutation.key), mutation.type).toBeUndefined();
    }
  });

  it("E3 a write with an expiry in the past removes the existing record", async (t) => {
    for (const mutation of writers(t, at(t.clock.now() - 1000))) {
      await t.do(put(mutation.key, "1"));
      expect((await t.do(mutation)).found, mutation.type).toBe(true);
      expect(await t.get(mutation.key), mutation.type).toBeUndefined();
      await t.do(put(mutation.key, "2", { precondition: absent }));
    }
  });

  it("E4 expired records are removed from the store without being read", async (t) => {
    const keys = Array.from({ length: 50 }, (_, index) => t.key(`k${index}`));
    const time = t.clock.now() + t.shortMs;
    await t.apply(keys.map((key) => put(key, "x", { expiry: at(time) })));
    await t.do(put(t.key("stays"), "x"));
    await t.passTime(t.shortMs);
    await until("expired records to be removed", async () => (await countKept(t, keys, time)) === 0);
    expect(await t.get(t.key("stays"))).toBeDefined();
  });
};

const timesToLive: TestGroup = (it) => {
  it("E5 a time to live begins when the mutation is applied, whatever the call's clock says", async (t) => {
    for (const skewMs of skewsOf(t)) {
      for (const mutation of writers(t, after(30_000), `${skewMs}-`)) {
        await t.do(put(mutation.key, "1"));
        const [[result] = []] = (await t.store.commit(
          [{ mutations: [mutation] }],
          skewedCall(t, skewMs),
        )) as [MutationResult[]];
        const { expireTime } = await t.record(mutation.key);
        const label = `${mutation.type} at a skew of ${skewMs} ms`;
        expect(result?.expireTime, label).toBe(expireTime);
        expectLifetime(t, expireTime, label);
      }
    }
  });

  it("E5 a time to live in a transaction and on new keys does not depend on the call's clock", async (t) => {
    for (const skewMs of skewsOf(t)) {
      const [made, counter, touched] = writers(t, after(30_000), `${skewMs}-`);
      if (made === undefined || counter === undefined || touched === undefined) throw new Error("no writers");
      await t.do(put(touched.key, "1"));
      await t.store.commit([{ mutations: [made, counter, touched] }], skewedCall(t, skewMs));
      for (const { key, type } of [made, counter, touched])
        expectLifetime(t, (await t.record(key)).expireTime, `${type} at a skew of ${skewMs} ms`);
    }
  });

  it("E5 a lease is given to a second holder once its time to live has passed, and not before", async (t) => {
    const lease = (name: string, ttlMs: number) =>
      put(t.key(name), "holder", { expiry: after(ttlMs), precondition: absent });
    const transactions = [lease("held", 10 * t.shortMs + 30_000), lease("ended", t.shortMs)].map(
      (mutation) => ({
        mutations: [mutation],
      }),
    );
    for (const result of await t.store.commit(transactions, skewedCall(t, skewsOf(t).at(-1) ?? 0)))
      expect(result).not.toBeInstanceOf(Error);
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("ended"));
    await t.do(lease("ended", 30_000));
    expect(await t.errorOf([lease("held", 30_000)])).toMatchObject({ code: "already-exists" });
  });
};

// Where the call's clock decides expiry, it cannot be wrong.
function skewsOf(t: Fixture): readonly number[] {
  return t.opened.clock === undefined ? [0, 60_000, -60_000, -30 * 24 * hourMs] : [0];
}

function skewedCall(t: Fixture, skewMs: number): Call {
  const clock = { now: () => t.clock.now() + skewMs, monotonic: () => t.clock.monotonic() };
  return createCall({ clock, deadline: clock.monotonic() + 10_000, app: "conformance" });
}

function expectLifetime(t: Fixture, expireTime: number | undefined, label: string): void {
  const leftMs = (expireTime ?? Number.POSITIVE_INFINITY) - t.clock.now();
  expect(leftMs, label).toBeLessThanOrEqual(30_000);
  // A clock of the test stands still; on a real one, the calls take their time.
  expect(leftMs, label).toBeGreaterThanOrEqual(t.opened.clock === undefined ? 28_000 : 30_000);
}

/** One mutation of each type that sets an expiry, each with its own key. */
function writers(t: Fixture, expiry: Expiry, label = ""): Mutation[] {
  const key = (name: string) => t.key(`${expiry.type}-${label}${name}`);
  return [put(key("put"), "1", { expiry }), add(key("add"), 1n, { expiry }), touch(key("touch"), expiry)];
}

// A store that uses the call's clock returns records that it still keeps to a call with an earlier clock.
async function countKept(t: Fixture, keys: readonly string[], time: number): Promise<number> {
  if (t.opened.countStored !== undefined) return t.opened.countStored(keys);
  if (t.store.facts.nativeExpiry) throw new Error("no countStored(): name an exception for E4");
  const clock = { now: () => time - 1, monotonic: () => t.clock.monotonic() };
  const results = await t.store.read(keys, { consistency: "strong", view: "keys" }, createCall({ clock }));
  return results.filter((result) => result !== undefined).length;
}
