// The channel to one server: at most one connection that accepts calls, opened
// when a call needs it and reopened when it is lost (grpc/grpc
// doc/connectivity-semantics-and-api.md, doc/connection-backoff.md). Calls that
// cannot be opened yet wait here, in order and within limits. A waiting call has
// not been sent, and its errors say so. No call is sent twice.

import { timerMsMax } from "../grpc/deadline-timer.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { type StatusCode, statusCode } from "../grpc/status.ts";
import { LinkedQueue, type QueueNode } from "../http2/linked-queue.ts";
import { Backoff } from "./backoff.ts";
import { ClientConnection, type ConnectionOwner } from "./client-connection.ts";
import type { ClientSettings, ClientTls } from "./client-options.ts";
import { connectSocket } from "./client-socket.ts";

/** A call that has not been sent yet. */
export interface WaitingCall {
  /** Whether it keeps waiting when a connection attempt fails. */
  readonly waitForReady: boolean;
  /** The bytes that it holds while it waits. */
  readonly waitingBytes: number;
  /** Its node in the queue; for the channel only. */
  node: QueueNode<WaitingCall> | undefined;
  /** Sends the call on this connection, which has room for it. */
  launch(connection: ClientConnection): void;
  /** Ends the call with this error; nothing of it was sent. */
  reject(error: RpcError): void;
}

