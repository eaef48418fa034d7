// The reply half of a call on a server: headers, messages, trailers, in gRPC's
// format (grpc/grpc doc/PROTOCOL-HTTP2.md "Responses"). A reply without its own
// metadata uses ready header blocks. Once the call is over nothing more is sent.

import { encodeBinaryHeader } from "../grpc/binary-header.ts";
import { acceptedEncodings, compressMessage } from "../grpc/grpc-compression.ts";
import { encodeMessage } from "../grpc/grpc-message.ts";
import { Metadata } from "../grpc/metadata.ts";
import { addMetadataFields, type HeaderField } from "../grpc/metadata-field.ts";
import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { TooLargeError } from "../grpc/too-large-error.ts";
import { http2Error } from "../http2/http2-errors.ts";
import type { QueueNode } from "../http2/linked-queue.ts";
import { Stream } from "../http2/stream.ts";
import type { HandlerOutcome } from "./bare-status.ts";
import type { ConnectionContext } from "./connection-context.ts";
import { gzipReplyHeadersBlock, okTrailersBlock, rejectionBlock, replyHeadersBlock } from "./reply-blocks.ts";
import { type ReplyHolder, type ReplySize, smallReplyBytesMax } from "./reply-room.ts";
import type { RequestHead } from "./request-head.ts";

/** Replies smaller than this are not worth compressing, in bytes. */
const compressedBytesMin = 1024;

const notGrpcText = Buffer.from(
  "This port serves gRPC only: POST over HTTP/2 with content-type application/grpc.\n",
  "latin1",
);
const noBytes = new Uint8Array(0);

const replyFields: readonly HeaderField[] = [
  [":status", "200"],
  ["content-type", "application/grpc"],
];

/** A stream that sends a reply. */
export abstract class ReplyStream extends Stream<RequestHead> implements ReplyHolder {
  readonly context: ConnectionContext;
  reservedBytes = 0;
  reservedMs = 0;
  roomNode: QueueNode<ReplyHolder> | undefined = undefined;
  #responseHeaders: Metadata | undefined = undefined;
  #responseTrailers: Metadata | undefined = undefined;
  #hasHeaders = false;
  #compresses = false;
  #announcesEncodings = false;
  /** The queued bytes at the last check, and since when they have not changed. */
  #waitingBytes = 0;
  #waitingSinceMs = 0;

  constructor(context: ConnectionContext) {
    super(context.connection);
    this.context = context;
  }

  abstract readonly replySize: ReplySize;
  abstract onRoom(): void;

  /** Ends a call whose queued replies the peer has not read for too long, even if it reads others. */
  endIfStalled(nowMs: number): void {
    // With an open window the stream waits for its turn on the connection, whose own check notices a peer that reads nothing.
    const isOpen = this.sendWindowBytes > 0;
    if (isOpen || this.queuedBytes === 0 || this.queuedBytes !== this.#waitingBytes) {
      this.#waitingBytes = this.queuedBytes;
      this.#waitingSinceMs = nowMs;
    } else if (nowMs - this.#waitingSinceMs > this.context.state.stallMsMax) {
      this.context.state.counters.stalledReadersClosed += 1;
      this.reset(http2Error.enhanceYourCalm);
      this.onReset(http2Error.enhanceYourCalm, "self");
    }
  }

  /** Metadata added to the reply's headers; no effect once the headers were sent. */
  get responseHeaders(): Metadata {
    this.#responseHeaders ??= new Metadata();
    return this.#responseHeaders;
  }

  /** Metadata added to the reply's trailers. */
  get responseTrailers(): Metadata {
    this.#responseTrailers ??= new Metadata();
    return this.#responseTrailers;
  }

