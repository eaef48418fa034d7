// Message compression: round trips, and gzip bombs are stopped.
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptsGzip, compressMessage, decompressMessage, messageEncodingOf } from "./grpc-compression.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

function codeOf(run: () => unknown): number {
  try {
    run();
  } catch (error) {
    if (error instanceof RpcError) return error.code;
    throw error;
  }
  return statusCode.ok;
}

test("any message survives a round trip", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (message) => {
      expect([...decompressMessage(compressMessage(message), "gzip", 2000)]).toEqual([...message]);
    }),
  );
});

test("a message of exactly the limit is accepted and one byte more is rejected", () => {
  const packed = gzipSync(Buffer.alloc(1000));
  expect(decompressMessage(packed, "gzip", 1000)).toHaveLength(1000);
  expect(codeOf(() => decompressMessage(packed, "gzip", 999))).toBe(statusCode.resourceExhausted);
});

test("a gzip bomb of 300 MB is stopped at the limit with little memory", () => {
  const member = gzipSync(Buffer.alloc(30_000_000));
  const bomb = Buffer.concat(new Array(10).fill(member));
  const before = process.memoryUsage().rss;
  expect(codeOf(() => decompressMessage(bomb, "gzip", 4 * 1024 * 1024))).toBe(statusCode.resourceExhausted);
  expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
});

test("corrupt or truncated gzip is INTERNAL", () => {
  const packed = gzipSync(Buffer.from("some text that is long enough to be cut"));
  expect(codeOf(() => decompressMessage(packed.subarray(0, packed.length - 5), "gzip", 1000))).toBe(
    statusCode.internal,
  );
  expect(codeOf(() => decompressMessage(Buffer.from("not gzip"), "gzip", 1000))).toBe(statusCode.internal);
  expect(codeOf(() => decompressMessage(new Uint8Array(0), "gzip", 1000))).toBe(statusCode.internal);
});

test("a compressed message without grpc-encoding is INTERNAL", () => {
  expect(codeOf(() => decompressMessage(gzipSync("a"), "identity", 1000))).toBe(statusCode.internal);
});

test("encodings are matched by exact name", () => {
  expect(messageEncodingOf(undefined)).toBe("identity");
  expect(messageEncodingOf("gzip")).toBe("gzip");
  expect(messageEncodingOf("deflate")).toBeUndefined();
  expect(acceptsGzip("identity, gzip,deflate")).toBe(true);
  expect(acceptsGzip("identity,xgzip")).toBe(false);
  expect(acceptsGzip(undefined)).toBe(false);
});
