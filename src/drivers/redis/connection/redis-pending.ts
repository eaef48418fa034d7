// The requests of one connection that have no reply yet: those that wait to be
// sent and those in flight. Both count against the limits until the server has
// replied, even after the call has ended. Each request is settled when it expires:
// at its call's deadline, or when one command has taken too long.
import type { Clock } from "../../../model/call.ts";
import type { StoreError } from "../../../model/errors.ts";
import { lateError } from "../redis-errors.ts";
import { RequestsInFlight } from "./redis-in-flight.ts";
import type { RedisRequest } from "./redis-request.ts";

/** Dependencies and limits. */
export interface PendingSetup {
  readonly clock: Clock;
  readonly storeName: string;
  /** The maximum number of requests. */
  readonly requestsMax: number;
  /** The maximum number of bytes of requests; one request may exceed it if it is alone. */
  readonly bytesMax: number;
  /** The maximum time from sending a command to its reply, in ms. */
  readonly replyMsMax: number;
  /** Called when the oldest request in flight has waited longer than `replyMsMax`. */
  readonly stalled: () => void;
  /** Called after waiting requests were removed because they had expired or their calls had ended. */
  readonly expired: () => void;
}

/** The pending requests of one connection. */
export class PendingRequests {
  readonly #setup: PendingSetup;
  readonly #inFlight = new RequestsInFlight<RedisRequest>();
  #waiting: RedisRequest[] = [];
  #count = 0;
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(setup: PendingSetup) {
    this.#setup = setup;
  }

  /** Requests, waiting and in flight. */
  get size(): number {
    return this.#count;
  }

  /** Bytes of all requests. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Requests that were sent and have no reply. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Whether requests wait to be sent. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Whether a request of this many bytes would exceed a limit. */
  isFull(bytes: number): boolean {
    if (this.#count === 0) return false;
    return this.#count >= this.#setup.requestsMax || this.#bytes + bytes > this.#setup.bytesMax;
  }

  /** Adds a request that is counted nowhere: it waits to be sent. */
  add(request: RedisRequest): void {
    request.countedBy = this;
    this.#count += 1;
    this.#bytes += request.bytes;
    this.#setExpiry(request);
    this.#waiting.push(request);
  }

  /** All waiting requests, in order; the caller sends or releases each. */
  takeWaiting(): readonly RedisRequest[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  /** As `takeWaiting`, without writes: these go on waiting. */
  takeWaitingReads(): readonly RedisRequest[] {
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((request) => request.isWrite);
    return waiting.filter((request) => !request.isWrite);
  }

  /** A request that was taken is being sent. */
  markSent(request: RedisRequest, now: number): void {
    request.isSent = true;
    request.sentAt = now;
    this.#inFlight.add(request);
  }

  /** A request in flight that the server rejected waits to be sent again. */
  requeue(request: RedisRequest): void {
    this.#inFlight.delete(request);
    request.isSent = false;
    this.#waiting.push(request);
  }

  /** Stops counting a request. Does nothing if it is not counted here. */
  release(request: RedisRequest): void {
    if (request.countedBy !== this) return;
    request.countedBy = undefined;
    this.#inFlight.delete(request);
    this.#count -= 1;
    this.#bytes -= request.bytes;
  }

  /** Rejects every waiting request. */
  rejectWaiting(error: StoreError): void {
    for (const request of this.takeWaiting()) {
      this.release(request);
      request.settle(undefined, error);
    }
  }

  /** Stops the timer. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #setExpiry(request: RedisRequest): void {
    const { clock, replyMsMax } = this.#setup;
    // A request that another server rejected keeps its time.
    if (request.expiresAt === Number.POSITIVE_INFINITY) {
      const { call } = request;
      const leftMs =
        call.deadline === Number.POSITIVE_INFINITY ? call.deadline : call.deadline - call.clock.monotonic();
      request.expiresByCall = leftMs <= replyMsMax;
      request.expiresAt = clock.monotonic() + Math.min(leftMs, replyMsMax);
    }
    if (request.expiresAt < this.#timerAt) this.#setTimer(request.expiresAt);
  }

  #setTimer(at: number): void {
    clearTimeout(this.#timer);
    this.#timerAt = at;
    if (at === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.max(0, Math.ceil(at - this.#setup.clock.monotonic()));
    this.#timer = setTimeout(() => this.#expire(), waitMs);
  }

  #expire(): void {
    const now = this.#setup.clock.monotonic();
    const stallsAt = this.#inFlight.oldestSentAt + this.#setup.replyMsMax;
    const isStalled = now >= stallsAt;
    const inFlightNext = this.#settleExpired(this.#inFlight, now);
    const waitingNext = this.#settleExpired(this.#waiting, now);
    this.#removeSettledWaiting();
    // A stall ends the connection and so the requests in flight. Waiting requests are kept for the next connection.
    this.#setTimer(isStalled ? waitingNext : Math.min(stallsAt, inFlightNext, waitingNext));
    if (isStalled) this.#setup.stalled();
  }

  // Returns when the next of the others expires; Infinity if there is none.
  #settleExpired(requests: Iterable<RedisRequest>, now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const request of requests) {
      if (request.isSettled) continue;
      if (request.expiresAt <= now) this.#settleLate(request);
      else next = Math.min(next, request.expiresAt);
    }
    return next;
  }

  #settleLate(request: RedisRequest): void {
    const code = request.expiresByCall ? "deadline" : "unavailable";
    request.settle(undefined, lateError(this.#setup.storeName, code, request.isSent));
  }

  #removeSettledWaiting(): void {
    if (!this.#waiting.some((request) => request.isSettled)) return;
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((request) => !request.isSettled);
    for (const request of waiting) if (request.isSettled) this.release(request);
    this.#setup.expired();
  }
}
