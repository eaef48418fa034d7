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
    expect(() => encoder.encode(bad)).toThrow(HpackError);
    expect(encoder.changes).toBe(0);
    expect(encoder.tableBytes).toBe(0);
  });
});
