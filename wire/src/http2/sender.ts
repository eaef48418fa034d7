// The sending side of a connection (RFC 9113 sections 5.2 and 6.9): frames go
// out as far as the windows and the socket allow, and what does not fit waits
// in its stream's queue. Streams that wait take turns. All that waits is
// counted, for this connection and in a budget that connections share.
import type { Socket } from "node:net";
import type { HpackEncoder } from "../hpack/hpack-encoder.ts";
import { frameBytesDefault, frameFlag, frameHeadBytes, frameType, writeFrameHead } from "./frame.ts";
import { LinkedQueue, type QueueNode } from "./linked-queue.ts";
import { messagePrefixBytes, writeMessagePrefix } from "./message-prefix.ts";
import { OutputBuffer } from "./output-buffer.ts";
import { windowBytesDefault } from "./settings.ts";

/**
 * A header block: bytes that need no dynamic table, or fields that the
 * connection's encoder encodes at the moment of sending.
 */
export type HeaderBlock = Uint8Array | readonly (readonly [string, string])[];

/** Bytes that wait to be sent, of all connections that share it. */
export interface SendBudget {
  queuedBytes: number;
}

/** What waits in one stream. */
export interface SendQueue {
  readonly parts: Uint8Array[];
  /** How much of the first part has left. */
  offset: number;
  bytes: number;
  /** Whether the stream ends after these bytes. */
  ended: boolean;
  /** What ends it instead of an empty flag. */
  trailers: HeaderBlock | undefined;
  /** Set while it waits for its turn. */
  node: QueueNode<SendingStream> | undefined;
}

/** A stream, as its connection's sender sees it. */
export interface SendingStream {
  readonly id: number;
  /** What the peer lets this stream send; may be negative. */
  sendWindowBytes: number;
  queue: SendQueue | undefined;
  /** Everything that was queued has left; `ended` if the stream's own half is closed with it. */
  onQueueSent(ended: boolean): void;
}

/** While more than this waits for the kernel, data stays in its queues: a message of 1 MiB with its frames fits. */
const congestedBytesMin = 1_114_112;
/** What one stream sends before another has its turn. */
const quantumBytes = 65_536;

/** Sends the frames of one connection. */
export class Sender {
  readonly output: OutputBuffer;
  readonly #socket: Socket;
  readonly #encoder: HpackEncoder;
  readonly #budget: SendBudget;
  /** What the peer lets the whole connection send. */
  windowBytes: number = windowBytesDefault;
  /** The largest payload sent: what every peer takes. */
  readonly frameBytesMax: number = frameBytesDefault;
  /** Bytes in the queues of this connection's streams. */
  queuedBytes = 0;
  /** All payload bytes of DATA frames ever sent; grows only while the peer takes them. */
  sentBytes = 0;
  /** Whether the peer has changed the size of the encoder's table, and no block of bytes has told it so. */
  hasNewTableSize = false;
  #congested = false;
  /** What waits for the kernel, as it stands in the budget. */
  #socketBytes = 0;
  readonly #waiting = new LinkedQueue<SendingStream>();

  constructor(socket: Socket, encoder: HpackEncoder, budget: SendBudget) {
    this.#socket = socket;
    this.output = new OutputBuffer(socket);
    this.#encoder = encoder;
    this.#budget = budget;
  }

  /** Whether this many bytes of DATA may leave the stream now, in one frame and by copy. */
  canSendNow(stream: SendingStream, bytes: number): boolean {
    return (
      bytes <= this.frameBytesMax &&
      bytes <= stream.sendWindowBytes &&
      bytes <= this.windowBytes &&
      !this.#congested &&
      this.output.pendingBytes < congestedBytesMin &&
      stream.queue === undefined
    );
  }

  /** Writes HEADERS, and CONTINUATION where the block is larger than a frame. */
  writeHeaders(streamId: number, headers: HeaderBlock, endStream: boolean): void {
    const block =
      headers instanceof Uint8Array ? this.#withTableSize(headers) : this.#encoder.encode(headers);
    const endFlag = endStream ? frameFlag.endStream : 0;
    if (block.length <= this.frameBytesMax) {
      const target = this.output.reserve(frameHeadBytes + block.length);
      const flags = frameFlag.endHeaders | endFlag;
      const at = writeFrameHead(target, this.output.offset, block.length, frameType.headers, flags, streamId);
      target.set(block, at);
      this.output.advance(at + block.length);
      return;
    }
    for (let from = 0; from < block.length; from += this.frameBytesMax) {
      const part = block.subarray(from, from + this.frameBytesMax);
      const isLast = from + part.length === block.length;
      const flags = (from === 0 ? endFlag : 0) | (isLast ? frameFlag.endHeaders : 0);
      this.writeFrame(from === 0 ? frameType.headers : frameType.continuation, flags, streamId, part);
    }
  }

  /** Writes any frame; the payload is copied if it is small. */
  writeFrame(type: number, flags: number, streamId: number, payload: Uint8Array): void {
    const target = this.output.reserve(frameHeadBytes);
    this.output.advance(writeFrameHead(target, this.output.offset, payload.length, type, flags, streamId));
    if (payload.length > 0) this.output.append(payload);
  }

  /** Writes a gRPC message in one DATA frame. The caller has asked `canSendNow` for five bytes more. */
  writeMessage(stream: SendingStream, compressed: boolean, message: Uint8Array, endStream: boolean): void {
    const length = message.length + messagePrefixBytes;
    const isCopied = message.length <= 4096;
    const target = this.output.reserve(frameHeadBytes + (isCopied ? length : messagePrefixBytes));
    const flags = endStream ? frameFlag.endStream : 0;
    let at = writeFrameHead(target, this.output.offset, length, frameType.data, flags, stream.id);
    writeMessagePrefix(target, at, message.length, compressed);
    at += messagePrefixBytes;
    if (isCopied) {
      target.set(message, at);
      this.output.advance(at + message.length);
    } else {
      this.output.advance(at);
      this.output.append(message);
    }
    this.#spend(stream, length);
  }

