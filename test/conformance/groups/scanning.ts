// Scans: every record of the prefix and no other, in order where the store
// guarantees it, page by page, also during concurrent writes.
import fc from "fast-check";
import { expect } from "vitest";
import { compareKeys } from "../../../src/model/key.ts";
import type { ScanQuery } from "../../../src/store/state-store.ts";
import { type Fixture, rejection } from "../fixture.ts";
import { put, remove, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const scanning: TestGroup = (it, subject) => {
  completeness(it, subject);
  concurrentWrites(it, subject);
  order(it, subject);
  pages(it, subject);
};

const completeness: TestGroup = (it) => {
  it("S1 every record of the prefix is returned, whatever the size of the pages", async (t) => {
    const keys = await fill(t, "item-", 57);
    await t.do(put(t.key("item"), "not in it"));
    await t.do(put(t.key("iten"), "not in it"));
    for (const limit of [1, 2, 7, 56, 57, 58, 1000]) {
      expectWalk(t, keysOf(await t.walk(t.key("item-"), { limit })), keys);
    }
  });

  it("S1 keys just outside the prefix are not returned", async (t) => {
    const inside = ["a", "a\u0001", "a ", "aa", "a\uffee", "a\u{10fffe}", "a\u{10fffe}z"];
    const outside = ["A", "b", "`", "\u00e1", "B", "\u{1f600}a", "-a"];
    for (const name of [...inside, ...outside]) await t.do(put(t.key(name), "x"));
    expectWalk(
      t,
      keysOf(await t.walk(t.key("a"))),
      inside.map((name) => t.key(name)),
    );
  });

  it("S1 a scan without records ends with a page without a cursor", async (t) => {
    expect(await t.walk(t.key("nothing here"))).toEqual([]);
  });

  it("S1 the views of a scan are those of a read", async (t) => {
    const { key } = put(t.key("a"), "");
    await t.do(put(key, "value", { contentType: "a/b", kind: "cached", expiry: t.expiresIn(3_600_000) }));
    expect(await t.walk(key)).toEqual([await t.record(key)]);
    expect(await t.walk(key, { view: "metadata" })).toEqual([await t.record(key, "metadata")]);
    expect(keysOf(await t.walk(key, { view: "keys" }))).toEqual([key]);
  });
};

const concurrentWrites: TestGroup = (it) => {
  it("S1 records that exist during the whole scan are returned while others are created and removed", async (t) => {
    const keys = await fill(t, "steady-", 120);
    const seen: string[] = [];
    let round = 0;
    for await (const page of t.pages(t.key("steady-"), { limit: 5 })) {
      seen.push(...keysOf(page.records).filter((key) => !key.endsWith("-temporary")));
      await t.do(put(t.key(`steady-${round}-temporary`), "x"));
      if (round > 0) await t.do(remove(t.key(`steady-${round - 1}-temporary`)));
      round += 1;
    }
    expectWalk(t, seen, keys);
  });

  it("S1 a scan continues although the key of its cursor was removed", async (t) => {
    const keys = await fill(t, "item-", 10);
    const first = await t.store.scan(query(t, "item-", { limit: 4 }), t.call());
    const taken = keysOf(first.records);
    for (const key of taken) await t.do(remove(key));
    const rest = await t.walk(t.key("item-"));
    expectWalk(t, [...taken, ...keysOf(rest)], keys);
    if (first.cursor === undefined) return;
    const second = await t.store.scan(query(t, "item-", { cursor: first.cursor }), t.call());
    expect(keysOf(second.records).every((key) => keys.includes(key) && !taken.includes(key))).toBe(true);
  });
};

const order: TestGroup = (it) => {
  it("S2 keys are in the order of their UTF-8 bytes where the store guarantees it", async (t) => {
    // Beyond U+FFFF, the order of UTF-16 code units, which JavaScript sorts by, differs.
    const names = [
      "z",
      "\u00e9",
      "\uff5e",
      "\u{1f600}",
      "\ue000",
      "\u{10000}",
      "A",
      "a",
      "\ud7ff",
      "a\u0001",
      "aa",
      "~",
    ];
    for (const name of names) await t.do(put(t.key(name), "x"));
    const all = names.map((name) => t.key(name));
    for (const limit of [5, 1000]) expectWalk(t, keysOf(await t.walk(t.key(""), { limit })), all);
  });

  it("S2 any keys are in order, across pages", async (t) => {
    let round = 0;
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 8 });
    const legal = name.filter((text) => text.isWellFormed() && !/[\0\uFFFD]|\|\|/.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(legal, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (names, limit) => {
          round += 1;
          const keys = names.map((text) => t.key(`${round}/${text}`));
          if (keys.length > 0) await t.apply(keys.map((key) => put(key, "x")));
          expectWalk(t, keysOf(await t.walk(t.key(`${round}/`), { limit })), keys);
        },
      ),
      { numRuns: 25 },
    );
  });
};

