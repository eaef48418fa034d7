// The server: routes on one or more addresses, over HTTP/2 on plain sockets.
// It starts whole or not at all. Draining lets calls end; closing does not.
// One timer looks after the times of all connections.
import type { Socket } from "node:net";
import type { DescribeStatus } from "./bare-status.ts";
import { type Counters, compileLimits, type Limits } from "./limits.ts";
import { Listener } from "./listener.ts";
import { type AdmittedPeer, ServerConnection } from "./server-connection.ts";
import { ServerState } from "./server-state.ts";
import type { ServerTls } from "./server-tls.ts";
import type { Route, Server, ServerCall } from "./service.ts";
import { SocketAdmission, type SocketKind } from "./socket-admission.ts";

/** How a server is set up. */
export interface WireServerOptions {
  /**
   * Where to listen: `host:port`, `[ipv6]:port` or `unix:/path`; port 0 takes a free one. May be empty for a server
   * that is only handed sockets, by `accept`.
   */
  readonly listen: readonly string[];
  /** TLS 1.3 on all TCP addresses; Unix sockets are plain. Default: none. */
  readonly tls?: ServerTls;
  /** The access rights of Unix sockets. Default: 0o660. */
  readonly unixMode?: number;
  /** Limits that differ from their defaults; see `limitTable`. */
  readonly limits?: Partial<Limits>;
  /** Whether replies of 1 KiB and more are compressed with gzip for callers that accept it. Default: false. */
  readonly compressReplies?: boolean;
  /** Told of what a handler threw that is no RpcError; the caller sees only UNKNOWN. Default: nothing. */
  readonly onHandlerError?: (error: unknown, call: ServerCall) => void;
  /** Words each status that is sent without details, of the server's own and of handlers. Default: sent as it is. */
  readonly describe?: DescribeStatus;
  /**
   * Whether the peers of this machine (loopback and Unix sockets) are bounded in all only, not by address as others
   * are: all processes of it come from one. Default: false.
   */
  readonly exemptsLocalPeers?: boolean;
  /** A monotonic clock, in ms. Default: `performance.now()`. */
  readonly now?: () => number;
  /** A number from 0 up to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

/** What this server can be asked besides. */
export interface WireServer extends Server {
  /** How often each limit has bitten so far. */
  readonly counters: Readonly<Counters>;
  /** How many connections stand, and how many handlers run. */
  readonly load: { readonly connections: number; readonly calls: number };
  /**
   * Serves a connection that somebody else has accepted, as if it were accepted here: it is counted, bounded, and
   * secured where the server has TLS. Once the server drains it is closed.
   */
  accept(socket: Socket, kind: SocketKind): void;
  /** New TLS connections get these certificates; those that stand keep theirs. Throws if they cannot be read. */
  reloadTls(tls: ServerTls): void;
}

/** Nothing is looked at less often, in ms, nor more often than the second. */
const sweepMsMax = 1000;
const sweepMsMin = 10;

/**
 * Starts a server. Rejects if an address is taken or wrong, two routes have one
 * path, or a limit is out of its range; then nothing listens.
 */
export async function createWireServer(
  options: WireServerOptions,
  routes: readonly Route[],
): Promise<WireServer> {
  const server = new RunningServer(options, routes);
  await server.listen();
  return server;
}

class RunningServer implements WireServer {
  readonly #state: ServerState;
  readonly #reception: SocketAdmission;
  readonly #listeners: Listener[];
  readonly #connections = new Set<ServerConnection>();
  readonly #sweeper: NodeJS.Timeout;
  #drained: (() => void)[] = [];
  #draining = false;
  #addresses: readonly string[] = [];

  constructor(options: WireServerOptions, routes: readonly Route[]) {
    const limits = compileLimits(options.limits ?? {});
    refuseTwins(routes);
    this.#state = new ServerState(routes, {
      limits,
      compressReplies: options.compressReplies ?? false,
      now: options.now ?? (() => performance.now()),
      random: options.random ?? Math.random,
      onHandlerError: options.onHandlerError ?? (() => undefined),
      exemptsLocalPeers: options.exemptsLocalPeers ?? false,
      ...(options.describe && { describe: options.describe }),
    });
    const { tls, unixMode = 0o660 } = options;
    this.#reception = new SocketAdmission(tls, this.#state, (socket, peer) => this.#onSocket(socket, peer));
    this.#listeners = options.listen.map((address) => new Listener({ address, unixMode }, this.#reception));
    this.#sweeper = setInterval(() => this.#sweep(), sweepMsOf(limits));
    this.#sweeper.unref();
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  get counters(): Readonly<Counters> {
    return this.#state.counters;
  }

  get load(): { connections: number; calls: number } {
    return { connections: this.#state.connections, calls: this.#state.calls };
  }

  async listen(): Promise<void> {
    try {
      for (const listener of this.#listeners) await listener.listen();
    } catch (error) {
      await this.close();
      throw error;
    }
    this.#addresses = this.#listeners.map((listener) => listener.address);
  }

  accept(socket: Socket, kind: SocketKind): void {
    if (this.#draining) socket.destroy();
    else this.#reception.take(socket, kind);
  }

  reloadTls(tls: ServerTls): void {
    this.#reception.reload(tls);
  }

  async drain(graceMs: number): Promise<void> {
    this.#stopAccepting();
    for (const connection of this.#connections) connection.drain(graceMs);
    const timer = setTimeout(() => this.#endAll(), Math.min(graceMs, 2_147_483_647));
    await this.#gone();
    clearTimeout(timer);
    clearInterval(this.#sweeper);
  }

  async close(): Promise<void> {
    this.#stopAccepting();
    this.#endAll();
    await this.#gone();
    clearInterval(this.#sweeper);
  }

  #stopAccepting(): void {
    this.#draining = true;
    for (const listener of this.#listeners) listener.close();
    this.#reception.close();
  }

  #endAll(): void {
    for (const connection of this.#connections) connection.connection.end();
  }

  #gone(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#connections.size === 0) resolve();
      else this.#drained.push(resolve);
    });
  }

  #onSocket(socket: Socket, peer: AdmittedPeer): void {
    const connection = new ServerConnection(socket, peer, this.#state, (gone) => this.#onClosed(gone));
    this.#connections.add(connection);
    connection.start();
    if (this.#draining) connection.drain(0);
  }

  #onClosed(connection: ServerConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size > 0) return;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #sweep(): void {
    const nowMs = this.#state.now();
    for (const connection of this.#connections) connection.sweep(nowMs);
  }
}

function refuseTwins(routes: readonly Route[]): void {
  const paths = new Set<string>();
  for (const { method } of routes) {
    if (paths.has(method.path)) throw new RangeError(`two routes have the path ${method.path}`);
    paths.add(method.path);
  }
}

function sweepMsOf(limits: Limits): number {
  const shortest = Math.min(
    limits.handshakeMsMax,
    limits.idleMsMax,
    limits.ageMsMax,
    limits.ageGraceMs,
    limits.keepaliveMs,
    limits.keepaliveTimeoutMs,
    limits.stallMsMax,
    limits.requestMsMax,
  );
  return Math.min(sweepMsMax, Math.max(sweepMsMin, shortest / 4));
}
