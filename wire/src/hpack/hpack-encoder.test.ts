// The header block encoder: blocks decode to the given fields, and secrets never enter a table.
import { describe, expect, test } from "vitest";
import { HpackDecoder } from "./hpack-decoder.ts";
import { HpackEncoder } from "./hpack-encoder.ts";
import { HpackError } from "./hpack-error.ts";

type Field = readonly [string, string];

function read(decoder: HpackDecoder, block: Uint8Array): Field[] {
  const fields: Field[] = [];
  decoder.decode(block, (name, value) => fields.push([name, value]));
  return fields;
}

function roomyDecoder(tableBytesMax = 65_536): HpackDecoder {
  return new HpackDecoder({ tableBytesMax, listBytesMax: 1_000_000, listPairsMax: 10_000 });
}

describe("round trips", () => {
  test("hundreds of different fields keep both tables equal and bounded", () => {
    const encoder = new HpackEncoder();
    const decoder = roomyDecoder(4096);
    for (let round = 0; round < 500; round += 1) {
      const fields: Field[] = [
        ["name", `value ${round}`],
        [`name-${round % 50}`, `value ${round % 7}`],
      ];
      expect(read(decoder, encoder.encode(fields))).toEqual(fields);
    }
    expect(encoder.tableBytes).toBe(decoder.tableBytes);
    expect(encoder.tableBytes).toBeLessThanOrEqual(4096);
  });
});

const hex = (block: Uint8Array): string => Buffer.from(block).toString("hex");

describe("the bytes of a block", () => {
  test("are those of the examples of RFC 7541, C.4", () => {
    const encoder = new HpackEncoder();
    const first: Field[] = [
      [":method", "GET"],
      [":scheme", "http"],
      [":path", "/"],
      [":authority", "www.example.com"],
    ];
    expect(hex(encoder.encode(first))).toBe("828684418cf1e3c2e5f23a6ba0ab90f4ff");
    expect(encoder.tableBytes).toBe(57);
    expect(hex(encoder.encode([...first, ["cache-control", "no-cache"]]))).toBe("828684be5886a8eb10649cbf");
    expect(encoder.tableBytes).toBe(110);
    const third: Field[] = [
      [":method", "GET"],
      [":scheme", "https"],
      [":path", "/index.html"],
      [":authority", "www.example.com"],
      ["custom-key", "custom-value"],
    ];
    expect(hex(encoder.encode(third))).toBe("828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf");
    expect(encoder.tableBytes).toBe(164);
  });

  test("have a plain string unless its Huffman code is shorter", () => {
    const encoder = new HpackEncoder();
    expect(hex(encoder.encode([["grpc-timeout", "X"]])).slice(-4)).toBe("0158");
    expect(hex(encoder.encode([["grpc-timeout", "\u00ff\u00ff"]])).slice(-6)).toBe("02ffff");
    expect(hex(encoder.encode([["grpc-timeout", "aaa"]])).slice(-6)).toBe("8218c7");
    expect(hex(encoder.encode([["grpc-timeout", ""]])).slice(-2)).toBe("00");
  });

  test("have integers of one or several bytes, and every length can be read", () => {
    const ends: Record<number, string> = {
      126: "7e",
      127: "7f00",
      254: "7f7f",
      255: "7f8001",
      256: "7f8101",
    };
    for (const [length, expected] of Object.entries(ends)) {
      const value = "\u00ff".repeat(Number(length));
      const block = new HpackEncoder().encode([["date", value]]);
      // The index of the name, 33, is 15 and 18.
      expect(hex(block).slice(0, 4 + expected.length)).toBe(`0f12${expected}`);
      expect(read(roomyDecoder(), block)).toEqual([["date", value]]);
    }
  });

  test("name a field by its newest entry, and repeat older values", () => {
    const encoder = new HpackEncoder();
    const first = encoder.encode([["k", "X"]]);
    expect(hex(first)).toBe("40016b0158".replace("016b", hex(first).slice(2, 6)));
    expect(hex(encoder.encode([["k", "Z"]]))).toBe("7e015a");
    expect(hex(encoder.encode([["l", "Z"]])).slice(0, 2)).toBe("40");
    expect(hex(encoder.encode([["k", "&"]]))).toBe("7f000126");
    expect(
      hex(
        encoder.encode([
          ["k", "X"],
          ["k", "Z"],
          ["l", "Z"],
          ["k", "&"],
        ]),
      ),
    ).toBe("c1c0bfbe");
  });

  test("do not refer to evicted entries", () => {
    // Three entries of 34 bytes.
    const encoder = new HpackEncoder({ tableBytesMax: 102 });
    const decoder = roomyDecoder();
    const exchange = (...fields: Field[]): string => {
      const block = encoder.encode(fields);
      expect(read(decoder, block)).toEqual(fields);
      expect(encoder.tableBytes).toBe(decoder.tableBytes);
      return hex(block);
    };
    exchange(["a", "1"], ["a", "2"], ["b", "1"]);
    expect(encoder.tableBytes).toBe(102);
    expect(exchange(["a", "1"], ["a", "2"], ["b", "1"])).toBe("c0bfbe");
    exchange(["c", "1"]);
    expect(encoder.tableBytes).toBe(102);
    expect(exchange(["a", "2"], ["b", "1"], ["c", "1"])).toBe("c0bfbe");
    // Its name is still there, with another value.
    expect(exchange(["a", "1"]).slice(0, 4)).toBe("7f01");
    expect(exchange(["b", "1"], ["c", "1"], ["a", "1"])).toBe("c0bfbe");
    exchange(["d", "1"]);
    exchange(["e", "1"]);
    exchange(["f", "1"]);
    expect(exchange(["a", "3"]).slice(0, 4)).toBe("4001");
  });
});

