// A call with a stream of requests, of replies, or both: requests are read from
// an iterable as fast as the server accepts them; replies wait for their reader
// within the stream's window. Messages that arrived before an error are delivered
// before it.

import type { Metadata } from "../grpc/metadata.ts";
import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import type { CallStream } from "./call-stream.ts";
import { type CallContext, ClientCall } from "./client-call.ts";
import type { ReplyHead } from "./reply-head.ts";
import { ReplyMetadata } from "./reply-metadata.ts";
import type { CallOptions, CallStatus, StreamCall } from "./transport.ts";

type Requests = Iterable<unknown> | AsyncIterable<unknown>;

interface Reader {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: RpcError) => void;
}

/** How many bytes may be gathered before the call waits for the next event-loop turn. */
const gatheredBytesMax = 262_144;
const noBytes = new Uint8Array(0);

/** One streaming call. It is the iterator over its replies. */
export class StreamingCall
  extends ClientCall
  implements StreamCall<unknown>, AsyncIterator<unknown, undefined>
{
  readonly #requests: Requests;
  #iterator: Iterator<unknown> | AsyncIterator<unknown> | undefined;
  #hasBegun = false;
  #isIterated = false;
  /** Whether replies are discarded. */
  #discards = false;
  readonly #metadata = new ReplyMetadata();
  /** Unread replies, encoded; the next one is at `#next`. */
  #replies: Uint8Array[] = [];
  #next = 0;
  #replyCount = 0;
  readonly #readers: Reader[] = [];
  #error: RpcError | undefined;
  #resumeSending: (() => void) | undefined;

  constructor(context: CallContext, method: AnyMethod, requests: Requests, options: CallOptions) {
    super(context, method, options);
    this.#requests = requests;
  }

  get wantsMore(): boolean {
    return this.#next === this.#replies.length;
  }

  [Symbol.asyncIterator](): AsyncIterator<unknown, undefined> {
    if (this.#isIterated) {
      const message = "the replies of a call can be iterated only once";
      throw new RpcError(statusCode.internal, message, { unsent: true });
    }
    this.#isIterated = true;
    return this;
  }

  headers(): Promise<Metadata> {
    this.#beginOnce();
    return this.#metadata.headers();
  }

  status(): Promise<CallStatus> {
    this.#beginOnce();
    return this.#metadata.status();
  }

  discard(): void {
    this.#discards = true;
    this.#dropReplies();
    this.stream?.releaseHeld();
    this.#beginOnce();
  }

  /** The next reply. Rejects once with the call's error; after that, and after OK, the iteration is done. */
  next(): Promise<IteratorResult<unknown, undefined>> {
    this.#beginOnce();
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      this.#deliver();
    });
  }

  /** Cancels the call: the caller reads no more replies. */
  return(): Promise<IteratorResult<unknown, undefined>> {
    this.#hasBegun = true;
    this.#dropReplies();
    this.cancel(new RpcError(statusCode.cancelled, "the caller ended the iteration"));
    this.#error = undefined;
    this.#deliver();
    return Promise.resolve({ done: true, value: undefined });
  }

  #beginOnce(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.begin();
  }

  #dropReplies(): void {
    this.#replies = [];
    this.#next = 0;
  }

  protected override send(stream: CallStream): void {
    this.#sendAll(stream).catch((error: unknown) => this.#onRequestError(error));
  }

  override onReplyMessage(message: Uint8Array): void {
    this.#replyCount += 1;
    if (this.#replyCount > 1 && !this.method.responseStream) {
      this.cancel(new RpcError(statusCode.unimplemented, "the server sent more than one reply"));
      return;
    }
    if (this.#discards) return;
    this.#replies.push(message);
    this.#deliver();
  }

  override onReplyHeaders(head: ReplyHead): void {
    super.onReplyHeaders(head);
    this.#metadata.onHeaders(head);
  }

  override onReplyEnd(error: RpcError | undefined, trailers: ReplyHead | undefined): void {
    this.#metadata.onTrailers(trailers);
    super.onReplyEnd(error, trailers);
  }

  override onRequestDrained(): void {
    this.#resumeSending?.();
  }

  protected override onOver(error: RpcError | undefined): void {
    this.#error = error;
    if (error === undefined && this.#replyCount === 0 && !this.method.responseStream) {
      this.#error = new RpcError(statusCode.unimplemented, "the server sent OK without a reply");
    }
    // A single reply is valid only with OK; the replies of a stream before an error are valid.
    if (this.#error !== undefined && !this.method.responseStream) this.#dropReplies();
    this.#metadata.onEnd(this.#error);
    this.#resumeSending?.();
    this.#closeRequests();
    this.#deliver();
  }

  /** Delivers replies or the end to the waiting readers. */
  #deliver(): void {
    while (this.#readers.length > 0) {
      // The single reply of a call that may still fail is not delivered yet.
      const mayRead = this.method.responseStream || this.isOver;
      if (mayRead && this.#next < this.#replies.length) this.#deliverReply(this.#readers.shift() as Reader);
      else if (this.isOver) this.#deliverEnd(this.#readers.shift() as Reader);
      else return;
    }
  }

  #deliverReply(reader: Reader): void {
    const bytes = this.#replies[this.#next] as Uint8Array;
    this.#replies[this.#next] = noBytes;
    this.#next += 1;
    if (this.#next === this.#replies.length) {
      this.#replies.length = 0;
      this.#next = 0;
      this.stream?.releaseHeld();
    } else if (this.#next > 1024) {
      this.#replies.splice(0, this.#next);
      this.#next = 0;
    }
    let value: unknown;
    try {
      value = this.decode(bytes);
    } catch (error) {
      this.#dropReplies();
      this.cancel(error as RpcError);
      this.#error = undefined;
      reader.reject(error as RpcError);
      return;
    }
    reader.resolve({ done: false, value });
  }

  #deliverEnd(reader: Reader): void {
    const error = this.#error;
    this.#error = undefined;
    if (error === undefined) reader.resolve({ done: true, value: undefined });
    else reader.reject(error);
  }

  async #sendAll(stream: CallStream): Promise<void> {
    const requests = this.#requests;
    const iterator =
      Symbol.asyncIterator in requests ? requests[Symbol.asyncIterator]() : requests[Symbol.iterator]();
    this.#iterator = iterator;
    const isSingle = !this.method.requestStream;
    while (!this.isOver) {
      const step = iterator.next();
      const result = step instanceof Promise ? await step : step;
      if (this.isOver) return;
      if (result.done === true) {
        this.#iterator = undefined;
        if (isSingle)
          throw new RpcError(statusCode.internal, "the method takes one request, but the iterable has none");
        stream.sendData(noBytes, true);
        return;
      }
      this.sendMessage(stream, this.encode(result.value), isSingle);
      if (isSingle) {
        this.#closeRequests();
        return;
      }
      await this.#untilSent(stream);
    }
  }

  /** Resolves when nothing is queued any more, or the call is over. */
  async #untilSent(stream: CallStream): Promise<void> {
    if (stream.queuedBytes > 0 && !this.isOver) {
      await new Promise<void>((resolve) => {
        this.#resumeSending = resolve;
      });
      this.#resumeSending = undefined;
    }
    if (stream.connection.sender.output.pendingBytes > gatheredBytesMax) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  #onRequestError(cause: unknown): void {
    this.#iterator = undefined;
    const error =
      cause instanceof RpcError
        ? cause
        : new RpcError(statusCode.cancelled, "the iterable of requests threw", { cause });
    this.cancel(error);
  }

  /** Closes the iterator of requests: no more are read. */
  #closeRequests(): void {
    const iterator = this.#iterator;
    this.#iterator = undefined;
    if (iterator?.return === undefined) return;
    try {
      // An error thrown here is ignored, because the call has already ended.
      Promise.resolve(iterator.return()).catch(() => {});
    } catch {}
  }
}
