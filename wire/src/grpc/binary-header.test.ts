// Binary metadata on the wire.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBinaryHeader, encodeBinaryHeader } from "./binary-header.ts";
import { RpcError } from "./rpc-error.ts";

const read = (text: string) => decodeBinaryHeader("a-bin", text).map((bytes) => [...bytes]);

test("any bytes come back, sent without padding", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = encodeBinaryHeader(bytes);
      expect(text).not.toContain("=");
      expect(read(text)).toEqual([[...bytes]]);
    }),
  );
});

test("padded and unpadded text give the same bytes", () => {
  expect(read("AQ==")).toEqual([[1]]);
  expect(read("AQ")).toEqual([[1]]);
  expect(read("AQI=")).toEqual([[1, 2]]);
  expect(read("AQID")).toEqual([[1, 2, 3]]);
});

test("a comma-joined list gives each of its values, empty ones too", () => {
  expect(read("AQ==,Ag, AwQF,")).toEqual([[1], [2], [3, 4, 5], []]);
});

test("what is no base64 is refused with the field's name", () => {
  for (const text of ["A", "AAAAA", "A-_A", "AQ=", "A===", "ä", "AQ ==", "=AQ="]) {
    expect(() => read(text), text).toThrow(RpcError);
    expect(() => read(text), text).toThrow(/a-bin/);
  }
});
