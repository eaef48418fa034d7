// One connection to one server. Commands of one turn of the event loop leave
// together; each is told once. What holds: nothing leaves before the server is
// known to be ready; a command that has left is never sent again unless the
// server refused it; what waits or is unanswered is bounded, in number and in
// bytes, until the server has answered, even when the caller has long gone.
import type { Command, Redis } from "ioredis";
import { Backoff } from "../../../driver-kit/backoff.ts";
import { createLatch } from "../../../driver-kit/latch.ts";
import type { Clock } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import { closedError, departureFault } from "../../../store/departure.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { connectError, errorWord, lateError, lostError, replyError } from "../redis-errors.ts";
import type { RedisServerInfo } from "../redis-facts.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { createClient } from "./redis-client.ts";
import { command } from "./redis-command.ts";
import { greet } from "./redis-handshake.ts";
import { RequestsInFlight } from "./redis-in-flight.ts";
import { RedisRequest } from "./redis-request.ts";
import { createTurn, type Turn } from "./redis-write-buffer.ts";

/** What a connection tells those who own it. */
export interface ConnectionHooks {
  /** The server is ready. */
  readonly opened: (connection: RedisConnection, info: RedisServerInfo) => void;
  /** A connection that was open has gone. */
  readonly lost: (connection: RedisConnection) => void;
  /** The server refused a request; true if it was sent elsewhere. */
  readonly refused: (connection: RedisConnection, request: RedisRequest, reply: Error) => boolean;
}

/** How a connection is made. */
export interface ConnectionSetup {
  readonly options: RedisOptions;
  readonly address: RedisAddress;
  readonly context: DriverContext;
  readonly hooks: ConnectionHooks;
  /** Longest time for an answer, in ms: then the server counts as gone. */
  readonly answerMsMax: number;
}

const reconnectBounds = { delayMsMin: 50, delayMsMax: 1000 };
const renewIntervalMs = 5000;
const detoursMax = 16;
const asking = command("ASKING");
const fullText = "too many commands are waiting for Redis or unanswered by it";

/** One connection to one server, for as long as the store is open. */
export class RedisConnection {
  readonly address: RedisAddress;
  readonly #setup: ConnectionSetup;
  readonly #clock: Clock;
  readonly #redis: Redis;
  readonly #inFlight = new RequestsInFlight<RedisRequest>();
  #waiting: RedisRequest[] = [];
  #count = 0;
  #bytes = 0;
  #isOpen = false;
  // Whether a call waits for the connection: while the first attempt since it was last good is under way.
  #isPatient = true;
  #isClosed = false;
  #isScheduled = false;
  #isRenewing = false;
  #renewedAt = Number.NEGATIVE_INFINITY;
  readonly #backoff: Backoff;
  #epoch = 0;
  #cause: unknown;
  #info: RedisServerInfo | undefined;
  #dueTimer: NodeJS.Timeout | undefined;
  #dueTimerAt = Number.POSITIVE_INFINITY;
  #dialTimer: NodeJS.Timeout | undefined;
  readonly #drained = createLatch();
  readonly #firstAttempt = createLatch();

  constructor(setup: ConnectionSetup) {
    this.#setup = setup;
    this.address = setup.address;
    this.#clock = setup.context.clock;
    this.#backoff = new Backoff(reconnectBounds, setup.context.random);
    this.#redis = createClient(setup.options, setup.address, () => this.#backoff.next());
    this.#redis.on("connect", () => this.#watchDialling());
    this.#redis.on("ready", () => void this.#prepare());
    this.#redis.on("error", (cause: unknown) => this.#onError(cause));
    this.#redis.on("close", () => this.#onClose());
    this.#redis.on("end", () => this.#onEnd());
    this.#connect();
  }

  /** Whether commands can leave now. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Counts how often it was opened; 0 before the first time. */
  get epoch(): number {
    return this.#epoch;
  }

  /** What the server said of itself when it was last reached. */
  get info(): RedisServerInfo | undefined {
    return this.#info;
  }

  /** Resolves when the first attempt to connect has succeeded or failed. */
  get firstAttempt(): Promise<void> {
    return this.#firstAttempt.opened;
  }

  /** Takes a request; it is told its reply, or why there is none, by its own deadline at the latest. */
  send(request: RedisRequest): void {
    const fault = this.#admissionFault(request);
    if (fault !== undefined) {
      request.settle(undefined, fault);
      return;
    }
    this.#count += 1;
    this.#bytes += request.bytes;
    this.#setDue(request);
    this.#waiting.push(request);
    this.#schedule();
  }

