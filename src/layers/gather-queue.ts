// A queue of calls of one kind that depart together: the machine behind the
// gather layer, for commits and for reads alike. It has no timer of its own and
// costs nothing while nothing waits. Bounded: departures under way, size of a
// departure, calls and bytes that wait.
import type { Call } from "../model/call.ts";
import { asStoreError, type Outcome, StoreError } from "../model/errors.ts";
import { endedCallError } from "../store/call-check.ts";
import { type DeadlineTimer, type Expirable, noSlot } from "../store/deadline-timer.ts";
import { joinCalls } from "./joined-call.ts";

/** What one caller sends: some items that stay together. */
export interface GatherRequest<Item> {
  readonly items: readonly Item[];
  /** What the items are about; calls that share one are kept in order. Looked at only if several may be under way. */
  readonly keys: readonly string[];
  /** How much of a departure it takes, in the unit of `departureUnitsMax`. */
  readonly units: number;
  readonly bytes: number;
  readonly call: Call;
}

/** What departs: the items of some callers, and a call that stands for theirs. */
export interface GatherRound<Item> {
  readonly items: readonly Item[];
  readonly call: Call;
}

/** Bounds of a queue, and what it does. */
export interface GatherQueueOptions<Item, Result> {
  readonly departuresMax: number;
  readonly departureUnitsMax: number;
  readonly departureBytesMax: number;
  readonly waitingCallsMax: number;
  readonly waitingBytesMax: number;
  readonly deadlines: DeadlineTimer;
  /** What is known of a call whose deadline passes while it is under way. */
  readonly lateOutcome: Outcome;
  /** Whether calls that share a key must not be under way at once. */
  readonly isOrdered: boolean;
  /** Whether a failure of a whole departure is the fault of a request in it, and nothing was done. */
  isRequestFault(thrown: unknown): boolean;
  /** Sends a round; one result per item, in order. */
  depart(round: GatherRound<Item>): Promise<readonly Result[]>;
}

// How many who gave up may lie among those who wait before they are sorted out, besides as many as wait.
const takenOutMax = 64;

/** Gathers calls and sends them on. */
export class GatherQueue<Item, Result> {
  readonly #options: GatherQueueOptions<Item, Result>;
  readonly #tracksKeys: boolean;
  readonly #idleListeners: (() => void)[] = [];
  // The keys of each departure under way; at most `departuresMax`.
  readonly #keysUnderWay: ReadonlySet<string>[] = [];
  // In order of arrival; also some who gave up, until the next departure.
  #waiting: Passenger<Item, Result>[] = [];
  #waitingCount = 0;
  #waitingBytes = 0;
  #departures = 0;
  #isCalledOut = false;

  constructor(options: GatherQueueOptions<Item, Result>) {
    this.#options = options;
    this.#tracksKeys = options.isOrdered && options.departuresMax > 1;
  }

  /** Sends a request with others; resolves to its own results. Rejects with `overloaded` if too much waits. */
  enter(request: GatherRequest<Item>): Promise<readonly Result[]> {
    const fault = endedCallError(request.call) ?? this.#overload(request);
    if (fault !== undefined) return Promise.reject(fault);
    const passenger = new Passenger<Item, Result>(request, this);
    this.#waiting.push(passenger);
    this.#waitingCount += 1;
    this.#waitingBytes += request.bytes;
    this.#options.deadlines.add(passenger, request.call);
    this.#callOut();
    return passenger.results;
  }

  /** Takes out a passenger who gave up, and tells what is then known of the request. */
  giveUp(passenger: Passenger<Item, Result>): Outcome {
    this.#takeOut(passenger);
    this.#dropTakenOut();
    return passenger.hasDeparted ? this.#options.lateOutcome : "not-applied";
  }

  /** Lets go of a passenger who was answered. */
  release(passenger: Passenger<Item, Result>): void {
    this.#options.deadlines.remove(passenger);
  }

  /** Resolves when nothing waits or is under way. */
  async idle(): Promise<void> {
    if (this.#waitingCount === 0 && this.#departures === 0) return;
    await new Promise<void>((resolve) => this.#idleListeners.push(resolve));
  }

  #overload({ bytes }: GatherRequest<Item>): StoreError | undefined {
    const { waitingCallsMax, waitingBytesMax } = this.#options;
    if (this.#waitingCount >= waitingCallsMax) {
      return new StoreError("overloaded", `the store has its limit of ${waitingCallsMax} calls waiting`);
    }
    if (this.#waitingBytes === 0 || this.#waitingBytes + bytes <= waitingBytesMax) return undefined;
    return new StoreError("overloaded", `the store has its limit of ${waitingBytesMax} bytes waiting`);
  }

  #takeOut(passenger: Passenger<Item, Result>): void {
    if (!passenger.isWaiting) return;
    passenger.isWaiting = false;
    this.#waitingCount -= 1;
    this.#waitingBytes -= passenger.request.bytes;
  }

  // Behind a store that answers nobody, those who gave up must not pile up.
  #dropTakenOut(): void {
    if (this.#waiting.length > 2 * this.#waitingCount + takenOutMax)
      this.#waiting = this.#waiting.filter(({ isWaiting }) => isWaiting);
  }

  // At the end of the turn, so that whoever else calls in it comes along.
  #callOut(): void {
    if (this.#isCalledOut || this.#departures >= this.#options.departuresMax) return;
    this.#isCalledOut = true;
    setImmediate(() => {
      this.#isCalledOut = false;
      this.#departAll();
      this.#tellIdle();
    });
  }

  #departAll(): void {
    while (this.#departures < this.#options.departuresMax) {
      const passengers = this.#board();
      if (passengers.length === 0) return;
      void this.#travel(passengers);
    }
  }

