// Reading: one result per requested key, in order; a missing key is not an error; a
// record that cannot be decoded does not affect other keys.
import { expect } from "vitest";
import { StoreError } from "../../../src/model/errors.ts";
import { put, remove, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const reading: TestGroup = (it, subject) => {
  results(it, subject);
  damage(it, subject);
  freshness(it, subject);
};

const results: TestGroup = (it) => {
  it("R1 results are in the order of the keys, also for repeated keys", async (t) => {
    await t.do(put(t.key("a"), "A"));
    await t.do(put(t.key("b"), "B"));
    const names = ["b", "missing", "a", "b", "b", "missing", "a"];
    const results = await t.read(names.map((name) => t.key(name)));
    expect(results.map((result) => result && "key" in result && result.key)).toEqual(
      names.map((name) => (name === "missing" ? undefined : t.key(name))),
    );
  });

  it("R1 a thousand keys have a thousand results", async (t) => {
    const keys = Array.from({ length: 1000 }, (_, index) => t.key(`k${index}`));
    for (let start = 0; start < 1000; start += 100) {
      await t.apply(keys.slice(start, start + 100).map((key, index) => put(key, String(start + index))));
    }
    const results = await t.read(keys);
    expect(results).toHaveLength(1000);
    for (const [index, result] of results.entries()) {
      expect(result && "value" in result && text(result.value)).toBe(String(index));
    }
  });

  it("R1 no keys have no results", async (t) => {
    expect(await t.read([])).toEqual([]);
  });

  it("R2 a key that never existed, was removed or has expired is undefined", async (t) => {
    await t.do(put(t.key("removed"), "x"));
    await t.do(remove(t.key("removed")));
    await t.do(put(t.key("due"), "x", { expiry: t.expiresIn(t.shortMs) }));
    await t.passTime(t.shortMs);
    await t.expectGone(t.key("due"));
    expect(await t.read([t.key("never"), t.key("removed"), t.key("due")])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
};

const damage: TestGroup = (it) => {
  it("R3 a damaged record is corrupt in its own place and the others have their results", async (t) => {
    if (t.opened.corrupt === undefined) throw new Error("no corrupt(): name an exception for R3");
    await t.apply([put(t.key("a"), "A"), put(t.key("b"), "B"), put(t.key("c"), "C")]);
    await t.opened.corrupt(t.key("b"));
    const [a, b, c] = await t.read([t.key("a"), t.key("b"), t.key("c")]);
    expect(a).toMatchObject({ key: t.key("a") });
    expect(b).toBeInstanceOf(StoreError);
    expect(b).toMatchObject({ code: "corrupt" });
    expect(c).toMatchObject({ key: t.key("c") });
  });

  it("R3 a damaged record can be replaced", async (t) => {
    if (t.opened.corrupt === undefined) throw new Error("no corrupt(): name an exception for R3");
    await t.do(put(t.key("a"), "A"));
    await t.opened.corrupt(t.key("a"));
    await t.do(put(t.key("a"), "repaired"));
    expect(text((await t.record(t.key("a"))).value)).toBe("repaired");
  });
};

const freshness: TestGroup = (it) => {
  it("R4 a strong read sees writes acknowledged before it began", async (t) => {
    for (let round = 0; round < 200; round += 1) {
      await t.do(put(t.key("a"), String(round)));
      expect(text((await t.record(t.key("a"))).value)).toBe(String(round));
    }
  });

  it("R4 every strong read during writes sees the last acknowledged write or a later one", async (t) => {
    let acknowledged = -1;
    const writing = (async () => {
      for (let round = 0; round < 200; round += 1) {
        await t.do(put(t.key("a"), String(round)));
        acknowledged = round;
      }
    })();
    while (acknowledged < 199) {
      const atLeast = acknowledged;
      const record = await t.get(t.key("a"));
      expect(record === undefined ? -1 : Number(text(record.value))).toBeGreaterThanOrEqual(atLeast);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writing;
  });

  it("R5 view metadata returns everything except the value", async (t) => {
    const expiry = t.expiresIn(3_600_000);
    await t.do(put(t.key("a"), "secret", { expiry, contentType: "a/b", kind: "cached" }));
    const full = await t.record(t.key("a"));
    const metadata = await t.record(t.key("a"), "metadata");
    expect(metadata).toMatchObject({ ...full, value: expect.anything() });
    expect(metadata.value).toHaveLength(0);
  });

  it("R5 view keys returns the key and no value", async (t) => {
    await t.do(put(t.key("a"), "secret"));
    const record = await t.record(t.key("a"), "keys");
    expect(record.key).toBe(t.key("a"));
    expect(record.value).toHaveLength(0);
    expect(await t.get(t.key("b"), "keys")).toBeUndefined();
  });
};
