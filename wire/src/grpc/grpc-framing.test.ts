// Messages of a stream: the same messages however the bytes are split, and the
// statuses that the specification requires for invalid messages.
import fc from "fast-check";
import { expect, test } from "vitest";
import { messagePrefixBytes, writeMessagePrefix } from "../http2/message-prefix.ts";
import { MessageReader } from "./grpc-framing.ts";
import { RpcError } from "./rpc-error.ts";
import { statusCode } from "./status.ts";

function framed(message: Uint8Array, flag = 0): Buffer {
  const bytes = Buffer.alloc(messagePrefixBytes + message.length);
  writeMessagePrefix(bytes, 0, message.length, flag === 1);
  bytes[0] = flag;
  bytes.set(message, messagePrefixBytes);
  return bytes;
}

function readAll(chunks: readonly Uint8Array[], messageBytesMax = 1000): string[] {
  const seen: string[] = [];
  const reader = new MessageReader(messageBytesMax, (message, compressed) => {
    seen.push(`${compressed ? "gzip " : ""}${Buffer.from(message).toString("hex")}`);
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return seen;
}

function codeOf(run: () => unknown): number {
  try {
    run();
  } catch (error) {
    if (error instanceof RpcError) return error.code;
    throw error;
  }
  return statusCode.ok;
}

test("any messages are read from any split of their bytes", () => {
  const message = fc.record({ bytes: fc.uint8Array({ maxLength: 40 }), flag: fc.nat(1) });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), fc.array(fc.nat(400)), (messages, cuts) => {
      const bytes = Buffer.concat(messages.map((each) => framed(each.bytes, each.flag)));
      const sorted = [0, ...cuts.filter((cut) => cut <= bytes.length), bytes.length].sort((a, b) => a - b);
      const chunks = sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
      const expected = messages.map(
        (each) => `${each.flag === 1 ? "gzip " : ""}${Buffer.from(each.bytes).toString("hex")}`,
      );
      expect(readAll(chunks)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

test("a message within one chunk is a view of the chunk", () => {
  const chunk = framed(Buffer.from("abc"));
  new MessageReader(10, (message) => expect(message.buffer).toBe(chunk.buffer)).push(chunk);
});

test("an empty message is delivered at once, even at the end of the stream", () => {
  expect(readAll([framed(new Uint8Array(0)), framed(new Uint8Array(0))])).toEqual(["", ""]);
});

test("a message over the limit is rejected at its prefix, before any of its bytes", () => {
  const head = framed(new Uint8Array(0));
  head.writeUInt32BE(4_000_000_000, 1);
  expect(codeOf(() => readAll([head]))).toBe(statusCode.resourceExhausted);
  expect(codeOf(() => readAll([framed(Buffer.alloc(1000))]))).toBe(statusCode.ok);
  expect(codeOf(() => readAll([framed(Buffer.alloc(1001)).subarray(0, 5)]))).toBe(
    statusCode.resourceExhausted,
  );
});

test("an unknown flag is INTERNAL", () => {
  expect(codeOf(() => readAll([framed(Buffer.from("a"), 2)]))).toBe(statusCode.internal);
  expect(codeOf(() => readAll([framed(new Uint8Array(0), 128)]))).toBe(statusCode.internal);
});

test("a stream that ends within a message or its prefix is INTERNAL", () => {
  const whole = framed(Buffer.from("abc"));
  for (let length = 1; length < whole.length; length += 1) {
    expect(
      codeOf(() => readAll([whole.subarray(0, length)])),
      `${length} bytes`,
    ).toBe(statusCode.internal);
  }
});

test("an announced length uses no memory until its bytes arrive", () => {
  const head = framed(new Uint8Array(0));
  head.writeUInt32BE(100_000_000, 1);
  const before = process.memoryUsage().arrayBuffers;
  const readers = Array.from({ length: 100 }, () => new MessageReader(100_000_000, () => {}));
  for (const reader of readers) {
    reader.push(head);
    reader.push(Buffer.from([1]));
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
  expect(readers.every((reader) => !reader.idle)).toBe(true);
});
