// The body of a request that did not arrive in one frame, or whose client
// streams: bytes become messages, flow-control credit is returned as they are
// consumed, and held bytes are counted for the connection and the server. Only
// such requests have one.

import { decompressMessage, type MessageEncoding } from "../grpc/grpc-compression.ts";
import { MessageReader } from "../grpc/grpc-framing.ts";
import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { TooLargeError } from "../grpc/too-large-error.ts";
import { messagePrefixBytes } from "../http2/message-prefix.ts";
import type { ConnectionContext } from "./connection-context.ts";
import { smallMessageBytesMax } from "./message-memory.ts";
import { type DecodeMessage, RequestQueue } from "./request-queue.ts";

/** DATA frames with fewer bytes that complete no message are counted as small frames. */
const fragmentBytesMax = 128;

/** The slowest allowed arrival of a message after its time limit: 64 KiB per second. */
const requestBytesPerMsMin = 65.536;

/** The stream of a request. */
interface RequestStream {
  /** Gives the peer credit for consumed bytes. */
  release(bytes: number): void;
  /** Called when a wait for memory ends; false: there is none, and the call must end. */
  onMemory(taken: boolean): void;
}

/** The memory of one large message: taken, or waited for while `stopWaiting` is set. */
interface HeldMemory {
  readonly messageBytes: number;
  stopWaiting: (() => void) | undefined;
}

/** Assembles one request. */
export class RequestBody {
  readonly #context: ConnectionContext;
  readonly #stream: RequestStream;
  readonly #reader: MessageReader;
  #receivedBytes = 0;
  #releasedBytes = 0;
  /** Bytes of complete messages that the handler has not read. */
  #queuedBytes = 0;
  /** Bytes counted as held for the connection and the server. */
  #heldBytes = 0;
  #queue: RequestQueue | undefined = undefined;
  /** The memory of the large messages that are used or awaited, in the order of the messages. */
  #memory: HeldMemory[] | undefined = undefined;
  /** How many of these wait. */
  #waits = 0;
  /** When the last message was complete or the next began, in ms of the server's clock. */
  #progressMs: number;
  /** Bytes received since then. */
  #partialBytes = 0;
  /** When bytes last arrived, or memory was granted, in ms of the server's clock. */
  #receivedMs: number;
  /** How many messages have arrived. */
  messages = 0;
  /** The last message, if there is no queue. */
  message: Uint8Array | undefined = undefined;
  isCompressed = false;

