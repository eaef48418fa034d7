// One stream of a connection (RFC 9113 section 5): the part that both roles
// share. A role extends it with what a call is. A stream is a plain object, not
// a stream of Node: what arrives is given by calls of the `on…` methods, in
// order, and what is sent is booked against the windows at once.

import { ReceiveWindow } from "./flow-control.ts";
import { frameFlag, frameType } from "./frame.ts";
import { type Http2ErrorCode, http2Error } from "./http2-errors.ts";
import { messagePrefixBytes, writeMessagePrefix } from "./message-prefix.ts";
import type { HeaderBlock, SendingStream, SendQueue } from "./send-queue.ts";
import type { StreamLink } from "./stream-link.ts";

/** Who ended a stream before its time: the peer, this end because the peer broke a rule, or the connection's end. */
export type ResetBy = "peer" | "self" | "connection";

/**
 * A stream and the call on it. Every method that sends does nothing once the
 * stream is closed.
 */
export abstract class Stream<Head> implements SendingStream {
  readonly connection: StreamLink;
  /** The stream's number; 0 until it is open. */
  id = 0;
  sendWindowBytes = 0;
  queue: SendQueue | undefined = undefined;
  /** Whether this end has sent END_STREAM. */
  localEnded = false;
  /** Whether the peer has sent END_STREAM. */
  remoteEnded = false;
  /** Whether nothing can be sent or received any more. */
  closed = false;
  #hasSent = false;
  #window: ReceiveWindow | undefined = undefined;

  constructor(connection: StreamLink) {
    this.connection = connection;
  }

  /** A header list has arrived: the first, or trailers. */
  abstract onHeaders(head: Head, endStream: boolean): void;
  /**
   * Data has arrived, from `start` to `end`; may be empty. The range may be
   * kept as a view. The peer gets credit for it when `release` is called.
   */
  abstract onData(buffer: Buffer, start: number, end: number, endStream: boolean): void;
  /** The stream was closed before both ends had ended it. Called at most once, and nothing after it. */
  abstract onReset(code: number, by: ResetBy): void;
  /** Everything that was queued has left. Not called if nothing had to wait. */
  abstract onDrained(): void;

  /** Bytes that wait for a window or for the socket. 0: the next message may be sent. */
  get queuedBytes(): number {
    return this.queue === undefined ? 0 : this.queue.bytes;
  }

  /** Whether a message was sent, and nothing that was sent waits for the peer. */
  get isAnswered(): boolean {
    return this.#hasSent && this.queue === undefined;
  }

  /** Sends headers, before any message. */
  sendHeaders(headers: HeaderBlock): void {
    if (this.closed || this.localEnded) return;
    this.connection.sender.writeHeaders(this.id, headers, false);
    this.connection.requestFlush();
  }

  /** Sends headers or trailers after all messages, and ends this end's half. */
  sendTrailers(trailers: HeaderBlock): void {
    if (this.closed || this.localEnded) return;
    if (this.connection.sender.endWithTrailers(this, trailers)) this.#end();
    this.connection.flushIfLarge();
  }

  /**
   * Sends one gRPC message, which must not change afterwards: a large one is
   * kept by reference. What no window allows yet waits in `queuedBytes`.
   */
  sendMessage(compressed: boolean, message: Uint8Array, endStream: boolean): void {
    if (this.closed || this.localEnded) return;
    this.#hasSent = true;
    const sender = this.connection.sender;
    if (sender.canSendNow(this, message.length + messagePrefixBytes)) {
      sender.writeMessage(this, compressed, message, endStream);
      if (endStream) this.#end();
    } else {
      const head = Buffer.allocUnsafe(messagePrefixBytes);
      writeMessagePrefix(head, 0, message.length, compressed);
      sender.enqueue(this, [head, message], endStream);
    }
    if (endStream) this.connection.flushIfLarge();
    else this.connection.requestFlush();
  }

  /** Sends bytes as they are, under the rules of `sendMessage`. */
  sendData(bytes: Uint8Array, endStream: boolean): void {
    if (this.closed || this.localEnded) return;
    const sender = this.connection.sender;
    if (bytes.length > 0) {
      sender.enqueue(this, [bytes], endStream);
    } else if (endStream && this.queue !== undefined) {
      this.queue.ended = true;
    } else if (endStream) {
      sender.writeFrame(frameType.data, frameFlag.endStream, this.id, bytes);
      this.#end();
    }
    this.connection.requestFlush();
  }

  /** Gives the peer credit for data that is no longer held. */
  release(bytes: number): void {
    if (this.closed || this.remoteEnded || bytes === 0) return;
    const increment = this.#ownWindow().release(bytes);
    if (increment > 0) this.connection.writeWindowUpdate(this.id, increment);
  }

  /** Ends the stream with RST_STREAM; `onReset` is not called. */
  reset(code: Http2ErrorCode): void {
    if (this.closed) return;
    this.connection.writeReset(this.id, code);
    this.connection.forget(this);
  }

  /** For the connection only: books arrived bytes. False if the peer broke its window. */
  receive(bytes: number, endStream: boolean): boolean {
    if (endStream) {
      this.remoteEnded = true;
      // A whole small request needs no books.
      if (this.#window === undefined) return bytes <= this.connection.streamWindowBytes;
    }
    return this.#ownWindow().receive(bytes);
  }

  /** For the connection's sender only. */
  onQueueSent(ended: boolean): void {
    if (ended) this.#end();
    else this.onDrained();
  }

  #ownWindow(): ReceiveWindow {
    this.#window ??= new ReceiveWindow(this.connection.streamWindowBytes);
    return this.#window;
  }

  #end(): void {
    this.localEnded = true;
    if (this.remoteEnded) this.connection.forget(this);
    else if (this.connection.role === "server") {
      // The answer is complete, so the rest of the request is of no use (RFC 9113 section 8.1).
      this.connection.writeReset(this.id, http2Error.noError);
      this.connection.forget(this);
    }
  }
}
