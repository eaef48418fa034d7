// One connection to one server. Commands of one event-loop turn are sent in one
// write. What always holds: nothing is sent before the handshake is done; a
// command that was sent is never sent again unless the server rejected it;
// pending requests are bounded, in number and in bytes.
import type { Redis } from "ioredis";
import { Backoff } from "../../../driver-kit/backoff.ts";
import { createLatch, type Latch } from "../../../driver-kit/latch.ts";
import type { StoreError } from "../../../model/errors.ts";
import { closedError, endedCallError } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import {
  ConnectFailure,
  connectError,
  errorWord,
  lostError,
  overloadedError,
  replyError,
} from "../redis-errors.ts";
import type { RedisServerInfo } from "../redis-facts.ts";
import type { RedisAddress, RedisOptions } from "../redis-options.ts";
import { createClient, type Locate, reportingTarget } from "./redis-client.ts";
import { command } from "./redis-command.ts";
import { RedisHandshake } from "./redis-handshake.ts";
import { PendingRequests } from "./redis-pending.ts";
import { RedisPipeline } from "./redis-pipeline.ts";
import type { RedisRequest, RequestSender } from "./redis-request.ts";

/** What a connection reports to its owner. */
export interface ConnectionHooks {
  /** The server is ready. */
  readonly opened: (connection: RedisConnection, info: RedisServerInfo) => void;
  /** A connection that was ready has ended. */
  readonly lost: (connection: RedisConnection) => void;
  /** The server rejected a request; returns whether it was sent elsewhere. */
  readonly rejected: (connection: RedisConnection, request: RedisRequest, reply: Error) => boolean;
}

/** The options of a connection. */
export interface ConnectionSetup {
  readonly options: RedisOptions;
  /** The address, or what returns it for each attempt to connect. */
  readonly target: RedisAddress | Locate;
  readonly context: DriverContext;
  readonly hooks: ConnectionHooks;
  /** The maximum time for a reply, in ms; after that the server is considered lost. */
  readonly replyMsMax: number;
}

/**
 * - `connecting`: the first attempt ever, or the first since the connection was last ready. Calls wait for it.
 * - `unreachable`: the last attempt failed; more follow. Calls are rejected at once.
 * - `ready`: calls are sent.
 * - `held`: another server is about to become the primary. Writes wait; other commands are sent.
 * - `draining`: the server is no longer the primary. Calls wait; after the last reply the client reconnects.
 * - `closing`: `close` was called. Calls are rejected; pending requests end.
 * - `closed`: there is no connection any more.
 */
type ConnectionState =
  | { readonly name: "connecting" | "unreachable"; readonly handshake: RedisHandshake | undefined }
  | { readonly name: "ready" | "held" | "draining" }
  | { readonly name: "closing"; readonly drained: Latch }
  | { readonly name: "closed" };

const reconnectBounds = { delayMsMin: 50, delayMsMax: 1000 };
const drainIntervalMs = 5000;
const redirectsMax = 16;
const askingText = command("ASKING").text;

/** One connection to one server, for as long as the store is open. */
export class RedisConnection implements RequestSender {
  readonly #setup: ConnectionSetup;
  readonly #redis: Redis;
  readonly #backoff: Backoff;
  readonly #pipeline: RedisPipeline;
  readonly #pending: PendingRequests;
  readonly #firstAttempt = createLatch();
  // Where the last attempt to connect went.
  #address: RedisAddress | undefined;
  #state: ConnectionState = { name: "connecting", handshake: undefined };
  // Of the server that was last reached; kept while there is no connection.
  #info: RedisServerInfo | undefined;
  #epoch = 0;
  #isFlushScheduled = false;
  #drainedAt = Number.NEGATIVE_INFINITY;
  // Why there is no connection; undefined while there is one. Not part of the state, because errors precede its changes.
  #lastError: unknown;

