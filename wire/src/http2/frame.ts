// Frames of HTTP/2 (RFC 9113 sections 4 and 6). The reader cuts what a socket
// gives into frames without copying them: a frame that lies within one chunk is
// given as a range of that chunk, and only a frame that was split between
// chunks is joined. No frame above the announced size is ever kept, so a reader
// holds at most one frame. What a payload means is the connection's business.
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

/** Frame flags; which of them a type knows is said in its section. */
export const frameFlag = { ack: 0x1, endStream: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const;

/** Bytes of a frame before its payload (section 4.1). */
export const frameHeadBytes = 9;

/** The payload size that every peer takes (section 4.2), in bytes. */
export const frameBytesDefault = 16_384;

/** What a client sends first (section 3.4). */
export const clientPreface: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/**
 * Takes the frames in order; the payload is `buffer` from `start` to `end`. The
 * range stays valid for ever: chunks are never written to again. A throw goes
 * out through `push`, and the reader must not be used after it.
 */
export type OnFrame = (
  type: number,
  flags: number,
  streamId: number,
  buffer: Buffer,
  start: number,
  end: number,
) => void;

/** Cuts one connection's incoming bytes into frames. */
export class FrameReader {
  readonly #frameBytesMax: number;
  readonly #onFrame: OnFrame;
  /** The head of a frame that was split inside its head. */
  readonly #head: Buffer = Buffer.allocUnsafeSlow(frameHeadBytes);
  #headBytes = 0;
  /** The payload of a frame that was split, and how much of it is there. */
  #payload: Buffer | undefined;
  #payloadBytes = 0;
  #stopped = false;

  /** @param frameBytesMax the largest payload taken, as announced in SETTINGS_MAX_FRAME_SIZE */
  constructor(frameBytesMax: number, onFrame: OnFrame) {
    this.#frameBytesMax = frameBytesMax;
    this.#onFrame = onFrame;
  }

  /** No further frame is given, also not of the chunk that is being read. */
  stop(): void {
    this.#stopped = true;
    this.#payload = undefined;
  }

  /**
   * Reads a chunk, from `offset` on. Throws ConnectionError (FRAME_SIZE_ERROR)
   * at the head of a frame that is too large.
   */
  push(chunk: Buffer, offset = 0): void {
    let at = offset;
    const end = chunk.length;
    if (this.#headBytes > 0) at = this.#joinSplit(chunk, at);
    while (!this.#stopped && end - at >= frameHeadBytes) {
      const length =
        ((chunk[at] as number) << 16) | ((chunk[at + 1] as number) << 8) | (chunk[at + 2] as number);
      if (length > this.#frameBytesMax) this.#refuse(length);
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

  /** Takes what the chunk has of the frame that was split, and gives the frame if it is whole. */
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
      if (length > this.#frameBytesMax) this.#refuse(length);
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

  #refuse(length: number): never {
    throw new ConnectionError(
      http2Error.frameSizeError,
      `a frame of ${length} bytes, more than ${this.#frameBytesMax}`,
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