/** The connections to one server and the calls that wait for one. */
export class ClientChannel implements ConnectionOwner {
  readonly #settings: ClientSettings;
  readonly #backoff: Backoff;
  /** `paused`: the next attempt is due later, because the previous one was too recent. */
  #phase: "idle" | "paused" | "connecting" | "ready" | "failed" | "closed" = "idle";
  /** The connection that accepts calls. */
  #current: ClientConnection | undefined;
  /** The connection whose SETTINGS have not arrived yet. */
  #attempt: ClientConnection | undefined;
  /** All open connections: current, attempt, and those that are draining. */
  readonly #connections = new Set<ClientConnection>();
  readonly #waiting = new LinkedQueue<WaitingCall>();
  #waitingBytes = 0;
  /** Runs until the next attempt; keeps the process alive while a call waits. */
  #pause: NodeJS.Timeout | undefined;
  #attemptTimeout: NodeJS.Timeout | undefined;
  #abortConnect: ((error: Error) => void) | undefined;
  /** When the last attempt began. */
  #attemptAt = Number.NEGATIVE_INFINITY;
  #nextAttemptAt = Number.NEGATIVE_INFINITY;
  #lastFailure = "";
  #keepaliveMs: number;
  readonly #onEmpty: (() => void)[] = [];

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    this.#keepaliveMs = settings.keepaliveMs;
    this.#backoff = new Backoff({
      delayMs: settings.reconnectDelayMs,
      delayMsMax: settings.reconnectDelayMsMax,
      random: settings.random,
    });
  }

  /** Launches the call now if there is room; otherwise queues or rejects it. */
  submit(call: WaitingCall): void {
    const current = this.#current;
    if (current !== undefined && this.#waiting.size === 0 && current.canOpen) {
      call.launch(current);
      return;
    }
    const rejection = this.#rejectionOf(call);
    if (rejection !== undefined) {
      call.reject(rejection);
      return;
    }
    call.node = this.#waiting.add(call);
    this.#waitingBytes += call.waitingBytes;
    this.#pause?.ref();
    if (this.#phase === "idle") this.#connect();
  }

  /** Removes a call from the queue. */
  withdraw(call: WaitingCall): void {
    const { node } = call;
    if (node === undefined || !this.#waiting.remove(node)) return;
    call.node = undefined;
    this.#waitingBytes -= call.waitingBytes;
  }

  /** Ends every call with CANCELLED; resolves when every socket is closed. */
  async close(): Promise<void> {
    if (this.#phase !== "closed") {
      this.#phase = "closed";
      this.#current = undefined;
      clearTimeout(this.#pause);
      clearTimeout(this.#attemptTimeout);
      this.#rejectWaiting(() => true, statusCode.cancelled, "the transport was closed");
      this.#abortConnect?.(new Error("the transport was closed"));
      const error = new RpcError(statusCode.cancelled, "the transport was closed");
      for (const connection of [...this.#connections]) connection.close(error);
    }
    if (this.#connections.size === 0) return;
    await new Promise<void>((resolve) => this.#onEmpty.push(resolve));
  }

  onReady(connection: ClientConnection): void {
    if (connection !== this.#attempt) return;
    clearTimeout(this.#attemptTimeout);
    this.#attempt = undefined;
    this.#backoff.reset();
    // A delay that grew through earlier failures does not apply after a success.
    this.#nextAttemptAt = Math.min(this.#nextAttemptAt, this.#attemptAt + this.#settings.reconnectDelayMs);
    this.#phase = "ready";
    this.#current = connection;
    this.#launchWaiting();
  }

  onStreamClosed(connection: ClientConnection): void {
    if (this.#waiting.size > 0 && connection === this.#current) this.#launchWaiting();
  }

  onDraining(connection: ClientConnection): void {
    if (connection === this.#current) this.#dropCurrent();
    else if (connection === this.#attempt) connection.connection.end();
  }

  /** Doubles the keepalive time from the next connection on (gRFC A8, "Throttling"). */
  onTooManyPings(): void {
    this.#keepaliveMs *= 2;
  }

  onLost(connection: ClientConnection, reason: string): void {
    this.#connections.delete(connection);
    if (this.#connections.size === 0) for (const resolve of this.#onEmpty.splice(0)) resolve();
    if (connection === this.#current) this.#dropCurrent();
    else if (connection === this.#attempt) this.#fail(reason);
  }

  #rejectionOf(call: WaitingCall): RpcError | undefined {
    if (this.#phase === "closed") return unsentError(statusCode.cancelled, "the transport was closed");
    if (this.#phase === "failed" && !call.waitForReady) {
      return unsentError(statusCode.unavailable, this.#failureText());
    }
    const { waitingCallsMax, waitingBytesMax } = this.#settings;
    if (this.#waiting.size >= waitingCallsMax) {
      return unsentError(
        statusCode.resourceExhausted,
        `${waitingCallsMax} calls are already waiting for a connection (waitingCallsMax)`,
      );
    }
    if (this.#waitingBytes + call.waitingBytes > waitingBytesMax) {
      return unsentError(
        statusCode.resourceExhausted,
        `requests of ${this.#waitingBytes} bytes are already waiting; another ${call.waitingBytes} bytes would exceed the limit of ${waitingBytesMax} (waitingBytesMax)`,
      );
    }
    return undefined;
  }

  #failureText(): string {
    return `no connection to ${this.#settings.addressText}: ${this.#lastFailure}`;
  }

  #launchWaiting(): void {
    for (let call = this.#waiting.first; call !== undefined; call = this.#waiting.first) {
      const current = this.#current;
      if (current === undefined || !current.canOpen) return;
      this.withdraw(call);
      call.launch(current);
    }
  }

  #rejectWaiting(matches: (call: WaitingCall) => boolean, code: StatusCode, message: string): void {
    for (const call of this.#waiting.values()) {
      // Rejecting one call may have removed others.
      if (!matches(call) || call.node === undefined) continue;
      this.withdraw(call);
      call.reject(unsentError(code, message));
    }
  }

  /** The current connection accepts no more calls: waiting calls need another one. */
  #dropCurrent(): void {
    this.#current = undefined;
    if (this.#phase === "closed") return;
    this.#phase = "idle";
    if (this.#waiting.size > 0) this.#connect();
  }

  /** Starts an attempt, or waits until one is due, so that a server that accepts and closes is not flooded. */
  #connect(): void {
    const pauseMs = this.#nextAttemptAt - this.#settings.clock();
    if (pauseMs <= 0) {
      this.#openSocket();
      return;
    }
    this.#phase = "paused";
    this.#pauseFor(pauseMs);
  }

  #pauseFor(pauseMs: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(
      () => {
        this.#pause = undefined;
        if (this.#waiting.size > 0) this.#openSocket();
        else this.#phase = "idle";
      },
      Math.min(Math.ceil(pauseMs), timerMsMax),
    );
    if (this.#waiting.size === 0) this.#pause.unref();
  }

  #openSocket(): void {
    const settings = this.#settings;
    this.#phase = "connecting";
    this.#attemptAt = settings.clock();
    this.#nextAttemptAt = this.#attemptAt + this.#backoff.next();
    this.#attemptTimeout = setTimeout(() => {
      const error = new Error(`the connection was not ready within ${settings.connectTimeoutMs} ms`);
      if (this.#attempt === undefined) this.#abortConnect?.(error);
      else this.#attempt.connection.destroy(error);
    }, settings.connectTimeoutMs);
    let tls: ClientTls | undefined;
    try {
      tls = settings.tls?.();
      this.#abortConnect = connectSocket(settings.address, tls, {
        onOpen: (socket) => {
          this.#abortConnect = undefined;
          const connection = new ClientConnection(socket, settings, this.#keepaliveMs, this);
          this.#attempt = connection;
          this.#connections.add(connection);
          connection.start();
        },
        onFailure: (error) => {
          this.#abortConnect = undefined;
          this.#fail(describe(error));
        },
      });
    } catch (error) {
      // The certificates cannot be read or parsed.
      this.#fail(describe(error));
    }
  }

  #fail(reason: string): void {
    clearTimeout(this.#attemptTimeout);
    this.#attempt = undefined;
    if (this.#phase === "closed") return;
    this.#phase = "failed";
    this.#lastFailure = reason;
    this.#rejectWaiting((call) => !call.waitForReady, statusCode.unavailable, this.#failureText());
    this.#pauseFor(Math.max(1, this.#nextAttemptAt - this.#settings.clock()));
  }
}

/** An error of a call of which nothing was sent. */
export function unsentError(code: StatusCode, message: string): RpcError {
  return new RpcError(code, message, { unsent: true });
}

function describe(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(describe).join("; ");
  }
  if (!(error instanceof Error)) return String(error);
  const { code = "" } = error as NodeJS.ErrnoException;
  return notTlsCodes.has(code)
    ? "the server does not use TLS on this port; use its TLS port, or leave out the TLS options"
    : error.message;
}

// OpenSSL reads a reply without TLS as a record with a wrong version or length.
const notTlsCodes: ReadonlySet<string> = new Set([
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
  "ERR_SSL_RECORD_LAYER_FAILURE",
]);
