// One connection of a server: it creates a stream for each call, enforces the
// limits, and closes the connection gracefully. Times are checked by one periodic
// sweep over all connections, so no connection has a timer of its own.
import type { Socket } from "node:net";
import {
  Connection,
  type ConnectionDelegate,
  type ConnectionOptions,
  type CostlyEvent,
} from "../http2/connection.ts";
import { ConnectionError, http2Error } from "../http2/http2-errors.ts";
import type { ConnectionContext, ExceededScope } from "./connection-context.ts";
import { FrameBudgets } from "./frame-budgets.ts";
import { limitTable } from "./limit-table.ts";
import { PeerHealth } from "./peer-health.ts";
import { ReplyRoom } from "./reply-room.ts";
import { type RequestHead, readRequestHead } from "./request-head.ts";
import type { PeerLoad, ServerState } from "./server-state.ts";
import { ServerStream } from "./server-stream.ts";
import type { Peer } from "./service.ts";

/** The client at the other end of a connection, and what it has in flight. */
export interface AdmittedPeer {
  readonly peer: Peer;
  /** The address that its connections and calls are counted for. */
  readonly address: string;
  readonly load: PeerLoad;
}

/** How long a peer may take to reply to the PING that follows the first GOAWAY of a drain, in ms. */
const drainPingMs = 1000;

/** A connection of a server. */
export class ServerConnection implements ConnectionContext, ConnectionDelegate<RequestHead> {
  readonly state: ServerState;
  readonly peer: Peer;
  readonly connection: Connection<RequestHead>;
  readonly replyRoom: ReplyRoom;
  /** Request bytes held for this connection's calls. */
  requestBytes = 0;
  readonly #admitted: AdmittedPeer;
  readonly #onClosed: (connection: ServerConnection) => void;
  readonly #budgets: FrameBudgets;
  readonly #health: PeerHealth;
  readonly #startedMs: number;
  readonly #ageMsMax: number;
  #calls = 0;
  #hasSettings = false;
  /** When the last call ended, or the connection began. */
  #idleSinceMs: number;
  /** When this end began to drain; 0 before. */
  #drainingMs = 0;
  #drainGraceMs = Number.POSITIVE_INFINITY;

  constructor(
    socket: Socket,
    admitted: AdmittedPeer,
    state: ServerState,
    onClosed: (connection: ServerConnection) => void,
  ) {
    this.state = state;
    this.peer = admitted.peer;
    this.#admitted = admitted;
    this.#onClosed = onClosed;
    const nowMs = state.now();
    this.#startedMs = nowMs;
    this.#idleSinceMs = nowMs;
    const jitter = 1 + (state.random() * 2 - 1) * state.limits.ageJitterRatio;
    this.#ageMsMax = state.limits.ageMsMax * jitter;
    this.#budgets = new FrameBudgets(state.limits, state.counters, state.now);
    this.connection = new Connection(socket, connectionOptions(state), this);
    this.#health = new PeerHealth(this.connection, state);
    const { replyBytesPerConnectionMax } = state.limits;
    this.replyRoom = new ReplyRoom(this.connection.sender, replyBytesPerConnectionMax, state.now);
  }

  /** Starts reading and writing. */
  start(): void {
    this.connection.start();
  }

  parseHead = (fields: string[], tooLarge: boolean): RequestHead =>
    readRequestHead(this.state.routes, fields, tooLarge);

  accept(): ServerStream | undefined {
    if (this.#calls >= this.state.limits.callsPerConnectionMax) {
      this.state.counters.callsRefusedPerConnection += 1;
      return undefined;
    }
    return new ServerStream(this);
  }

  beginCall(): ExceededScope {
    const { state } = this;
    const { limits, counters } = state;
    const load = this.#admitted.load;
    if (this.#calls >= limits.callsPerConnectionMax) {
      counters.callsRefusedPerConnection += 1;
      return "connection";
    }
    if (load.isBounded && load.calls >= limits.callsPerPeerMax) {
      counters.callsRefusedPerPeer += 1;
      return "peer";
    }
    if (state.calls >= limits.callsMax) {
      counters.callsRefused += 1;
      return "server";
    }
    this.#calls += 1;
    load.calls += 1;
    state.calls += 1;
    return "none";
  }

