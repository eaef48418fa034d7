// Reading frames from bytes that are split anywhere.
import { expect, test } from "vitest";
import {
  FrameReader,
  frameHeadBytes,
  readStreamId,
  readUint32,
  writeFrameHead,
  writeUint32,
} from "./frame.ts";
import { ConnectionError, http2Error, http2ErrorName } from "./http2-errors.ts";
import { writeMessagePrefix } from "./message-prefix.ts";

interface Seen {
  readonly type: number;
  readonly flags: number;
  readonly id: number;
  readonly buffer: Buffer;
  readonly payload: string;
}

function frame(type: number, flags: number, id: number, payload: string): Buffer {
  const bytes = Buffer.alloc(frameHeadBytes + payload.length);
  bytes.write(payload, writeFrameHead(bytes, 0, payload.length, type, flags, id), "latin1");
  return bytes;
}

function reader(seen: Seen[], frameBytesMax = 100): FrameReader {
  return new FrameReader(frameBytesMax, (type, flags, id, buffer, start, end) => {
    seen.push({ type, flags, id, buffer, payload: buffer.toString("latin1", start, end) });
  });
}

test("frames of one chunk are passed on in order, as ranges of that chunk", () => {
  const seen: Seen[] = [];
  const chunk = Buffer.concat([
    frame(0, 1, 3, "one"),
    frame(250, 255, 0x7fffffff, ""),
    frame(1, 4, 5, "three"),
  ]);
  reader(seen).push(chunk);
  expect(seen.map(({ type, flags, id, payload }) => [type, flags, id, payload])).toEqual([
    [0, 1, 3, "one"],
    [250, 255, 0x7fffffff, ""],
    [1, 4, 5, "three"],
  ]);
  expect(seen.every(({ buffer }) => buffer === chunk)).toBe(true);
});

test("frames split at every byte are the same frames", () => {
  const chunk = Buffer.concat([frame(0, 1, 3, "one"), frame(2, 0, 1, ""), frame(1, 4, 5, "three")]);
  for (let cut = 0; cut <= chunk.length; cut += 1) {
    const seen: Seen[] = [];
    const frames = reader(seen);
    frames.push(chunk.subarray(0, cut));
    frames.push(chunk.subarray(cut));
    expect(seen.map(({ payload }) => payload)).toEqual(["one", "", "three"]);
  }
});

test("a frame over the limit is rejected at its head, whole or split", () => {
  for (const cut of [3, 9, 12]) {
    const frames = reader([], 10);
    const bytes = frame(0, 0, 1, "x".repeat(11));
    const push = (): void => {
      frames.push(bytes.subarray(0, cut));
      frames.push(bytes.subarray(cut));
    };
    expect(push).toThrow(expect.objectContaining({ code: http2Error.frameSizeError }));
    expect(push).toThrow(ConnectionError);
  }
});

test("after a stop no frame is passed on, not even from the current chunk", () => {
  const seen: number[] = [];
  const frames = new FrameReader(100, (type) => {
    seen.push(type);
    frames.stop();
  });
  frames.push(Buffer.concat([frame(1, 0, 1, "a"), frame(2, 0, 1, "b")]));
  frames.push(frame(3, 0, 1, "c"));
  expect(seen).toEqual([1]);
});

test("32-bit numbers are read with and without their first bit", () => {
  const bytes = Buffer.alloc(4);
  for (const value of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
    expect(writeUint32(bytes, 0, value)).toBe(4);
    expect(readUint32(bytes, 0)).toBe(value);
    expect(readStreamId(bytes, 0)).toBe(value % 0x80000000);
  }
});

test("a frame of exactly the limit is passed on, and the error of a larger one has both sizes", () => {
  const bytes = frame(0, 0, 1, "x".repeat(10));
  for (const cut of [0, 3, bytes.length]) {
    const seen: Seen[] = [];
    const frames = reader(seen, 10);
    frames.push(bytes.subarray(0, cut));
    frames.push(bytes.subarray(cut));
    expect(seen).toHaveLength(1);
  }
  for (const cut of [0, 3]) {
    const large = frame(0, 0, 1, "x".repeat(11));
    const frames = reader([], 10);
    expect(() => {
      frames.push(large.subarray(0, cut));
      frames.push(large.subarray(cut));
    }).toThrow("a frame has 11 bytes; the limit is 10");
  }
});

test("the head of a frame that is too large is rejected before its payload arrives", () => {
  const head = frame(0, 0, 1, "x".repeat(11)).subarray(0, frameHeadBytes);
  expect(() => reader([], 10).push(head)).toThrow("a frame has 11 bytes; the limit is 10");
});

test("a frame that begins within a chunk and ends with it is a range of the chunk, and bytes before it are skipped", () => {
  const seen: Seen[] = [];
  const chunk = Buffer.concat([Buffer.from("skip"), frame(6, 0, 0, "12345678"), frame(4, 0, 0, "")]);
  const frames = reader(seen);
  frames.push(chunk, 4);
  frames.push(Buffer.alloc(0));
  expect(seen.map(({ type, payload }) => [type, payload])).toEqual([
    [6, "12345678"],
    [4, ""],
  ]);
  expect(seen.every(({ buffer }) => buffer === chunk)).toBe(true);
});

test("32-bit numbers and heads are written and read at any offset", () => {
  const bytes = Buffer.alloc(20, 0xee);
  expect(writeUint32(bytes, 3, 0x81020304)).toBe(7);
  expect(bytes.subarray(0, 8).toString("hex")).toBe("eeeeee81020304ee");
  expect([readUint32(bytes, 3), readStreamId(bytes, 3)]).toEqual([0x81020304, 0x01020304]);
  expect(writeFrameHead(bytes, 8, 0x010203, 4, 5, 0x06070809)).toBe(17);
  expect(bytes.subarray(7).toString("hex")).toBe("ee010203040506070809eeeeee");
});

test("the prefix of a message is its flag and its length, at any offset", () => {
  const bytes = Buffer.alloc(7, 0xee);
  writeMessagePrefix(bytes, 1, 0x81020304, true);
  expect(bytes.toString("hex")).toBe("ee0181020304ee");
  writeMessagePrefix(bytes, 1, 5, false);
  expect(bytes.toString("hex")).toBe("ee0000000005ee");
});

test("errors have the names of RFC 9113, and limits are named", () => {
  expect([0, 1, 0xb, 0xd].map(http2ErrorName)).toEqual([
    "NO_ERROR",
    "PROTOCOL_ERROR",
    "ENHANCE_YOUR_CALM",
    "HTTP11_REQUIRED",
  ]);
  expect(http2ErrorName(0xe)).toBe("CODE(14)");
  expect(new ConnectionError(http2Error.protocolError, "x", "socketBytesMax")).toMatchObject({
    name: "ConnectionError",
    code: 1,
    message: "x",
    limit: "socketBytesMax",
  });
});
