// One call on a server, from its headers to its end: the part that receives the
// request and decides whether the handler is called. A unary call whose request
// arrives in one frame creates no object but this one and what its codecs
// create; everything else is created when it is needed.

import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { readUint32 } from "../http2/frame.ts";
import { http2Error } from "../http2/http2-errors.ts";
import { messagePrefixBytes } from "../http2/message-prefix.ts";
import { HandlerStream } from "./handler-stream.ts";
import { decodeRequest, RequestBody } from "./request-body.ts";
import { type RequestHead, rejectionOf } from "./request-head.ts";
import { shortStallMsMax } from "./server-state.ts";
import type { Route } from "./service.ts";

/** How long a drain waits for the next request message of a bidirectional call, in ms. */
const drainIdleMs = 500;

const stalledText =
  "nothing of the request arrived for a second while other calls waited for memory; send it without pauses, or raise the limit of memory";

/** A call on a server. */
export class ServerStream extends HandlerStream {
  /** Set from the first DATA on, unless that was the whole request; for a stream of requests from the HEADERS on. */
  #body: RequestBody | undefined = undefined;

  /**
   * Ends a call whose request does not arrive in time, or stops while other calls wait for the memory that it holds. A
   * bidirectional call may pause between two messages.
   */
  endIfOverdue(nowMs: number): void {
    const { limits, counters, memory } = this.context.state;
    const body = this.#body;
    if (this.isOver || this.remoteEnded || body?.isWaiting === true) return;
    if (memory.isShort && body?.isStalled(nowMs, shortStallMsMax) === true) {
      counters.requestsTimedOut += 1;
      this.cancelWith(new RpcError(statusCode.resourceExhausted, stalledText));
      return;
    }
    if (this.head.route?.kind === "bidi-stream" && body?.isPartial !== true) return;
    if (nowMs <= (body?.dueMs(limits.requestMsMax) ?? this.startedMs + limits.requestMsMax)) return;
    counters.requestsTimedOut += 1;
    if (this.head.kind === "grpc") {
      const message = `the request did not arrive within ${limits.requestMsMax} ms`;
      this.cancelWith(new RpcError(statusCode.deadlineExceeded, message));
    } else {
      this.reset(http2Error.cancel);
    }
  }

  /** Ends a bidirectional call of a draining connection that is between two request messages: no other may follow. */
  endIfAwaiting(nowMs: number): void {
    const body = this.#body;
    if (this.isOver || this.remoteEnded || this.head.route?.kind !== "bidi-stream") return;
    if (body?.isPartial !== false || nowMs <= body.dueMs(drainIdleMs)) return;
    this.cancelWith(new RpcError(statusCode.unavailable, "the server is shutting down"));
  }

  override onHeaders(head: RequestHead, endStream: boolean): void {
    if (this.state !== "opening") {
      this.#onTrailers(head, endStream);
      return;
    }
    this.state = "receiving";
    this.head = head;
    this.startedMs = this.connection.lastReadMs;
    if (head.kind === "trailers" || head.kind === "malformed") {
      this.#rejectMalformed();
      return;
    }
    if (head.kind === "too-large") this.context.state.counters.headerListsRefused += 1;
    const rejection = rejectionOf(head, this.context.state.limits);
    if (rejection !== undefined) {
      if (head.encoding === undefined) this.announceEncodings();
      this.fail(rejection);
      return;
    }
    if (head.kind === "grpc" && head.timeoutMs !== Infinity) this.setDeadline(head.timeoutMs);
    const kind = head.route?.kind;
    if (kind === "client-stream" || kind === "bidi-stream") this.#startStreaming(head.route as Route);
    if (endStream && !this.isOver) this.#onRequestEnd();
  }

  override onData(buffer: Buffer, start: number, end: number, endStream: boolean): void {
    const head = this.head;
    const messageBytes = end - start - messagePrefixBytes;
    if (
      endStream &&
      messageBytes >= 0 &&
      this.#body === undefined &&
      head.kind === "grpc" &&
      head.contentBytes < 0 &&
      buffer[start] === 0 &&
      readUint32(buffer, start + 1) === messageBytes &&
      messageBytes <= this.context.state.limits.requestMessageBytesMax &&
      !this.isOver
    ) {
      this.#startUnary(buffer.subarray(start + messagePrefixBytes, end), false);
    } else {
      this.#onBody(buffer.subarray(start, end), endStream);
    }
  }

