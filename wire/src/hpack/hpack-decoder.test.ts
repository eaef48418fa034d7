// The header block decoder against the examples of RFC 7541 (Appendix C),
// malformed blocks, and blocks crafted to waste memory or time.
import { describe, expect, test } from "vitest";
import { HpackDecoder } from "./hpack-decoder.ts";
import { HpackEncoder } from "./hpack-encoder.ts";
import { HpackError, HpackListTooLarge } from "./hpack-error.ts";

const roomy = { tableBytesMax: 4096, listBytesMax: 65_536, listPairsMax: 1000 };

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replace(/\s/g, ""), "hex");
}

function read(decoder: HpackDecoder, block: Uint8Array): string[] {
  const lines: string[] = [];
  decoder.decode(block, (name, value) => lines.push(`${name}: ${value}`));
  return lines;
}

interface Example {
  readonly section: string;
  readonly tableBytesMax: number;
  readonly blocks: readonly {
    readonly hex: string;
    readonly fields: string[];
    readonly tableBytes: number;
  }[];
}

const firstRequest = [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"];
const secondRequest = [...firstRequest, "cache-control: no-cache"];
const thirdRequest = [
  ":method: GET",
  ":scheme: https",
  ":path: /index.html",
  ":authority: www.example.com",
  "custom-key: custom-value",
];
const responseTail = ["date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com"];
const firstResponse = [":status: 302", "cache-control: private", ...responseTail];
const secondResponse = [":status: 307", "cache-control: private", ...responseTail];
const thirdResponse = [
  ":status: 200",
  "cache-control: private",
  "date: Mon, 21 Oct 2013 20:13:22 GMT",
  "location: https://www.example.com",
  "content-encoding: gzip",
  "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
];

const examples: readonly Example[] = [
  {
    section: "C.2.1, a literal that is indexed",
    tableBytesMax: 4096,
    blocks: [
      {
        hex: "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
        fields: ["custom-key: custom-header"],
        tableBytes: 55,
      },
    ],
  },
  {
    section: "C.2.2, a literal without indexing",
    tableBytesMax: 4096,
    blocks: [{ hex: "040c 2f73 616d 706c 652f 7061 7468", fields: [":path: /sample/path"], tableBytes: 0 }],
  },
  {
    section: "C.2.3, a literal never indexed",
    tableBytesMax: 4096,
    blocks: [
      { hex: "1008 7061 7373 776f 7264 0673 6563 7265 74", fields: ["password: secret"], tableBytes: 0 },
    ],
  },
  {
    section: "C.2.4, an indexed field",
    tableBytesMax: 4096,
    blocks: [{ hex: "82", fields: [":method: GET"], tableBytes: 0 }],
  },
  {
    section: "C.3, requests without Huffman",
    tableBytesMax: 4096,
    blocks: [
      { hex: "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", fields: firstRequest, tableBytes: 57 },
      { hex: "8286 84be 5808 6e6f 2d63 6163 6865", fields: secondRequest, tableBytes: 110 },
      {
        hex: "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
        fields: thirdRequest,
        tableBytes: 164,
      },
    ],
  },
  {
    section: "C.4, requests with Huffman",
    tableBytesMax: 4096,
    blocks: [
      { hex: "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", fields: firstRequest, tableBytes: 57 },
      { hex: "8286 84be 5886 a8eb 1064 9cbf", fields: secondRequest, tableBytes: 110 },
      {
        hex: "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
        fields: thirdRequest,
        tableBytes: 164,
      },
    ],
  },
  {
    section: "C.5, responses without Huffman, with eviction",
    tableBytesMax: 256,
    blocks: [
      {
        hex: `4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133
          2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`,
        fields: firstResponse,
        tableBytes: 222,
      },
      { hex: "4803 3330 37c1 c0bf", fields: secondResponse, tableBytes: 222 },
      {
        hex: `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0
          5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745
          4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31`,
        fields: thirdResponse,
        tableBytes: 215,
      },
    ],
  },
  {
    section: "C.6, responses with Huffman, with eviction",
    tableBytesMax: 256,
    blocks: [
      {
        hex: `4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e
          919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3`,
        fields: firstResponse,
        tableBytes: 222,
      },
      { hex: "4883 640e ffc1 c0bf", fields: secondResponse, tableBytes: 222 },
      {
        hex: `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7
          821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5
          b106 3d50 07`,
        fields: thirdResponse,
        tableBytes: 215,
      },
    ],
  },
];

describe("the examples of RFC 7541", () => {
  for (const example of examples) {
    test(`${example.section}, decode as specified`, () => {
      const decoder = new HpackDecoder({ ...roomy, tableBytesMax: example.tableBytesMax });
      for (const block of example.blocks) {
        expect(read(decoder, bytesOf(block.hex))).toEqual(block.fields);
        expect(decoder.tableBytes).toBe(block.tableBytes);
      }
    });
  }
});

test("the last field of the static table and the first of the dynamic one are distinguished", () => {
  const decoder = new HpackDecoder(roomy);
  expect(read(decoder, bytesOf("bd"))).toEqual(["www-authenticate: "]);
  expect(read(decoder, bytesOf("7d01 62"))).toEqual(["www-authenticate: b"]);
  expect(read(decoder, bytesOf("be 7e01 63"))).toEqual(["www-authenticate: b", "www-authenticate: c"]);
});

test("a value may be empty, plain and in Huffman code", () => {
  const decoder = new HpackDecoder(roomy);
  expect(read(decoder, bytesOf("0001 6100 0001 6180"))).toEqual(["a: ", "a: "]);
});

describe("malformed blocks", () => {
  const malformed: readonly (readonly [string, string, string])[] = [
    ["index 0", "80", "index 0 is in no table"],
    ["an index past both tables", "be", "index 62 is in no table"],
    ["a name index past both tables", "7f00 0161", "index 63 is in no table"],
    ["an integer without its end", "ff", "the block ends inside an integer"],
    ["an integer whose last byte promises another", "ffff", "the block ends inside an integer"],
    [
      "an integer of many bytes",
      "ff80 8080 8080 8080 8080 8001",
      "an integer has more than four continuation bytes",
    ],
    ["an integer near 2^31", "ffff ffff ff07", "an integer has more than four continuation bytes"],
    ["a literal without a name", "40", "the block ends before a string"],
    ["a literal without a value", "4001 61", "the block ends before a string"],
    ["a name longer than the block", "400a 61", "a string of 10 bytes extends past the end of the block"],
    [
      "a value longer than the block",
      "4001 617f ffff 0361",
      "a string of 65662 bytes extends past the end of the block",
    ],
    ["a value one byte longer than the block", "4001 6102 61", "a string of 2 bytes extends past the end"],
    ["a size update after a field", "8220", "a table size update follows a field"],
    [
      "a table size above the announced one",
      "3fe2 1f",
      "a table size update chose 4097 bytes; the limit is 4096",
    ],
    [
      "a Huffman string of nothing but the end symbol",
      "0001 6184 ffff fffc",
      "a Huffman string contains the end-of-string symbol",
    ],
    ["Huffman padding of eight ones", "0001 6182 07ff", "a Huffman string ends with invalid padding"],
    ["Huffman padding that is not ones", "0001 6181 00", "a Huffman string ends with invalid padding"],
  ];
  for (const [name, hex, message] of malformed) {
    test(`${name} is rejected`, () => {
      const decoder = new HpackDecoder(roomy);
      const decode = () => read(decoder, bytesOf(hex));
      expect(decode).toThrow(HpackError);
      expect(decode).toThrow(message);
    });
  }

  test("an index past the fields of the dynamic table is rejected", () => {
    const decoder = new HpackDecoder(roomy);
    read(decoder, bytesOf("4001 6101 62"));
    expect(read(decoder, bytesOf("be"))).toEqual(["a: b"]);
    expect(() => read(decoder, bytesOf("bf"))).toThrow("index 63 is in no table");
  });
});

test("an error has the name of its class", () => {
  expect(new HpackError("x")).toMatchObject({ name: "HpackError", message: "x" });
  expect(new HpackListTooLarge("x")).toMatchObject({ name: "HpackListTooLarge", message: "x" });
});

describe("limits", () => {
  test("a list with too many bytes is rejected after its block, and the table is correct for the next one", () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder({ ...roomy, listBytesMax: 300 });
    const large = encoder.encode([
      ["a", "x".repeat(200)],
      ["b", "y".repeat(200)],
      ["c", "z"],
    ]);
    const lines: string[] = [];
    const decode = () => decoder.decode(large, (name) => lines.push(name));
    expect(decode).toThrow(new HpackListTooLarge("the header list has 500 bytes; the limit is 300"));
    expect(lines).toEqual(["a"]);
    expect(read(decoder, encoder.encode([["c", "z"]]))).toEqual(["c: z"]);
  });

  test("a list of exactly the limits of bytes and pairs is accepted", () => {
    const field = bytesOf("0001 6101 62");
    const fits = new HpackDecoder({ ...roomy, listBytesMax: 68, listPairsMax: 2 });
    expect(read(fits, Buffer.concat([field, field]))).toEqual(["a: b", "a: b"]);
    const exceeded = () => read(fits, Buffer.concat([field, field, field]));
    expect(exceeded).toThrow(new HpackListTooLarge("the header list has 3 fields; the limit is 2"));
    const short = new HpackDecoder({ ...roomy, listBytesMax: 67 });
    expect(() => read(short, Buffer.concat([field, field]))).toThrow("has 68 bytes; the limit is 67");
    expect(read(short, field)).toEqual(["a: b"]);
  });

  test("Huffman strings longer than any before are decoded, and short ones after them", () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder(roomy);
    for (const length of [255, 256, 257, 1000, 6000, 20_000, 3]) {
      const value = "e".repeat(length);
      expect(read(decoder, encoder.encode([["a", value]]))).toEqual([`a: ${value}`]);
    }
  });

  test("a block in a plain array of bytes is read from its place in the memory", () => {
    const memory = Uint8Array.from([0xff, 0x82, 0x86, 0xff]);
    const decoder = new HpackDecoder(roomy);
    expect(read(decoder, memory.subarray(1, 3))).toEqual([":method: GET", ":scheme: http"]);
  });

  test("fields keep their order in a table that has grown past its first 16 slots, also after evictions", () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder(roomy);
    const names = Array.from({ length: 100 }, (_, index) => `name-${index}`);
    for (const count of [10, 40, 100]) {
      const fields = names.slice(0, count).map((name) => [name, "v"] as const);
      const lines = fields.map(([name]) => `${name}: v`);
      expect(read(decoder, encoder.encode(fields))).toEqual(lines);
      expect(encoder.encode(fields).length).toBeLessThanOrEqual(2 * count);
      expect(read(decoder, encoder.encode(fields))).toEqual(lines);
    }
    expect(decoder.tableBytes).toBe(encoder.tableBytes);
  });

  test("a list with too many pairs is rejected and no pair past the limit is passed on", () => {
    const decoder = new HpackDecoder({ ...roomy, listPairsMax: 3 });
    const lines: string[] = [];
    const block = bytesOf("82 82 82 82 82");
    expect(() => decoder.decode(block, (name) => lines.push(name))).toThrow(HpackListTooLarge);
    expect(lines.length).toBe(3);
  });

  test("a small block with thousands of references to one large field yields no more than the limit", () => {
    const decoder = new HpackDecoder({ ...roomy, listBytesMax: 10_000 });
    read(decoder, new HpackEncoder().encode([["a", "x".repeat(1900)]]));
    let given = 0;
    const bomb = Buffer.alloc(60_000, 0xbe);
    expect(() => decoder.decode(bomb, (_, value) => (given += value.length))).toThrow(HpackListTooLarge);
    expect(given).toBeLessThanOrEqual(10_000);
  });

  test("a table of size zero keeps nothing", () => {
    const decoder = new HpackDecoder({ ...roomy, tableBytesMax: 0 });
    expect(read(decoder, bytesOf("4001 6101 62"))).toEqual(["a: b"]);
    expect(decoder.tableBytes).toBe(0);
    expect(() => read(decoder, bytesOf("be"))).toThrow(HpackError);
  });

  test("after acknowledging a smaller table the peer must shrink it first", () => {
    const decoder = new HpackDecoder(roomy);
    read(decoder, bytesOf("4001 6101 62"));
    decoder.setTableBytesMax(100);
    expect(() => read(decoder, bytesOf("82"))).toThrow("the table was not reduced to the acknowledged size");
    const other = new HpackDecoder(roomy);
    read(other, bytesOf("4001 6101 62"));
    other.setTableBytesMax(100);
    expect(read(other, bytesOf("20 3f45 82"))).toEqual([":method: GET"]);
    expect(other.tableBytes).toBe(0);
    expect(read(other, bytesOf("82"))).toEqual([":method: GET"]);
  });

  test("a table size that is the same or larger needs no update", () => {
    for (const bytes of [4096, 5000]) {
      const decoder = new HpackDecoder(roomy);
      decoder.setTableBytesMax(bytes);
      expect(read(decoder, bytesOf("82"))).toEqual([":method: GET"]);
    }
  });

  test("before an update of its size the table has at most 4096 bytes", () => {
    const decoder = new HpackDecoder({ ...roomy, tableBytesMax: 65_536 });
    read(decoder, Buffer.concat([bytesOf("4001 617f 811f"), Buffer.alloc(4096, 0x78)]));
    expect(decoder.tableBytes).toBe(0);
  });

  test("an entry of exactly the size of the table is kept", () => {
    const decoder = new HpackDecoder({ ...roomy, tableBytesMax: 34 });
    read(decoder, bytesOf("4001 6101 62"));
    expect(decoder.tableBytes).toBe(34);
    expect(read(decoder, bytesOf("4001 6301 64 be"))).toEqual(["c: d", "c: d"]);
    expect(decoder.tableBytes).toBe(34);
  });

  test("an entry larger than the table empties it and is not an error", () => {
    const decoder = new HpackDecoder({ ...roomy, tableBytesMax: 64 });
    read(decoder, bytesOf("4001 6101 62"));
    expect(decoder.tableBytes).toBe(34);
    expect(read(decoder, Buffer.concat([bytesOf("4001 6140"), Buffer.alloc(64, 0x78)]))).toHaveLength(1);
    expect(decoder.tableBytes).toBe(0);
  });
});

test("the count of changes does not change for a block that leaves the table unchanged", () => {
  const decoder = new HpackDecoder(roomy);
  const before = decoder.changes;
  read(decoder, bytesOf("82 040c 2f73 616d 706c 652f 7061 7468"));
  expect(decoder.changes).toBe(before);
  read(decoder, bytesOf("4001 6101 62"));
  expect(decoder.changes).toBe(before + 1);
  // A size update can evict fields.
  read(decoder, bytesOf("20 82"));
  expect(decoder.changes).toBe(before + 2);
  expect(decoder.tableBytes).toBe(0);
});
