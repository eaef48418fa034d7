// A queue of calls of one kind that are sent together: the core of the gather layer,
// for commits and for reads. It has no timer and costs nothing while it is empty.
// Bounded: flushes in flight, size of a flush, waiting calls and waiting bytes.
import type { Call } from "../model/call.ts";
import { asStoreError, type Outcome, StoreError } from "../model/errors.ts";
import { endedCallError } from "../store/call-check.ts";
import { type DeadlineTimer, type Expirable, noSlot } from "../store/deadline-timer.ts";
import { joinCalls } from "./joined-call.ts";

/** What one caller sends: items that stay together. */
export interface GatherRequest<Item> {
  readonly items: readonly Item[];
  /** The keys of the items; requests that share a key stay in order. Read only if several flushes may be in flight. */
  readonly keys: readonly string[];
  /** Size of the request, in the unit of `flushUnitsMax`. */
  readonly units: number;
  readonly bytes: number;
  readonly call: Call;
}

/** What is sent to the store: the items of some requests, and one call that stands for theirs. */
export interface Flush<Item> {
  readonly items: readonly Item[];
  readonly call: Call;
}

/** Bounds and dependencies of a queue. */
export interface GatherQueueOptions<Item, Result> {
  readonly inFlightMax: number;
  readonly flushUnitsMax: number;
  readonly flushBytesMax: number;
  readonly waitingCallsMax: number;
  readonly waitingBytesMax: number;
  readonly deadlines: DeadlineTimer;
  /** The outcome of a call whose deadline passes while it is in flight. */
  readonly lateOutcome: Outcome;
  /** Whether requests that share a key must not be in flight at the same time. */
  readonly isOrdered: boolean;
  /** Whether an error of a whole flush was caused by one of its requests, and nothing was done. */
  isRequestError(thrown: unknown): boolean;
  /** Sends a flush. Resolves to one result per item, in order. */
  send(flush: Flush<Item>): Promise<readonly Result[]>;
}

// Ended waiters are removed from the queue once there are this many more of them than waiting ones.
const endedWaitersMax = 64;

/** Gathers calls and sends them together. */
export class GatherQueue<Item, Result> {
  readonly #options: GatherQueueOptions<Item, Result>;
  readonly #tracksKeys: boolean;
  readonly #idleListeners: (() => void)[] = [];
  // The keys of each flush in flight; at most `inFlightMax` sets.
  readonly #keysInFlight: ReadonlySet<string>[] = [];
  // In order of arrival. Ended waiters stay in it until the next flush.
  #queue: Waiter<Item, Result>[] = [];
  #waitingCount = 0;
  #waitingBytes = 0;
  #inFlight = 0;
  #isFlushScheduled = false;

  constructor(options: GatherQueueOptions<Item, Result>) {
    this.#options = options;
    this.#tracksKeys = options.isOrdered && options.inFlightMax > 1;
  }

  /** Enqueues a request. Resolves to its own results; rejects with `overloaded` if the queue is full. */
  enqueue(request: GatherRequest<Item>): Promise<readonly Result[]> {
    const error = endedCallError(request.call) ?? this.#overloadError(request);
    if (error !== undefined) return Promise.reject(error);
    const waiter = new Waiter<Item, Result>(request, this);
    this.#queue.push(waiter);
    this.#waitingCount += 1;
    this.#waitingBytes += request.bytes;
    this.#options.deadlines.add(waiter, request.call);
    this.#scheduleFlush();
    return waiter.results;
  }

  /** Removes a waiter whose deadline has passed, and returns the outcome of its request. */
  abandon(waiter: Waiter<Item, Result>): Outcome {
    this.#dequeue(waiter);
    this.#removeEnded();
    return waiter.isInFlight ? this.#options.lateOutcome : "not-applied";
  }

  /** Stops the deadline of a waiter that has ended. */
  release(waiter: Waiter<Item, Result>): void {
    this.#options.deadlines.remove(waiter);
  }

  /** Resolves when nothing is waiting or in flight. */
  async idle(): Promise<void> {
    if (this.#waitingCount === 0 && this.#inFlight === 0) return;
    await new Promise<void>((resolve) => this.#idleListeners.push(resolve));
  }

  #overloadError({ bytes }: GatherRequest<Item>): StoreError | undefined {
    const { waitingCallsMax, waitingBytesMax } = this.#options;
    if (this.#waitingCount >= waitingCallsMax) {
      return new StoreError(
        "overloaded",
        `the limit of ${waitingCallsMax} calls waiting for the store is reached`,
      );
    }
    if (this.#waitingBytes === 0 || this.#waitingBytes + bytes <= waitingBytesMax) return undefined;
    return new StoreError(
      "overloaded",
      `the limit of ${waitingBytesMax} bytes waiting for the store is reached`,
    );
  }

  #dequeue(waiter: Waiter<Item, Result>): void {
    if (!waiter.isWaiting) return;
    waiter.isWaiting = false;
    this.#waitingCount -= 1;
    this.#waitingBytes -= waiter.request.bytes;
  }

  // While the store does not reply, waiters whose deadlines have passed must not accumulate.
  #removeEnded(): void {
    if (this.#queue.length > 2 * this.#waitingCount + endedWaitersMax)
      this.#queue = this.#queue.filter(({ isWaiting }) => isWaiting);
  }

  // At the end of the event-loop turn, so that all calls of the turn are sent together.
  #scheduleFlush(): void {
    if (this.#isFlushScheduled || this.#inFlight >= this.#options.inFlightMax) return;
    this.#isFlushScheduled = true;
    setImmediate(() => {
      this.#isFlushScheduled = false;
      this.#flushAll();
      this.#notifyIdle();
    });
  }

  #flushAll(): void {
    while (this.#inFlight < this.#options.inFlightMax) {
      const waiters = this.#takeFlush();
      if (waiters.length === 0) return;
      void this.#flush(waiters);
    }
  }