  /** Sends the reply's headers, if they were not sent. Throws RpcError if the handler's metadata cannot be sent. */
  protected openReply(acceptsGzip: boolean): void {
    if (!this.#hasHeaders) this.#sendReplyHeaders(acceptsGzip && this.context.state.compressReplies);
  }

  /** Sends a message. Throws RpcError if it cannot be encoded or exceeds a limit. */
  protected sendReply(method: AnyMethod, reply: unknown, acceptsGzip: boolean): void {
    const message = this.#encode(method, reply);
    this.replySize.observe(message.length);
    this.#checkRoom(message.length);
    this.openReply(acceptsGzip);
    if (this.#compresses && message.length >= compressedBytesMin) {
      this.sendMessage(true, compressMessage(message), false);
    } else {
      this.sendMessage(false, message, false);
    }
    if (this.reservedBytes > 0) this.context.replyRoom.leave(this);
  }

  /** Ends the call with OK. Throws RpcError if the handler's metadata cannot be sent. */
  protected endWithOk(): void {
    if (!this.#hasHeaders) this.#sendReplyHeaders(false);
    if (this.#responseTrailers === undefined) {
      this.sendTrailers(okTrailersBlock);
      return;
    }
    const fields: HeaderField[] = [["grpc-status", "0"]];
    addMetadataFields(fields, this.#responseTrailers);
    this.sendTrailers(fields);
  }

  /** Ends the call of this path with an error status; if no headers were sent yet, as Trailers-Only. */
  protected endWithError(status: RpcError, path: string, handler: HandlerOutcome): void {
    const isComplete = status.details !== undefined;
    const error = isComplete ? status : this.context.state.describe({ path, error: status, handler });
    if (error.code === statusCode.resourceExhausted && error.metadata.size === 0 && this.#isPlain) {
      this.sendTrailers(rejectionBlock(error, () => this.#statusFields(error)));
      return;
    }
    const trailers = this.#statusFields(error);
    if (!this.#hasHeaders && this.#responseHeaders !== undefined) {
      try {
        this.#sendReplyHeaders(false);
      } catch {
        // The status is about these headers, or more important than they are.
      }
    }
    this.sendTrailers(this.#hasHeaders ? trailers : [...replyFields, ...trailers]);
  }

  // Whether nothing of the reply was sent, and its only fields are those of the status.
  get #isPlain(): boolean {
    return (
      !this.#hasHeaders &&
      !this.#announcesEncodings &&
      this.#responseHeaders === undefined &&
      this.#responseTrailers === undefined
    );
  }

  /** The reply will name the encodings that requests may use (grpc/grpc doc/compression.md). */
  protected announceEncodings(): void {
    this.#announcesEncodings = true;
  }

  /** Replies to a request that is not gRPC, in plain HTTP. */
  protected sendText(method: string): void {
    const isPost = method === "POST";
    this.sendHeaders([
      [":status", isPost ? "415" : "405"],
      ["content-type", "text/plain; charset=utf-8"],
      ["content-length", String(notGrpcText.length)],
      isPost ? ["accept-post", "application/grpc"] : ["allow", "POST"],
    ]);
    this.sendData(method === "HEAD" ? noBytes : notGrpcText, true);
  }

  #sendReplyHeaders(compresses: boolean): void {
    if (this.#responseHeaders === undefined) {
      this.sendHeaders(compresses ? gzipReplyHeadersBlock : replyHeadersBlock);
    } else {
      const fields = [...replyFields];
      if (compresses) fields.push(["grpc-encoding", "gzip"]);
      addMetadataFields(fields, this.#responseHeaders);
      this.sendHeaders(fields);
    }
    this.#compresses = compresses;
    this.#hasHeaders = true;
  }

  #encode(method: AnyMethod, reply: unknown): Uint8Array {
    let message: Uint8Array;
    try {
      message = method.response.encode(reply);
    } catch (cause) {
      throw new RpcError(statusCode.internal, `the reply of ${method.path} cannot be encoded`, { cause });
    }
    const { limits, counters } = this.context.state;
    if (message.length > limits.replyMessageBytesMax) {
      counters.messagesRefused += 1;
      throw new TooLargeError(
        `the reply has ${message.length} bytes; the limit is ${limits.replyMessageBytesMax}; request less data per call`,
      );
    }
    return message;
  }

  #checkRoom(bytes: number): void {
    if (bytes <= smallReplyBytesMax || this.context.hasRoomForReply(bytes)) return;
    this.context.state.counters.repliesShed += 1;
    throw new RpcError(
      statusCode.resourceExhausted,
      `the reply of ${bytes} bytes exceeds the limit for queued replies; the client reads too slowly`,
    );
  }

  #statusFields(error: RpcError): HeaderField[] {
    const code = error.code === statusCode.ok ? statusCode.unknown : error.code;
    const fields: HeaderField[] = [["grpc-status", String(code)]];
    if (error.statusMessage !== "") fields.push(["grpc-message", encodeMessage(error.statusMessage)]);
    if (error.details !== undefined) {
      fields.push(["grpc-status-details-bin", encodeBinaryHeader(error.details)]);
    }
    if (this.#announcesEncodings) fields.push(["grpc-accept-encoding", acceptedEncodings]);
    try {
      if (this.#responseTrailers !== undefined) addMetadataFields(fields, this.#responseTrailers);
      addMetadataFields(fields, error.metadata);
    } catch (cause) {
      if (!(cause instanceof RpcError)) throw cause;
      return [
        ["grpc-status", String(cause.code)],
        ["grpc-message", encodeMessage(cause.statusMessage)],
      ];
    }
    return fields;
  }
}