  constructor(setup: ConnectionSetup) {
    const { options, target, context } = setup;
    this.#setup = setup;
    const noteAddress = (address: RedisAddress): void => {
      this.#address = address;
    };
    this.#backoff = new Backoff(reconnectBounds, context.random);
    this.#redis = createClient(options, reportingTarget(target, noteAddress), () => this.#backoff.next());
    this.#pipeline = new RedisPipeline(this.#redis, {
      replied: (request, reply) => this.#finish(request, reply, undefined),
      failed: (request, cause) => this.#onFailure(request, cause),
    });
    this.#pending = new PendingRequests({
      clock: context.clock,
      storeName: context.storeName,
      requestsMax: options.inFlightMax,
      bytesMax: options.inFlightBytesMax,
      replyMsMax: setup.replyMsMax,
      stalled: () => this.#abandon(new ConnectFailure("no-reply")),
      expired: () => this.#afterRelease(),
    });
    this.#listen();
    this.#connect();
  }

  /** Whether commands can be sent now; while it is held, writes cannot. */
  get isOpen(): boolean {
    return this.#state.name === "ready" || this.#state.name === "held";
  }

  /** The server's address; undefined before the first attempt to connect to one that has to be located. */
  get address(): RedisAddress | undefined {
    return this.#address;
  }

  /** How often the connection became ready. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The IP address that the server has; undefined without a connection, and for a socket's path. */
  get remoteAddress(): string | undefined {
    return this.#redis.stream?.remoteAddress;
  }

  /** What the server reported when it was last reached. */
  get info(): RedisServerInfo | undefined {
    return this.#info;
  }

  /** Resolves when the first attempt to connect has succeeded or failed, or when `close` is called. */
  get firstAttempt(): Promise<void> {
    return this.#firstAttempt.opened;
  }

  /** Sends a request; it is settled by its own deadline at the latest. */
  send(request: RedisRequest): void {
    const error = this.#admissionError(request);
    if (error !== undefined) {
      request.settle(undefined, error);
      return;
    }
    this.#pending.add(request);
    this.#scheduleFlush();
  }

  /** Lets writes wait from now on, until `release` is called or the connection ends. */
  hold(): void {
    if (this.#state.name === "ready") this.#state = { name: "held" };
  }

  /** Sends the writes that waited. */
  release(): void {
    if (this.#state.name !== "held") return;
    this.#state = { name: "ready" };
    this.#scheduleFlush();
  }

  /** The server became a replica: reconnects when the requests in flight have their replies. */
  drain(): void {
    if (!this.isOpen) return;
    this.#state = { name: "draining" };
    this.#afterRelease();
  }

  /** Another server is the primary: reconnects at once. The outcome of writes in flight is unknown. */
  leave(): void {
    if (this.isOpen || this.#state.name === "draining") this.#abandon(new ConnectFailure("switched"));
  }

  /** Lets pending requests end, then closes. */
  async close(): Promise<void> {
    const state = this.#state;
    if (state.name === "closed") return;
    if (state.name === "closing") return state.drained.opened;
    this.#cancelHandshake();
    this.#firstAttempt.open();
    const drained = createLatch();
    this.#state = { name: "closing", drained };
    if (state.name !== "ready") this.#pending.rejectWaiting(closedError());
    if (this.#pending.size > 0) await drained.opened;
    this.#state = { name: "closed" };
    drained.open();
    this.#pending.close();
    this.#redis.disconnect();
  }

  #listen(): void {
    this.#redis.on("connect", () => this.#onConnect());
    this.#redis.on("ready", () => void this.#onAuthenticated());
    this.#redis.on("error", (cause: unknown) => this.#onError(cause));
    this.#redis.on("close", () => this.#onClose());
    this.#redis.on("end", () => this.#onEnd());
  }

  #connect(): void {
    // A failure is reported by the events, too.
    this.#redis.connect().catch(() => {});
  }

  #onConnect(): void {
    const { name } = this.#state;
    if (name !== "connecting" && name !== "unreachable") return;
    this.#cancelHandshake();
    const handshake = new RedisHandshake(this.#redis, this.#setup.options, {
      loading: () => {
        this.#lastError = new ConnectFailure("loading");
      },
      failed: (cause) => this.#abandon(cause),
    });
    this.#state = { name, handshake };
  }

  async #onAuthenticated(): Promise<void> {
    if (!("handshake" in this.#state)) return;
    const { handshake } = this.#state;
    const info = await handshake?.run();
    // The state may have changed after the handshake ended and before this continues.
    const isCurrent = "handshake" in this.#state && this.#state.handshake === handshake;
    if (info !== undefined && isCurrent) this.#onReady(info);
  }

  #onReady(info: RedisServerInfo): void {
    this.#state = { name: "ready" };
    this.#info = info;
    this.#epoch += 1;
    this.#backoff.reset();
    this.#lastError = undefined;
    this.#firstAttempt.open();
    this.#setup.context.log({ level: "info", message: this.#named("connected to Redis") });
    this.#setup.hooks.opened(this, info);
    this.#scheduleFlush();
  }

  #onError(cause: unknown): void {
    this.#lastError = cause;
    if ("handshake" in this.#state) this.#becomeUnreachable(this.#state.handshake);
  }

  #onClose(): void {
    this.#cancelHandshake();
    const { name } = this.#state;
    const isClosing = name === "closing" || name === "closed";
    const error = this.#unreachableError();
    const level = isClosing ? "debug" : "warn";
    this.#setup.context.log({ level, message: error.message, cause: error.cause });
    if (isClosing) this.#rejectWaiting(closedError());
    else if (name === "ready" || name === "held" || name === "draining") this.#becomeLost();
    else this.#becomeUnreachable(undefined);
  }

  // The library stops trying if it could not even begin to connect.
  #onEnd(): void {
    if (this.#state.name === "closing" || this.#state.name === "closed") return;
    this.#becomeUnreachable(undefined);
    const retry = (): void => {
      if (this.#state.name === "unreachable") this.#connect();
    };
    setTimeout(retry, this.#backoff.next()).unref();
  }

  #becomeLost(): void {
    this.#state = { name: "connecting", handshake: undefined };
    this.#setup.hooks.lost(this);
  }

  #becomeUnreachable(handshake: RedisHandshake | undefined): void {
    this.#state = { name: "unreachable", handshake };
    this.#rejectWaiting(this.#unreachableError());
    this.#firstAttempt.open();
  }

  #cancelHandshake(): void {
    if ("handshake" in this.#state) this.#state.handshake?.cancel();
  }

  // Ends the socket; the library then reconnects.
  #abandon(cause: unknown): void {
    this.#lastError = cause;
    this.#redis.stream.destroy();
  }

  #rejectWaiting(error: StoreError): void {
    this.#pending.rejectWaiting(error);
    this.#afterRelease();
  }

  #admissionError(request: RedisRequest): StoreError | undefined {
    const { name } = this.#state;
    if (name === "closing" || name === "closed") return closedError();
    if (name === "unreachable") return this.#unreachableError();
    if (!this.#pending.isFull(request.bytes)) return undefined;
    return overloadedError(this.#setup.context.storeName, this.#pending, this.#setup.options);
  }

  #unreachableError(): StoreError {
    return connectError(this.#setup.context.storeName, this.#lastError);
  }

  #named(text: string): string {
    return `store ${this.#setup.context.storeName}: ${text}`;
  }

  #scheduleFlush(): void {
    if (this.#isFlushScheduled || !this.#sendsNow) return;
    this.#isFlushScheduled = true;
    setImmediate(() => {
      this.#isFlushScheduled = false;
      this.#flush();
    });
  }

  get #sendsNow(): boolean {
    return this.isOpen || this.#state.name === "closing";
  }

  #flush(): void {
    const { stream, status } = this.#redis;
    if (!this.#sendsNow || !this.#pending.hasWaiting || status !== "ready" || !stream.writable) return;
    const now = this.#setup.context.clock.monotonic();
    const isHeld = this.#state.name === "held";
    const requests = isHeld ? this.#pending.takeWaitingReads() : this.#pending.takeWaiting();
    for (const request of requests) this.#sendOne(request, now);
    this.#pipeline.flush();
  }

  #sendOne(request: RedisRequest, now: number): void {
    const error = request.isSettled ? undefined : this.#sendError(request);
    if (request.isSettled || error !== undefined) {
      this.#finish(request, undefined, error);
      return;
    }
    request.connection = this;
    request.connectionEpoch = this.#epoch;
    this.#pending.markSent(request, now);
    if (request.needsAsking) this.#pipeline.add(askingText, undefined);
    this.#pipeline.add(request.encode(this.#info?.isModern === true), request);
  }

  #sendError({ call, requiredEpoch }: RedisRequest): StoreError | undefined {
    const isLost = requiredEpoch !== undefined && requiredEpoch !== this.#epoch;
    return isLost ? lostError(this.#setup.context.storeName, undefined) : endedCallError(call);
  }

  // The server replied with an error, or the connection ended without a reply.
  #onFailure(request: RedisRequest, cause: Error): void {
    const { storeName } = this.#setup.context;
    if (cause.name !== "ReplyError") this.#finish(request, undefined, lostError(storeName, cause));
    else if (!this.#trySendAgain(request, cause))
      this.#finish(request, undefined, replyError(storeName, cause));
  }

  // A command that the server rejected was not applied, so it may be sent again as the error indicates.
  #trySendAgain(request: RedisRequest, reply: Error): boolean {
    const word = errorWord(reply.message);
    if (word === "READONLY") this.#drainAtTimes();
    if (request.redirects >= redirectsMax || request.isSettled) return false;
    if (word === "NOSCRIPT" && !request.sendsScriptText) {
      request.redirects += 1;
      request.sendsScriptText = true;
      this.#pending.requeue(request);
      this.#afterRelease();
      this.#scheduleFlush();
      return true;
    }
    this.#pending.release(request);
    this.#afterRelease();
    request.isSent = false;
    return this.#setup.hooks.rejected(this, request, reply);
  }

  // The primary became a replica, or a replica is all that there is: then there is no use in connecting again and again.
  #drainAtTimes(): void {
    const now = this.#setup.context.clock.monotonic();
    if (now - this.#drainedAt < drainIntervalMs) return;
    this.#drainedAt = now;
    this.drain();
  }

  #finish(request: RedisRequest, reply: unknown, error: StoreError | undefined): void {
    this.#pending.release(request);
    if (this.#state.name !== "ready") this.#afterRelease();
    request.settle(reply, error);
  }

  // Called whenever fewer requests are in flight or pending: the last one may be what draining or closing waits for.
  #afterRelease(): void {
    const state = this.#state;
    if (state.name === "draining" && this.#pending.inFlight === 0) this.#redis.stream.destroy();
    if (state.name === "closing" && this.#pending.size === 0) state.drained.open();
  }
}
