// The checks of single values: what each accepts, and what its message says. None shows the value.
import { describe, expect, it, test } from "vitest";
import { suggestion } from "./nearest.ts";
import {
  checkArray,
  checkBoolean,
  checkByteLength,
  checkBytes,
  checkFunction,
  checkNames,
  checkObject,
  checkSignal,
  checkString,
  checkText,
  guarded,
  numberOfWord,
  typeText,
  wholeNumber,
} from "./value-checks.ts";

const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

function error(message: string) {
  const [field = ""] = message.split(":");
  return expect.objectContaining({ code: "invalid", outcome: "not-applied", field, message });
}

test.each([
  [undefined, "undefined"],
  [null, "null"],
  [true, "true"],
  ["", "an empty string"],
  ["secret", "a string"],
  [7, "a number"],
  [7n, "a bigint"],
  [() => 1, "a function"],
  [[1], "an array"],
  [{ a: 1 }, "an object"],
])("the type of %s is %s", (value, text) => {
  expect(typeText(value)).toBe(text);
});

test("the type of a revoked proxy is an object", () => {
  expect(typeText(revoked)).toBe("an object");
});

describe("a check", () => {
  it("of a whole number has both bounds", () => {
    expect([wholeNumber(1, "n", 1, 3), wholeNumber(3, "n", 1, 3)]).toEqual([1, 3]);
    for (const [value, shown] of [
      [0, "0"],
      [4, "4"],
      [1.5, "1.5"],
      [Number.NaN, "NaN"],
      ["2", "a string"],
      [2n, "a bigint"],
    ] as const)
      expect(() => wholeNumber(value, "n", 1, 3)).toThrow(
        error(`n: must be a whole number from 1 to 3, not ${shown}`),
      );
    expect(() => wholeNumber(2 ** 53, "n", 0, Number.MAX_VALUE)).toThrow("n: must be a whole number");
  });

  it("of a text accepts text without lone surrogates, and an empty one only where that is allowed", () => {
    checkString("", "s");
    checkString("é", "s");
    checkText("é", "s");
    expect(() => checkText("", "s")).toThrow(error("s: must not be empty"));
    expect(() => checkText(7, "s")).toThrow(error("s: must be a non-empty string, not a number"));
    expect(() => checkString(7, "s")).toThrow(error("s: must be a string, not a number"));
    for (const check of [checkString, checkText])
      expect(() => check("\uD800", "s")).toThrow(error("s: must not contain a lone surrogate"));
  });

  it("of a length counts bytes of UTF-8", () => {
    checkByteLength("é".repeat(5), "s", 10);
    checkByteLength("a".repeat(10), "s", 10);
    checkByteLength("aaa", "s", 9);
    expect(() => checkByteLength("é".repeat(6), "s", 11)).toThrow(
      error("s: must have at most 11 bytes, not 12"),
    );
    expect(() => checkByteLength("a".repeat(11), "s", 10)).toThrow(
      error("s: must have at most 10 bytes, not 11"),
    );
  });

  it("of a type names the type that was given", () => {
    checkBoolean(false, "b");
    checkFunction(() => 1, "f");
    checkObject({}, "o");
    checkArray([], "a");
    expect(() => checkBoolean("true", "b")).toThrow(error("b: must be true or false, not a string"));
    expect(() => checkFunction({}, "f")).toThrow(error("f: must be a function, not an object"));
    expect(() => checkArray({}, "a")).toThrow(error("a: must be an array, not an object"));
    expect(() => checkObject(null, "o")).toThrow(error("o: must be an object, not null"));
    expect(() => checkObject([], "o", " such as {}")).toThrow(
      error("o: must be an object such as {}, not an array"),
    );
    expect(() => checkObject("x", "o")).toThrow(error("o: must be an object, not a string"));
  });

  it("of a signal accepts one of another realm", () => {
    checkSignal(new AbortController().signal, "signal");
    checkSignal({ aborted: false, addEventListener: () => {} }, "signal");
    for (const value of [
      { aborted: "no", addEventListener: () => {} },
      { aborted: false, addEventListener: "no" },
      {},
    ])
      expect(() => checkSignal(value, "signal")).toThrow(
        error("signal: must be an AbortSignal, not an object"),
      );
    expect(() => checkSignal(null, "signal")).toThrow(error("signal: must be an AbortSignal, not null"));
    expect(() => checkSignal(5, "signal")).toThrow(error("signal: must be an AbortSignal, not a number"));
  });

  it("of names ignores undefined options, and suggests the name that was probably meant", () => {
    const known = new Set(["ttlMs", "kind"]);
    checkNames({ ttlMs: 1, other: undefined }, known);
    expect(() => checkNames({ tlMs: 1 }, known)).toThrow(
      error('tlMs: unknown option; did you mean "ttlMs"?'),
    );
    expect(() => checkNames({ other: 1 }, known, "tls.")).toThrow(error("tls.other: unknown option"));
  });

  it("of a word names all words", () => {
    const numbers = { keys: 1, full: 2 };
    expect(numberOfWord("view", "full", numbers)).toBe(2);
    expect(() => numberOfWord("view", "ful" as "full", numbers)).toThrow(
      error('view: must be one of keys, full; did you mean "full"?'),
    );
    for (const word of ["toString", 5, null])
      expect(() => numberOfWord("view", word as "full", numbers)).toThrow(
        error("view: must be one of keys, full"),
      );
  });

  it("of bytes says what to pass instead", () => {
    checkBytes(new Uint8Array(1), "value");
    checkBytes(Buffer.from("a"), "value");
    const string =
      "a string: encode it, or use client.store(textSerializer()) or client.store(jsonSerializer())";
    const rows: readonly (readonly [unknown, string])[] = [
      ["a", string],
      [
        new Uint16Array(1),
        "Uint16Array: pass new Uint8Array(array.buffer, array.byteOffset, array.byteLength)",
      ],
      [new ArrayBuffer(1), "ArrayBuffer: pass new Uint8Array(buffer)"],
      [new SharedArrayBuffer(1), "SharedArrayBuffer: pass new Uint8Array(buffer)"],
      [undefined, "undefined: to remove a record, use delete"],
      [null, "null: to remove a record, use delete"],
      [{}, "object: use client.store(jsonSerializer()), or another serializer"],
      [
        { [Symbol.toStringTag]: "Uint8Array" },
        "object: use client.store(jsonSerializer()), or another serializer",
      ],
    ];
    for (const [value, hint] of rows)
      expect(() => checkBytes(value, "value")).toThrow(error(`value: must be a Uint8Array, not ${hint}`));
  });
});

