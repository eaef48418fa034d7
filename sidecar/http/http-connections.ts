// The connections of one HTTP port: how many are open, and how many requests each has in
// flight. So a shutdown can close idle connections at once and wait for the others. A
// connection above the limit gets the reply 503 without being served.
import type { Socket } from "node:net";

/** The limit, and what happens above it. */
export interface HttpConnectionsOptions {
  readonly connectionsMax: number;
  /** The body of the reply to a connection above the limit, as JSON. */
  readonly rejection: string;
  /** Called for each connection above the limit. Must not throw. */
  readonly onRejected: () => void;
}

// How long a rejected client may take to read its reply.
const rejectionMsMax = 1_000;
// Above this many rejected connections at once, further ones are closed without a reply.
const rejectionsMax = 256;

interface Entry {
  requests: number;
  /** Announces the end to the client, and closes once no request is in flight. Undefined: the protocol cannot. */
  drain: (() => void) | undefined;
}

/** Counts connections and their requests. */
export class HttpConnections {
  readonly #options: HttpConnectionsOptions;
  readonly #open = new Map<Socket, Entry>();
  #rejecting = 0;
  #draining = false;
  #onIdle: (() => void) | undefined;

  constructor(options: HttpConnectionsOptions) {
    this.#options = options;
  }

  /** Open connections. */
  get size(): number {
    return this.#open.size;
  }

  /** Whether the port is about to close, so that replies contain `connection: close`. */
  get isDraining(): boolean {
    return this.#draining;
  }

  /** Whether the connection may be served. If not, it gets a reply and is closed. */
  admit(socket: Socket): boolean {
    // A client that disconnects abruptly is not a failure of this process.
    socket.on("error", () => undefined);
    if (this.#open.size >= this.#options.connectionsMax) {
      this.#reject(socket);
      return false;
    }
    this.#open.set(socket, { requests: 0, drain: undefined });
    socket.once("close", () => {
      this.#open.delete(socket);
      this.#checkIdle();
    });
    return true;
  }

  /** Sets how a connection ends, for a protocol that has a message for that. */
  closesWith(socket: Socket, drain: () => void): void {
    const entry = this.#open.get(socket);
    if (entry === undefined) return;
    entry.drain = drain;
    if (this.#draining) drain();
  }

  /** A request has begun. Returns the function that ends it. */
  begin(socket: Socket): () => void {
    const entry = this.#open.get(socket);
    if (entry === undefined) return () => undefined;
    entry.requests += 1;
    return () => {
      entry.requests -= 1;
      if (entry.requests > 0 || !this.#draining) return;
      if (entry.drain === undefined) socket.destroySoon();
      this.#checkIdle();
    };
  }

  /** Closes idle connections now, and the others after their requests. Connections are still admitted. */
  drain(): void {
    this.#draining = true;
    for (const [socket, { requests, drain }] of this.#open) {
      if (drain !== undefined) drain();
      else if (requests === 0) socket.destroySoon();
    }
  }

  /** Resolves when no request is in flight, at the latest after this time; then closes every connection. */
  async close(msMax: number): Promise<void> {
    this.drain();
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      timer = setTimeout(resolve, msMax);
      this.#checkIdle();
    });
    clearTimeout(timer);
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #checkIdle(): void {
    if (this.#onIdle === undefined) return;
    for (const { requests } of this.#open.values()) if (requests > 0) return;
    this.#onIdle();
  }

  #reject(socket: Socket): void {
    const { rejection, onRejected } = this.#options;
    onRejected();
    if (this.#rejecting >= rejectionsMax) return void socket.destroy();
    this.#rejecting += 1;
    const timer = setTimeout(() => socket.destroy(), rejectionMsMax);
    socket.once("close", () => {
      clearTimeout(timer);
      this.#rejecting -= 1;
    });
    // What the client sends is read and dropped: unread bytes would make the system discard the reply.
    socket.resume();
    socket.end(
      `HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(rejection)}\r\n` +
        `retry-after: 1\r\nconnection: close\r\n\r\n${rejection}`,
    );
  }
}
