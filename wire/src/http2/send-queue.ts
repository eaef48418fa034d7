// What one stream still has to send because no window or socket has taken it
// yet: bytes in order, and how the stream ends after them. It exists only while
// the stream has something queued.
import type { QueueNode } from "./linked-queue.ts";
import type { OutputBuffer } from "./output-buffer.ts";

/**
 * A header block: bytes that need no dynamic table, or fields that the
 * connection's encoder encodes at the moment of sending.
 */
export type HeaderBlock = Uint8Array | readonly (readonly [string, string])[];

/** A stream, as its connection's sender sees it. */
export interface SendingStream {
  readonly id: number;
  /** What the peer's window lets this stream send, in bytes; may be negative. */
  sendWindowBytes: number;
  queue: SendQueue | undefined;
  /** Everything that was queued was sent; `ended` if the stream's own half is closed with it. */
  onQueueSent(ended: boolean): void;
}

/** The queued bytes of one stream. It has no bound of its own: a user that must limit it checks `Sender.queuedBytes`. */
export class SendQueue {
  /** Bytes in the queue. */
  bytes = 0;
  /** Whether the stream ends after these bytes. */
  ended = false;
  /** Sent after the bytes, if set; otherwise the last DATA frame ends the stream. */
  trailers: HeaderBlock | undefined = undefined;
  /** Set while the stream waits for its turn to send. */
  node: QueueNode<SendingStream> | undefined = undefined;
  readonly #parts: Uint8Array[] = [];
  /** How much of the first part was sent, in bytes. */
  #offset = 0;

  /** Adds bytes at the end. They are kept by reference and must not change. */
  push(part: Uint8Array): void {
    this.#parts.push(part);
    this.bytes += part.length;
  }

  /** Moves this many bytes, which the queue has, to the output. */
  moveTo(output: OutputBuffer, bytes: number): void {
    let left = bytes;
    while (left > 0) {
      const part = this.#parts[0] as Uint8Array;
      const taken = Math.min(left, part.length - this.#offset);
      output.append(part.subarray(this.#offset, this.#offset + taken));
      this.#offset += taken;
      left -= taken;
      if (this.#offset === part.length) {
        this.#parts.shift();
        this.#offset = 0;
      }
    }
    this.bytes -= bytes;
  }
}