  #notifyIdle(): void {
    if (this.#waitingCount > 0 || this.#inFlight > 0) return;
    for (const listener of this.#idleListeners.splice(0)) listener();
  }

  // Dequeues the waiters of the next flush, in order. One that must wait for a key holds back later ones with that key.
  #takeFlush(): Waiter<Item, Result>[] {
    const { flushUnitsMax, flushBytesMax } = this.#options;
    const taken: Waiter<Item, Result>[] = [];
    const remaining: Waiter<Item, Result>[] = [];
    const heldKeys = new Set<string>();
    let units = 0;
    let bytes = 0;
    let isFull = false;
    for (const waiter of this.#queue) {
      const { request } = waiter;
      if (!waiter.isWaiting || (!isFull && this.#failIfEnded(waiter))) continue;
      const mustWait = isFull || (this.#tracksKeys && this.#sharesKey(request, heldKeys));
      // Once the flush is full all others remain, and their keys do not matter.
      if (mustWait && !isFull) for (const key of request.keys) heldKeys.add(key);
      if (!mustWait) {
        units += request.units;
        bytes += request.bytes;
        // The first request is taken regardless of its size.
        isFull = taken.length > 0 && (units > flushUnitsMax || bytes > flushBytesMax);
      }
      if (mustWait || isFull) remaining.push(waiter);
      else {
        this.#dequeue(waiter);
        taken.push(waiter);
      }
    }
    this.#queue = remaining;
    return taken;
  }

  #failIfEnded(waiter: Waiter<Item, Result>): boolean {
    if (waiter.hasEnded) return true;
    const error = endedCallError(waiter.call);
    if (error === undefined) return false;
    this.#dequeue(waiter);
    waiter.fail(error);
    return true;
  }

  #sharesKey({ keys }: GatherRequest<Item>, heldKeys: ReadonlySet<string>): boolean {
    return keys.some((key) => heldKeys.has(key) || this.#keysInFlight.some((other) => other.has(key)));
  }

  async #flush(waiters: readonly Waiter<Item, Result>[]): Promise<void> {
    this.#inFlight += 1;
    const keys = this.#tracksKeys ? keysOf(waiters) : undefined;
    if (keys !== undefined) this.#keysInFlight.push(keys);
    await this.#send(waiters);
    if (keys !== undefined) this.#keysInFlight.splice(this.#keysInFlight.indexOf(keys), 1);
    this.#inFlight -= 1;
    if (this.#waitingCount > 0) this.#scheduleFlush();
    else this.#notifyIdle();
  }

  // Never rejects: an error goes to the waiters.
  async #send(waiters: readonly Waiter<Item, Result>[]): Promise<void> {
    for (const waiter of waiters) waiter.isInFlight = true;
    const { send, isRequestError } = this.#options;
    const joined = joinCalls(waiters.map(({ call }) => call));
    try {
      distribute(await send({ items: itemsOf(waiters), call: joined.call }), waiters);
    } catch (thrown) {
      if (waiters.length > 1 && isRequestError(thrown)) await this.#sendEach(waiters);
      else for (const waiter of waiters) waiter.fail(asStoreError(thrown));
    } finally {
      joined.end();
    }
  }

  // One after the other, so that they stay in order.
  async #sendEach(waiters: readonly Waiter<Item, Result>[]): Promise<void> {
    for (const waiter of waiters) {
      waiter.isInFlight = false;
      if (!this.#failIfEnded(waiter)) await this.#send([waiter]);
    }
  }
}

function keysOf<Item, Result>(waiters: readonly Waiter<Item, Result>[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { request } of waiters) for (const key of request.keys) keys.add(key);
  return keys;
}

function itemsOf<Item, Result>(waiters: readonly Waiter<Item, Result>[]): readonly Item[] {
  const [first, ...others] = waiters;
  if (first !== undefined && others.length === 0) return first.request.items;
  return waiters.flatMap(({ request }) => request.items);
}

function distribute<Item, Result>(
  results: readonly Result[],
  waiters: readonly Waiter<Item, Result>[],
): void {
  const count = waiters.reduce((sum, { request }) => sum + request.items.length, 0);
  if (results.length !== count) {
    throw new StoreError("internal", `the store returned ${results.length} results instead of ${count}`);
  }
  let start = 0;
  for (const waiter of waiters) {
    const end = start + waiter.request.items.length;
    waiter.done(results.slice(start, end));
    start = end;
  }
}

// One request, from its arrival to its result.
class Waiter<Item, Result> implements Expirable {
  slot = noSlot;
  isWaiting = true;
  isInFlight = false;
  hasEnded = false;
  readonly request: GatherRequest<Item>;
  readonly results: Promise<readonly Result[]>;
  readonly #queue: GatherQueue<Item, Result>;
  #resolve: (results: readonly Result[]) => void = () => undefined;
  #reject: (error: StoreError) => void = () => undefined;

  constructor(request: GatherRequest<Item>, queue: GatherQueue<Item, Result>) {
    this.request = request;
    this.#queue = queue;
    this.results = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get call(): Call {
    return this.request.call;
  }

  done(results: readonly Result[]): void {
    this.#end();
    this.#resolve(results);
  }

  fail(error: StoreError): void {
    this.#end();
    this.#reject(error);
  }

  expire(): void {
    const outcome = this.#queue.abandon(this);
    const message = this.isInFlight
      ? "the deadline passed before the store replied"
      : "the deadline passed before the call was sent";
    this.fail(new StoreError("deadline", message, { outcome }));
  }

  #end(): void {
    this.hasEnded = true;
    this.#queue.release(this);
  }
}
