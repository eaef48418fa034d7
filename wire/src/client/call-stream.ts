// One call's stream, as a client sees it: header lists and data become
// messages and, in the end, a status. Whatever the server does, the reader of
// the reply is told of exactly one end (grpc/grpc doc/PROTOCOL-HTTP2.md,
// "Responses"; doc/statuscodes.md for the codes).

import type { DeadlineEntry } from "../grpc/deadline-timer.ts";
import { decompressMessage, type MessageEncoding } from "../grpc/grpc-compression.ts";
import { MessageReader } from "../grpc/grpc-framing.ts";
import { statusOfReset } from "../grpc/http-status.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { TooLargeError } from "../grpc/too-large-error.ts";
import type { Connection } from "../http2/connection.ts";
import { type Http2ErrorCode, http2Error, http2ErrorName } from "../http2/http2-errors.ts";
import { messagePrefixBytes } from "../http2/message-prefix.ts";
import { type ResetBy, Stream } from "../http2/stream.ts";
import { headersError, type ReplyHead, trailersError } from "./reply-head.ts";

/** Who reads a reply. None of these may throw. */
export interface ReplyReader {
  /** Whether every message given so far has been taken: only then the server gets credit for more. */
  readonly isHungry: boolean;
  /** The reply's headers; messages may follow. */
  onReplyHeaders(head: ReplyHead): void;
  /** One message, inflated. It may be a view of a larger buffer. */
  onReplyMessage(message: Uint8Array): void;
  /** The end, exactly once, and nothing after it. Undefined is OK; `trailers` is what said so. */
  onReplyEnd(error: RpcError | undefined, trailers: ReplyHead | undefined): void;
  /** What was sent and had to wait has left. */
  onRequestDrained(): void;
}

/** The stream of one call. */
export class CallStream extends Stream<ReplyHead> implements DeadlineEntry {
  readonly #reader: ReplyReader;
  readonly #replyBytesMax: number;
  #isOpened = false;
  #isOver = false;
  #encoding: MessageEncoding | undefined;
  /** Made for the first data that is not just one whole message. */
  #framing: MessageReader | undefined;
  /** Arrived bytes for which the server has no credit yet. */
  #heldBytes = 0;

  constructor(connection: Connection<ReplyHead>, reader: ReplyReader, replyBytesMax: number) {
    super(connection);
    this.#reader = reader;
    this.#replyBytesMax = replyBytesMax;
  }

  /** The caller does not want the rest: RST_STREAM, and no further word to the reader. */
  cancel(): void {
    this.#isOver = true;
    this.reset(http2Error.cancel);
  }

  /**
   * The deadline has passed, and no further word goes to the reader. The server
   * knows the deadline, so it is left a moment to end the call itself: a reset
   * for each call that is late would look like an attack to a server that is
   * late with many. What it has not ended when the entry is due is reset.
   */
  expire(): DeadlineEntry {
    this.#isOver = true;
    return this;
  }

  onDue(): void {
    this.reset(http2Error.cancel);
  }

