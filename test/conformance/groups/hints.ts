// The hints of a put: a first-write mark, clearing it, and keeping the value as JSON.
// A store may ignore them; the effect and the result of the put stay the same.
import { expect } from "vitest";
import { absent, add, atVersion, keep, present, put, remove, text, touch } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const hints: TestGroup = (it, subject) => {
  marks(it, subject);
  clears(it, subject);
  json(it, subject);
};

const firstWrite = { hints: { firstWrite: true } } as const;
const asJson = { hints: { asJson: true }, contentType: "application/json" } as const;

const marks: TestGroup = (it) => {
  it("C16 a marked record is overwritten at its version, and created again after its removal", async (t) => {
    const first = await t.versionAfter(put(t.key("a"), "1", firstWrite));
    expect(text((await t.record(t.key("a"))).value)).toBe("1");
    const second = await t.versionAfter(put(t.key("a"), "2", { precondition: atVersion(first) }));
    const stale = put(t.key("a"), "3", { ...firstWrite, precondition: atVersion(first) });
    expect((await t.errorOf([stale])).code).toBe("conflict");
    await t.do(remove(t.key("a"), { precondition: atVersion(second) }));
    await t.do(put(t.key("a"), "4", { precondition: absent }));
    await t.do(put(t.key("a"), "5"));
    expect(text((await t.record(t.key("a"))).value)).toBe("5");
  });

  it("C16 a put with the mark overwrites a record without one, and only creates if its precondition is absent", async (t) => {
    await t.do(put(t.key("a"), "1"));
    expect((await t.errorOf([put(t.key("a"), "x", { ...firstWrite, precondition: absent })])).code).toBe(
      "already-exists",
    );
    expect(await t.do(put(t.key("a"), "2", firstWrite))).toMatchObject({ found: true });
    expect(text((await t.record(t.key("a"))).value)).toBe("2");
  });
};

const clears: TestGroup = (it) => {
  const clearsFirstWrite = { hints: { clearsFirstWrite: true } } as const;

  it("C16 a put that stands for a removal and a put is not rejected by the mark, and clears it", async (t) => {
    const key = t.key("a");
    const first = await t.versionAfter(put(key, "1", firstWrite));
    expect(await t.do(put(key, "2", clearsFirstWrite))).toMatchObject({ found: true });
    const second = await t.versionAfter(put(key, "3"));
    expect(second).not.toBe(first);
    expect(text((await t.record(key)).value)).toBe("3");
  });

  it("C16 such a put has the same preconditions and result as any other", async (t) => {
    const key = t.key("a");
    expect((await t.errorOf([put(key, "x", { ...clearsFirstWrite, precondition: present })])).code).toBe(
      "missing",
    );
    const first = await t.versionAfter(
      put(key, "1", { hints: { firstWrite: true, clearsFirstWrite: true } }),
    );
    const { createTime } = await t.record(key);
    expect((await t.errorOf([put(key, "x", { ...clearsFirstWrite, precondition: absent })])).code).toBe(
      "already-exists",
    );
    const expiry = t.expiresIn(3_600_000);
    const at = { ...clearsFirstWrite, precondition: atVersion(first), expiry };
    const { version } = await t.do(put(key, "2", at));
    expect((await t.errorOf([put(key, "x", at)])).code).toBe("conflict");
    const { expireTime } = await t.record(key);
    expect(expireTime).toBeDefined();
    await t.do(put(key, "3", { ...clearsFirstWrite, expiry: keep }));
    const kept = await t.record(key);
    expect(kept).toMatchObject({ createTime, expireTime });
    expect(kept.version).not.toBe(version);
  });
};

const json: TestGroup = (it) => {
  it("C16 JSON is read back as the same JSON, whatever its type", async (t) => {
    const texts = ['{"b":[1,"x",null],"a":{"é":true}}', "[]", '"text"', "0", "-12.5", "true", "null"];
    for (const [index, json] of texts.entries()) {
      const key = t.key(`j${index}`);
      const { version } = await t.do(put(key, json, asJson));
      const found = await t.record(key);
      expect(JSON.parse(text(found.value))).toEqual(JSON.parse(json));
      expect(found).toMatchObject({ version, contentType: "application/json", kind: "persistent" });
    }
    const listed = await t.walk(t.key("j"));
    expect(listed.map(({ key }) => key).toSorted()).toEqual(texts.map((_, index) => t.key(`j${index}`)));
  });

  it("C16 JSON has the same preconditions, versions and replacement as any value", async (t) => {
    const key = t.key("a");
    const first = await t.versionAfter(put(key, "bytes"));
    const second = await t.versionAfter(put(key, "{}", { ...asJson, precondition: atVersion(first) }));
    expect((await t.errorOf([put(key, "[]", { ...asJson, precondition: atVersion(first) })])).code).toBe(
      "conflict",
    );
    expect((await t.errorOf([put(key, "[]", { ...asJson, precondition: absent })])).code).toBe(
      "already-exists",
    );
    const { previous, version = "" } = await t.do(put(key, "[]", { ...asJson, returnPrevious: true }));
    expect(text(previous?.value ?? new Uint8Array(0))).toBe("{}");
    const last = await t.versionAfter(put(key, "bytes again", { precondition: present }));
    expect(new Set([first, second, version, last]).size).toBe(4);
    await t.do(remove(key, { precondition: atVersion(last) }));
    const recreated = await t.versionAfter(put(key, "1", asJson));
    expect([first, second, version, last]).not.toContain(recreated);
  });

  it("E2 the expiry of JSON is set, kept, touched and cleared", async (t) => {
    const key = t.key("a");
    const expiry = t.expiresIn(3_600_000);
    const time = expiry.type === "at" ? expiry.time : undefined;
    await t.do(put(key, "{}", { ...asJson, expiry }));
    expect((await t.do(put(key, "[]", { ...asJson, expiry: keep }))).expireTime).toBe(time);
    expect((await t.record(key)).expireTime).toBe(time);
    const later = t.expiresIn(7_200_000);
    await t.do(touch(key, later));
    expect((await t.record(key)).expireTime).toBe(later.type === "at" ? later.time : undefined);
    await t.do(put(key, "1", asJson));
    expect((await t.record(key)).expireTime).toBeUndefined();
  });

  it("C16 a transaction with JSON is applied whole or not at all", async (t) => {
    await t.do(put(t.key("there"), "{}", asJson));
    const transaction = [
      put(t.key("a"), "{}", asJson),
      put(t.key("b"), "bytes"),
      put(t.key("there"), "[]", { ...asJson, precondition: absent }),
    ];
    expect(await t.errorOf(transaction)).toMatchObject({ code: "already-exists", mutationIndex: 2 });
    expect(await t.get(t.key("a"))).toBeUndefined();
    expect(text((await t.record(t.key("there"))).value)).toBe("{}");
    await t.apply(transaction.slice(0, 2));
    expect(text((await t.record(t.key("a"))).value)).toBe("{}");
  });

  it("C16 a number that is JSON is a counter, and stays one", async (t) => {
    await t.do(put(t.key("n"), "41", asJson));
    expect((await t.do(add(t.key("n"), 1n))).value).toBe(42n);
    const [sum] = await t.apply([add(t.key("n"), 1n), put(t.key("other"), "{}", asJson)]);
    expect(sum?.value).toBe(43n);
    expect(text((await t.record(t.key("n"))).value)).toBe("43");
    await t.do(put(t.key("text"), '"42"', asJson));
    expect((await t.errorOf([add(t.key("text"), 1n)])).code).toBe("wrong-type");
  });
};