  onMemory(taken: boolean): void {
    if (this.isOver) return;
    if (!taken) this.cancelWith(this.#memoryError());
    else if (this.remoteEnded) this.#onRequestEnd();
  }

  #memoryError(): RpcError {
    return new RpcError(statusCode.resourceExhausted, this.context.state.memory.rejectionText);
  }

  #onTrailers(head: RequestHead, endStream: boolean): void {
    if (head.kind === "trailers" && endStream) {
      if (!this.isOver) this.#onRequestEnd();
    } else {
      this.#rejectMalformed();
    }
  }

  /** RFC 9113 section 8.1.1: a malformed request is a stream error. */
  #rejectMalformed(): void {
    this.cancel();
    this.releaseResources(new RpcError(statusCode.internal, "the request is malformed"));
    this.reset(http2Error.protocolError);
    this.context.count("streamError");
  }

  #onBody(bytes: Buffer, endStream: boolean): void {
    const head = this.head;
    this.#body ??= new RequestBody(this.context, this);
    const body = this.#body;
    if (head.contentBytes >= 0 && body.receivedBytes + bytes.length > head.contentBytes) {
      this.#rejectMalformed();
      return;
    }
    if (head.kind !== "grpc" || this.isOver) {
      body.discard(bytes.length);
    } else {
      try {
        body.push(bytes, endStream);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        this.cancelWith(error);
        return;
      }
    }
    if (endStream && !this.isOver) this.#onRequestEnd();
  }

  /** The request is complete. */
  #onRequestEnd(): void {
    const head = this.head;
    const body = this.#body;
    // It continues in `onMemory`.
    if (body?.isWaiting === true) return;
    if (head.contentBytes >= 0 && (body?.receivedBytes ?? 0) !== head.contentBytes) {
      this.#rejectMalformed();
      return;
    }
    if (head.kind !== "grpc") {
      this.finish();
      this.sendText(head.method);
      return;
    }
    try {
      body?.end();
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.cancelWith(error);
      return;
    }
    if (head.route?.kind === "client-stream" || head.route?.kind === "bidi-stream") return;
    if (body === undefined || body.message === undefined || body.messages > 1) {
      const count = body?.messages ?? 0;
      const message = `${head.path} takes exactly one request message, but ${count} arrived`;
      this.fail(new RpcError(statusCode.unimplemented, message));
      return;
    }
    this.#startUnary(body.message, body.isCompressed);
  }

  /** Runs the handler of a call with one request message. */
  #startUnary(message: Uint8Array, compressed: boolean): void {
    if (this.context.state.starts.mayStart) this.#runWhenRoom(message, compressed);
    else this.startInTurn(() => this.#runWhenRoom(message, compressed));
  }

  #runWhenRoom(message: Uint8Array, compressed: boolean): void {
    const route = this.head.route as Route;
    if (route.kind === "unary" && !this.reserveRoom()) {
      this.startWhenRoom(() => this.#run(route, message, compressed));
      return;
    }
    this.#run(route, message, compressed);
  }

  #run(route: Route, message: Uint8Array, compressed: boolean): void {
    if (!this.beginRunning()) return;
    let request: unknown;
    try {
      request = this.#decode(route.method, message, compressed);
    } catch (error) {
      this.onFailed(error);
      return;
    }
    this.invoke(route, request);
  }

  #startStreaming(route: Route): void {
    if (!this.beginRunning()) return;
    this.#body = new RequestBody(this.context, this);
    this.invoke(
      route,
      this.#body.openQueue((message, compressed) => this.#decode(route.method, message, compressed)),
    );
  }

  #decode(method: AnyMethod, message: Uint8Array, compressed: boolean): unknown {
    const encoding = compressed ? (this.head.encoding ?? "identity") : undefined;
    return decodeRequest(method, message, encoding, this.context.state.limits.requestMessageBytesMax);
  }

  protected override releaseMemory(): void {
    this.#body?.giveMemory();
  }

  protected override releaseRequest(error: RpcError | undefined): void {
    this.#body?.close(error ?? new RpcError(statusCode.cancelled, "the call has ended"));
  }
}
