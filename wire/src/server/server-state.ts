// What the connections of one server share: routes, limits, counters, the timer
// for all deadlines, and the counts of running calls and held bytes. A running
// call counts until its handler has ended, even if its stream was reset long
// before.

import { DeadlineTimer } from "../grpc/deadline-timer.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import type { SendBudget } from "../http2/sender.ts";
import type { DescribeStatus } from "./bare-status.ts";
import { type Counters, type Limits, makeCounters } from "./limits.ts";
import { type MessageMemory, unboundedMemory } from "./message-memory.ts";
import { ReplySize } from "./reply-room.ts";
import type { Route, ServerCall } from "./service.ts";
import { StartQueue } from "./start-queue.ts";

/** A route, and what its replies are expected to be. */
export type ServedRoute = Route & { readonly replySize: ReplySize };

/** What one address has in flight. */
export interface PeerLoad {
  /** Whether the limits per address apply to it. */
  readonly isBounded: boolean;
  connections: number;
  calls: number;
}

/** Options of a server's state. */
export interface ServerStateOptions {
  readonly limits: Limits;
  readonly compressReplies: boolean;
  /** A monotonic clock, in ms. */
  readonly now: () => number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly onHandlerError: (error: unknown, call: ServerCall) => void;
  /** Rewrites statuses without details. Default: unchanged. */
  readonly describe?: DescribeStatus;
  /** Whether peers on this machine are exempt from the limits per address. Default: false. */
  readonly exemptsLocalPeers?: boolean;
  /** The memory of messages. Default: without a bound. */
  readonly memory?: MessageMemory;
}

/** How long a client may leave replies unread, or send nothing of a large request, while calls wait for memory, in ms. */
export const shortStallMsMax = 1000;

/** The state of one server. */
export class ServerState {
  readonly limits: Limits;
  readonly compressReplies: boolean;
  readonly counters: Counters = makeCounters();
  readonly routes: ReadonlyMap<string, ServedRoute>;
  readonly deadlines: DeadlineTimer;
  readonly now: () => number;
  readonly random: () => number;
  readonly onHandlerError: (error: unknown, call: ServerCall) => void;
  readonly describe: DescribeStatus;
  readonly memory: MessageMemory;
  readonly sendBudget: SendBudget;
  readonly starts: StartQueue;
  /** Request bytes held for the calls of all connections. */
  requestBytes = 0;
  /** The number of running handlers. */
  calls = 0;
  /** The number of sockets accepted and not yet closed. */
  connections = 0;
  readonly #exemptsLocalPeers: boolean;
  readonly #peers = new Map<string, PeerLoad>();
  readonly #busyErrors = new Map<string, RpcError>();

  constructor(routes: readonly Route[], options: ServerStateOptions) {
    this.limits = options.limits;
    this.compressReplies = options.compressReplies;
    this.now = options.now;
    this.random = options.random;
    this.onHandlerError = options.onHandlerError;
    this.describe = options.describe ?? (({ error }) => error);
    this.memory = options.memory ?? unboundedMemory();
    this.sendBudget = this.memory.replies;
    this.#exemptsLocalPeers = options.exemptsLocalPeers ?? false;
    this.deadlines = new DeadlineTimer(options.now);
    this.starts = new StartQueue(options.now);
    this.routes = new Map(
      routes.map((route) => [route.method.path, { ...route, replySize: new ReplySize() }]),
    );
  }

  /** The error of a call of a served path that was not started, because the event loop has no time for it. */
  busyError(path: string): RpcError {
    const known = this.#busyErrors.get(path);
    if (known !== undefined) return known;
    const message = "the process is overloaded: the call has waited too long to be started";
    const error = new RpcError(statusCode.resourceExhausted, message);
    const described = this.describe({ path, error, handler: "none" });
    this.#busyErrors.set(path, described);
    return described;
  }

  /** How long a client may leave replies unread, in ms; less while calls wait for memory. */
  get stallMsMax(): number {
    const { stallMsMax } = this.limits;
    return this.memory.isShort ? Math.min(stallMsMax, shortStallMsMax) : stallMsMax;
  }

  /** Counts a connection of this address. Undefined, and counted as rejected, if there are too many: it must be closed. */
  addConnection(address: string): PeerLoad | undefined {
    if (this.connections >= this.limits.connectionsMax) {
      this.counters.connectionsRefused += 1;
      return undefined;
    }
    const load = this.#peers.get(address) ?? this.#newLoad(address);
    if (load.isBounded && load.connections >= this.limits.connectionsPerPeerMax) {
      this.counters.connectionsRefusedPerPeer += 1;
      return undefined;
    }
    this.#peers.set(address, load);
    load.connections += 1;
    this.connections += 1;
    return load;
  }

  /** An admitted connection was closed. Its peer's load is kept until its handlers have ended, too. */
  removeConnection(address: string, load: PeerLoad): void {
    load.connections -= 1;
    this.connections -= 1;
    this.removeIfIdle(address, load);
  }

  #newLoad(address: string): PeerLoad {
    return { isBounded: !(this.#exemptsLocalPeers && isLocal(address)), connections: 0, calls: 0 };
  }

  /** Deletes a peer that has neither connections nor calls. */
  removeIfIdle(address: string, load: PeerLoad): void {
    if (load.connections === 0 && load.calls === 0) this.#peers.delete(address);
  }
}

function isLocal(address: string): boolean {
  return address === "unix" || address === "::1" || /^(::ffff:)?127\./.test(address);
}