  endCall(): void {
    this.#calls -= 1;
    this.#admitted.load.calls -= 1;
    this.state.calls -= 1;
    if (this.#calls === 0) this.state.removeIfIdle(this.#admitted.address, this.#admitted.load);
  }

  hasRoomForReply(bytes: number): boolean {
    const { limits, sendBudget, memory } = this.state;
    if (sendBudget.queuedBytes + bytes > limits.replyBytesMax || !memory.hasRoomForReply(bytes)) return false;
    // More replies than expected may come at once, before the client has had time to read any of them.
    return (
      !this.#health.isStalled ||
      this.connection.sender.waitingBytes + bytes <= limits.replyBytesPerConnectionMax
    );
  }

  hasRoomForRequests(): boolean {
    const { limits } = this.state;
    return (
      this.requestBytes <= limits.requestBytesPerConnectionMax &&
      this.state.requestBytes <= limits.requestBytesMax
    );
  }

  onMessages(messages: number): void {
    this.#budgets.onMessages(messages);
  }

  count(event: CostlyEvent): void {
    if (event === "streamRefused" && this.#calls < this.state.limits.callsPerConnectionMax) {
      this.state.counters.streamsRefused += 1;
    } else if (event === "windowBroken") {
      this.state.counters.windowsBroken += 1;
    }
    this.#budgets.take(event, this.connection.sender.sentFrames);
  }

  onSettings(): void {
    this.#hasSettings = true;
  }

  onGoaway(): void {
    // The client opens no more calls; those that are open go on.
  }

  onPong(): void {
    this.#health.onPong();
    if (this.#drainingMs > 0 && !this.connection.rejectsStreams) this.#sendFinalGoaway();
  }

  onProgress(): void {
    this.replyRoom.grant();
  }

  onStreamClosed(): void {
    if (this.connection.streams.size > 0) return;
    this.#idleSinceMs = this.connection.lastReadMs;
    if (this.connection.rejectsStreams) this.connection.end();
  }

  onClosed(error: Error | undefined): void {
    if (error instanceof ConnectionError && error.limit !== undefined) {
      this.state.counters[limitTable[error.limit].counter] += 1;
    }
    this.state.removeConnection(this.#admitted.address, this.#admitted.load);
    this.#onClosed(this);
  }

  /**
   * Accepts no new calls and closes when the last one has ended, or after
   * `graceMs`. The first GOAWAY warns the client before streams are rejected
   * (RFC 9113 section 6.8).
   */
  drain(graceMs: number): void {
    this.#drainGraceMs = Math.min(this.#drainGraceMs, this.#drainElapsedMs() + graceMs);
    if (this.#drainingMs > 0) return;
    this.#drainingMs = this.state.now();
    if (!this.#hasSettings) {
      this.connection.end();
      return;
    }
    this.connection.goaway(http2Error.noError, 0x7fffffff, "draining");
    this.connection.ping();
  }

  /** Checks everything that has a time limit. Called about four times within the shortest of them. */
  sweep(nowMs: number): void {
    const { limits, counters } = this.state;
    const connection = this.connection;
    if (connection.ending) return;
    if (!this.#hasSettings) {
      if (nowMs - this.#startedMs > limits.handshakeMsMax) {
        counters.handshakesTimedOut += 1;
        connection.fail(
          new ConnectionError(
            http2Error.settingsTimeout,
            `no SETTINGS arrived within ${limits.handshakeMsMax} ms`,
          ),
        );
      }
      return;
    }
    this.#health.checkStall(nowMs);
    for (const stream of connection.streams.values() as ServerStream[]) {
      stream.endIfOverdue(nowMs);
      if (this.#drainingMs > 0) stream.endIfAwaiting(nowMs);
      stream.endIfStalled(nowMs);
      this.replyRoom.expire(stream, nowMs);
    }
    this.replyRoom.grant();
    this.#sweepDrain(nowMs);
    this.#health.checkKeepalive(nowMs);
    if (connection.streams.size === 0) connection.sender.output.trim();
  }

  #sweepDrain(nowMs: number): void {
    const { limits, counters } = this.state;
    if (this.#drainingMs === 0) {
      const isIdle = this.connection.streams.size === 0 && nowMs - this.#idleSinceMs > limits.idleMsMax;
      const isOld = nowMs - this.#startedMs > this.#ageMsMax;
      if (isIdle) counters.connectionsIdleClosed += 1;
      else if (isOld) counters.connectionsAged += 1;
      if (isIdle || isOld) this.drain(limits.ageGraceMs);
      return;
    }
    const elapsedMs = nowMs - this.#drainingMs;
    if (elapsedMs > this.#drainGraceMs) {
      counters.connectionsAgedForcibly += 1;
      this.connection.end();
    } else if (elapsedMs > drainPingMs && !this.connection.rejectsStreams) {
      this.#sendFinalGoaway();
    }
  }

  #sendFinalGoaway(): void {
    this.connection.rejectsStreams = true;
    this.connection.goaway(http2Error.noError, this.connection.lastPeerStreamId, "draining");
    if (this.connection.streams.size === 0) this.connection.end();
  }

  #drainElapsedMs(): number {
    return this.#drainingMs === 0 ? 0 : this.state.now() - this.#drainingMs;
  }
}

function connectionOptions(state: ServerState): ConnectionOptions {
  const { limits } = state;
  return {
    role: "server",
    streamsMax: limits.streamsPerConnectionMax,
    streamWindowBytes: limits.streamWindowBytes,
    connectionWindowBytes: limits.connectionWindowBytes,
    socketBytesMax: limits.socketBytesMax,
    headerTableBytes: 4096,
    headerListBytesMax: limits.headerListBytesMax,
    headerPairsMax: limits.headerPairsMax,
    headerBlockBytesMax: limits.headerBlockBytesMax,
    continuationFramesMax: limits.continuationFramesMax,
    sendBudget: state.sendBudget,
    now: state.now,
  };
}
