// The part of a call that runs its handler: the ServerCall that the handler is
// given, the deadline, sending what the handler returns, and the end of the
// call. A handler that was started is counted as running until it has ended,
// even if the call is over long before.

import type { DeadlineEntry, DeadlineTicket } from "../grpc/deadline-timer.ts";
import type { Metadata } from "../grpc/metadata.ts";
import { metadataOfFields } from "../grpc/metadata-field.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { http2Error } from "../http2/http2-errors.ts";
import type { HandlerOutcome } from "./bare-status.ts";
import { type PumpedCall, ReplyPump } from "./reply-pump.ts";
import type { ReplySize } from "./reply-room.ts";
import { ReplyStream } from "./reply-stream.ts";
import { noRequest, type RequestHead } from "./request-head.ts";
import type { ServedRoute } from "./server-state.ts";
import type { Peer, Route, ServerCall } from "./service.ts";
import type { StartableCall } from "./start-queue.ts";

/**
 * The state of a call:
 *
 * | from                           | event                                            | to        |
 * |--------------------------------|--------------------------------------------------|-----------|
 * | opening                        | the request's HEADERS                            | receiving |
 * | receiving                      | the handler is called                            | handling  |
 * | handling                       | the handler has returned an iterator of replies  | replying  |
 * | receiving, handling, replying  | the status is sent                               | finished  |
 * | any                            | reset, deadline, timeout or violation            | cancelled |
 *
 * A handler that takes a stream of requests is called at the HEADERS, so request messages also arrive while `handling`
 * and `replying`. `finished` and `cancelled` are final, except that a reset after the status makes `finished`
 * `cancelled`. It is one field, not one object for each state, because such objects would cost a unary call two or three
 * allocations more.
 */
type CallState = "opening" | "receiving" | "handling" | "replying" | "finished" | "cancelled";

