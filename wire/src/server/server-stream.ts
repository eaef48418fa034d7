// One call on a server, from its headers to its end: it takes the request,
// runs the handler of its route, and is the handler's ServerCall. A unary call
// whose request came in one piece makes no object but this one and what its
// codecs make; everything else is made when it is asked for. Whatever happens,
// a handler that was started is counted until it has ended.

import type { DeadlineEntry, DeadlineTicket } from "../grpc/deadline-timer.ts";
import type { Metadata } from "../grpc/metadata.ts";
import { metadataOfFields } from "../grpc/metadata-field.ts";
import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { readUint32 } from "../http2/frame.ts";
import { http2Error } from "../http2/http2-errors.ts";
import { messagePrefixBytes } from "../http2/message-prefix.ts";
import { ReplyStream } from "./reply-stream.ts";
import { decodeRequest, RequestBody } from "./request-body.ts";
import { type RequestHead, refusalOf } from "./request-head.ts";
import type { Peer, Route, ServerCall } from "./service.ts";

/** How long a drain waits for the next request message of a call where both sides stream, in ms. */
const drainIdleMs = 500;

/** A call as a server sees it. */
export class ServerStream extends ReplyStream implements ServerCall, DeadlineEntry {
  deadline = Number.POSITIVE_INFINITY;
  /** When the call began, in ms of the server's clock. */
  #startedMs = 0;
  #head: RequestHead | undefined = undefined;
  #body: RequestBody | undefined = undefined;
  #ticket: DeadlineTicket | undefined = undefined;
  /** The caller has its answer, or is gone. */
  #over = false;
  #cancelled = false;
  /** The handler of the call was begun. */
  #isHandled = false;
  #controller: AbortController | undefined = undefined;
  #metadata: Metadata | undefined = undefined;
  #replies: AsyncIterator<unknown> | undefined = undefined;
  #onRoomToSend: (() => void) | undefined = undefined;

  get path(): string {
    return this.#head?.path ?? "";
  }

  get peer(): Peer {
    return this.host.peer;
  }

  /** The request's metadata; made when first read. A `-bin` value that is no base64 is left out. */
  get metadata(): Metadata {
    this.#metadata ??= metadataOfFields(this.#head?.fields ?? []);
    return this.#metadata;
  }