describe("the size of the table", () => {
  test("is announced once after a change, and counted as a change until it was", () => {
    const encoder = new HpackEncoder();
    expect(encoder.changes).toBe(0);
    encoder.setTableBytesMax(65_536);
    encoder.setTableBytesMax(4096);
    expect(encoder.changes).toBe(0);
    encoder.setTableBytesMax(100);
    expect(encoder.changes).toBe(1);
    expect(hex(encoder.encode([[":method", "GET"]]))).toBe("3f4582");
    expect(encoder.changes).toBe(2);
    expect(hex(encoder.encode([[":method", "GET"]]))).toBe("82");
    expect(encoder.changes).toBe(2);
    encoder.encode([["a", "1"]]);
    expect(encoder.changes).toBe(3);
  });

  test("is at most that of this end, which the first block announces", () => {
    const encoder = new HpackEncoder({ tableBytesMax: 200 });
    encoder.setTableBytesMax(4096);
    expect(hex(encoder.encode([[":method", "GET"]]))).toBe("3fa90182");
    encoder.setTableBytesMax(150);
    expect(hex(encoder.encode([[":method", "GET"]]))).toBe("3f7782");
  });

  test("that was changed twice is announced with the smallest one first, only if it is smaller than the last", () => {
    const encoder = new HpackEncoder();
    encoder.setTableBytesMax(200);
    encoder.setTableBytesMax(100);
    expect(hex(encoder.encode([[":method", "GET"]]))).toBe("3f4582");
    encoder.setTableBytesMax(50);
    encoder.setTableBytesMax(300);
    encoder.setTableBytesMax(200);
    expect(hex(encoder.encode([[":method", "GET"]]))).toBe("3f133fa90182");
  });

  test("is not spent on one field: an entry has at most half of it", () => {
    const encoder = new HpackEncoder({ tableBytesMax: 100 });
    encoder.encode([["a", "x".repeat(18)]]);
    expect(encoder.tableBytes).toBe(0);
    encoder.encode([["a", "x".repeat(17)]]);
    expect(encoder.tableBytes).toBe(50);
  });
});

describe("forms", () => {
  test("a repeated block needs one byte per field and changes nothing", () => {
    const encoder = new HpackEncoder();
    const fields: Field[] = [
      [":method", "POST"],
      [":path", "/statestore.v1.StateStore/Get"],
      ["content-type", "application/grpc"],
    ];
    encoder.encode(fields);
    const changes = encoder.changes;
    expect(encoder.encode(fields)).toHaveLength(3);
    expect(encoder.changes).toBe(changes);
  });

  test("secrets are encoded never-indexed and enter no table", () => {
    const encoder = new HpackEncoder({ sensitiveNames: ["x-secret"] });
    for (const name of ["authorization", "dapr-api-token", "x-secret"]) {
      const before = encoder.changes;
      const block = encoder.encode([[name, "hunter2"]]);
      expect((block[0] ?? 0) & 0xf0).toBe(0x10);
      expect(encoder.changes).toBe(before);
    }
    // The index of the name, 23, is 15 and 8.
    expect(hex(encoder.encode([["authorization", "X"]]))).toBe("1f080158");
    expect(hex(encoder.encode([["x-secret", "X"]])).slice(0, 4)).toBe("1086");
    expect(encoder.tableBytes).toBe(0);
  });

  test("deadlines are encoded without indexing", () => {
    const encoder = new HpackEncoder();
    const block = encoder.encode([["grpc-timeout", "1S"]]);
    expect((block[0] ?? 0xff) & 0xf0).toBe(0);
    expect(encoder.tableBytes).toBe(0);
  });

  test("a table that shrank and grew between two blocks announces both sizes, the smaller first", () => {
    const encoder = new HpackEncoder();
    const decoder = roomyDecoder();
    read(decoder, encoder.encode([["a", "b"]]));
    encoder.setTableBytesMax(0);
    encoder.setTableBytesMax(4096);
    const block = encoder.encode([["a", "b"]]);
    expect([...block.subarray(0, 4)]).toEqual([0x20, 0x3f, 0xe1, 0x1f]);
    expect(read(decoder, block)).toEqual([["a", "b"]]);
    expect(encoder.encode([["a", "b"]])).toHaveLength(1);
  });

  test("a character that does not fit in a byte is rejected before anything changes", () => {
    const encoder = new HpackEncoder();
    const bad: Field[] = [
      ["a", "good"],
      ["b", "\u0100"],
    ];
    expect(() => encoder.encode(bad)).toThrow(new HpackError('the field "b" has a character above U+00FF'));
    expect(() => encoder.encode([["\u0100", "a"]])).toThrow(HpackError);
    expect(encoder.changes).toBe(0);
    expect(encoder.tableBytes).toBe(0);
  });
});