/** A call and its handler. */
export abstract class HandlerStream
  extends ReplyStream
  implements ServerCall, DeadlineEntry, PumpedCall, StartableCall
{
  protected state: CallState = "opening";
  /** `noRequest` only while opening. */
  protected head: RequestHead = noRequest;
  /** When the HEADERS arrived, in ms of the server's clock. */
  startedMs = 0;
  deadline = Number.POSITIVE_INFINITY;
  /** Set until the call is over and its reply is sent, if it has a deadline. */
  #ticket: DeadlineTicket | undefined = undefined;
  /** Starts the handler; set while the call waits for its turn, or for room for its reply. */
  #start: (() => void) | undefined = undefined;
  /** Set when the handler has returned an iterator of replies. */
  #pump: ReplyPump | undefined = undefined;
  /** Whether the handler was called and has not ended. */
  #isRunning = false;
  // Created when the handler first reads them.
  #controller: AbortController | undefined = undefined;
  #metadata: Metadata | undefined = undefined;

  get path(): string {
    return this.head.path;
  }

  get peer(): Peer {
    return this.context.peer;
  }

  /** The request's metadata; created when first read. A `-bin` value that is not valid base64 is left out. */
  get metadata(): Metadata {
    this.#metadata ??= metadataOfFields(this.head.fields);
    return this.#metadata;
  }

  get cancelled(): boolean {
    return this.state === "cancelled" || this.#isPastDeadline();
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.state === "cancelled") this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** Whether the client has its status or has cancelled: nothing more is sent, and what arrives is discarded. */
  get isOver(): boolean {
    return this.state === "finished" || this.state === "cancelled";
  }

  sendResponseHeaders(): void {
    if (!this.isOver) this.openReply(this.head.acceptsGzip);
  }

  override onReset(): void {
    this.cancel();
    this.releaseResources(new RpcError(statusCode.cancelled, "the client has cancelled the call"));
  }

  override onDrained(): void {
    this.#pump?.resume();
  }

  /** The deadline has passed. */
  onDue(): void {
    this.cancelWith(new RpcError(statusCode.deadlineExceeded, "the deadline has passed"));
  }

  /**
   * Releases what is held of the request. A handler that still reads request messages gets the error; undefined if the
   * call ended with OK.
   */
  protected abstract releaseRequest(error: RpcError | undefined): void;

  /** Gives back the memory of the request. Called when it is no longer used, maybe more than once. */
  protected abstract releaseMemory(): void;

  /** Starts the deadline, counted from when the last bytes arrived. */
  protected setDeadline(timeoutMs: number): void {
    const { limits, counters, deadlines } = this.context.state;
    if (timeoutMs > limits.timeoutMsMax) counters.deadlinesCapped += 1;
    this.deadline = this.connection.lastReadMs + Math.min(timeoutMs, limits.timeoutMsMax);
    this.#ticket = deadlines.add(this, this.deadline);
  }

  #isPastDeadline(): boolean {
    return this.deadline !== Infinity && this.context.state.now() >= this.deadline;
  }

  /** Counts the handler that is about to run. False if a limit or the deadline forbids it: the call is then ended. */
  protected beginRunning(): boolean {
    if (this.#isPastDeadline()) {
      this.onDue();
      return false;
    }
    const exceeded = this.context.beginCall();
    if (exceeded === "none") return true;
    if (exceeded === "connection") {
      this.finish();
      this.reset(http2Error.refusedStream);
    } else {
      this.fail(new RpcError(statusCode.resourceExhausted, `too many calls are running for the ${exceeded}`));
    }
    return false;
  }

  /** Calls the handler. `beginRunning` has returned true. */
  protected invoke(route: Route, request: unknown): void {
    let result: unknown;
    this.state = "handling";
    this.#isRunning = true;
    try {
      // The request is what this route's own method decoded, so the types fit.
      result = (route.handle as (request: unknown, call: ServerCall) => unknown)(request, this);
      if (route.kind === "server-stream" || route.kind === "bidi-stream") {
        this.#pump = new ReplyPump((result as AsyncIterable<unknown>)[Symbol.asyncIterator](), this);
      }
    } catch (error) {
      this.onFailed(error);
      return;
    }
    if (this.#pump !== undefined) {
      // A handler that closes its server has cancelled its own call.
      if (this.state === "handling") this.state = "replying";
      void this.#pump.run();
    } else if (isPromise(result)) {
      result.then(
        (reply) => this.#onReply(reply),
        (error) => this.onFailed(error),
      );
    } else {
      this.#onReply(result);
    }
  }

  #endRunning(): void {
    this.#isRunning = false;
    this.context.endCall();
    this.releaseMemory();
  }

  #onReply(reply: unknown): void {
    this.#endRunning();
    if (this.isOver) return;
    try {
      this.sendNext(reply);
      this.complete();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The handler has thrown, or could not be given its request. */
  protected onFailed(error: unknown): void {
    this.#endRunning();
    this.fail(error);
  }

  get replySize(): ReplySize {
    return (this.head.route as ServedRoute).replySize;
  }

  reserveRoom(): boolean {
    return this.context.replyRoom.reserve(this);
  }

  /** Calls `start`, which starts the handler, when there is room for the reply. */
  protected startWhenRoom(start: () => void): void {
    this.#start = start;
  }

  override onRoom(): void {
    if (this.#pump !== undefined) this.#pump.resume();
    else this.onTurn();
  }

  /** Calls `start`, which starts the handler, when the event loop has time for it. */
  protected startInTurn(start: () => void): void {
    this.#start = start;
    this.context.state.starts.add(this);
  }

  onTurn(): void {
    const start = this.#start;
    this.#start = undefined;
    start?.();
  }

  rejectStart(): void {
    this.fail(this.context.state.busyError(this.path));
  }

  sendNext(reply: unknown): void {
    const head = this.head;
    this.sendReply((head.route as Route).method, reply, head.acceptsGzip);
  }

  complete(): void {
    this.endWithOk();
    this.finish();
  }

  onStopFailed(error: unknown): void {
    this.context.state.onHandlerError(error, this);
  }

  onHandlerEnded(): void {
    this.#endRunning();
  }

  /** Ends the call for a reason that the handler has to learn of. */
  protected cancelWith(error: RpcError): void {
    const handler = this.#handlerOutcome;
    this.cancel();
    if (this.queuedBytes > 0) {
      // A client that does not read its replies would not read the trailers behind them either.
      this.releaseResources(error);
      this.reset(http2Error.cancel);
    } else {
      this.endWithError(error, this.path, handler);
      this.releaseResources(error);
    }
  }

  /** Aborts the handler's signal and closes its iterator of replies. */
  protected cancel(): void {
    if (this.state === "cancelled") return;
    this.state = "cancelled";
    this.#controller?.abort();
    if (this.#pump !== undefined) void this.#pump.stop();
  }

  /** Ends the call with the status of this error, if it is not over. */
  fail(error: unknown): void {
    const failed = !(error instanceof RpcError);
    if (failed) this.context.state.onHandlerError(error, this);
    if (this.isOver) return;
    const status = failed
      ? new RpcError(statusCode.unknown, "the handler has failed", { cause: error })
      : error;
    this.endWithError(status, this.path, failed ? "failed" : this.#handlerOutcome);
    this.finish(status);
  }

  get #handlerOutcome(): HandlerOutcome {
    return this.state === "handling" || this.state === "replying" ? "ran" : "none";
  }

  /** The client has its status. */
  protected finish(error?: RpcError): void {
    if (this.isOver) return;
    this.state = "finished";
    this.releaseResources(error);
  }

  override onQueueSent(ended: boolean): void {
    if (ended) this.#removeDeadline();
    super.onQueueSent(ended);
  }

  #removeDeadline(): void {
    if (this.#ticket === undefined) return;
    this.context.state.deadlines.remove(this.#ticket);
    this.#ticket = undefined;
  }

  /** Releases what a call holds until it is over. */
  protected releaseResources(error: RpcError | undefined): void {
    // A reply that the client has not read is discarded at the deadline.
    if (this.state !== "finished" || this.queuedBytes === 0) this.#removeDeadline();
    this.#start = undefined;
    this.releaseRequest(error);
    if (this.reservedBytes > 0 || this.roomNode !== undefined) this.context.replyRoom.leave(this);
    if (!this.#isRunning) this.releaseMemory();
    this.#pump?.resume();
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}
