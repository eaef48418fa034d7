// Header blocks: assembled, limited, and decoded once if repeated.
import { expect, test } from "vitest";
import { HpackEncoder } from "../hpack/hpack-encoder.ts";
import { HeaderReader } from "./header-reader.ts";
import { http2Error } from "./http2-errors.ts";

interface Head {
  readonly fields: readonly string[];
  readonly tooLarge: boolean;
}

function reader(parsed: { count: number } = { count: 0 }, headerListBytesMax = 500): HeaderReader<Head> {
  const options = {
    headerTableBytes: 4096,
    headerListBytesMax,
    headerPairsMax: 5,
    headerBlockBytesMax: 300,
    continuationFramesMax: 3,
  };
  return new HeaderReader(options, (fields, tooLarge) => {
    parsed.count += 1;
    return { fields, tooLarge };
  });
}

function read(headers: HeaderReader<Head>, block: Uint8Array): Head {
  // Not at the start of its buffer, as in a received chunk.
  const chunk = Buffer.concat([Buffer.from("before"), block, Buffer.from("after")]);
  return headers.read(chunk, 6, 6 + block.length);
}

test("a repeated block is not decoded again while the table is unchanged", () => {
  const parsed = { count: 0 };
  const headers = reader(parsed);
  const encoder = new HpackEncoder();
  const fields = [["x-name", "value"]] as const;
  read(headers, encoder.encode(fields));
  const second = read(headers, encoder.encode(fields));
  expect(read(headers, encoder.encode(fields))).toBe(second);
  expect(second.fields).toEqual(["x-name", "value"]);
  expect(parsed.count).toBe(2);
});

test("the same bytes are decoded again after a change of the table, because their meaning changes", () => {
  const headers = reader();
  const encoder = new HpackEncoder();
  read(headers, encoder.encode([["x-a", "1"]]));
  const newest = Buffer.from([0x80 | 62]);
  expect(read(headers, newest).fields).toEqual(["x-a", "1"]);
  read(headers, encoder.encode([["x-b", "2"]]));
  expect(read(headers, newest).fields).toEqual(["x-b", "2"]);
});

test("a list over a limit is flagged and not cached", () => {
  const parsed = { count: 0 };
  const headers = reader(parsed);
  const block = new HpackEncoder().encode(new Array<[string, string]>(6).fill(["te", "x"]));
  expect(read(headers, block).tooLarge).toBe(true);
  expect(read(headers, block).tooLarge).toBe(true);
  expect(parsed.count).toBe(2);
});

test("invalid HPACK is a connection error", () => {
  expect(() => read(reader(), Buffer.from([0x80]))).toThrow(
    expect.objectContaining({ code: http2Error.compressionError }),
  );
});

test("a block in parts is assembled, up to the limits", () => {
  const headers = reader();
  const block = new HpackEncoder().encode([["x-name", "value"]]);
  headers.begin(1, true, Buffer.from(block.subarray(0, 2)));
  headers.add(Buffer.from(block.subarray(2, 3)));
  headers.add(Buffer.from(block.subarray(3)));
  expect(headers.join()).toEqual(Buffer.from(block));
  expect(headers.open).toBeUndefined();
  const calm = expect.objectContaining({ code: http2Error.enhanceYourCalm });
  headers.begin(3, true, Buffer.alloc(1));
  expect(() => [1, 2, 3, 4].map(() => headers.add(Buffer.alloc(1)))).toThrow(calm);
  headers.begin(5, true, Buffer.alloc(200));
  expect(() => headers.add(Buffer.alloc(101))).toThrow(calm);
});

test("a block may have as many bytes and parts as the limits, and the errors name the limits", () => {
  const headers = reader();
  headers.begin(1, false, Buffer.alloc(200));
  headers.add(Buffer.alloc(100));
  expect(() => headers.add(Buffer.alloc(1))).toThrow(
    expect.objectContaining({
      message: "a header block has more than 300 bytes",
      limit: "headerBlockBytesMax",
    }),
  );
  headers.begin(3, false, Buffer.alloc(1));
  for (let part = 0; part < 3; part++) headers.add(Buffer.alloc(1));
  expect(() => headers.add(Buffer.alloc(1))).toThrow(
    expect.objectContaining({
      message: "a header block has more than 3 CONTINUATION frames",
      limit: "continuationFramesMax",
    }),
  );
  expect(headers.open).toMatchObject({ streamId: 3, endStream: false });
  expect(headers.join()).toHaveLength(4);
});

test("blocks that differ in one byte, wherever it is, or only in their length are different", () => {
  const headers = reader();
  const plain = new Uint8Array([0x00, 0x01, 0x61, 0x01, 0x62]);
  const fieldsOf = (block: Uint8Array) => read(headers, block).fields;
  expect(fieldsOf(plain)).toEqual(["a", "b"]);
  expect(fieldsOf(new Uint8Array([0x10, 0x01, 0x61, 0x01, 0x62]))).toEqual(["a", "b"]);
  expect(fieldsOf(new Uint8Array([0x00, 0x01, 0x63, 0x01, 0x62]))).toEqual(["c", "b"]);
  expect(fieldsOf(new Uint8Array([0x00, 0x01, 0x61, 0x01, 0x64]))).toEqual(["a", "d"]);
  expect(fieldsOf(new Uint8Array([...plain, ...plain]))).toEqual(["a", "b", "a", "b"]);
  expect(fieldsOf(plain)).toEqual(["a", "b"]);
});

test("only blocks up to a size are cached, and the newest replace the oldest", () => {
  const parsed = { count: 0 };
  const headers = reader(parsed, 5000);
  // A literal field without an index: its length is one byte up to 126, else three.
  const block = (text: string) => {
    const rest = text.length - 127;
    const length = rest < 0 ? [text.length] : [127, 0x80 | (rest & 127), rest >> 7];
    return Buffer.concat([Buffer.of(0x00, 0x01, 0x61, ...length), Buffer.from(text)]);
  };
  const parses = (text: string) => {
    const before = parsed.count;
    expect(read(headers, block(text)).fields).toEqual(["a", text]);
    return parsed.count > before;
  };
  expect(["a", "b", "a", "b"].map(parses)).toEqual([true, true, false, false]);
  const others = ["1", "2", "3", "4", "5", "6", "7"];
  expect(others.map(parses)).toEqual(others.map(() => true));
  // Eight blocks are cached, so one of the nine was replaced: the oldest.
  expect([...others, "b"].map(parses)).toEqual([...others, "b"].map(() => false));
  expect(parses("a")).toBe(true);
  const [largest, larger] = ["x".repeat(1018), "x".repeat(1019)];
  expect([largest, larger].map((text) => block(text).length)).toEqual([1024, 1025]);
  expect([largest, largest, larger, larger].map(parses)).toEqual([true, false, true, true]);
});

test("an unexpected error while decoding is passed on", () => {
  const bug = new TypeError("bug");
  const headers = new HeaderReader(
    {
      headerTableBytes: 4096,
      headerListBytesMax: 500,
      headerPairsMax: 5,
      headerBlockBytesMax: 300,
      continuationFramesMax: 3,
    },
    () => {
      throw bug;
    },
  );
  const block = new HpackEncoder().encode([["x", "y"]]);
  expect(() => headers.read(Buffer.from(block), 0, block.length)).toThrow(bug);
});