  #admissionFault(request: RedisRequest): StoreError | undefined {
    if (this.#isClosed) return closedError();
    if (!this.#isOpen && !this.#isPatient) return this.#connectFault();
    const { inFlightMax, inFlightBytesMax } = this.#setup.options;
    const fits = this.#count === 0 || this.#bytes + request.bytes <= inFlightBytesMax;
    if (this.#count < inFlightMax && fits) return undefined;
    return new StoreError("overloaded", this.#named(fullText), { retryDelayMs: 50 });
  }

  /** Lets what was taken end, then closes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (!this.#isOpen) this.#failWaiting(closedError());
    if (this.#count > 0) await this.#drained.opened;
    clearTimeout(this.#dueTimer);
    clearTimeout(this.#dialTimer);
    this.#redis.disconnect();
  }

  #named(text: string): string {
    return `store ${this.#setup.context.storeName}: ${text}`;
  }

  #connectFault(): StoreError {
    return connectError(this.#setup.context.storeName, this.#cause);
  }

  #connect(): void {
    this.#redis.connect().catch(() => {
      // The events tell the same.
    });
  }

  // The library times the connecting only; a server that is frozen takes connections and says nothing.
  #watchDialling(): void {
    clearTimeout(this.#dialTimer);
    this.#dialTimer = setTimeout(() => {
      this.#cause = Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
      this.#redis.stream.destroy();
    }, this.#setup.options.dialTimeoutMs);
  }

  async #prepare(): Promise<void> {
    const epoch = ++this.#epoch;
    const isCurrent = (): boolean => epoch === this.#epoch && !this.#isClosed;
    try {
      const info = await greet(this.#redis, this.#setup.options, () => this.#stillLoading(isCurrent));
      if (isCurrent() && !this.#redis.stream.destroyed) this.#open(info);
    } catch (cause) {
      this.#cause = cause;
      if (isCurrent()) this.#redis.stream.destroy();
    }
  }

  // A server that says so is alive, however long it takes.
  #stillLoading(isCurrent: () => boolean): boolean {
    this.#cause = new Error("LOADING");
    if (isCurrent()) this.#watchDialling();
    return isCurrent();
  }

  #open(info: RedisServerInfo): void {
    clearTimeout(this.#dialTimer);
    this.#info = info;
    this.#isOpen = true;
    this.#isPatient = true;
    this.#backoff.reset();
    this.#cause = undefined;
    this.#firstAttempt.open();
    this.#setup.context.log({ level: "info", message: this.#named("connected to Redis") });
    this.#setup.hooks.opened(this, info);
    this.#schedule();
  }

  #onError(cause: unknown): void {
    this.#cause = cause;
    if (this.#isOpen || this.#isRenewing) return;
    this.#isPatient = false;
    this.#failWaiting(this.#connectFault());
    this.#firstAttempt.open();
  }

  #onClose(): void {
    clearTimeout(this.#dialTimer);
    const wasGood = this.#isOpen || this.#isRenewing;
    this.#isOpen = false;
    this.#isRenewing = false;
    this.#epoch += 1;
    this.#isPatient = wasGood;
    const level = this.#isClosed ? "debug" : "warn";
    const fault = this.#connectFault();
    this.#setup.context.log({ level, message: fault.message, cause: fault.cause });
    if (!wasGood) this.#failWaiting(this.#isClosed ? closedError() : fault);
    this.#firstAttempt.open();
    if (wasGood) this.#setup.hooks.lost(this);
  }

  // The library gives up where it could not even begin to connect.
  #onEnd(): void {
    if (this.#isClosed) return;
    this.#isPatient = false;
    this.#failWaiting(this.#connectFault());
    this.#firstAttempt.open();
    setTimeout(() => {
      if (!this.#isClosed) this.#connect();
    }, this.#backoff.next()).unref();
  }

  #failWaiting(fault: StoreError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const request of waiting) this.#finish(request, undefined, fault);
  }

  #schedule(): void {
    if (this.#isScheduled || !this.#isOpen) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#depart();
    });
  }

  #depart(): void {
    const { stream, status } = this.#redis;
    if (!this.#isOpen || this.#waiting.length === 0 || status !== "ready" || !stream.writable) return;
    const leaving = this.#waiting;
    this.#waiting = [];
    const now = this.#clock.monotonic();
    // One write for the whole turn.
    const turn = createTurn();
    for (const request of leaving) this.#departOne(request, turn, now);
    if (turn.text !== "") stream.write(turn.text, "latin1");
  }

  #departOne(request: RedisRequest, turn: Turn, now: number): void {
    const fault = request.isSettled ? undefined : this.#departureFault(request);
    if (request.isSettled || fault !== undefined) {
      this.#finish(request, undefined, fault);
      return;
    }
    request.leftAt = now;
    request.carrier = this;
    request.carrierEpoch = this.#epoch;
    request.departed = true;
    this.#inFlight.add(request);
    if (request.isAsking) this.#pass(new RedisRequest(asking, request.call, -1, () => {}), turn);
    this.#pass(request, turn);
  }

  // The library keeps the order of replies, and writes to the turn instead of to the socket.
  #pass(request: RedisRequest, turn: Turn): void {
    this.#redis.sendCommand(request as unknown as Command, turn as unknown as Redis["stream"]);
  }

  #departureFault({ call, epoch }: RedisRequest): StoreError | undefined {
    const isLate = epoch !== undefined && epoch !== this.#epoch;
    return isLate ? lostError(this.#setup.context.storeName, undefined) : departureFault(call);
  }

  /** The library has the reply to a request. */
  onReply(request: RedisRequest, reply: unknown): void {
    this.#finish(request, reply, undefined);
  }

  /** The server refused a request, or the connection ended before it answered. */
  onRefusal(request: RedisRequest, cause: Error): void {
    const { storeName } = this.#setup.context;
    if (cause.name !== "ReplyError") this.#finish(request, undefined, lostError(storeName, cause));
    else if (!this.#tryElsewhere(request, cause))
      this.#finish(request, undefined, replyError(storeName, cause));
  }

  // What was refused was not applied, so it may be sent again where or as the refusal says.
  #tryElsewhere(request: RedisRequest, cause: Error): boolean {
    const word = errorWord(cause.message);
    if (word === "READONLY") this.#renew();
    if (request.detours >= detoursMax || request.isSettled) return false;
    if (word === "NOSCRIPT" && !request.sendsText) {
      this.#sendAgain(request);
      return true;
    }
    this.#release(request);
    request.departed = false;
    return this.#setup.hooks.refused(this, request, cause);
  }

  #sendAgain(request: RedisRequest): void {
    this.#inFlight.delete(request);
    request.departed = false;
    request.detours += 1;
    request.sendsText = true;
    this.#waiting.push(request);
    this.#schedule();
  }

  // A primary that became a replica: find the new one, once what is under way has been answered.
  #renew(): void {
    const now = this.#clock.monotonic();
    if (!this.#isOpen || now - this.#renewedAt < renewIntervalMs) return;
    this.#renewedAt = now;
    this.#isRenewing = true;
    this.#isOpen = false;
  }

  #finish(request: RedisRequest, reply: unknown, fault: StoreError | undefined): void {
    this.#release(request);
    request.settle(reply, fault);
  }

  #release(request: RedisRequest): void {
    if (request.owner !== this) return;
    request.owner = undefined;
    this.#inFlight.delete(request);
    this.#count -= 1;
    this.#bytes -= request.bytes;
    if (this.#isRenewing && this.#inFlight.size === 0) this.#redis.stream.destroy();
    if (this.#count === 0 && this.#isClosed) this.#drained.open();
  }

  #setDue(request: RedisRequest): void {
    request.owner = this;
    // A request that came from another server keeps its time.
    if (request.dueAt === Number.POSITIVE_INFINITY) {
      const { call } = request;
      const leftMs =
        call.deadline === Number.POSITIVE_INFINITY ? call.deadline : call.deadline - call.clock.monotonic();
      request.isDueByCall = leftMs <= this.#setup.answerMsMax;
      request.dueAt = this.#clock.monotonic() + Math.min(leftMs, this.#setup.answerMsMax);
    }
    if (request.dueAt < this.#dueTimerAt) this.#armDueTimer(request.dueAt);
  }

  #armDueTimer(dueAt: number): void {
    clearTimeout(this.#dueTimer);
    this.#dueTimerAt = dueAt;
    if (dueAt === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.max(0, Math.ceil(dueAt - this.#clock.monotonic()));
    this.#dueTimer = setTimeout(() => this.#endDue(), waitMs);
  }

  // Ends calls whose time is over. What has left stays counted until it is answered or the connection is given up.
  #endDue(): void {
    const now = this.#clock.monotonic();
    let next = this.#inFlight.oldestLeftAt + this.#setup.answerMsMax;
    const isFrozen = now >= next;
    for (const requests of [this.#inFlight, this.#waiting]) {
      for (const request of requests) {
        if (request.isSettled) continue;
        if (request.dueAt <= now) request.settle(undefined, this.#lateFault(request));
        else next = Math.min(next, request.dueAt);
      }
    }
    if (!this.#isOpen) this.#dropSettled();
    this.#armDueTimer(isFrozen ? Number.POSITIVE_INFINITY : next);
    if (!isFrozen) return;
    this.#cause = Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
    this.#redis.stream.destroy();
  }

  #dropSettled(): void {
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((request) => !request.isSettled);
    for (const request of waiting) if (request.isSettled) this.#release(request);
  }

  #lateFault(request: RedisRequest): StoreError {
    const code = request.isDueByCall ? "deadline" : "unavailable";
    return lateError(this.#setup.context.storeName, code, request.departed);
  }
}
