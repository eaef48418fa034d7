// The Huffman code: every byte survives a round trip, and nothing else is accepted.
import fc from "fast-check";
import { expect, test } from "vitest";
import { HpackError } from "./hpack-error.ts";
import { huffmanBytes, huffmanDecode, huffmanDecodedBytesMax, huffmanEncode } from "./hpack-huffman.ts";

function encode(text: string): Buffer {
  const target = Buffer.alloc(huffmanBytes(text));
  expect(huffmanEncode(text, target, 0)).toBe(target.length);
  return target;
}

function decode(coded: Uint8Array): string {
  const target = Buffer.alloc(huffmanDecodedBytesMax(coded.length));
  return target.toString("latin1", 0, huffmanDecode(coded, 0, coded.length, target));
}

test("the strings of the RFC's examples have the codes given there", () => {
  expect(encode("www.example.com").toString("hex")).toBe("f1e3c2e5f23a6ba0ab90f4ff");
  expect(encode("no-cache").toString("hex")).toBe("a8eb10649cbf");
  expect(encode("Mon, 21 Oct 2013 20:13:21 GMT").toString("hex")).toBe(
    "d07abe941054d444a8200595040b8166e082a62d1bff",
  );
});

test("each byte alone and next to each other byte survives a round trip", () => {
  for (let left = 0; left < 256; left += 1) {
    expect(decode(encode(String.fromCharCode(left)))).toBe(String.fromCharCode(left));
    for (let right = 0; right < 256; right += 1) {
      const pair = String.fromCharCode(left, right);
      if (decode(encode(pair)) !== pair) expect.fail(`bytes ${left} and ${right} came back as others`);
    }
  }
});

test("any bytes survive a round trip", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = Buffer.from(bytes).toString("latin1");
      expect(decode(encode(text))).toBe(text);
    }),
  );
});

test("each string has exactly one accepted coding", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (coded) => {
      let text: string;
      try {
        text = decode(coded);
      } catch (error) {
        expect(error).toBeInstanceOf(HpackError);
        return;
      }
      expect(encode(text).equals(coded)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
});
