// Header blocks of requests: cached or not, they decode to the given fields.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Metadata } from "../grpc/metadata.ts";
import { HpackDecoder } from "../hpack/hpack-decoder.ts";
import { HpackEncoder } from "../hpack/hpack-encoder.ts";
import { RequestBlocks } from "./request-block.ts";

const plain = { scheme: "http", authority: "a:1", userAgent: "test", gzip: false } as const;

function read(decoder: HpackDecoder, block: Uint8Array): string[] {
  const lines: string[] = [];
  decoder.decode(block, (name, value) => lines.push(`${name}: ${value}`));
  return lines;
}

function expected(path: string, extra: string[] = []): string[] {
  return [
    ":method: POST",
    ":scheme: http",
    `:path: ${path}`,
    ":authority: a:1",
    "te: trailers",
    "content-type: application/grpc",
    "user-agent: test",
    "grpc-accept-encoding: identity,gzip",
    ...extra,
  ];
}

test("any sequence of calls and table sizes decodes to the given fields", () => {
  const token = new Metadata().append("dapr-api-token", "secret");
  const bytes = new Metadata().append("a-bin", new Uint8Array([1, 2])).append("b", "c");
  const step = fc.record({
    path: fc.constantFrom("/a.B/C", "/a.B/D", "/a.B/E"),
    timeoutMs: fc.constantFrom(undefined, 5000, 1),
    metadata: fc.constantFrom(undefined, token, bytes),
    tableBytes: fc.constantFrom(undefined, undefined, undefined, 0, 100, 4096),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const encoder = new HpackEncoder();
      const blocks = new RequestBlocks(encoder, plain);
      const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 65_536, listPairsMax: 100 });
      for (const { path, timeoutMs, metadata, tableBytes } of steps) {
        if (tableBytes !== undefined) encoder.setTableBytesMax(tableBytes);
        const extra = timeoutMs === undefined ? [] : [`grpc-timeout: ${timeoutMs}m`];
        if (metadata === token) extra.push("dapr-api-token: secret");
        if (metadata === bytes) extra.push("a-bin: AQI", "b: c");
        expect(read(decoder, blocks.block(path, timeoutMs, metadata, 65_536))).toEqual(expected(path, extra));
      }
    }),
    { numRuns: 500 },
  );
});

test("a repeated call reuses the same small block", () => {
  const blocks = new RequestBlocks(new HpackEncoder(), plain);
  const metadata = new Metadata().append("a", "b");
  blocks.block("/a.B/C", 5000, metadata, 65_536);
  const second = blocks.block("/a.B/C", 5000, metadata, 65_536);
  expect(blocks.block("/a.B/C", 5000, metadata, 65_536)).toBe(second);
  expect(second.length).toBeLessThan(40);
});

test("metadata that grew since the last call is sent in its current form", () => {
  const blocks = new RequestBlocks(new HpackEncoder(), plain);
  const decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 65_536, listPairsMax: 100 });
  const metadata = new Metadata().append("a", "b");
  read(decoder, blocks.block("/a.B/C", undefined, metadata, 65_536));
  metadata.append("c", "d");
  expect(read(decoder, blocks.block("/a.B/C", undefined, metadata, 65_536)).slice(-2)).toEqual([
    "a: b",
    "c: d",
  ]);
});

test("a list over the server's limit is rejected before the table changes", () => {
  const encoder = new HpackEncoder();
  const blocks = new RequestBlocks(encoder, plain);
  const metadata = new Metadata().append("a", "x".repeat(9000));
  expect(() => blocks.block("/a.B/C", undefined, metadata, 8192)).toThrow(
    expect.objectContaining({ message: expect.stringContaining("8192") }),
  );
  expect(() => blocks.block("/a.B/C", undefined, new Metadata().append("te", "x"), 8192)).toThrow(/te/);
  expect(encoder.changes).toBe(0);
});
