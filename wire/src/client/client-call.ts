// What all kinds of client calls share: deadline, signal, waiting for a
// connection, the stream, and exactly one end. Subclasses add how requests are
// sent and replies are received.

import type { DeadlineEntry, DeadlineTicket, DeadlineTimer } from "../grpc/deadline-timer.ts";
import { compressMessage } from "../grpc/grpc-compression.ts";
import { leftTimeoutMs } from "../grpc/grpc-timeout.ts";
import type { Metadata } from "../grpc/metadata.ts";
import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { TooLargeError } from "../grpc/too-large-error.ts";
import type { QueueNode } from "../http2/linked-queue.ts";
import type { AbortEntry, AbortWatch } from "./abort-watch.ts";
import type { CallStream, ReplyReader } from "./call-stream.ts";
import { type ClientChannel, unsentError, type WaitingCall } from "./client-channel.ts";
import type { ClientConnection } from "./client-connection.ts";
import type { ClientSettings } from "./client-options.ts";
import { metadataOf, type ReplyHead } from "./reply-head.ts";
import type { CallOptions } from "./transport.ts";

/** What the calls of one transport share. */
export interface CallContext {
  readonly channel: ClientChannel;
  readonly settings: ClientSettings;
  readonly deadlines: DeadlineTimer;
  readonly signals: AbortWatch;
}

/** One call. `begin` is called once. */
export abstract class ClientCall implements ReplyReader, WaitingCall, DeadlineEntry, AbortEntry {
  readonly waitForReady: boolean;
  waitingBytes = 0;
  node: QueueNode<WaitingCall> | undefined = undefined;
  protected readonly context: CallContext;
  protected readonly method: AnyMethod;
  protected readonly options: CallOptions;
  /** Set once the call was sent. */
  protected stream: CallStream | undefined;
  /** Whether the call has ended. */
  protected isOver = false;
  #isBeginning = false;
  #due = Number.POSITIVE_INFINITY;
  #ticket: DeadlineTicket | undefined;
  #watched: QueueNode<AbortEntry> | undefined;

  constructor(context: CallContext, method: AnyMethod, options: CallOptions) {
    this.context = context;
    this.method = method;
    this.options = options;
    this.waitForReady = options.waitForReady ?? false;
  }

  /** Sends the request. The stream is open and nothing was sent on it. */
  protected abstract send(stream: CallStream): void;
  /** The call has ended. Called exactly once. */
  protected abstract onOver(error: RpcError | undefined): void;

  abstract readonly wantsMore: boolean;
  abstract onReplyMessage(message: Uint8Array): void;
  abstract onRequestDrained(): void;

  /** Starts the deadline and submits the call to the channel. */
  begin(): void {
    const { timeoutMs, signal } = this.options;
    if (signal?.aborted === true) {
      const cause: unknown = signal.reason;
      this.end(new RpcError(statusCode.cancelled, abortText, { unsent: true, cause }));
      return;
    }
    if (timeoutMs !== undefined) {
      if (!(timeoutMs > 0)) {
        this.end(unsentError(statusCode.deadlineExceeded, `timeoutMs is ${timeoutMs}, so no time is left`));
        return;
      }
      this.#due = this.context.settings.clock() + timeoutMs;
      if (timeoutMs !== Number.POSITIVE_INFINITY) this.#ticket = this.context.deadlines.add(this, this.#due);
    }
    if (signal !== undefined) this.#watched = this.context.signals.add(signal, this);
    this.#isBeginning = true;
    this.context.channel.submit(this);
    this.#isBeginning = false;
  }

  /** Ends the call from this end. */
  cancel(error: RpcError): void {
    if (this.isOver) return;
    if (this.stream === undefined) this.context.channel.withdraw(this);
    else this.stream.cancel();
    this.end(error);
  }