  #tellIdle(): void {
    if (this.#waitingCount > 0 || this.#departures > 0) return;
    for (const listener of this.#idleListeners.splice(0)) listener();
  }

  // Takes out who may depart now, in order. Whoever must wait for a key makes those wait who come later with it.
  #board(): Passenger<Item, Result>[] {
    const { departureUnitsMax, departureBytesMax } = this.#options;
    const boarded: Passenger<Item, Result>[] = [];
    const staying: Passenger<Item, Result>[] = [];
    const keysLeft = new Set<string>();
    let units = 0;
    let bytes = 0;
    let isFull = false;
    for (const passenger of this.#waiting) {
      const { request } = passenger;
      if (!passenger.isWaiting || (!isFull && this.#isGivenUp(passenger))) continue;
      const mustWait = isFull || (this.#tracksKeys && this.#mustWait(request, keysLeft));
      // Once it is full all stay, and nobody asks any more which keys stay.
      if (mustWait && !isFull) for (const key of request.keys) keysLeft.add(key);
      if (!mustWait) {
        units += request.units;
        bytes += request.bytes;
        // The first departs however much it has.
        isFull = boarded.length > 0 && (units > departureUnitsMax || bytes > departureBytesMax);
      }
      if (mustWait || isFull) staying.push(passenger);
      else {
        this.#takeOut(passenger);
        boarded.push(passenger);
      }
    }
    this.#waiting = staying;
    return boarded;
  }

  #isGivenUp(passenger: Passenger<Item, Result>): boolean {
    if (passenger.isOver) return true;
    const fault = endedCallError(passenger.call);
    if (fault === undefined) return false;
    this.#takeOut(passenger);
    passenger.fail(fault);
    return true;
  }

  #mustWait({ keys }: GatherRequest<Item>, keysLeft: ReadonlySet<string>): boolean {
    return keys.some((key) => keysLeft.has(key) || this.#keysUnderWay.some((other) => other.has(key)));
  }

  async #travel(passengers: readonly Passenger<Item, Result>[]): Promise<void> {
    this.#departures += 1;
    const keys = this.#tracksKeys ? keysOf(passengers) : undefined;
    if (keys !== undefined) this.#keysUnderWay.push(keys);
    await this.#send(passengers);
    if (keys !== undefined) this.#keysUnderWay.splice(this.#keysUnderWay.indexOf(keys), 1);
    this.#departures -= 1;
    if (this.#waitingCount > 0) this.#callOut();
    else this.#tellIdle();
  }

  // Never rejects: what fails, fails for the passengers.
  async #send(passengers: readonly Passenger<Item, Result>[]): Promise<void> {
    for (const passenger of passengers) passenger.hasDeparted = true;
    const { depart, isRequestFault } = this.#options;
    const joined = joinCalls(passengers.map(({ call }) => call));
    try {
      handOut(await depart({ items: itemsOf(passengers), call: joined.call }), passengers);
    } catch (thrown) {
      if (passengers.length > 1 && isRequestFault(thrown)) await this.#sendEach(passengers);
      else for (const passenger of passengers) passenger.fail(asStoreError(thrown));
    } finally {
      joined.end();
    }
  }

  // One after the other, so that their order stays.
  async #sendEach(passengers: readonly Passenger<Item, Result>[]): Promise<void> {
    for (const passenger of passengers) {
      passenger.hasDeparted = false;
      if (!this.#isGivenUp(passenger)) await this.#send([passenger]);
    }
  }
}

function keysOf<Item, Result>(passengers: readonly Passenger<Item, Result>[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { request } of passengers) for (const key of request.keys) keys.add(key);
  return keys;
}

function itemsOf<Item, Result>(passengers: readonly Passenger<Item, Result>[]): readonly Item[] {
  const [first, ...others] = passengers;
  if (first !== undefined && others.length === 0) return first.request.items;
  return passengers.flatMap(({ request }) => request.items);
}

function handOut<Item, Result>(
  results: readonly Result[],
  passengers: readonly Passenger<Item, Result>[],
): void {
  const count = passengers.reduce((sum, { request }) => sum + request.items.length, 0);
  if (results.length !== count) {
    throw new StoreError("internal", "the store answered another number of results than it was asked");
  }
  let at = 0;
  for (const passenger of passengers) {
    const end = at + passenger.request.items.length;
    passenger.done(results.slice(at, end));
    at = end;
  }
}

// One caller, from arrival to answer.
class Passenger<Item, Result> implements Expirable {
  slot = noSlot;
  isWaiting = true;
  readonly request: GatherRequest<Item>;
  readonly results: Promise<readonly Result[]>;
  hasDeparted = false;
  isOver = false;
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
    const outcome = this.#queue.giveUp(this);
    const message = this.hasDeparted
      ? "the deadline passed before the store replied"
      : "the deadline passed before the call was sent";
    this.fail(new StoreError("deadline", message, { outcome }));
  }

  #end(): void {
    this.isOver = true;
    this.#queue.release(this);
  }
}
