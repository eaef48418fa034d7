// The body of a request that did not come in one piece, or whose client
// streams: bytes become messages, credit is given back as they are used up, and
// what is held is counted for the connection and the server. Made only for
// such requests.

import { decompressMessage, type MessageEncoding } from "../grpc/grpc-compression.ts";
import { MessageReader } from "../grpc/grpc-framing.ts";
import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { messagePrefixBytes } from "../http2/message-prefix.ts";
import type { ConnectionContext } from "./connection-context.ts";
import { type DecodeMessage, RequestQueue } from "./request-queue.ts";

/** DATA frames below this size that complete no message are crumbs. */
const fragmentBytesMax = 128;

/** A message that comes more slowly than this, after its time, is not waited for: 64 KiB a second. */
const requestBytesPerMsMin = 65.536;

/** Where the peer gets credit for what was used up. */
interface CreditTaker {
  release(bytes: number): void;
}

/** Puts one request together. */
export class RequestBody {
  readonly #context: ConnectionContext;
  readonly #stream: CreditTaker;
  readonly #reader: MessageReader;
  #receivedBytes = 0;
  #releasedBytes = 0;
  /** Bytes of whole messages that the handler has not taken. */
  #queuedBytes = 0;
  /** Bytes in the books of the connection and the server. */
  #heldBytes = 0;
  #queue: RequestQueue | undefined = undefined;
  /** When the last message was whole or the next began, in ms of the server's clock. */
  #progressMs: number;
  /** Bytes since then. */
  #partialBytes = 0;
  /** How many messages have come. */
  messages = 0;
  /** The last message, where there is no queue. */
  message: Uint8Array | undefined = undefined;
  isCompressed = false;

  constructor(context: ConnectionContext, stream: CreditTaker) {
    this.#context = context;
    this.#stream = stream;
    this.#progressMs = context.connection.lastReadMs;
    this.#reader = new MessageReader(context.state.limits.requestMessageBytesMax, (message, compressed) =>
      this.#onMessage(message, compressed),
    );
  }

  /** All DATA so far, in bytes. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Whether a message has begun and is not yet whole. */
  get isPartial(): boolean {
    return !this.#reader.idle;
  }

  /** When the next message has to be whole: some time after it began, and more the more of it there is. */
  dueMs(requestMsMax: number): number {
    return this.#progressMs + requestMsMax + this.#partialBytes / requestBytesPerMsMin;
  }

  /** Messages go to a handler one by one from now on. */
  openQueue(decode: DecodeMessage): RequestQueue {
    this.#queue = new RequestQueue(decode, (bytes) => this.#onTaken(bytes));
    return this.#queue;
  }

  /** Takes bytes of a request that nobody will read. */
  discard(bytes: number): void {
    this.#receivedBytes += bytes;
    this.#partialBytes += bytes;
    this.#giveCredit();
  }

  /**
   * Takes the next bytes of the request. Throws RpcError if they are no
   * messages, or more than a limit allows.
   */
  push(bytes: Buffer, endStream: boolean): void {
    const { state } = this.#context;
    this.#receivedBytes += bytes.length;
    this.#hold(bytes.length);
    if (!this.#context.hasRoomForRequests()) {
      state.counters.requestsShed += 1;
      throw new RpcError(statusCode.resourceExhausted, "too many bytes of requests wait to be complete");
    }
    const messagesBefore = this.messages;
    if (this.#reader.idle) this.#begin();
    this.#partialBytes += bytes.length;
    try {
      this.#reader.push(bytes);
    } catch (error) {
      if (error instanceof RpcError && error.code === statusCode.resourceExhausted) {
        state.counters.messagesRefused += 1;
      }
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

  /** Nothing of the request is held any more; a handler that still reads gets the error. */
  close(error: RpcError): void {
    this.#queue?.fail(error);
    this.message = undefined;
    this.#hold(-this.#heldBytes);
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
    this.#giveCredit();
  }

  /** What waits in the queue is not given back; what is being put together is, up to the message limit. */
  #giveCredit(): void {
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
 * The request in these bytes, which are compressed if an encoding is named.
 * Throws what the codec throws if that is an RpcError, and INTERNAL if the
 * bytes are no such message or not compressed as they claim.
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
