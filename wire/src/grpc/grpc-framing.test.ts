// Messages of a stream: the same messages however the bytes are split, and the
// statuses that the specification requires for invalid messages.
import fc from "fast-check";
import { expect, test } from "vitest";
import { messagePrefixBytes, writeMessagePrefix } from "../http2/message-prefix.ts";
import { MessageReader } from "./grpc-framing.ts";
import { RpcError } from "./rpc-error.ts";

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

/** The name of the status and the message, as a thrown error shows them. */
function errorOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof RpcError) return error.message;
    throw error;
  }
  return undefined;
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
  const seen: string[] = [];
  const reader = new MessageReader(10, (message) => seen.push(Buffer.from(message).toString()));
  reader.push(Buffer.concat([framed(Buffer.from("a")), framed(new Uint8Array(0))]));
  expect(seen).toEqual(["a", ""]);
});

test("a reader is idle between two messages only", () => {
  const reader = new MessageReader(10, () => {});
  const bytes = framed(Buffer.from("ab"));
  const idle = [...bytes].map((byte) => {
    const before = reader.idle;
    reader.push(Uint8Array.of(byte));
    return before;
  });
  expect(idle).toEqual([true, false, false, false, false, false, false]);
  expect(reader.idle).toBe(true);
});

test("a message in many chunks is assembled in memory that grows, but never beyond the message", () => {
  const message = Buffer.alloc(40_000, "x");
  const bytes = framed(message);
  const seen: Uint8Array[] = [];
  const reader = new MessageReader(50_000, (each) => seen.push(each));
  for (let offset = 0; offset < bytes.length; offset += 1000)
    reader.push(bytes.subarray(offset, offset + 1000));
  expect(Buffer.compare(seen[0] ?? Buffer.alloc(0), message)).toBe(0);
  expect(seen[0]?.buffer.byteLength).toBe(40_000);
});

test("a message over the limit is rejected at its prefix, before any of its bytes", () => {
  const head = framed(new Uint8Array(0));
  head.writeUInt32BE(4_000_000_000, 1);
  const tooLarge = (bytes: number) => `RESOURCE_EXHAUSTED: message: has ${bytes} bytes; the limit is 1000`;
  expect(errorOf(() => readAll([head]))).toBe(tooLarge(4_000_000_000));
  expect(errorOf(() => readAll([framed(Buffer.alloc(1000))]))).toBeUndefined();
  expect(errorOf(() => readAll([framed(Buffer.alloc(1001)).subarray(0, 5)]))).toBe(tooLarge(1001));
});

test("an unknown flag is INTERNAL", () => {
  const unknown = (flag: number) => `INTERNAL: a message has the unknown flag ${flag}`;
  expect(errorOf(() => readAll([framed(Buffer.from("a"), 2)]))).toBe(unknown(2));
  expect(errorOf(() => readAll([framed(new Uint8Array(0), 128)]))).toBe(unknown(128));
});

test("a stream that ends within a message or its prefix is INTERNAL", () => {
  const whole = framed(Buffer.from("abc"));
  for (let length = 1; length < whole.length; length += 1) {
    const missing =
      length < 5 ? `${length} of the 5 bytes of a message's prefix` : `${length - 5} of a message's 3 bytes`;
    expect(errorOf(() => readAll([whole.subarray(0, length)]))).toBe(
      `INTERNAL: the stream ended after ${missing}`,
    );
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
