// Binary metadata fields.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBinaryHeader, encodeBinaryHeader } from "./binary-header.ts";
import { statusCode } from "./status.ts";

const read = (text: string) => decodeBinaryHeader("a-bin", text).map((bytes) => [...bytes]);

test("any bytes survive a round trip and are sent without padding", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = encodeBinaryHeader(bytes);
      expect(text).not.toContain("=");
      expect(read(text)).toEqual([[...bytes]]);
    }),
  );
});

test("padded and unpadded text decode to the same bytes", () => {
  expect(read("AQ==")).toEqual([[1]]);
  expect(read("AQ")).toEqual([[1]]);
  expect(read("AQI=")).toEqual([[1, 2]]);
  expect(read("AQID")).toEqual([[1, 2, 3]]);
});

test("a comma-joined list decodes to each of its values, including empty ones", () => {
  expect(read("AQ==,Ag, AwQF,")).toEqual([[1], [2], [3, 4, 5], []]);
});

test("bytes that are part of a larger buffer, or none, are encoded", () => {
  expect(encodeBinaryHeader(Buffer.from("[ab]").subarray(1, 3))).toBe("YWI");
  expect(encodeBinaryHeader(new Uint8Array(0))).toBe("");
  expect(encodeBinaryHeader(new Uint8Array(3))).toBe("AAAA");
});

test("invalid base64 is rejected with the field's name", () => {
  for (const text of ["A", "AAAAA", "A-_A", "AQ=", "A===", "ä", "AQ ==", "=AQ=", "A=Q="]) {
    const error = expect.objectContaining({
      code: statusCode.internal,
      statusMessage: 'the value of "a-bin" is not base64',
    });
    expect(() => read(text), text).toThrow(error);
  }
});