  launch(connection: ClientConnection): void {
    let stream: CallStream;
    try {
      stream = connection.open(this, this.method.path, this.#timeoutMs(), this.options.metadata);
    } catch (error) {
      this.end(asUnsent(error, "the request's headers cannot be sent"));
      return;
    }
    this.stream = stream;
    this.send(stream);
  }

  reject(error: RpcError): void {
    this.end(error);
  }

  onDue(): void {
    this.#ticket = undefined;
    const { timeoutMs } = this.options;
    if (this.stream === undefined) {
      this.cancel(unsentError(statusCode.deadlineExceeded, `the call was not sent within ${timeoutMs} ms`));
      return;
    }
    const { deadlines, settings } = this.context;
    deadlines.add(this.stream.expire(), settings.clock() + expiredMs);
    this.end(new RpcError(statusCode.deadlineExceeded, `the call did not end within ${timeoutMs} ms`));
  }

  onAbort(): void {
    const cause: unknown = this.options.signal?.reason;
    this.cancel(new RpcError(statusCode.cancelled, abortText, { unsent: this.stream === undefined, cause }));
  }

  onReplyHeaders(head: ReplyHead): void {
    if (this.options.onHeaders !== undefined) this.#notify(this.options.onHeaders, head);
  }

  onReplyEnd(error: RpcError | undefined, trailers: ReplyHead | undefined): void {
    if (error === undefined) {
      if (trailers !== undefined && this.options.onTrailers !== undefined) {
        this.#notify(this.options.onTrailers, trailers);
      }
      this.end(undefined);
      return;
    }
    // A server that cancels at the deadline may be faster than this end's own timer.
    const isLate = error.code === statusCode.cancelled && this.context.settings.clock() >= this.#due;
    this.end(isLate ? new RpcError(statusCode.deadlineExceeded, error.statusMessage) : error);
  }

  /** Ends the call; no effect if it has ended. */
  protected end(error: RpcError | undefined): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.#ticket !== undefined) this.context.deadlines.remove(this.#ticket);
    if (this.options.signal !== undefined && this.#watched !== undefined) {
      this.context.signals.remove(this.options.signal, this.#watched);
    }
    this.onOver(error);
  }

  /**
   * Encodes a request. Throws RpcError: INTERNAL if it cannot be encoded,
   * RESOURCE_EXHAUSTED if it is larger than `requestBytesMax`.
   */
  protected encode(request: unknown): Uint8Array {
    let bytes: Uint8Array;
    try {
      bytes = this.method.request.encode(request);
    } catch (cause) {
      throw new RpcError(statusCode.internal, `the request cannot be encoded: ${textOf(cause)}`, { cause });
    }
    const { requestBytesMax } = this.context.settings;
    if (bytes.length <= requestBytesMax) return bytes;
    throw new TooLargeError(
      `the request has ${bytes.length} bytes; the limit is ${requestBytesMax} (requestBytesMax)`,
    );
  }

  /** Sends one message, compressed if it has at least `compressBytesMin` bytes. */
  protected sendMessage(stream: CallStream, bytes: Uint8Array, isLast: boolean): void {
    if (bytes.length < this.context.settings.compressBytesMin) stream.sendMessage(false, bytes, isLast);
    else stream.sendMessage(true, compressMessage(bytes), isLast);
  }

  /** Decodes a reply. Throws RpcError INTERNAL if the bytes are not such a message. */
  protected decode(bytes: Uint8Array): unknown {
    try {
      return this.method.response.decode(bytes);
    } catch (cause) {
      throw new RpcError(statusCode.internal, `the reply cannot be decoded: ${textOf(cause)}`, { cause });
    }
  }

  /** The timeout to send: what is left of the deadline. */
  #timeoutMs(): number | undefined {
    const { timeoutMs } = this.options;
    // Exactly the given timeout if the call has not waited, so that every call sends the same bytes.
    if (this.#isBeginning || timeoutMs === undefined) return finite(timeoutMs);
    return finite(leftTimeoutMs(this.#due - this.context.settings.clock(), timeoutMs));
  }

  #notify(listener: (metadata: Metadata) => void, head: ReplyHead): void {
    try {
      listener(metadataOf(head));
    } catch (error) {
      // A malformed field or an error in the listener must not affect other calls on the connection.
      queueMicrotask(() => {
        if (!(error instanceof RpcError)) throw error;
      });
    }
  }
}

/** How long after the deadline the server may take to end the call itself, in ms. */
const expiredMs = 1000;
const abortText = "the caller's signal was aborted";

/** Converts any error to an RpcError of a call of which nothing was sent. */
export function asUnsent(error: unknown, what: string): RpcError {
  if (error instanceof TooLargeError)
    return new TooLargeError(error.statusMessage, { unsent: true, cause: error });
  return error instanceof RpcError
    ? new RpcError(error.code, error.statusMessage, { unsent: true, cause: error })
    : new RpcError(statusCode.internal, `${what}: ${textOf(error)}`, { unsent: true, cause: error });
}

function finite(timeoutMs: number | undefined): number | undefined {
  return timeoutMs === Number.POSITIVE_INFINITY ? undefined : timeoutMs;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
