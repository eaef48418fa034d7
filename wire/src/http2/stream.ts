// One stream of a connection (RFC 9113 section 5): the part that both roles
// share. Each role extends it with its half of a call. It is a plain object, not
// a Node stream: what arrives is delivered by calls of the `on…` methods, in
// order, and what is sent is deducted from the windows at once.

import { ReceiveWindow } from "./flow-control.ts";
import { frameFlag, frameType } from "./frame.ts";
import { type Http2ErrorCode, http2Error } from "./http2-errors.ts";
import { messagePrefixBytes, writeMessagePrefix } from "./message-prefix.ts";
import type { HeaderBlock, SendingStream, SendQueue } from "./send-queue.ts";
import type { StreamLink } from "./stream-link.ts";

/** Why a stream ended early: the peer reset it, this end did because the peer broke a rule, or the connection closed. */
export type ResetBy = "peer" | "self" | "connection";

/** A stream and the call on it. Methods that send have no effect once the stream is closed. */
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
  /** The stream was closed before both ends had ended it. Called at most once, as the last call. */
  abstract onReset(code: number, by: ResetBy): void;
  /** All queued bytes were sent. Not called if nothing was queued. */
  abstract onDrained(): void;

  /** Bytes queued until a window or the socket takes them. 0: the next message may be sent. */
  get queuedBytes(): number {
    return this.queue === undefined ? 0 : this.queue.bytes;
  }

  /** Whether a message was sent and nothing is queued. */
  get hasSentAll(): boolean {
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
   * Sends one gRPC message. It must not change afterwards, because a large one
   * is kept by reference. What the windows do not allow yet is queued.
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

  /** Sends bytes as they are; otherwise like `sendMessage`. */
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

  /** Gives the peer credit for received data that is no longer held. */
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

  /** For the connection only: counts received bytes. False if the peer exceeded its window. */
  receive(bytes: number, endStream: boolean): boolean {
    if (endStream) {
      this.remoteEnded = true;
      // A small request that arrives in one frame needs no window object.
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
      // The response is complete, so the rest of the request is not needed (RFC 9113 section 8.1).
      this.connection.writeReset(this.id, http2Error.noError);
      this.connection.forget(this);
    }
  }
}
