// Durability: acknowledged writes exist after the store was closed and opened
// again. Whether they survive a kill or a power failure is tested with the
// drivers that guarantee it.
import { expect } from "vitest";
import { type Fixture, rejection } from "../fixture.ts";
import { add, atVersion, put, remove, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const durability: TestGroup = (it, subject) => {
  records(it, subject);
  remembered(it, subject);
};

const records: TestGroup = (it) => {
  it("C14 acknowledged writes exist after the store was reopened", async (t) => {
    const { before, after } = await acrossReopening(t, async (other) => {
      await other.do(put(t.key("a"), "A", { contentType: "a/b", kind: "cached" }));
      await other.do(put(t.key("b"), "B", { expiry: other.expiresIn(3_600_000) }));
      await other.do(put(t.key("c"), "C"));
      await other.do(remove(t.key("c")));
      await other.do(add(t.key("n"), 41n));
      return other.walk(t.key(""));
    });
    expect(before).toHaveLength(3);
    expect(await after.walk(t.key(""))).toEqual(before);
    expect((await after.do(add(t.key("n"), 1n))).value).toBe(42n);
  });

  it("C14 versions stay the same across reopening", async (t) => {
    const { before, after } = await acrossReopening(t, (other) => other.versionAfter(put(t.key("a"), "A")));
    await after.do(put(t.key("a"), "B", { precondition: atVersion(before) }));
  });

  it("C14 records that expired meanwhile do not exist after reopening", async (t) => {
    const { after } = await acrossReopening(t, async (other) => {
      await other.do(put(t.key("a"), "A", { expiry: other.expiresIn(t.shortMs) }));
      await other.passTime(t.shortMs);
    });
    await after.expectGone(t.key("a"));
    expect(await after.walk(t.key(""))).toEqual([]);
  });

  it("C14 a scan continues with its cursor after reopening", async (t) => {
    const { before, after } = await acrossReopening(t, async (other) => {
      await other.apply(Array.from({ length: 20 }, (_, index) => put(t.key(`k${index}`), "x")));
      return other.store.scan(
        { prefix: t.key("k"), cursor: undefined, limit: 7, view: "keys" },
        other.call(),
      );
    });
    const seen = new Set(before.records.map(({ key }) => key));
    expect(before.cursor).toBeDefined();
    for await (const page of after.pages(t.key("k"), { cursor: before.cursor, limit: 7, view: "keys" })) {
      for (const { key } of page.records) seen.add(key);
    }
    expect(seen.size).toBe(20);
  });
};

const remembered: TestGroup = (it) => {
  it("C14 a transaction with an idempotency key is remembered across reopening", async (t) => {
    const idempotency = { key: t.key("once"), fingerprint: "f", expireTime: t.clock.now() + 3_600_000 };
    const mutations = [add(t.key("n"), 1n)];
    const { before, after } = await acrossReopening(t, (other) => other.apply(mutations, { idempotency }));
    expect(await after.apply(mutations, { idempotency })).toEqual(before);
    expect(text((await after.record(t.key("n"))).value)).toBe("1");
  });

  it("C14 the store that was closed stays closed", async (t) => {
    const other = await t.another();
    const { store } = other;
    await reopen(other);
    expect((await rejection(store.ping(t.call()))).code).toBe("closed");
  });

  // A memory store starts empty, but within one process it must not reuse a version either.
  it("C5 a version is never reused after the store was reopened", async (t) => {
    const seen: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const other = await t.another();
      seen.push(...(await writeAndRemove(other, t.key("a"))));
      if (other.opened.reopen === undefined) continue;
      seen.push(...(await writeAndRemove(await reopen(other), t.key("a"))));
    }
    expect(new Set(seen).size).toBe(seen.length);
  });
};

async function writeAndRemove(t: Fixture, key: string): Promise<string[]> {
  const versions: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    versions.push(await t.versionAfter(put(key, "same")));
    await t.do(remove(key));
  }
  return versions;
}

async function acrossReopening<T>(
  t: Fixture,
  work: (other: Fixture) => Promise<T>,
): Promise<{ before: T; after: Fixture }> {
  const other = await t.another();
  const before = await work(other);
  return { before, after: await reopen(other) };
}

async function reopen(t: Fixture): Promise<Fixture> {
  if (t.opened.reopen === undefined) throw new Error("no reopen(): name an exception for C14");
  return t.of(t.opened, await t.opened.reopen());
}
