// Cursors of ordered stores: encoding and decoding, and that any other text is rejected.
import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeKeyCursor, encodeKeyCursor } from "./key-cursor.ts";

// The unit "binary" of fast-check takes seconds to prepare.
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

const anyKey = fc.string({ unit: anyCharacter, minLength: 1 });

it("decodes to the encoded key", () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      expect(decodeKeyCursor(encodeKeyCursor(key), "")).toBe(key);
    }),
  );
});

it("rejects any other text", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(() => decodeKeyCursor(text, "")).toThrow("cursor: is not a cursor of this store");
    }),
  );
});

it("rejects a cursor with one changed character", () => {
  const cursor = encodeKeyCursor("shop||order/17");
  for (let index = 0; index < cursor.length; index += 1) {
    const other = cursor[index] === "A" ? "B" : "A";
    const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
    expect(() => decodeKeyCursor(changed, ""), changed).toThrow(/^cursor: /);
  }
});

it("rejects a cursor of another prefix", () => {
  const cursor = encodeKeyCursor("shop||order/17");
  expect(() => decodeKeyCursor(cursor, "shop||cart/")).toThrow(/another prefix/);
});

it("rejects a cursor of another prefix", () => {
  const cursor = encodeKeyCursor("carts/1");
  expect(decodeKeyCursor(cursor, "carts/")).toBe("carts/1");
  const error = expect.objectContaining({ code: "invalid", message: "cursor: belongs to another prefix" });
  expect(() => decodeKeyCursor(cursor, "orders/")).toThrow(error);
});

it("has a format and a checksum that later versions can rely on", () => {
  expect(Buffer.from(encodeKeyCursor("a"), "base64url").toString("hex")).toBe("01e40c292c61");
});
