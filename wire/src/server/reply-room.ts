// Keeps the replies of one connection within its limit without failing calls: a call whose
// reply would not fit waits before its handler starts, and a stream before its next reply is
// taken, until the client has read enough. The size of a reply is not known before, so it is
// expected to be as large as the recent replies of its method. Methods with small replies
// never wait.
import { LinkedQueue, type QueueNode } from "../http2/linked-queue.ts";

/** Replies up to this size, in bytes, are queued in any case: the number of streams limits them. */
export const smallReplyBytesMax = 16_384;

/** How long room is kept for a reply that does not come, in ms. */
const reservedMsMax = 1000;

/** The expected size of a method's next reply. */
export class ReplySize {
  /** In bytes. */
  expectedBytes = 0;

  /** A reply was made: a larger one raises the expectation at once, smaller ones lower it slowly. */
  observe(bytes: number): void {
    if (bytes >= this.expectedBytes) this.expectedBytes = bytes;
    else this.expectedBytes -= (this.expectedBytes - bytes) / 32;
  }
}

/** A call that needs room for its next reply. */
export interface ReplyHolder {
  readonly replySize: ReplySize;
  /** What is kept free for it, in bytes, and since when. For `ReplyRoom` only. */
  reservedBytes: number;
  reservedMs: number;
  /** Its place among the waiting calls. For `ReplyRoom` only. */
  roomNode: QueueNode<ReplyHolder> | undefined;
  /** There is room now, and it is reserved. */
  onRoom(): void;
}

/** The bytes that wait to be sent on the connection. */
interface Sending {
  readonly waitingBytes: number;
}

/** The room of one connection. */
export class ReplyRoom {
  readonly #sender: Sending;
  readonly #bytesMax: number;
  readonly #now: () => number;
  readonly #waiting = new LinkedQueue<ReplyHolder>();
  #reservedBytes = 0;
  #isGranting = false;

  /** @param bytesMax what may be queued and reserved, in bytes */
  constructor(sender: Sending, bytesMax: number, now: () => number) {
    this.#sender = sender;
    this.#bytesMax = bytesMax;
    this.#now = now;
  }

  /** Reserves room for the next reply of a call. False if there is none: `onRoom` is then called later, unless it leaves. */
  reserve(holder: ReplyHolder): boolean {
    if (holder.replySize.expectedBytes <= smallReplyBytesMax) return true;
    if (this.#waiting.size === 0 && this.#take(holder)) return true;
    holder.roomNode = this.#waiting.add(holder);
    return false;
  }

  /** The reply of a call was queued, or none will come. */
  leave(holder: ReplyHolder): void {
    if (holder.roomNode !== undefined) this.#waiting.remove(holder.roomNode);
    holder.roomNode = undefined;
    if (holder.reservedBytes === 0) return;
    this.#reservedBytes -= holder.reservedBytes;
    holder.reservedBytes = 0;
    this.grant();
  }

  /** Stops keeping room for a call whose handler takes long: it may be waiting for something that never happens. */
  expire(holder: ReplyHolder, nowMs: number): void {
    if (holder.reservedBytes > 0 && nowMs - holder.reservedMs > reservedMsMax) this.leave(holder);
  }

  /** Bytes were sent or released: waiting calls get their room, in order. */
  grant(): void {
    if (this.#isGranting || this.#waiting.size === 0) return;
    this.#isGranting = true;
    try {
      for (let holder = this.#waiting.first; holder !== undefined; holder = this.#waiting.first) {
        if (!this.#take(holder)) return;
        this.#waiting.remove(holder.roomNode as QueueNode<ReplyHolder>);
        holder.roomNode = undefined;
        holder.onRoom();
      }
    } finally {
      this.#isGranting = false;
    }
  }

  /** One reply is always allowed, however large. */
  #take(holder: ReplyHolder): boolean {
    const { expectedBytes } = holder.replySize;
    const usedBytes = this.#sender.waitingBytes + this.#reservedBytes;
    if (usedBytes > 0 && usedBytes + expectedBytes > this.#bytesMax) return false;
    holder.reservedBytes = expectedBytes;
    holder.reservedMs = this.#now();
    this.#reservedBytes += expectedBytes;
    return true;
  }
}
