// The grpc-message field: any text survives a round trip, any bytes are tolerated.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "./grpc-message.ts";

test("any text survives a round trip, and only printable ASCII is sent", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (message) => {
      expect(encodeMessage(message)).toMatch(/^[ -~]*$/);
      expect(decodeMessage(encodeMessage(message))).toBe(message);
    }),
  );
});

test("the percent sign, line breaks and accents are escaped in upper-case hex", () => {
  expect(encodeMessage("50% of\nça")).toBe("50%25 of%0A%C3%A7a");
});

test("an invalid escape stays as it is, and lower-case hex digits are accepted", () => {
  expect(decodeMessage("100%")).toBe("100%");
  expect(decodeMessage("%zz%4")).toBe("%zz%4");
  expect(decodeMessage("%c3%a7")).toBe("ç");
});

test("a text without escapes is decoded too, and so is each escape by itself", () => {
  expect(decodeMessage("plain ~")).toBe("plain ~");
  expect(decodeMessage("")).toBe("");
  expect(decodeMessage("a%2Gb%G2c%222d%")).toBe('a%2Gb%G2c"2d%');
  expect(encodeMessage("~ é")).toBe("~ %C3%A9");
  expect(encodeMessage("\u007f")).toBe("%7F");
});

test("invalid UTF-8 becomes the replacement character", () => {
  expect(decodeMessage("a%FFb")).toBe("a\ufffdb");
  expect(encodeMessage("\ud800")).toBe("%EF%BF%BD");
});

test("any header text is decoded without an error", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(typeof decodeMessage(Buffer.from(bytes).toString("latin1"))).toBe("string");
    }),
  );
});
