// A call of which at least one side streams: requests are taken from an
// iterable as fast as the server takes them, replies wait for their reader
// within the stream's window. Messages that came before an error are read
// before the error is.

import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import type { CallStream } from "./call-stream.ts";
import { type CallContext, ClientCall } from "./client-call.ts";
import type { CallOptions } from "./transport.ts";

type Requests = Iterable<unknown> | AsyncIterable<unknown>;

interface Reader {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: RpcError) => void;
}

/** What may be gathered in one turn before the socket gets it. */
const gatheredBytesMax = 262_144;
const noBytes = new Uint8Array(0);

/** One streaming call, which is also the iterator over its replies. */
export class StreamingCall extends ClientCall implements AsyncIterator<unknown, undefined> {
  readonly #requests: Requests;
  #iterator: Iterator<unknown> | AsyncIterator<unknown> | undefined;
  #hasBegun = false;
  /** Replies that nobody has read, encoded; the next is at `#next`. */
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

  get isHungry(): boolean {
    return this.#next === this.#replies.length;
  }

  /** The next reply. Rejects once with the call's error; after that, and after OK, it is done. */
  next(): Promise<IteratorResult<unknown, undefined>> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.begin();
    }
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      this.#serve();
    });
  }

  /** Ends the call: the caller wants no more replies. */
  return(): Promise<IteratorResult<unknown, undefined>> {
    this.#hasBegun = true;
    this.#replies = [];
    this.#next = 0;
    this.cancel(new RpcError(statusCode.cancelled, "the caller left the iteration"));
    this.#error = undefined;
    this.#serve();
    return Promise.resolve({ done: true, value: undefined });
  }

  protected override send(stream: CallStream): void {
    this.#sendAll(stream).catch((error: unknown) => this.#onRequestFault(error));
  }

  override onReplyMessage(message: Uint8Array): void {
    this.#replyCount += 1;
    if (this.#replyCount > 1 && !this.method.responseStream) {
      this.cancel(new RpcError(statusCode.unimplemented, "the server sent more than the one reply"));
      return;
    }
    this.#replies.push(message);
    this.#serve();
  }

  override onRequestDrained(): void {
    this.#resumeSending?.();
  }

  protected override onOver(error: RpcError | undefined): void {
    this.#error = error;
    if (error === undefined && this.#replyCount === 0 && !this.method.responseStream) {
      this.#error = new RpcError(statusCode.unimplemented, "the server sent OK without the one reply");
    }
    // A single reply is a reply only with OK; of a stream, what came before the error counts.
    if (this.#error !== undefined && !this.method.responseStream) {
      this.#replies = [];
      this.#next = 0;
    }
    this.#resumeSending?.();
    this.#leaveRequests();
    this.#serve();
  }

  /** Gives readers what there is for them. */
  #serve(): void {
    while (this.#readers.length > 0) {
      // The one reply of a call that may still fail is not given yet.
      const mayRead = this.method.responseStream || this.isOver;
      if (mayRead && this.#next < this.#replies.length) this.#giveReply(this.#readers.shift() as Reader);
      else if (this.isOver) this.#giveEnd(this.#readers.shift() as Reader);
      else return;
    }
  }

  #giveReply(reader: Reader): void {
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
      this.#replies = [];
      this.#next = 0;
      this.cancel(error as RpcError);
      this.#error = undefined;
      reader.reject(error as RpcError);
      return;
    }
    reader.resolve({ done: false, value });
  }

  #giveEnd(reader: Reader): void {
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
          throw new RpcError(statusCode.internal, "the method takes one request and was given none");
        stream.sendData(noBytes, true);
        return;
      }
      this.sendMessage(stream, this.encode(result.value), isSingle);
      if (isSingle) {
        this.#leaveRequests();
        return;
      }
      await this.#untilSent(stream);
    }
  }

  /** Resolves when the server and the socket have taken what was sent, or the call is over. */
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

  #onRequestFault(cause: unknown): void {
    this.#iterator = undefined;
    const error =
      cause instanceof RpcError
        ? cause
        : new RpcError(statusCode.cancelled, "the iterable of requests threw", { cause });
    this.cancel(error);
  }

  /** Lets the iterable of requests know that no more are taken. */
  #leaveRequests(): void {
    const iterator = this.#iterator;
    this.#iterator = undefined;
    if (iterator?.return === undefined) return;
    try {
      // What it throws on its way out concerns no one: the call has its end.
      Promise.resolve(iterator.return()).catch(() => {});
    } catch {}
  }
}
