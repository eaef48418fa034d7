// The sending side of a connection (RFC 9113 sections 5.2 and 6.9): frames are
// written as far as the windows and the socket allow; what does not fit is
// queued in its stream. Streams with queued bytes take turns. All queued bytes
// are counted, for this connection and in a budget that connections share.
import type { Socket } from "node:net";
import type { HpackEncoder } from "../hpack/hpack-encoder.ts";
import { frameBytesDefault, frameFlag, frameHeadBytes, frameType, writeFrameHead } from "./frame.ts";
import { LinkedQueue } from "./linked-queue.ts";
import { messagePrefixBytes, writeMessagePrefix } from "./message-prefix.ts";
import { OutputBuffer } from "./output-buffer.ts";
import { type HeaderBlock, type SendingStream, SendQueue } from "./send-queue.ts";
import { windowBytesDefault } from "./settings.ts";

/** Bytes queued or waiting for the kernel, on all connections that share this budget. */
export interface SendBudget {
  queuedBytes: number;
}

/** While more bytes than this wait for the kernel, DATA stays queued. A message of 1 MiB with its frame heads fits. */
const congestedBytesMin = 1_114_112;
/** A DATA frame with fewer bytes that does not empty its queue is not counted in `sentFrames`. */
const countedBytesMin = 1024;
/** What one stream sends before the next one has its turn, in bytes. */
const quantumBytes = 65_536;

/** Sends the frames of one connection. */
export class Sender {
  readonly output: OutputBuffer;
  readonly #socket: Socket;
  readonly #encoder: HpackEncoder;
  readonly #budget: SendBudget;
  /** What the peer's window lets the whole connection send, in bytes. */
  windowBytes: number = windowBytesDefault;
  /** The largest payload sent, in bytes: the one that every peer accepts. */
  readonly frameBytesMax: number = frameBytesDefault;
  /** Bytes queued in this connection's streams. */
  queuedBytes = 0;
  /** All payload bytes of DATA frames sent so far; grows only while the peer's windows allow it. */
  sentBytes = 0;
  /**
   * HEADERS and DATA frames sent so far. DATA frames that a small window has cut short of 1 KiB are not counted, because
   * the peer decides how many of them there are.
   */
  sentFrames = 0;
  /** Whether the size of the encoder's table has changed and no block of ready bytes has announced it yet. */
  hasNewTableSize = false;
  #congested = false;
  /** Bytes waiting for the kernel, as counted in the budget. */
  #socketBytes = 0;
  readonly #waiting = new LinkedQueue<SendingStream>();

  constructor(socket: Socket, encoder: HpackEncoder, budget: SendBudget) {
    this.#socket = socket;
    this.output = new OutputBuffer(socket);
    this.#encoder = encoder;
    this.#budget = budget;
  }

  /** Whether the stream may send this many bytes now, in one DATA frame. */
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

  /** Writes HEADERS, and CONTINUATION if the block is larger than a frame. */
  writeHeaders(streamId: number, headers: HeaderBlock, endStream: boolean): void {
    const block =
      headers instanceof Uint8Array ? this.#withTableSize(headers) : this.#encoder.encode(headers);
    const endFlag = endStream ? frameFlag.endStream : 0;
    this.sentFrames += 1;
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

  /** Writes a gRPC message in one DATA frame. `canSendNow` has returned true for it and its prefix. */
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
    this.sentFrames += 1;
    this.#spend(stream, length);
  }

  /** Writes the gathered output to the socket, and holds back DATA if the kernel does not accept it. */
  flush(): void {
    this.output.flush();
    const bytes = this.#socket.writableLength;
    if (bytes !== this.#socketBytes) this.#countSocket(bytes);
    if (bytes >= congestedBytesMin) this.#congested = true;
  }

  /** Queues bytes behind those already queued, and sends what the windows allow. */
  enqueue(stream: SendingStream, parts: readonly Uint8Array[], ended: boolean): void {
    stream.queue ??= new SendQueue();
    const queue = stream.queue;
    for (const part of parts) {
      if (part.length === 0) continue;
      queue.push(part);
      this.#count(part.length);
    }
    queue.ended = ended;
    this.#sendQueue(stream, Number.POSITIVE_INFINITY, false);
  }

  /** Ends the stream with trailers after its queued bytes. Returns whether they were written now. */
  endWithTrailers(stream: SendingStream, trailers: HeaderBlock): boolean {
    if (stream.queue !== undefined) {
      stream.queue.ended = true;
      stream.queue.trailers = trailers;
      return false;
    }
    this.writeHeaders(stream.id, trailers, true);
    return true;
  }

  /** Discards what a stream has queued. */
  drop(stream: SendingStream): void {
    if (stream.queue === undefined) return;
    this.#dequeue(stream.queue);
    this.#count(-stream.queue.bytes);
    stream.queue = undefined;
  }

  /** The stream's window has grown. */
  resume(stream: SendingStream): void {
    if (stream.queue !== undefined) this.#sendQueue(stream, Number.POSITIVE_INFINITY, true);
  }

  /** The connection's window has grown, or the socket was drained: waiting streams send in turn. */
  resumeAll(): void {
    for (let stream = this.#waiting.first; stream !== undefined; stream = this.#waiting.first) {
      if (this.windowBytes <= 0 || this.#congested) return;
      this.#dequeue(stream.queue as SendQueue);
      this.#sendQueue(stream, quantumBytes, true);
    }
  }

  /** The kernel has accepted everything. */
  onSocketDrained(): void {
    this.#countSocket(0);
    this.#congested = false;
    this.resumeAll();
  }

  /** All waiting bytes: queued, or waiting for the kernel. */
  get waitingBytes(): number {
    return this.queuedBytes + this.#socketBytes;
  }

  /** The socket is closed: nothing is waiting any more. */
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
    if (bytes >= countedBytesMin || bytes === queue.bytes) this.sentFrames += 1;
    queue.moveTo(this.output, bytes);
    this.#count(-bytes);
    this.#spend(stream, bytes);
  }

  /** A change of the table's size must be announced at the start of the next block (RFC 7541 section 4.2). */
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

  #count(bytes: number): void {
    this.queuedBytes += bytes;
    this.#budget.queuedBytes += bytes;
  }
}
