// Random and exhaustive input for the header codecs: any fields survive a round trip with any history of the tables, and
// no block crashes the decoder. Without the mutation tests, for which these tests take too long.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HpackDecoder } from "./hpack-decoder.ts";
import { HpackEncoder } from "./hpack-encoder.ts";
import { HpackError, HpackListTooLarge } from "./hpack-error.ts";
import { huffmanBytes, huffmanDecode, huffmanDecodedBytesMax, huffmanEncode } from "./hpack-huffman.ts";

type Field = readonly [string, string];

const roomy = { tableBytesMax: 65_536, listBytesMax: 1_000_000, listPairsMax: 10_000 };

function read(decoder: HpackDecoder, block: Uint8Array): Field[] {
  const fields: Field[] = [];
  decoder.decode(block, (name, value) => fields.push([name, value]));
  return fields;
}

const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc.constantFrom("", "POST", "/a.B/C", "application/grpc", "200", "x".repeat(700)),
);
const anyName = fc.oneof(
  fc.constantFrom(":path", ":status", "te", "authorization", "grpc-timeout", "content-type", "a", "b", ""),
  anyText,
);
const anyField: fc.Arbitrary<Field> = fc.tuple(anyName, anyText);
const anyStep = fc.oneof(
  { weight: 5, arbitrary: fc.array(anyField, { maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 33, 100, 4096, 65_536) },
);

test("any fields survive a round trip after any history of blocks and table sizes", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), fc.constantFrom(0, 200, 4096, 9000), (steps, own) => {
      const encoder = new HpackEncoder({ tableBytesMax: own });
      const decoder = new HpackDecoder(roomy);
      for (const step of steps) {
        if (typeof step === "number") {
          encoder.setTableBytesMax(step);
          continue;
        }
        expect(read(decoder, encoder.encode(step))).toEqual(step);
        expect(decoder.tableBytes).toBe(encoder.tableBytes);
        expect(encoder.tableBytes).toBeLessThanOrEqual(own);
      }
    }),
    { numRuns: 1500 },
  );
});

describe("malformed blocks", () => {
  // The example of RFC 7541, section C.6.1.
  const firstResponse = Buffer.from(
    "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
    "hex",
  );

  test("any bytes give fields, HpackError or HpackListTooLarge, within the table's limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 600 }),
        (blocks, tableBytesMax) => {
          const decoder = new HpackDecoder({ tableBytesMax, listBytesMax: 2000, listPairsMax: 40 });
          for (const block of blocks) {
            try {
              expect(read(decoder, block).length).toBeLessThanOrEqual(40);
            } catch (error) {
              if (error instanceof HpackListTooLarge) continue;
              expect(error).toBeInstanceOf(HpackError);
              return;
            }
            expect(decoder.tableBytes).toBeLessThanOrEqual(tableBytesMax);
          }
        },
      ),
      { numRuns: 25_000 },
    );
  });

  test("a valid block with one byte changed never crashes the decoder", () => {
    const good = [...firstResponse];
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, cut) => {
        const block = Uint8Array.from(good);
        block[at] = byte;
        const decoder = new HpackDecoder(roomy);
        try {
          read(decoder, block.subarray(0, cut));
        } catch (error) {
          expect(error).toBeInstanceOf(HpackError);
        }
      }),
      { numRuns: 25_000 },
    );
  });
});

describe("the Huffman code", () => {
  function encode(text: string): Buffer {
    const target = Buffer.alloc(huffmanBytes(text));
    expect(huffmanEncode(text, target, 0)).toBe(target.length);
    return target;
  }

  function decode(coded: Uint8Array): string {
    const target = Buffer.alloc(huffmanDecodedBytesMax(coded.length));
    return target.toString("latin1", 0, huffmanDecode(coded, 0, coded.length, target));
  }

  test("each byte alone and next to each other byte survives a round trip", () => {
    for (let left = 0; left < 256; left += 1) {
      expect(decode(encode(String.fromCharCode(left)))).toBe(String.fromCharCode(left));
      for (let right = 0; right < 256; right += 1) {
        const pair = String.fromCharCode(left, right);
        if (decode(encode(pair)) !== pair) expect.fail(`bytes ${left} and ${right} came back as others`);
      }
    }
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

  test("any bytes survive a round trip", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = Buffer.from(bytes).toString("latin1");
        expect(decode(encode(text))).toBe(text);
      }),
    );
  });
});