  get cancelled(): boolean {
    return this.#cancelled || this.#isPastDeadline();
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#cancelled) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** Ends a call whose request fails to come in time. Where both sides stream, silence between messages is allowed. */
  endIfOverdue(nowMs: number): void {
    const { limits, counters } = this.host.state;
    const body = this.#body;
    if (this.#over || this.remoteEnded) return;
    if (this.#head?.route?.kind === "bidi-stream" && body?.isPartial !== true) return;
    if (nowMs <= (body?.dueMs(limits.requestMsMax) ?? this.#startedMs + limits.requestMsMax)) return;
    counters.requestsTimedOut += 1;
    if (this.#head?.kind === "grpc") {
      const message = `the request did not arrive within ${limits.requestMsMax} ms`;
      this.#cancelWith(new RpcError(statusCode.deadlineExceeded, message));
    } else {
      this.reset(http2Error.cancel);
    }
  }

  /** Ends a call of a connection that drains whose next request message the client may never send. */
  endIfAwaiting(nowMs: number): void {
    const body = this.#body;
    if (this.#over || this.remoteEnded || this.#head?.route?.kind !== "bidi-stream") return;
    if (body?.isPartial !== false || nowMs <= body.dueMs(drainIdleMs)) return;
    this.#cancelWith(new RpcError(statusCode.unavailable, "the server is about to end"));
  }

  override onHeaders(head: RequestHead, endStream: boolean): void {
    if (this.#head !== undefined) {
      this.#onTrailers(head, endStream);
      return;
    }
    this.#head = head;
    this.#startedMs = this.connection.lastReadMs;
    if (head.kind === "trailers" || head.kind === "malformed") {
      this.#refuseMalformed();
      return;
    }
    if (head.kind === "too-large") this.host.state.counters.headerListsRefused += 1;
    const refusal = refusalOf(head, this.host.state.limits);
    if (refusal !== undefined) {
      if (head.encoding === undefined) this.announceEncodings();
      this.#fail(refusal);
      return;
    }
    if (head.kind === "grpc" && head.timeoutMs !== Infinity) this.#setDeadline(head.timeoutMs);
    const kind = head.route?.kind;
    if (kind === "client-stream" || kind === "bidi-stream") this.#startStreaming(head.route as Route);
    if (endStream && !this.#over) this.#onRequestEnd();
  }

  override onData(buffer: Buffer, start: number, end: number, endStream: boolean): void {
    const head = this.#head as RequestHead;
    const messageBytes = end - start - messagePrefixBytes;
    if (
      endStream &&
      messageBytes >= 0 &&
      this.#body === undefined &&
      head.kind === "grpc" &&
      head.contentBytes < 0 &&
      buffer[start] === 0 &&
      readUint32(buffer, start + 1) === messageBytes &&
      messageBytes <= this.host.state.limits.requestMessageBytesMax &&
      !this.#over
    ) {
      this.#startUnary(buffer.subarray(start + messagePrefixBytes, end), false);
    } else {
      this.#onBody(head, buffer.subarray(start, end), endStream);
    }
  }

  override onReset(): void {
    this.#cancel();
    this.#end(new RpcError(statusCode.cancelled, "the caller has gone"));
  }

  override onDrained(): void {
    const resume = this.#onRoomToSend;
    this.#onRoomToSend = undefined;
    resume?.();
  }

  /** The deadline has come. */
  onDue(): void {
    this.#cancelWith(new RpcError(statusCode.deadlineExceeded, "the deadline has passed"));
  }

  #setDeadline(timeoutMs: number): void {
    const { limits, counters, deadlines } = this.host.state;
    if (timeoutMs > limits.timeoutMsMax) counters.deadlinesCapped += 1;
    this.deadline = this.connection.lastReadMs + Math.min(timeoutMs, limits.timeoutMsMax);
    this.#ticket = deadlines.add(this, this.deadline);
  }

  #isPastDeadline(): boolean {
    return this.deadline !== Infinity && this.host.state.now() >= this.deadline;
  }

  #onTrailers(head: RequestHead, endStream: boolean): void {
    if (head.kind === "trailers" && endStream) {
      if (!this.#over) this.#onRequestEnd();
    } else {
      this.#refuseMalformed();
    }
  }

  /** RFC 9113 section 8.1.1: a stream error. */
  #refuseMalformed(): void {
    this.#cancel();
    this.#end(new RpcError(statusCode.internal, "the request is malformed"));
    this.reset(http2Error.protocolError);
    this.host.count("streamError");
  }

  #onBody(head: RequestHead, bytes: Buffer, endStream: boolean): void {
    this.#body ??= new RequestBody(this.host, this);
    const body = this.#body;
    if (head.contentBytes >= 0 && body.receivedBytes + bytes.length > head.contentBytes) {
      this.#refuseMalformed();
      return;
    }
    if (head.kind !== "grpc" || this.#over) {
      body.discard(bytes.length);
    } else {
      try {
        body.push(bytes, endStream);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        this.#cancelWith(error);
        return;
      }
    }
    if (endStream && !this.#over) this.#onRequestEnd();
  }

  /** The request is complete. */
  #onRequestEnd(): void {
    const head = this.#head as RequestHead;
    const body = this.#body;
    if (head.contentBytes >= 0 && (body?.receivedBytes ?? 0) !== head.contentBytes) {
      this.#refuseMalformed();
      return;
    }
    if (head.kind !== "grpc") {
      this.#end(undefined);
      this.sendText(head.method);
      return;
    }
    try {
      body?.end();
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.#cancelWith(error);
      return;
    }
    if (head.route?.kind === "client-stream" || head.route?.kind === "bidi-stream") return;
    if (body === undefined || body.message === undefined || body.messages > 1) {
      const count = body?.messages ?? 0;
      this.#fail(
        new RpcError(statusCode.unimplemented, `${head.path} takes one request message, and ${count} came`),
      );
      return;
    }
    this.#startUnary(body.message, body.isCompressed);
  }

  /** Runs the handler of a call with one request. */
  #startUnary(message: Uint8Array, compressed: boolean): void {
    const head = this.#head as RequestHead;
    const route = head.route as Route;
    if (!this.#beginRunning()) return;
    let request: unknown;
    try {
      request = this.#decode(route.method, message, compressed);
    } catch (error) {
      this.#onFailed(error);
      return;
    }
    this.#invoke(route, request);
  }

  #startStreaming(route: Route): void {
    if (!this.#beginRunning()) return;
    this.#body = new RequestBody(this.host, this);
    this.#invoke(
      route,
      this.#body.openQueue((message, compressed) => this.#decode(route.method, message, compressed)),
    );
  }

  #invoke(route: Route, request: unknown): void {
    let result: unknown;
    this.#isHandled = true;
    try {
      // The request is what this route's own method decoded, so the types fit.
      result = (route.handle as (request: unknown, call: ServerCall) => unknown)(request, this);
      if (route.kind === "server-stream" || route.kind === "bidi-stream") {
        this.#replies = (result as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      }
    } catch (error) {
      this.#onFailed(error);
      return;
    }
    if (this.#replies !== undefined) {
      void this.#sendReplies(route.method, this.#replies);
    } else if (isPromise(result)) {
      result.then(
        (reply) => this.#onReply(route.method, reply),
        (error) => this.#onFailed(error),
      );
    } else {
      this.#onReply(route.method, result);
    }
  }

  #onReply(method: AnyMethod, reply: unknown): void {
    this.host.endCall();
    if (this.#over) return;
    try {
      this.sendReply(method, reply, (this.#head as RequestHead).acceptsGzip);
      this.endWell();
      this.#end(undefined);
    } catch (error) {
      this.#fail(error);
    }
  }

  #onFailed(error: unknown): void {
    this.host.endCall();
    this.#fail(error);
  }

  /** Sends replies as fast as the peer takes them. Never rejects. */
  async #sendReplies(method: AnyMethod, replies: AsyncIterator<unknown>): Promise<void> {
    const acceptsGzip = (this.#head as RequestHead).acceptsGzip;
    try {
      while (!this.#over) {
        const result = await replies.next();
        if (this.#over) break;
        if (result.done === true) {
          this.endWell();
          this.#end(undefined);
          break;
        }
        this.sendReply(method, result.value, acceptsGzip);
        if (this.queuedBytes > 0) await this.#roomToSend();
      }
    } catch (error) {
      this.#fail(error);
    }
    await this.#stopReplies(replies);
    this.host.endCall();
  }

  /** Tells the handler that nobody wants more. Never rejects. */
  async #stopReplies(replies: AsyncIterator<unknown>): Promise<void> {
    try {
      await replies.return?.();
    } catch (error) {
      this.host.state.onHandlerError(error, this);
    }
  }

  #roomToSend(): Promise<void> {
    return new Promise((resolve) => {
      this.#onRoomToSend = resolve;
    });
  }

  #decode(method: AnyMethod, message: Uint8Array, compressed: boolean): unknown {
    const encoding = compressed ? (this.#head?.encoding ?? "identity") : undefined;
    return decodeRequest(method, message, encoding, this.host.state.limits.requestMessageBytesMax);
  }

  /** Books the handler that is about to run. False if there are too many, or the deadline has passed: the call is ended. */
  #beginRunning(): boolean {
    if (this.#isPastDeadline()) {
      this.onDue();
      return false;
    }
    const refusal = this.host.beginCall();
    if (refusal === "none") return true;
    if (refusal === "connection") {
      this.#end(undefined);
      this.reset(http2Error.refusedStream);
    } else {
      this.#fail(new RpcError(statusCode.resourceExhausted, `too many calls are running for the ${refusal}`));
    }
    return false;
  }

  /** Ends the call for a reason that its handler has to hear of. */
  #cancelWith(error: RpcError): void {
    this.#cancel();
    if (this.queuedBytes > 0) {
      // A peer that does not take its replies would not take the trailers behind them either.
      this.#end(error);
      this.reset(http2Error.cancel);
    } else {
      this.#fail(error);
    }
  }

  #cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#controller?.abort();
    if (this.#replies !== undefined) void this.#stopReplies(this.#replies);
  }

  #fail(error: unknown): void {
    const failed = !(error instanceof RpcError);
    if (failed) this.host.state.onHandlerError(error, this);
    if (this.#over) return;
    const status = failed
      ? new RpcError(statusCode.unknown, "the handler has failed", { cause: error })
      : error;
    this.endBadly(status, this.path, failed ? "failed" : this.#isHandled ? "ran" : "none");
    this.#end(status);
  }

  /** The call is over for its caller. */
  #end(error: RpcError | undefined): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#ticket !== undefined) this.host.state.deadlines.remove(this.#ticket);
    this.#body?.close(error ?? new RpcError(statusCode.cancelled, "the call has ended"));
    this.onDrained();
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}
