// The requests of a connection that have left and are not yet answered. They
// come and go with every call, so they lie in an array and know their place in
// it: a set would be copied ever again, and its old tables would keep dead
// requests alive until a full collection.

/** What lies there: a request. */
export interface InFlight {
  /** Its place; `notInFlight` while it has none. For the collection alone. */
  place: number;
  /** When it left, on the connection's clock, in ms. */
  readonly leftAt: number;
}

/** The place of what is not in flight. */
export const notInFlight = -1;

/** Requests in no order; each at most once, and in one collection at most. */
export class RequestsInFlight<Request extends InFlight> {
  // Never shorter than it once was; the connection bounds it.
  readonly #requests: (Request | undefined)[] = [];
  #size = 0;

  /** How many. */
  get size(): number {
    return this.#size;
  }

  /** When the one left that left first; Infinity if there is none. Looks at all of them. */
  get oldestLeftAt(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { leftAt } of this) oldest = Math.min(oldest, leftAt);
    return oldest;
  }

  /** Adds a request that is in flight nowhere. */
  add(request: Request): void {
    request.place = this.#size;
    this.#requests[this.#size] = request;
    this.#size += 1;
  }

  /** Takes a request out; one that is not here is left alone. */
  delete(request: Request): void {
    const { place } = request;
    if (place === notInFlight) return;
    this.#size -= 1;
    const last = this.#requests[this.#size];
    this.#requests[this.#size] = undefined;
    if (last !== undefined && last !== request) {
      this.#requests[place] = last;
      last.place = place;
    }
    request.place = notInFlight;
  }

  /** All of them. One may be taken out while it is looked at only if the walk ends with it. */
  *[Symbol.iterator](): Generator<Request> {
    for (let place = 0; place < this.#size; place++) {
      const request = this.#requests[place];
      if (request !== undefined) yield request;
    }
  }
}
