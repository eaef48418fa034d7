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
import { ConnectionError, http2Error } from "./http2-errors.ts";

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
