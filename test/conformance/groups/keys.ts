// Keys: when two keys are equal, how long a key may be, and that no character
// of a key has a special meaning for the store.
import fc from "fast-check";
import { expect } from "vitest";
import { utf8Bytes } from "../../../src/model/key.ts";
import type { Fixture } from "../fixture.ts";
import { add, noExpiryTouch, put, remove, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

const lookalikes = [
  ...["key", "Key", "KEY", "key ", " key", "key\t", "ke y", "key\n", "key0", "key00"],
  ...["k\u00e9y", "ke\u0301y", "k\u00c9y", "key\u0301", "stra\u00dfe", "strasse", "stra\u017fse"],
  ...["\u0131", "i", "\u0130", "I", "\u212a", "K", "\uff21", "A", "\u200b", "\u00ad", "\ufeff", "\u{1f600}"],
];

const specialCharacters = [
  ...["%", "_", "*", "?", "[", "]", "{", "}", "(", ")", "^", "$", ".", "+", "|", "\\", "/", "'", '"', "`"],
  ...["\n", "\r", "\t", " ", "\u0001", "\u007f", ":", ";", ",", "=", "&", "#", "~", "!", "@", "<", ">", "-"],
];

const legalKey = fc
  .string({ unit: "binary", minLength: 1, maxLength: 40 })
  .filter((key) => key.isWellFormed() && !/[\0\uFFFD]|\|\|/.test(key));

export const keys: TestGroup = (it, subject) => {
  identity(it, subject);
  lengthAndCharacters(it, subject);
};

const identity: TestGroup = (it) => {
  it("K1 keys that look alike but differ in bytes are different keys", async (t) => {
    for (const name of lookalikes) await t.do(put(t.key(name), `value of ${quoted(name)}`));
    const results = await t.read(lookalikes.map((name) => t.key(name)));
    for (const [index, name] of lookalikes.entries()) {
      expect(results[index]).toMatchObject({ key: t.key(name) });
      expect(text((await t.record(t.key(name))).value)).toBe(`value of ${quoted(name)}`);
    }
  });

  it("K1 removing a key does not affect keys that look like it", async (t) => {
    for (const name of lookalikes) await t.do(put(t.key(name), "x"));
    await t.do(remove(t.key("key")));
    const left = (await t.walk(t.key(""))).map(({ key }) => key);
    expect(left.toSorted()).toEqual(
      lookalikes
        .filter((name) => name !== "key")
        .map(t.key.bind(t))
        .toSorted(),
    );
  });

  it("K1 one transaction may write two keys that differ in case or normal form", async (t) => {
    const names = ["\u00e9", "e\u0301", "\u00c9"];
    await t.apply(names.map((name) => put(t.key(name), name)));
    for (const name of names) expect(text((await t.record(t.key(name))).value)).toBe(name);
  });

  it("K1 any key of well-formed text is read back unchanged", async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(legalKey, { minLength: 1, maxLength: 20 }), async (names) => {
        const all = names.map((name) => t.key(name));
        await t.apply(all.map((key, index) => put(key, String(index))));
        const results = await t.read(all);
        expect(
          results.map((record) => record && "key" in record && [record.key, text(record.value)]),
        ).toEqual(all.map((key, index) => [key, String(index)]));
      }),
      { numRuns: 20 },
    );
  });
};

const lengthAndCharacters: TestGroup = (it) => {
  it("K2 the longest key works in every call", async (t) => {
    const key = longestKey(t, "a");
    await t.do(put(key, "1"));
    await t.do(add(key, 1n));
    expect((await t.do(noExpiryTouch(key))).found).toBe(true);
    expect(text((await t.record(key)).value)).toBe("2");
    expect((await t.walk(key)).map((record) => record.key)).toEqual([key]);
    expect((await t.do(remove(key))).found).toBe(true);
    expect(await t.get(key)).toBeUndefined();
  });

  it("K2 two longest keys that differ only in their last byte are different keys", async (t) => {
    await t.apply([put(longestKey(t, "a"), "a"), put(longestKey(t, "b"), "b")]);
    expect(text((await t.record(longestKey(t, "a"))).value)).toBe("a");
    expect(text((await t.record(longestKey(t, "b"))).value)).toBe("b");
  });

  it("K3 special characters have no meaning in reads and writes", async (t) => {
    for (const character of specialCharacters) await t.do(put(t.key(`a${character}b`), character));
    await t.do(put(t.key("aXb"), "X"));
    for (const character of specialCharacters) {
      expect(text((await t.record(t.key(`a${character}b`))).value)).toBe(character);
      expect((await t.do(remove(t.key(`a${character}b`)))).found).toBe(true);
    }
    expect((await t.walk(t.key("a"))).map(({ key }) => key)).toEqual([t.key("aXb")]);
  });

  it("K3 special characters have no meaning in the prefix of a scan", async (t) => {
    await t.do(put(t.key("pXq"), "X"));
    await t.do(put(t.key("pXXq"), "X"));
    for (const character of specialCharacters) await t.do(put(t.key(`p${character}q`), character));
    for (const character of specialCharacters) {
      const found = (await t.walk(t.key(`p${character}`))).map(({ key }) => key);
      expect(found, `with ${quoted(character)}`).toEqual([t.key(`p${character}q`)]);
    }
  });
};

function longestKey(t: Fixture, last: string): string {
  const root = t.key("");
  const length = (t.subject.keyBytesMax ?? 1154) - utf8Bytes(root) - 1;
  return root + "\u00e9".repeat(length / 2) + (length % 2 === 1 ? "x" : "") + last;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
