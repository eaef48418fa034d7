// Frames of HTTP/2 (RFC 9113 sections 4 and 6). The reader splits socket data
// into frames without copying: a frame within one chunk is passed on as a range
// of that chunk; only a frame split across chunks is copied together. A frame
// over the announced size is never buffered, so a reader holds at most one
// frame. The connection interprets the payloads.
import { ConnectionError, http2Error } from "./http2-errors.ts";

/** Frame types (section 6). */
export const frameType = {
  data: 0x0,
  headers: 0x1,
  priority: 0x2,
  rstStream: 0x3,
  settings: 0x4,
  pushPromise: 0x5,
  ping: 0x6,
  goaway: 0x7,
  windowUpdate: 0x8,
  continuation: 0x9,
} as const;

/** Frame flags. The section of each frame type says which of them it has. */
export const frameFlag = { ack: 0x1, endStream: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const;

/** Bytes of a frame before its payload (section 4.1). */
export const frameHeadBytes = 9;

/** The payload size that every peer accepts (section 4.2), in bytes. */
export const frameBytesDefault = 16_384;

/** The connection preface of a client (section 3.4). */
export const clientPreface: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/**
 * Called for each frame in order; the payload is `buffer` from `start` to `end`.
 * The range stays valid, because chunks are never overwritten. An exception is
 * passed on by `push`, and the reader must not be used after it.
 */
export type OnFrame = (
  type: number,
  flags: number,
  streamId: number,
  buffer: Buffer,
  start: number,
  end: number,
) => void;

/** Splits one connection's incoming bytes into frames. */
export class FrameReader {
  readonly #frameBytesMax: number;
  readonly #onFrame: OnFrame;
  /** The received part of a frame head that was split across chunks. */
  readonly #head: Buffer = Buffer.allocUnsafeSlow(frameHeadBytes);
  #headBytes = 0;
  /** The payload of a frame that was split, and how much of it has arrived. */
  #payload: Buffer | undefined;
  #payloadBytes = 0;
  #stopped = false;

  /** @param frameBytesMax the largest payload accepted, as announced in SETTINGS_MAX_FRAME_SIZE */
  constructor(frameBytesMax: number, onFrame: OnFrame) {
    this.#frameBytesMax = frameBytesMax;
    this.#onFrame = onFrame;
  }

  /** No further frame is passed on, not even from the chunk that is being read. */
  stop(): void {
    this.#stopped = true;
    this.#payload = undefined;
  }

  /**
   * Reads a chunk from `offset` on. Throws ConnectionError (FRAME_SIZE_ERROR)
   * at the head of a frame that is too large.
   */
  push(chunk: Buffer, offset = 0): void {
    let at = offset;
    const end = chunk.length;
    if (this.#headBytes > 0) at = this.#joinSplit(chunk, at);
    while (!this.#stopped && end - at >= frameHeadBytes) {
      const length =
        ((chunk[at] as number) << 16) | ((chunk[at + 1] as number) << 8) | (chunk[at + 2] as number);
      if (length > this.#frameBytesMax) this.#rejectLength(length);
      const next = at + frameHeadBytes + length;
      if (next > end) break;
      this.#onFrame(
        chunk[at + 3] as number,
        chunk[at + 4] as number,
        readStreamId(chunk, at + 5),
        chunk,
        at + frameHeadBytes,
        next,
      );
      at = next;
    }
    if (!this.#stopped && at < end) this.#joinSplit(chunk, at);
  }

  /** Adds the chunk's part of a split frame, and passes the frame on when it is complete. Returns the new offset. */
  #joinSplit(chunk: Buffer, offset: number): number {
    let at = offset;
    const head = this.#head;
    if (this.#payload === undefined) {
      const taken = Math.min(frameHeadBytes - this.#headBytes, chunk.length - at);
      chunk.copy(head, this.#headBytes, at, at + taken);
      this.#headBytes += taken;
      at += taken;
      if (this.#headBytes < frameHeadBytes) return at;
      const length = head.readUIntBE(0, 3);
      if (length > this.#frameBytesMax) this.#rejectLength(length);
      this.#payload = Buffer.allocUnsafe(length);
      this.#payloadBytes = 0;
    }
    const payload = this.#payload;
    const taken = Math.min(payload.length - this.#payloadBytes, chunk.length - at);
    chunk.copy(payload, this.#payloadBytes, at, at + taken);
    this.#payloadBytes += taken;
    at += taken;
    if (this.#payloadBytes === payload.length) {
      this.#payload = undefined;
      this.#headBytes = 0;
      const flags = head[4] as number;
      this.#onFrame(head[3] as number, flags, readStreamId(head, 5), payload, 0, payload.length);
    }
    return at;
  }

  #rejectLength(length: number): never {
    throw new ConnectionError(
      http2Error.frameSizeError,
      `a frame has ${length} bytes; the limit is ${this.#frameBytesMax}`,
    );
  }
}

/** A 32-bit number without its reserved first bit: a stream identifier or a window increment. */
export function readStreamId(buffer: Buffer, offset: number): number {
  return (
    (((buffer[offset] as number) & 0x7f) << 24) |
    ((buffer[offset + 1] as number) << 16) |
    ((buffer[offset + 2] as number) << 8) |
    (buffer[offset + 3] as number)
  );
}

/** A 32-bit number without a sign. */
export function readUint32(buffer: Buffer, offset: number): number {
  return readStreamId(buffer, offset) + ((buffer[offset] as number) >= 0x80 ? 0x80000000 : 0);
}

/** Writes a 32-bit number; returns the offset after it. */
export function writeUint32(target: Buffer, offset: number, value: number): number {
  target[offset] = value >>> 24;
  target[offset + 1] = value >>> 16;
  target[offset + 2] = value >>> 8;
  target[offset + 3] = value;
  return offset + 4;
}

/** Writes a frame's head; returns the offset of its payload. */
export function writeFrameHead(
  target: Buffer,
  offset: number,
  length: number,
  type: number,
  flags: number,
  streamId: number,
): number {
  target[offset] = length >>> 16;
  target[offset + 1] = length >>> 8;
  target[offset + 2] = length;
  target[offset + 3] = type;
  target[offset + 4] = flags;
  return writeUint32(target, offset + 5, streamId);
}
