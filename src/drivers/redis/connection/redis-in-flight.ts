// The requests of a connection that were sent and have no reply yet. They are
// kept in an array and know their index in it: a set would be rebuilt again and
// again as requests come and go, and its old tables would keep dead requests
// alive until a full collection.

/** The properties that a request needs. */
export interface InFlight {
  /** Its index; `notInFlight` while it has none. Written by the collection only. */
  index: number;
  /** When it was sent, on the connection's clock, in ms. */
  readonly sentAt: number;
}

/** The index of a request that is not in flight. */
export const notInFlight = -1;

/** Requests in no order; each at most once, and in one collection at most. */
export class RequestsInFlight<Request extends InFlight> {
  // Never shrinks; the connection bounds it.
  readonly #requests: (Request | undefined)[] = [];
  #size = 0;

  /** The number of requests. */
  get size(): number {
    return this.#size;
  }

  /** When the oldest one was sent; Infinity if there is none. Linear in the size. */
  get oldestSentAt(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { sentAt } of this) oldest = Math.min(oldest, sentAt);
    return oldest;
  }

  /** Adds a request that is not in flight. */
  add(request: Request): void {
    request.index = this.#size;
    this.#requests[this.#size] = request;
    this.#size += 1;
  }

  /** Removes a request. Does nothing if it is not here. */
  delete(request: Request): void {
    const { index } = request;
    if (index === notInFlight) return;
    this.#size -= 1;
    const last = this.#requests[this.#size];
    this.#requests[this.#size] = undefined;
    if (last !== undefined && last !== request) {
      this.#requests[index] = last;
      last.index = index;
    }
    request.index = notInFlight;
  }

  /** All requests. A request may be removed during the iteration only if the iteration ends with it. */
  *[Symbol.iterator](): Generator<Request> {
    for (let index = 0; index < this.#size; index++) {
      const request = this.#requests[index];
      if (request !== undefined) yield request;
    }
  }
}
