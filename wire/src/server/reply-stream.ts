// The reply half of a call on a server: headers, messages, trailers, in the
// forms that gRPC asks for (grpc/grpc doc/PROTOCOL-HTTP2.md "Responses"). A
// reply without metadata of its own is made of ready bytes. Once the call is
// over nothing more is sent.

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
import { Stream } from "../http2/stream.ts";
import type { HandlerOutcome } from "./bare-status.ts";
import type { ConnectionContext } from "./connection-context.ts";
import { gzipReplyHeadersBlock, okTrailersBlock, replyHeadersBlock } from "./reply-blocks.ts";
import type { RequestHead } from "./request-head.ts";

/** Replies smaller than this are not worth compressing, in bytes. */
const compressedBytesMin = 1024;
/** Replies up to this size are sent whatever else waits: the number of streams bounds them. */
const alwaysQueuedBytesMax = 16_384;

const speaksGrpcText = Buffer.from(
  "This port speaks gRPC: POST over HTTP/2 with content-type application/grpc.\n",
  "latin1",
);
const noBytes = new Uint8Array(0);

const replyFields: readonly HeaderField[] = [
  [":status", "200"],
  ["content-type", "application/grpc"],
];

/** A stream that answers. */
export abstract class ReplyStream extends Stream<RequestHead> {
  readonly context: ConnectionContext;
  #responseHeaders: Metadata | undefined = undefined;
  #responseTrailers: Metadata | undefined = undefined;
  #hasHeaders = false;
  #compresses = false;
  #announcesEncodings = false;
  /** What waited in the queue when it was last looked at, and since when. */
  #waitingBytes = 0;
  #waitingSinceMs = 0;

  constructor(context: ConnectionContext) {
    super(context.connection);
    this.context = context;
  }

  /** Ends a call whose replies the peer does not take for too long, though it takes others. */
  endIfStalled(nowMs: number): void {
    if (this.queuedBytes === 0 || this.queuedBytes !== this.#waitingBytes) {
      this.#waitingBytes = this.queuedBytes;
      this.#waitingSinceMs = nowMs;
    } else if (nowMs - this.#waitingSinceMs > this.context.state.limits.stallMsMax) {
      this.context.state.counters.stalledReadersClosed += 1;
      this.reset(http2Error.enhanceYourCalm);
      this.onReset(http2Error.enhanceYourCalm, "self");
    }
  }

  /** Adds to the reply's headers; without effect once the first reply has been sent. */
  get responseHeaders(): Metadata {
    this.#responseHeaders ??= new Metadata();
    return this.#responseHeaders;
  }

  /** Adds to the reply's trailers. */
  get responseTrailers(): Metadata {
    this.#responseTrailers ??= new Metadata();
    return this.#responseTrailers;
  }

  /** Sends a message. Throws RpcError if it cannot be encoded or is larger than a limit allows. */
  protected sendReply(method: AnyMethod, reply: unknown, acceptsGzip: boolean): void {
    const message = this.#encode(method, reply);
    if (!this.#hasHeaders) this.#sendReplyHeaders(acceptsGzip && this.context.state.compressReplies);
    if (this.#compresses && message.length >= compressedBytesMin) {
      this.sendMessage(true, compressMessage(message), false);
    } else {
      this.sendMessage(false, message, false);
    }
  }

  /** Ends the call well. Throws RpcError if a handler's metadata cannot be sent. */
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

  /** Ends the call of this path with a status; if nothing was sent before, with nothing but the trailers. */
  protected endWithError(status: RpcError, path: string, handler: HandlerOutcome): void {
    const isWorded = status.details !== undefined;
    const error = isWorded ? status : this.context.state.describe({ path, error: status, handler });
    const trailers = this.#statusFields(error);
    if (!this.#hasHeaders && this.#responseHeaders !== undefined) {
      try {
        this.#sendReplyHeaders(false);
      } catch {
        // The error is about these headers, or worth more than they are.
      }
    }
    this.sendTrailers(this.#hasHeaders ? trailers : [...replyFields, ...trailers]);
  }

  /** The reply names the encodings that requests may have (grpc/grpc doc/compression.md). */
  protected announceEncodings(): void {
    this.#announcesEncodings = true;
  }

  /** Answers a request that is no gRPC, in plain HTTP. */
  protected sendText(method: string): void {
    const isPost = method === "POST";
    this.sendHeaders([
      [":status", isPost ? "415" : "405"],
      ["content-type", "text/plain; charset=utf-8"],
      ["content-length", String(speaksGrpcText.length)],
      isPost ? ["accept-post", "application/grpc"] : ["allow", "POST"],
    ]);
    this.sendData(method === "HEAD" ? noBytes : speaksGrpcText, true);
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
        `the reply has ${message.length} bytes; the limit is ${limits.replyMessageBytesMax}; ask for less at once`,
      );
    }
    if (message.length > alwaysQueuedBytesMax && !this.context.hasRoomForReply(message.length)) {
      counters.repliesShed += 1;
      throw new RpcError(
        statusCode.resourceExhausted,
        `the reply of ${message.length} bytes does not fit beside those that wait for this peer to read`,
      );
    }
    return message;
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
    } catch (fault) {
      if (!(fault instanceof RpcError)) throw fault;
      return [
        ["grpc-status", String(fault.code)],
        ["grpc-message", encodeMessage(fault.statusMessage)],
      ];
    }
    return fields;
  }
}