  /** Another end than the server's: RST_STREAM, and the reader is told. */
  abandon(error: RpcError): void {
    if (!this.#isOver) this.#finish(error, undefined);
  }

  /** Gives the server credit for all that has arrived. */
  releaseHeld(): void {
    const bytes = this.#heldBytes;
    this.#heldBytes = 0;
    this.release(bytes);
  }

  override onHeaders(head: ReplyHead, endStream: boolean): void {
    if (this.#isOver) {
      this.#leave(endStream);
      return;
    }
    if (this.#isOpened) {
      this.#onTrailers(head, endStream);
      return;
    }
    if (head.opensMessages && !endStream) {
      this.#isOpened = true;
      this.#encoding = head.encoding;
      this.#reader.onReplyHeaders(head);
      return;
    }
    const httpStatus = head.httpStatus ?? 0;
    if (!endStream && head.fault === undefined && httpStatus >= 100 && httpStatus < 200) return;
    const error = headersError(head);
    if (error === undefined) this.#finish(trailersError(head), head);
    else
      this.#finish(error, undefined, head.fault === undefined ? http2Error.cancel : http2Error.protocolError);
  }

  override onData(buffer: Buffer, start: number, end: number, endStream: boolean): void {
    if (this.#isOver) {
      this.#leave(endStream);
      return;
    }
    if (!this.#isOpened) {
      this.#fail(statusCode.internal, "the reply has data before headers", http2Error.protocolError);
      return;
    }
    this.#heldBytes += end - start;
    try {
      if (this.#framing === undefined && isOneMessage(buffer, start, end)) {
        this.#checkSize(end - start - messagePrefixBytes);
        this.#reader.onReplyMessage(buffer.subarray(start + messagePrefixBytes, end));
      } else {
        this.#read(buffer.subarray(start, end));
      }
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.#finish(error, undefined);
      return;
    }
    if (this.#isOver) return;
    if (!endStream) {
      if (this.#reader.isHungry) this.releaseHeld();
      return;
    }
    if (this.#framing?.idle === false) this.#endFraming();
    else this.#fail(statusCode.internal, "the reply ended without trailers");
  }

  override onReset(code: number, by: ResetBy): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reader.onReplyEnd(resetError(code, by), undefined);
  }

  override onDrained(): void {
    if (!this.#isOver) this.#reader.onRequestDrained();
  }

  /** The server has ended an expired call: so does this end. */
  #leave(endStream: boolean): void {
    if (endStream && !this.localEnded) this.reset(http2Error.cancel);
  }

  #read(chunk: Uint8Array): void {
    this.#framing ??= new MessageReader(this.#replyBytesMax, (message, compressed) => {
      if (!this.#isOver) this.#reader.onReplyMessage(compressed ? this.#inflate(message) : message);
    });
    this.#framing.push(chunk);
  }

  #inflate(message: Uint8Array): Uint8Array {
    if (this.#encoding === undefined) {
      throw new RpcError(statusCode.internal, "a reply message is compressed in an unknown encoding");
    }
    return decompressMessage(message, this.#encoding, this.#replyBytesMax);
  }

  #checkSize(bytes: number): void {
    if (bytes <= this.#replyBytesMax) return;
    throw new TooLargeError(`message: has ${bytes} bytes; the limit is ${this.#replyBytesMax}`);
  }

  #onTrailers(head: ReplyHead, endStream: boolean): void {
    if (!endStream || head.httpStatus !== undefined) {
      this.#fail(statusCode.internal, "the reply has headers amid its messages", http2Error.protocolError);
      return;
    }
    const error = trailersError(head);
    if (error === undefined && this.#framing?.idle === false) this.#endFraming();
    else this.#finish(error, head);
  }

  #endFraming(): void {
    try {
      this.#framing?.end();
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.#finish(error, undefined);
    }
  }

  #fail(
    code: typeof statusCode.internal,
    message: string,
    resetCode: Http2ErrorCode = http2Error.cancel,
  ): void {
    this.#finish(new RpcError(code, message), undefined, resetCode);
  }

  #finish(
    error: RpcError | undefined,
    trailers: ReplyHead | undefined,
    resetCode: Http2ErrorCode = http2Error.cancel,
  ): void {
    this.#isOver = true;
    // Where both ends have ended, the connection forgets the stream by itself.
    if (!this.localEnded || !this.remoteEnded) this.reset(resetCode);
    this.#reader.onReplyEnd(error, trailers);
  }
}

/** Whether the range is exactly one message without compression. */
function isOneMessage(buffer: Buffer, start: number, end: number): boolean {
  return (
    end - start >= messagePrefixBytes &&
    buffer[start] === 0 &&
    ((buffer[start + 1] as number) << 24) +
      ((buffer[start + 2] as number) << 16) +
      ((buffer[start + 3] as number) << 8) +
      (buffer[start + 4] as number) ===
      end - start - messagePrefixBytes
  );
}

function resetError(code: number, by: ResetBy): RpcError {
  if (by === "connection") {
    return new RpcError(statusCode.unavailable, "the connection was lost before the call ended");
  }
  if (by === "self") {
    return new RpcError(statusCode.internal, `the server broke HTTP/2's rules: ${http2ErrorName(code)}`);
  }
  if (code === http2Error.refusedStream) {
    // By this code the server states that it did nothing of the call (RFC 9113 section 8.7).
    return new RpcError(statusCode.unavailable, "the server refused the call unseen", { unsent: true });
  }
  return new RpcError(statusOfReset(code), `the server reset the call with ${http2ErrorName(code)}`);
}
