// The connections of one HTTP port: how many are open, and how many requests each has in
// flight. So a shutdown can close idle connections at once and wait for the others. A
// connection above the limit gets the reply 503, unless its first request is a probe.
import type { Socket } from "node:net";
import { sniffRequestLine } from "./protocol-sniff.ts";

/** The limit, and what happens above it. */
export interface HttpConnectionsOptions {
  readonly connectionsMax: number;
  /** The body of the reply to a connection above the limit, as JSON. */
  readonly rejection: string;
  /** Called for each connection that was rejected. Must not throw. */
  readonly onRejected: () => void;
  /** Whether a GET of this path is served above the limit, too. Default: none is. */
  readonly isProbe?: (path: string) => boolean;
}

// How long a client above the limit may take to send its request line, and a rejected one to read its reply.
const surplusMsMax = 1_000;
const requestLineBytesMax = 1_024;
// How long a probe above the limit may take.
const probeMsMax = 5_000;
// Above this many connections above the limit at once, further ones are closed without a reply.
const surplusMax = 256;

interface Entry {
  requests: number;
  /** Announces the end to the client, and closes once no request is in flight. Undefined: the protocol cannot. */
  drain: (() => void) | undefined;
}

/** Counts connections and their requests. */
export class HttpConnections {
  readonly #options: HttpConnectionsOptions;
  readonly #open = new Map<Socket, Entry>();
  readonly #probes = new Set<Socket>();
  #surplus = 0;
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

  /**
   * Calls back if the connection may be served; else it gets a reply and is closed. `head`: what was read of the only request
   * of a connection above the limit.
   */
  admit(socket: Socket, serve: (head: Buffer | undefined) => void): void {
    // A client that disconnects abruptly is not a failure of this process.
    socket.on("error", () => undefined);
    if (this.#open.size - this.#probes.size >= this.#options.connectionsMax) {
      this.#admitProbe(socket, serve);
      return;
    }
    this.#add(socket);
    serve(undefined);
  }

  /** Whether the connection is above the limit, and closes after its first reply. */
  isSurplus(socket: Socket): boolean {
    return this.#probes.size > 0 && this.#probes.has(socket);
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

  #add(socket: Socket): void {
    this.#open.set(socket, { requests: 0, drain: undefined });
    socket.once("close", () => {
      this.#open.delete(socket);
      this.#probes.delete(socket);
      this.#checkIdle();
    });
  }

  // An application that leaks connections must not make the probes of its pod fail.
  #admitProbe(socket: Socket, serve: (head: Buffer) => void): void {
    if (this.#surplus >= surplusMax) {
      this.#options.onRejected();
      socket.destroy();
      return;
    }
    this.#surplus += 1;
    let timer: NodeJS.Timeout | undefined;
    socket.once("close", () => {
      clearTimeout(timer);
      this.#surplus -= 1;
    });
    sniffRequestLine(socket, surplusMsMax, requestLineBytesMax, (line, head) => {
      const [, path = ""] = /^(?:GET|HEAD) ([^ ?]+)\S* HTTP\/1\.[01]\r?$/.exec(line) ?? [];
      const isProbe = this.#options.isProbe?.(path) === true;
      timer = setTimeout(() => socket.destroy(), isProbe ? probeMsMax : surplusMsMax);
      if (!isProbe) return this.#reject(socket);
      this.#probes.add(socket);
      this.#add(socket);
      serve(head);
    });
  }

  #reject(socket: Socket): void {
    const { rejection, onRejected } = this.#options;
    onRejected();
    // What the client sends is read and dropped: unread bytes would make the system discard the reply.
    socket.resume();
    socket.end(
      `HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(rejection)}\r\n` +
        `retry-after: 1\r\nconnection: close\r\n\r\n${rejection}`,
    );
  }
}
