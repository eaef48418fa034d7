// The server: routes on one or more addresses, over HTTP/2 on plain sockets. If
// it cannot listen on every address, it does not start. Draining lets calls
// finish; closing does not. One timer checks the time limits of all connections.
import type { Socket } from "node:net";
import type { DescribeStatus } from "./bare-status.ts";
import { type Counters, compileLimits, type Limits } from "./limits.ts";
import { Listener } from "./listener.ts";
import type { MessageMemory } from "./message-memory.ts";
import { type AdmittedPeer, ServerConnection } from "./server-connection.ts";
import { ServerState } from "./server-state.ts";
import type { ServerTls } from "./server-tls.ts";
import type { Route, Server, ServerCall } from "./service.ts";
import { SocketAdmission, type SocketKind } from "./socket-admission.ts";

/** Options of a server. */
export interface WireServerOptions {
  /**
   * The addresses to listen on: `host:port`, `[ipv6]:port` or `unix:/path`; port 0 takes a free port. May be empty for
   * a server that only gets sockets through `accept`.
   */
  readonly listen: readonly string[];
  /** TLS 1.3 on all TCP addresses; Unix sockets are plain. Default: none. */
  readonly tls?: ServerTls;
  /** The file mode of Unix sockets. Default: 0o660. */
  readonly unixMode?: number;
  /** Limits that differ from their defaults; see `limitTable`. */
  readonly limits?: Partial<Limits>;
  /** Whether replies of 1 KiB and more are compressed with gzip for clients that accept it. Default: false. */
  readonly compressReplies?: boolean;
  /** Called with an error that a handler threw and that is not an RpcError; the client sees only UNKNOWN. Default: none. */
  readonly onHandlerError?: (error: unknown, call: ServerCall) => void;
  /** Rewrites each status that has no details, from the server or a handler, before it is sent. Default: unchanged. */
  readonly describe?: DescribeStatus;
  /**
   * Whether peers on this machine (loopback and Unix sockets) are exempt from the limits per address, because all
   * local processes share one. The limits in total still apply. Default: false.
   */
  readonly exemptsLocalPeers?: boolean;
  /**
   * The memory that request messages over 64 KiB and queued replies may take. A request that does not fit waits: its client
   * gets no more credit than one stream window until it fits. A wait that fails ends the call with RESOURCE_EXHAUSTED. The
   * limits of this server apply, too. Default: only those limits.
   */
  readonly memory?: MessageMemory;
  /** A monotonic clock, in ms. Default: `performance.now()`. */
  readonly now?: () => number;
  /** A number from 0 up to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

/** A running server of this package. */
export interface WireServer extends Server {
  /** How often each limit was exceeded so far. */
  readonly counters: Readonly<Counters>;
  /** The numbers of open connections and running handlers. */
  readonly load: { readonly connections: number; readonly calls: number };
  /**
   * Serves a socket that was accepted elsewhere, as if this server had accepted it: it is counted, limited, and secured
   * if the server has TLS. While the server drains, the socket is closed.
   */
  accept(socket: Socket, kind: SocketKind): void;
  /** Uses these certificates for new TLS connections; open ones keep theirs. Throws if the certificates are invalid. */
  reloadTls(tls: ServerTls): void;
}

/** The longest and the shortest interval between two sweeps, in ms. */
const sweepMsMax = 1000;
const sweepMsMin = 10;

/**
 * Starts a server. Rejects if an address is in use or invalid, two routes have
 * the same path, or a limit is out of range; then it listens on no address.
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
  readonly #admission: SocketAdmission;
  readonly #listeners: Listener[];
  readonly #connections = new Set<ServerConnection>();
  readonly #sweeper: NodeJS.Timeout;
  #drained: (() => void)[] = [];
  #draining = false;
  #addresses: readonly string[] = [];

  constructor(options: WireServerOptions, routes: readonly Route[]) {
    const limits = compileLimits(options.limits ?? {});
    rejectDuplicates(routes);
    this.#state = new ServerState(routes, {
      limits,
      compressReplies: options.compressReplies ?? false,
      now: options.now ?? (() => performance.now()),
      random: options.random ?? Math.random,
      onHandlerError: options.onHandlerError ?? (() => undefined),
      exemptsLocalPeers: options.exemptsLocalPeers ?? false,
      ...(options.describe && { describe: options.describe }),
      ...(options.memory && { memory: options.memory }),
    });
    const { tls, unixMode = 0o660 } = options;
    this.#admission = new SocketAdmission(tls, this.#state, (socket, peer) => this.#onSocket(socket, peer));
    this.#listeners = options.listen.map((address) => new Listener({ address, unixMode }, this.#admission));
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
    else this.#admission.admit(socket, kind);
  }

  reloadTls(tls: ServerTls): void {
    this.#admission.reload(tls);
  }

  async drain(graceMs: number): Promise<void> {
    this.#stopAccepting();
    for (const connection of this.#connections) connection.drain(graceMs);
    const timer = setTimeout(() => this.#endAll(), Math.min(graceMs, 2_147_483_647));
    await this.#allClosed();
    clearTimeout(timer);
    clearInterval(this.#sweeper);
  }

  async close(): Promise<void> {
    this.#stopAccepting();
    this.#endAll();
    await this.#allClosed();
    clearInterval(this.#sweeper);
  }

  #stopAccepting(): void {
    this.#draining = true;
    for (const listener of this.#listeners) listener.close();
    this.#admission.close();
  }

  #endAll(): void {
    for (const connection of this.#connections) connection.connection.end();
  }

  #allClosed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#connections.size === 0) resolve();
      else this.#drained.push(resolve);
    });
  }

  #onSocket(socket: Socket, peer: AdmittedPeer): void {
    const connection = new ServerConnection(socket, peer, this.#state, (closed) => this.#onClosed(closed));
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

function rejectDuplicates(routes: readonly Route[]): void {
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
