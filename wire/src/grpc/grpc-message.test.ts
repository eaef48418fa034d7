// Status messages on the wire: any text there and back, any bytes tolerated.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "./grpc-message.ts";

test("any text comes back, and only printable ASCII travels", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (message) => {
      expect(encodeMessage(message)).toMatch(/^[ -~]*$/);
      expect(decodeMessage(encodeMessage(message))).toBe(message);
    }),
  );
});

test("the percent sign, line ends and accents are escaped in capital hex", () => {
  expect(encodeMessage("50% of\nça")).toBe("50%25 of%0A%C3%A7a");
});

test("a broken escape stays as it is, and small hex digits are understood", () => {
  expect(decodeMessage("100%")).toBe("100%");
  expect(decodeMessage("%zz%4")).toBe("%zz%4");
  expect(decodeMessage("%c3%a7")).toBe("ç");
});

test("bytes that are no UTF-8 become the replacement character", () => {
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
