// What a key, a prefix and another text may be, how they are rejected, and the order of keys.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { checkKey, checkPrefix, compareKeys, keyRejection, prefixRejection, textRejection } from "./key.ts";
import { keyBytesMax } from "./limits.ts";

// The unit "binary" of fast-check takes seconds to prepare.
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

const invalid = (description: string) => ({ code: "invalid", description });
const nul = invalid("must not contain NUL (U+0000)");
const tooLarge = invalidSize(keyBytesMax + 1, keyBytesMax);

function invalidSize(bytes: number, bytesMax: number) {
  return { code: "too-large", description: `is ${bytes} bytes long; the limit is ${bytesMax}` };
}

describe("a key and a prefix", () => {
  it.each([
    ["NUL", "a\0", nul],
    ["the separator", "a||b", invalid('must not contain "||"')],
    [
      "a replacement character",
      "a\uFFFD",
      invalid("contains U+FFFD, which stands for bytes that are not valid UTF-8"),
    ],
    ["a lone surrogate", "a\uD800", invalid("is not valid UTF-8 (it contains a lone surrogate)")],
    ["more bytes than the limit", `${"é".repeat(keyBytesMax / 2)}x`, tooLarge],
  ])("with %s is rejected with the reason", (_, text, rejection) => {
    expect(keyRejection(text)).toEqual(rejection);
    expect(prefixRejection(text)).toEqual(rejection);
    const violations = [{ path: ["mutations", 3, "key"], description: rejection.description }];
    const error = expect.objectContaining({ code: rejection.code, violations, outcome: "not-applied" });
    expect(() => checkKey(text, ["mutations", 3, "key"])).toThrow(error);
    expect(() => checkPrefix(text, ["mutations", 3, "key"])).toThrow(error);
  });

  it.each(["a", "|", "a|b", " ", "😀", "é".repeat(keyBytesMax / 2)])("may be %j", (text) => {
    expect([keyRejection(text), prefixRejection(text)]).toEqual([undefined, undefined]);
    checkKey(text, []);
    checkPrefix(text, []);
  });

  it("differ in that only a prefix may be empty", () => {
    expect(keyRejection("")).toEqual(invalid("is missing"));
    expect(() => checkKey("", ["key"])).toThrow("key: is missing");
    expect(prefixRejection("")).toBeUndefined();
    checkPrefix("", ["prefix"]);
  });
});

test("a text may contain the separator, but no NUL, no invalid UTF-8, and no more bytes than the limit", () => {
  const notUtf8 = invalid("is not valid UTF-8 (U+FFFD or a lone surrogate)");
  expect(textRejection("a||é", 5)).toBeUndefined();
  expect(textRejection("", 0)).toBeUndefined();
  expect(textRejection("a||é", 4)).toEqual(invalidSize(5, 4));
  expect(textRejection("a\0", 10)).toEqual(nul);
  expect(textRejection("a\uFFFD", 10)).toEqual(notUtf8);
  expect(textRejection("a\uDC00", 10)).toEqual(notUtf8);
});

describe("the order of keys", () => {
  const anyText = fc.string({ unit: anyCharacter, maxLength: 5 });

  it("is that of their UTF-8 bytes", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it("is that of code points also at the boundaries of surrogates", () => {
    const ordered = [
      "",
      "a",
      "ab",
      "b",
      "\u07FF",
      "\uD7FF",
      "\uE000",
      "\uFFFD",
      "\uFFFF",
      "\u{10000}",
      "\u{10FFFF}",
    ];
    for (const [left, a] of ordered.entries())
      for (const [right, b] of ordered.entries())
        expect(Math.sign(compareKeys(a, b)), `${left} and ${right}`).toBe(Math.sign(left - right));
  });
});
