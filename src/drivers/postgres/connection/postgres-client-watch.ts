// Watches a shared connection once a caller has stopped waiting for a statement on it:
// the statement is slow, or the link has lost it or its reply. Meanwhile no further
// statement is sent there. A connection from which nothing arrives is ended, so that
// another one takes its place; the server ends a session whose client is gone.
import type { Socket } from "node:net";
import type { Client } from "pg";
import { createLatch, type Latch } from "../../../driver-kit/latch.ts";

const intervalMs = 250;

// While others wait, longer than a statement waits for a lock: their statements may be in the queue behind that one.
const silentMsMax = 1_500;

/** Ends a connection at once: statements in flight fail. */
export function destroyClient(client: Client): void {
  // A client of a test may have no connection.
  (client as Partial<Pick<Client, "connection">>).connection?.stream.destroy();
}

const endMsMax = 5_000;

/** Ends a connection, after its statements in flight; it is destroyed if the server does not react within 5 s. */
export function endClient(client: Client): void {
  const timer = setTimeout(() => destroyClient(client), endMsMax).unref();
  client.end().then(
    () => clearTimeout(timer),
    () => destroyClient(client),
  );
}

/** The statements in flight on one shared connection. */
export class PostgresClientWatch {
  readonly #client: Client;
  // Callers that wait for a reply.
  #waiting = 0;
  // Statements without a reply whose callers no longer wait.
  #abandoned = 0;
  #silentMs = 0;
  #progress = 0;
  #timer: NodeJS.Timeout | undefined;
  #released: Latch | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Whether a statement has no reply although its caller's deadline has passed: the connection may be dead. */
  get isSuspect(): boolean {
    return this.#abandoned > 0;
  }

  /** Resolves when the connection has proved to work, or has ended. */
  get released(): Promise<void> {
    if (!this.isSuspect) return Promise.resolve();
    this.#released ??= createLatch();
    return this.#released.opened;
  }

  /** A statement was sent, and its caller waits. */
  sent(): void {
    this.#waiting += 1;
  }

  /** The deadline of the caller passed. */
  abandoned(): void {
    this.#waiting -= 1;
    this.#abandoned += 1;
    if (this.#timer !== undefined) return;
    this.#silentMs = 0;
    this.#progress = this.#currentProgress;
    this.#timer = setInterval(() => this.#check(), intervalMs);
  }

  /** The server replied, or the connection ended. */
  settled(wasAbandoned: boolean): void {
    if (!wasAbandoned) this.#waiting -= 1;
    else if (--this.#abandoned === 0) this.#release();
  }

  #release(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#released?.open();
    this.#released = undefined;
  }

  // A large reply or request on a slow link is not silence.
  get #currentProgress(): number {
    const stream = this.#client.connection.stream as Socket;
    return stream.bytesRead - stream.writableLength;
  }

  #check(): void {
    const progress = this.#currentProgress;
    this.#silentMs = progress === this.#progress ? this.#silentMs + intervalMs : 0;
    this.#progress = progress;
    if (this.#silentMs >= (this.#waiting === 0 ? intervalMs : silentMsMax)) destroyClient(this.#client);
  }
}
