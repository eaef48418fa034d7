// The Huffman code: every byte survives a round trip, and nothing else is accepted.
import { expect, test } from "vitest";
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

test("each byte survives a round trip, alone and within a text", () => {
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
  expect(decode(encode(all))).toBe(all);
  expect(decode(encode(""))).toBe("");
  for (const character of all) {
    expect(decode(encode(character))).toBe(character);
    expect(decode(encode(`${character}${character}a`))).toBe(`${character}${character}a`);
  }
});

test("a text is encoded at its offset, and the offset after it is returned", () => {
  const target = Buffer.alloc(10, 0xee);
  expect(huffmanEncode("no-cache", target, 2)).toBe(8);
  expect(target.toString("hex")).toBe("eeeea8eb10649cbfeeee");
});

test("only the given part of a block is decoded", () => {
  const block = Buffer.from("ffa8eb10649cbfff", "hex");
  const target = Buffer.alloc(9);
  expect(huffmanDecode(block, 1, 7, target)).toBe(8);
  expect(target.toString("latin1")).toBe("no-cache\0");
});

test("a coded byte decodes to at most 8 fifths of a byte", () => {
  expect([0, 1, 4, 5, 10].map(huffmanDecodedBytesMax)).toEqual([0, 1, 6, 8, 16]);
});
