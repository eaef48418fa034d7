// The client's half of a call on its stream: header lists and data become
// messages and a status. Whatever the server does, the reader of the reply gets
// exactly one end (grpc/grpc doc/PROTOCOL-HTTP2.md, "Responses";
// doc/statuscodes.md for the codes).

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

/** The reader of a reply. Its methods must not throw. */
export interface ReplyReader {
  /** Whether all delivered messages were read: only then the server gets credit for more. */
  readonly wantsMore: boolean;
  /** The reply's headers have arrived; messages may follow. */
  onReplyHeaders(head: ReplyHead): void;
  /** One message, decompressed. It may be a view of a larger buffer. */
  onReplyMessage(message: Uint8Array): void;
  /** The end: called exactly once, last. No error means OK, with its `trailers`. */
  onReplyEnd(error: RpcError | undefined, trailers: ReplyHead | undefined): void;
  /** All queued request bytes were sent. */
  onRequestDrained(): void;
}

/** The stream of one call. */
export class CallStream extends Stream<ReplyHead> implements DeadlineEntry {
  readonly #reader: ReplyReader;
  readonly #replyBytesMax: number;
  #isOpened = false;
  #isOver = false;
  #encoding: MessageEncoding | undefined;
  /** Created for the first DATA that is not exactly one message. */
  #framing: MessageReader | undefined;
  /** Received bytes for which the server has no credit yet. */
  #heldBytes = 0;

  constructor(connection: Connection<ReplyHead>, reader: ReplyReader, replyBytesMax: number) {
    super(connection);
    this.#reader = reader;
    this.#replyBytesMax = replyBytesMax;
  }

  /** Cancels the call with RST_STREAM. The reader is not called again. */
  cancel(): void {
    this.#isOver = true;
    this.reset(http2Error.cancel);
  }

  /**
   * The deadline has passed; the reader is not called again. The server knows the
   * deadline, so it gets a moment to end the call itself: resetting each late
   * call would look like an attack to a server that is late with many. If the
   * call has not ended when the returned entry is due, it is reset.
   */
  expire(): DeadlineEntry {
    this.#isOver = true;
    return this;
  }

  onDue(): void {
    this.reset(http2Error.cancel);
  }

  /** Ends the call with this error and RST_STREAM; the reader gets the error. */
  abandon(error: RpcError): void {
    if (!this.#isOver) this.#finish(error, undefined);
  }

  /** Gives the server credit for all received bytes. */
  releaseHeld(): void {
    const bytes = this.#heldBytes;
    this.#heldBytes = 0;
    this.release(bytes);
  }

  override onHeaders(head: ReplyHead, endStream: boolean): void {
    if (this.#isOver) {
      this.#endExpired(endStream);
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
    if (!endStream && head.violation === undefined && httpStatus >= 100 && httpStatus < 200) return;
    const error = headersError(head, endStream);
    if (error === undefined) this.#finish(trailersError(head), head);
    else
      this.#finish(
        error,
        undefined,
        head.violation === undefined ? http2Error.cancel : http2Error.protocolError,
      );
  }

  override onData(buffer: Buffer, start: number, end: number, endStream: boolean): void {
    if (this.#isOver) {
      this.#endExpired(endStream);
      return;
    }
    if (!this.#isOpened) {
      this.#fail(statusCode.internal, "the reply has data before its headers", http2Error.protocolError);
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
      if (this.#reader.wantsMore) this.releaseHeld();
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

  /** The server has ended an expired call: this end does, too. */
  #endExpired(endStream: boolean): void {
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
      throw new RpcError(statusCode.internal, "a reply message is compressed with an unsupported encoding");
    }
    return decompressMessage(message, this.#encoding, this.#replyBytesMax);
  }

  #checkSize(bytes: number): void {
    if (bytes <= this.#replyBytesMax) return;
    throw new TooLargeError(`message: has ${bytes} bytes; the limit is ${this.#replyBytesMax}`);
  }

  #onTrailers(head: ReplyHead, endStream: boolean): void {
    if (!endStream || head.httpStatus !== undefined) {
      this.#fail(statusCode.internal, "the reply has headers between its messages", http2Error.protocolError);
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
    // If both ends have ended, the connection removes the stream itself.
    if (!this.localEnded || !this.remoteEnded) this.reset(resetCode);
    this.#reader.onReplyEnd(error, trailers);
  }
}

/** Whether the range is exactly one uncompressed message. */
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
    return new RpcError(statusCode.internal, `the server violated HTTP/2: ${http2ErrorName(code)}`);
  }
  if (code === http2Error.refusedStream) {
    // With this code the server states that it did not process the call (RFC 9113 section 8.7).
    return new RpcError(statusCode.unavailable, "the server rejected the call without processing it", {
      unsent: true,
    });
  }
  return new RpcError(statusOfReset(code), `the server reset the call with ${http2ErrorName(code)}`);
}