  constructor(context: ConnectionContext, stream: RequestStream) {
    this.#context = context;
    this.#stream = stream;
    this.#progressMs = context.connection.lastReadMs;
    this.#receivedMs = this.#progressMs;
    this.#reader = new MessageReader(
      context.state.limits.requestMessageBytesMax,
      (message, compressed) => this.#onMessage(message, compressed),
      (messageBytes) => this.#takeMemory(messageBytes),
    );
  }

  /** The bytes of DATA received so far. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Whether a message has begun and is not yet complete. */
  get isPartial(): boolean {
    return !this.#reader.idle;
  }

  /** Whether a message waits for memory: meanwhile the client gets no credit. */
  get isWaiting(): boolean {
    return this.#waits > 0;
  }

  /** When the next message must be complete: `requestMsMax` after it began, plus time for the bytes that have arrived. */
  dueMs(requestMsMax: number): number {
    return this.#progressMs + requestMsMax + this.#partialBytes / requestBytesPerMsMin;
  }

  /** Whether it holds memory for a message of which nothing has arrived for this long, in ms. */
  isStalled(nowMs: number, msMax: number): boolean {
    if (this.#memory === undefined || this.#memory.length === 0) return false;
    if (!this.isPartial || this.isWaiting || this.#queuedBytes > 0) return false;
    return nowMs - this.#receivedMs > msMax;
  }

  /** From now on, messages are queued for a handler that reads them one by one. */
  openQueue(decode: DecodeMessage): RequestQueue {
    this.#queue = new RequestQueue(decode, (bytes) => this.#onTaken(bytes));
    return this.#queue;
  }

  /** Discards bytes of a request that will not be processed. */
  discard(bytes: number): void {
    this.#receivedBytes += bytes;
    this.#partialBytes += bytes;
    this.#giveCredit();
  }

  /**
   * Processes the next bytes of the request. Throws RpcError if they are not
   * valid messages or exceed a limit.
   */
  push(bytes: Buffer, endStream: boolean): void {
    const { state } = this.#context;
    this.#receivedBytes += bytes.length;
    this.#receivedMs = this.#context.connection.lastReadMs;
    this.#hold(bytes.length);
    if (!this.#context.hasRoomForRequests()) {
      state.counters.requestsShed += 1;
      throw new RpcError(
        statusCode.resourceExhausted,
        `the server holds too many bytes of unprocessed requests; the limits are ${state.limits.requestBytesPerConnectionMax} for a connection and ${state.limits.requestBytesMax} in total; send fewer requests at once`,
      );
    }
    const messagesBefore = this.messages;
    if (this.#reader.idle) this.#begin();
    this.#partialBytes += bytes.length;
    try {
      this.#reader.push(bytes);
    } catch (error) {
      if (error instanceof TooLargeError) state.counters.messagesRefused += 1;
      throw error;
    }
    const messages = this.messages - messagesBefore;
    if (messages > 0) {
      this.#begin();
      this.#context.onMessages(messages);
    }
    if (messages === 0 && bytes.length < fragmentBytesMax && bytes.length > 0 && !endStream)
      this.#context.count("emptyData");
    this.#giveCredit();
  }

  /** No bytes follow. Throws RpcError if a message is incomplete. */
  end(): void {
    this.#reader.end();
    this.#queue?.end();
  }

  /** Releases all held bytes; a handler that still reads gets the error. */
  close(error: RpcError): void {
    this.#memory = this.#memory?.filter((held) => !this.#stopWaiting(held));
    this.#queue?.fail(error);
    this.message = undefined;
    this.#hold(-this.#heldBytes);
  }

  /** Gives back the memory of the request, once its handler has ended or will not run. */
  giveMemory(): void {
    if (this.#memory === undefined) return;
    for (const held of this.#memory) this.#giveBack(held);
    this.#memory = undefined;
  }

  #takeMemory(messageBytes: number): void {
    if (messageBytes <= smallMessageBytesMax) return;
    const { memory, limits } = this.#context.state;
    const held: HeldMemory = { messageBytes, stopWaiting: undefined };
    if (!memory.tryTake(messageBytes)) {
      const heldBytes = Math.min(messageBytes, limits.streamWindowBytes);
      held.stopWaiting = memory.wait(messageBytes, heldBytes, (taken) => this.#onMemory(held, taken));
      if (held.stopWaiting === undefined)
        throw new RpcError(statusCode.resourceExhausted, memory.rejectionText);
      this.#waits += 1;
    }
    this.#memory ??= [];
    this.#memory.push(held);
  }

  #onMemory(held: HeldMemory, taken: boolean): void {
    this.#waits -= 1;
    held.stopWaiting = undefined;
    if (taken) {
      // The time of the wait is not the client's.
      this.#progressMs = this.#context.state.now();
      this.#receivedMs = this.#progressMs;
      this.#giveCredit();
    } else this.#memory = this.#memory?.filter((other) => other !== held);
    this.#stream.onMemory(taken);
  }

  #stopWaiting(held: HeldMemory): boolean {
    if (held.stopWaiting === undefined) return false;
    held.stopWaiting();
    held.stopWaiting = undefined;
    this.#waits -= 1;
    return true;
  }

  /** Returns whether a wait was ended. */
  #giveBack(held: HeldMemory): boolean {
    if (this.#stopWaiting(held)) return true;
    this.#context.state.memory.give(held.messageBytes);
    return false;
  }

  #begin(): void {
    this.#progressMs = this.#context.connection.lastReadMs;
    this.#partialBytes = 0;
  }

  #onMessage(message: Uint8Array, compressed: boolean): void {
    this.messages += 1;
    if (this.#queue === undefined) {
      this.message = message;
      this.isCompressed = compressed;
    } else {
      this.#queuedBytes += message.length;
      this.#queue.push(message, compressed);
    }
  }

  #onTaken(bytes: number): void {
    this.#queuedBytes -= bytes;
    this.#hold(-Math.min(bytes + messagePrefixBytes, this.#heldBytes));
    const held = bytes > smallMessageBytesMax ? this.#memory?.shift() : undefined;
    // A handler may read a message before there is memory for it. The bytes behind it may not be processed yet.
    if (held !== undefined && this.#giveBack(held)) queueMicrotask(() => this.#stream.onMemory(true));
    this.#giveCredit();
  }

  /** Queued messages are not given back as credit; a message being assembled is, up to the message limit. */
  #giveCredit(): void {
    if (this.#waits > 0) return;
    const bytes = this.#receivedBytes - this.#queuedBytes - this.#releasedBytes;
    if (bytes <= 0) return;
    this.#releasedBytes += bytes;
    this.#stream.release(bytes);
  }

  #hold(bytes: number): void {
    this.#heldBytes += bytes;
    this.#context.requestBytes += bytes;
    this.#context.state.requestBytes += bytes;
  }
}

/**
 * Decodes a request; the bytes are compressed if an encoding is named. Throws the
 * codec's error if that is an RpcError, and INTERNAL if the bytes are not such a
 * message or not compressed as declared.
 */
export function decodeRequest(
  method: AnyMethod,
  message: Uint8Array,
  encoding: MessageEncoding | undefined,
  messageBytesMax: number,
): unknown {
  const bytes = encoding === undefined ? message : decompressMessage(message, encoding, messageBytesMax);
  try {
    return method.request.decode(bytes);
  } catch (cause) {
    if (cause instanceof RpcError) throw cause;
    throw new RpcError(statusCode.internal, `the request of ${method.path} cannot be decoded`, { cause });
  }
}