test("an error of reading arguments becomes invalid, and a StateError stays as it is", () => {
  const sum = guarded((a: number, b: number, c: number, d: number) => a + b + c + d);
  expect(sum(1, 2, 3, 4)).toBe(10);
  const cause = new RangeError("from a getter");
  const broken = guarded(() => {
    throw cause;
  });
  expect(broken).toThrow(
    expect.objectContaining({
      code: "invalid",
      outcome: "not-applied",
      message: "an argument cannot be read; see the cause",
      cause,
    }),
  );
  expect(guarded(() => checkText(5, "s"))).toThrow(error("s: must be a non-empty string, not a number"));
});

test.each([
  ["ttl", "ttlMs"],
  ["TTLMS", "ttlMs"],
  ["tlMs", "ttlMs"],
  ["ttlMss", "ttlMs"],
  ["ttlNs", "ttlMs"],
  ["ifVersoin", "ifVersion"],
  ["kin", "kind"],
  ["in", undefined],
  ["xyzuvw", undefined],
  ["pageToken", undefined],
  ["", undefined],
])("for %j the suggestion is %s", (word, expected) => {
  const known = ["ifVersion", "ttlMs", "kind"];
  expect(suggestion(word, known)).toBe(expected === undefined ? "" : `; did you mean "${expected}"?`);
});

test("a word is suggested for an abbreviation of three letters, and for one with a letter too many", () => {
  expect(suggestion("tt", ["ttlMs"])).toBe("");
  expect(suggestion("ttl", ["ttlMs"])).toBe('; did you mean "ttlMs"?');
  expect(suggestion("xprefix", ["view", "prefix"])).toBe('; did you mean "prefix"?');
  expect(suggestion("refix", ["view", "prefix"])).toBe('; did you mean "prefix"?');
});
