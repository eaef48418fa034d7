// Versions, and what a put replaces: every write creates a version that never
// existed before, and replaces the whole record.
import { expect } from "vitest";
import { add, atVersion, check, keep, present, put, remove, text, touch } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const versions: TestGroup = (it, subject) => {
  uniqueness(it, subject);
  stability(it, subject);
};

const uniqueness: TestGroup = (it) => {
  it("C5 put and add give the record a new version, also for an equal value", async (t) => {
    const seen: string[] = [];
    for (let round = 0; round < 20; round += 1) seen.push(await t.versionAfter(put(t.key("a"), "1")));
    for (let round = 0; round < 20; round += 1) seen.push(await t.versionAfter(add(t.key("a"), 0n)));
    expect(new Set(seen).size).toBe(40);
    expect((await t.record(t.key("a"))).version).toBe(seen.at(-1));
  });

  it("C5 a version is never reused after the key was removed", async (t) => {
    const seen: string[] = [];
    for (let round = 0; round < 30; round += 1) {
      seen.push(await t.versionAfter(put(t.key("a"), "same", { returnPrevious: round % 2 === 0 })));
      await t.do(remove(t.key("a")));
    }
    expect(new Set(seen).size).toBe(30);
  });

  it("C5 a version is never reused after the key expired", async (t) => {
    const seen: string[] = [];
    const ms = t.opened.clock === undefined ? 20 : t.shortMs;
    for (let round = 0; round < 5; round += 1) {
      seen.push(await t.versionAfter(put(t.key("a"), "same", { expiry: t.expiresIn(ms) })));
      await t.passTime(ms);
      await t.expectGone(t.key("a"));
    }
    expect(new Set(seen).size).toBe(5);
  });

  it("C5 a version is never reused when the clock goes back", async (t) => {
    const seen = [await t.versionAfter(put(t.key("a"), "same"))];
    t.opened.clock?.advance(-3_600_000);
    for (let round = 0; round < 10; round += 1) {
      await t.do(remove(t.key("a")));
      seen.push(await t.versionAfter(put(t.key("a"), "same")));
    }
    t.opened.clock?.advance(3_600_000);
    expect(new Set(seen).size).toBe(11);
  });
};

const stability: TestGroup = (it) => {
  it("C5 touch and check do not change the version", async (t) => {
    const version = await t.versionAfter(put(t.key("a"), "x"));
    expect(await t.do(touch(t.key("a"), t.expiresIn(3_600_000)))).toMatchObject({ found: true, version });
    expect(await t.do(check(t.key("a"), present))).toMatchObject({ found: true, version });
    expect((await t.record(t.key("a"))).version).toBe(version);
  });

  it("C5 the version returned by a write is that of reads and preconditions", async (t) => {
    const version = await t.versionAfter(put(t.key("a"), "x"));
    expect((await t.record(t.key("a"))).version).toBe(version);
    expect((await t.record(t.key("a"), "metadata")).version).toBe(version);
    const next = await t.versionAfter(put(t.key("a"), "y", { precondition: atVersion(version) }));
    expect((await t.errorOf([put(t.key("a"), "z", { precondition: atVersion(version) })])).code).toBe(
      "conflict",
    );
    await t.do(remove(t.key("a"), { precondition: atVersion(next) }));
  });

  it("C6 put replaces value, content type, kind and expiry", async (t) => {
    const expiry = t.expiresIn(3_600_000);
    await t.do(put(t.key("a"), "long value", { contentType: "a/b", kind: "cached", expiry }));
    await t.do(put(t.key("a"), "v", { contentType: "", kind: "ephemeral" }));
    const record = await t.record(t.key("a"));
    expect(record).toMatchObject({ contentType: "", kind: "ephemeral", expireTime: undefined });
    expect(text(record.value)).toBe("v");
  });

  it("C6 put keeps the create time and moves the update time", async (t) => {
    await t.do(put(t.key("a"), "x"));
    const first = await t.record(t.key("a"));
    await t.passTime(5);
    await t.do(put(t.key("a"), "y", { expiry: keep }));
    const second = await t.record(t.key("a"));
    expect(second.createTime).toBe(first.createTime);
    expect(second.updateTime).toBeGreaterThan(first.updateTime ?? Number.POSITIVE_INFINITY);
  });

  it("C6 a record that is created again has a new create time", async (t) => {
    await t.do(put(t.key("a"), "x"));
    const first = await t.record(t.key("a"));
    await t.do(remove(t.key("a")));
    await t.passTime(5);
    await t.do(put(t.key("a"), "x"));
    expect((await t.record(t.key("a"))).createTime).toBeGreaterThan(
      first.createTime ?? Number.POSITIVE_INFINITY,
    );
  });
};
