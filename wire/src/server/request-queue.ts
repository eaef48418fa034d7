// The queue of request messages between the connection and the handler of a call
// whose client streams. Messages are decoded when the handler reads them. The
// stream's window limits the queue: a message's credit is returned only when it
// is read.
import type { RpcError } from "../grpc/rpc-error.ts";

interface Waiter {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** Decodes a received message. Throws RpcError. */
export type DecodeMessage = (message: Uint8Array, compressed: boolean) => unknown;

/** Request messages in order. One handler iterates over them, once. */
export class RequestQueue implements AsyncIterableIterator<unknown, undefined> {
  readonly #decode: DecodeMessage;
  readonly #onTaken: (bytes: number) => void;
  readonly #messages: (readonly [message: Uint8Array, compressed: boolean])[] = [];
  readonly #waiters: Waiter[] = [];
  #ended = false;
  #error: RpcError | undefined;

  /** @param onTaken called with the size of each message that is no longer held */
  constructor(decode: DecodeMessage, onTaken: (bytes: number) => void) {
    this.#decode = decode;
    this.#onTaken = onTaken;
  }

  /** Adds a message. */
  push(message: Uint8Array, compressed: boolean): void {
    if (this.#ended) {
      this.#onTaken(message.length);
      return;
    }
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#messages.push([message, compressed]);
    else this.#give(waiter, message, compressed);
  }

  /** No message follows. */
  end(): void {
    this.#ended = true;
    for (const waiter of this.#waiters.splice(0)) waiter.resolve({ done: true, value: undefined });
  }

  /** The call is over: unread messages are dropped, and the handler gets the error. */
  fail(error: RpcError): void {
    this.#error ??= error;
    this.#drop();
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      const message = this.#messages.shift();
      if (message !== undefined) this.#give(waiter, message[0], message[1]);
      else if (this.#error !== undefined) reject(this.#error);
      else if (this.#ended) resolve({ done: true, value: undefined });
      else this.#waiters.push(waiter);
    });
  }

  /** The handler reads no more. */
  return(): Promise<IteratorResult<unknown, undefined>> {
    this.end();
    this.#drop();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #give(waiter: Waiter, message: Uint8Array, compressed: boolean): void {
    this.#onTaken(message.length);
    try {
      waiter.resolve({ done: false, value: this.#decode(message, compressed) });
    } catch (error) {
      waiter.reject(error);
    }
  }

  #drop(): void {
    for (const [message] of this.#messages.splice(0)) this.#onTaken(message.length);
  }
}