  /** Gives what is gathered to the kernel, and stops DATA where the kernel does not take it. */
  flush(): void {
    this.output.flush();
    const bytes = this.#socket.writableLength;
    if (bytes !== this.#socketBytes) this.#countSocket(bytes);
    if (bytes >= congestedBytesMin) this.#congested = true;
  }

  /** Puts bytes behind what the stream has to send already, and sends what may leave. */
  enqueue(stream: SendingStream, parts: readonly Uint8Array[], ended: boolean): void {
    stream.queue ??= {
      parts: [],
      offset: 0,
      bytes: 0,
      ended: false,
      trailers: undefined,
      node: undefined,
    };
    const queue = stream.queue;
    for (const part of parts) {
      if (part.length === 0) continue;
      queue.parts.push(part);
      this.#count(queue, part.length);
    }
    queue.ended = ended;
    this.#sendQueue(stream, Number.POSITIVE_INFINITY, false);
  }

  /** Ends the stream with trailers behind what it has to send already. True if they have left. */
  endWithTrailers(stream: SendingStream, trailers: HeaderBlock): boolean {
    if (stream.queue !== undefined) {
      stream.queue.ended = true;
      stream.queue.trailers = trailers;
      return false;
    }
    this.writeHeaders(stream.id, trailers, true);
    return true;
  }

  /** Forgets what a stream still had to send. */
  drop(stream: SendingStream): void {
    if (stream.queue === undefined) return;
    this.#dequeue(stream.queue);
    this.#count(stream.queue, -stream.queue.bytes);
    stream.queue = undefined;
  }

  /** The stream's window has grown. */
  resume(stream: SendingStream): void {
    if (stream.queue !== undefined) this.#sendQueue(stream, Number.POSITIVE_INFINITY, true);
  }

  /** The connection's window has grown, or the socket has taken what it had: streams take turns. */
  resumeAll(): void {
    for (let stream = this.#waiting.first; stream !== undefined; stream = this.#waiting.first) {
      if (this.windowBytes <= 0 || this.#congested) return;
      this.#dequeue(stream.queue as SendQueue);
      this.#sendQueue(stream, quantumBytes, true);
    }
  }

  /** The socket has taken everything. */
  onSocketDrained(): void {
    this.#countSocket(0);
    this.#congested = false;
    this.resumeAll();
  }

  /** Everything that waits: in queues, and for the kernel. */
  get waitingBytes(): number {
    return this.queuedBytes + this.#socketBytes;
  }

  /** The socket is closed: nothing waits any more. */
  close(): void {
    this.output.clear();
    this.#countSocket(0);
  }

  #countSocket(bytes: number): void {
    this.#budget.queuedBytes += bytes - this.#socketBytes;
    this.#socketBytes = bytes;
  }

  #sendQueue(stream: SendingStream, quantumBytesMax: number, notify: boolean): void {
    const queue = stream.queue as SendQueue;
    let leftBytes = quantumBytesMax;
    while (queue.bytes > 0) {
      if (this.#congested || leftBytes <= 0) {
        queue.node ??= this.#waiting.add(stream);
        return;
      }
      const bytes = Math.min(queue.bytes, stream.sendWindowBytes, this.windowBytes, this.frameBytesMax);
      if (bytes <= 0) {
        if (stream.sendWindowBytes > 0) queue.node ??= this.#waiting.add(stream);
        return;
      }
      this.#writeQueued(stream, queue, bytes);
      leftBytes -= bytes;
      if (this.output.pendingBytes >= congestedBytesMin) this.flush();
    }
    this.#dequeue(queue);
    stream.queue = undefined;
    if (queue.trailers !== undefined) this.writeHeaders(stream.id, queue.trailers, true);
    if (notify || queue.ended) stream.onQueueSent(queue.ended);
  }

  #dequeue(queue: SendQueue): void {
    if (queue.node !== undefined) this.#waiting.remove(queue.node);
    queue.node = undefined;
  }

  #writeQueued(stream: SendingStream, queue: SendQueue, bytes: number): void {
    const isEnd = queue.ended && queue.trailers === undefined && bytes === queue.bytes;
    const target = this.output.reserve(frameHeadBytes);
    const flags = isEnd ? frameFlag.endStream : 0;
    this.output.advance(writeFrameHead(target, this.output.offset, bytes, frameType.data, flags, stream.id));
    let left = bytes;
    while (left > 0) {
      const part = queue.parts[0] as Uint8Array;
      const taken = Math.min(left, part.length - queue.offset);
      this.output.append(part.subarray(queue.offset, queue.offset + taken));
      queue.offset += taken;
      left -= taken;
      if (queue.offset === part.length) {
        queue.parts.shift();
        queue.offset = 0;
      }
    }
    this.#count(queue, -bytes);
    this.#spend(stream, bytes);
  }

  /** A change of the table's size has to stand at the front of the next block (RFC 7541 section 4.2). */
  #withTableSize(block: Uint8Array): Uint8Array {
    if (!this.hasNewTableSize) return block;
    this.hasNewTableSize = false;
    return Buffer.concat([this.#encoder.encode([]), block]);
  }

  #spend(stream: SendingStream, bytes: number): void {
    stream.sendWindowBytes -= bytes;
    this.windowBytes -= bytes;
    this.sentBytes += bytes;
  }

  #count(queue: SendQueue, bytes: number): void {
    queue.bytes += bytes;
    this.queuedBytes += bytes;
    this.#budget.queuedBytes += bytes;
  }
}
