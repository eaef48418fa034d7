// Message compression: round trips, and gzip bombs are stopped.
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptsGzip, compressMessage, decompressMessage, messageEncodingOf } from "./grpc-compression.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

function errorOf(run: () => unknown): RpcError {
  try {
    run();
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  throw new Error("expected an RpcError");
}

const incomplete = {
  code: statusCode.internal,
  statusMessage: "a compressed message is not complete gzip data",
};

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
  const error = errorOf(() => decompressMessage(packed, "gzip", 999));
  expect(error.message).toBe(
    `RESOURCE_EXHAUSTED: message: inflates from ${packed.length} gzip bytes to more than the limit of 999 bytes`,
  );
  expect(error.cause).toBeInstanceOf(RangeError);
  expect(decompressMessage(gzipSync(""), "gzip", 0)).toHaveLength(0);
});

test("a gzip bomb of 300 MB is stopped at the limit with little memory", () => {
  const member = gzipSync(Buffer.alloc(30_000_000));
  const bomb = Buffer.concat(new Array(10).fill(member));
  const before = process.memoryUsage().rss;
  const error = errorOf(() => decompressMessage(bomb, "gzip", 4 * 1024 * 1024));
  expect(error.code).toBe(statusCode.resourceExhausted);
  expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
});

test("corrupt or truncated gzip is INTERNAL", () => {
  const packed = gzipSync(Buffer.from("some text that is long enough to be cut"));
  for (const bytes of [packed.subarray(0, packed.length - 5), Buffer.from("not gzip"), new Uint8Array(0)]) {
    const error = errorOf(() => decompressMessage(bytes, "gzip", 1000));
    expect(error).toMatchObject(incomplete);
    expect(error.cause).toBeInstanceOf(Error);
  }
});

test("a compressed message without grpc-encoding is INTERNAL", () => {
  expect(errorOf(() => decompressMessage(gzipSync("a"), "identity", 1000))).toMatchObject({
    code: statusCode.internal,
    statusMessage: "a message is flagged as compressed, but grpc-encoding is missing or identity",
  });
});

test("encodings are matched by exact name", () => {
  expect(messageEncodingOf(undefined)).toBe("identity");
  expect(messageEncodingOf("identity")).toBe("identity");
  expect(messageEncodingOf("gzip")).toBe("gzip");
  expect(messageEncodingOf("deflate")).toBeUndefined();
  expect(acceptsGzip("identity, gzip,deflate")).toBe(true);
  expect(acceptsGzip("identity,xgzip")).toBe(false);
  expect(acceptsGzip(undefined)).toBe(false);
});