const pages: TestGroup = (it) => {
  it("S3 a page has no more records than its limit, and its cursor continues the scan", async (t) => {
    await fill(t, "item-", 30);
    let count = 0;
    for await (const page of t.pages(t.key("item-"), { limit: 7 })) {
      expect(page.records.length).toBeLessThanOrEqual(7);
      count += page.records.length;
    }
    expect(count).toBeGreaterThanOrEqual(30);
  });

  it("S3 a cursor can be used twice", async (t) => {
    await fill(t, "item-", 20);
    const first = await t.store.scan(query(t, "item-", { limit: 5 }), t.call());
    if (first.cursor === undefined) throw new Error("twenty records do not fit on a page of five");
    const again = async () => t.store.scan(query(t, "item-", { limit: 5, cursor: first.cursor }), t.call());
    expect(keysOf((await again()).records)).toEqual(keysOf((await again()).records));
  });

  it("S4 expired records are not in a scan, even if all records of a page have expired", async (t) => {
    const due = Array.from({ length: 30 }, (_, index) => t.key(`a${index}`));
    await t.apply(due.map((key) => put(key, "x", { expiry: t.expiresIn(t.shortMs) })));
    await t.do(put(t.key("b"), "stays"));
    await t.passTime(t.shortMs);
    for (const key of due) await t.expectGone(key);
    const left = await t.walk(t.key(""), { limit: 3 });
    expect(left.map(({ value }) => text(value))).toEqual(["stays"]);
  });

  it("S5 a cursor that this store did not return is invalid", async (t) => {
    await fill(t, "item-", 20);
    const first = await t.store.scan(query(t, "item-", { limit: 5 }), t.call());
    for (const cursor of ["nonsense", "\u00e9", "AAAA", "0", " ", `${first.cursor}!`, "x".repeat(3000)]) {
      const error = await rejection(t.store.scan(query(t, "item-", { cursor }), t.call()));
      expect(error, `cursor ${JSON.stringify(cursor.slice(0, 40))}`).toMatchObject({
        code: "invalid",
        message: expect.stringMatching(/^(cursor|page_token): /),
      });
    }
  });
};

async function fill(t: Fixture, name: string, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, index) => t.key(`${name}${index}`));
  for (let start = 0; start < count; start += 100) {
    await t.apply(keys.slice(start, start + 100).map((key) => put(key, "x")));
  }
  return keys;
}

function query(t: Fixture, name: string, changes: Partial<ScanQuery>): ScanQuery {
  return { prefix: t.key(name), limit: 1000, view: "full", cursor: undefined, ...changes };
}

function keysOf(records: readonly { readonly key: string }[]): string[] {
  return records.map(({ key }) => key);
}

function expectWalk(t: Fixture, seen: readonly string[], keys: readonly string[]): void {
  const expected = keys.toSorted(compareKeys);
  if (t.store.facts.orderedScan) expect(seen).toEqual(expected);
  else expect([...new Set(seen)].toSorted(compareKeys)).toEqual(expected);
}
