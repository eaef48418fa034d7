// One connection of a server: it makes calls of streams, keeps the peer to the
// limits, and ends the connection well. What a peer can do for nothing is paid
// for from buckets; times are looked at once in a while, for all connections
// together, so that no connection has a timer.
import type { Socket } from "node:net";
import {
  Connection,
  type ConnectionDelegate,
  type ConnectionOptions,
  type CostlyEvent,
} from "../http2/connection.ts";
import { ConnectionError, http2Error } from "../http2/http2-errors.ts";
import type { ConnectionContext, ExceededScope } from "./connection-context.ts";
import { type CounterName, type Limits, limitTable } from "./limits.ts";
import { type RequestHead, readRequestHead } from "./request-head.ts";
import type { PeerLoad, ServerState } from "./server-state.ts";
import { ServerStream } from "./server-stream.ts";
import type { Peer } from "./service.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Who is at the other end, and what it has under way. */
export interface AdmittedPeer {
  readonly peer: Peer;
  /** What its connections and calls are counted under. */
  readonly address: string;
  readonly load: PeerLoad;
}

/** How long a peer may take to answer the first GOAWAY of a drain, in ms. */
const drainPingMs = 1000;
const sentBytesPerUpdate = 128;
const fragmentsPerMessage = 4;

const floodCounters: Readonly<Record<CostlyEvent, CounterName>> = {
  settings: "settingsFloods",
  ping: "pingFloods",
  reset: "resetFloods",
  streamError: "resetFloods",
  streamRefused: "resetFloods",
  windowBroken: "resetFloods",
  emptyData: "emptyDataFloods",
  windowUpdate: "windowUpdateFloods",
  otherFrame: "otherFrameFloods",
};

/** A connection as the server sees it. */
export class ServerConnection implements ConnectionContext, ConnectionDelegate<RequestHead> {
  readonly state: ServerState;
  readonly peer: Peer;
  readonly connection: Connection<RequestHead>;
  /** Request bytes held for this connection's calls. */
  requestBytes = 0;
  readonly #admitted: AdmittedPeer;
  readonly #onClosed: (connection: ServerConnection) => void;
  readonly #buckets: Readonly<Record<CostlyEvent, TokenBucket>>;
  readonly #startedMs: number;
  readonly #ageMsMax: number;
  #calls = 0;
  #hasSettings = false;
  /** When the last call ended, or the connection began. */
  #idleSinceMs: number;
  #pingedMs = 0;
  #sentBytes = 0;
  #sentMs: number;
  /** When this end began to drain, and whether its last word is said. */
  #drainingMs = 0;
  #drainGraceMs = Number.POSITIVE_INFINITY;
  #countedSentBytes = 0;

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
    this.#sentMs = nowMs;
    const jitter = 1 + (state.random() * 2 - 1) * state.limits.ageJitterRatio;
    this.#ageMsMax = state.limits.ageMsMax * jitter;
    this.#buckets = makeBuckets(state.limits, state.now);
    this.connection = new Connection(socket, connectionOptions(state), this);
  }

  /** Begins to read and write. */
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

  /** Books a handler that begins. Where the answer is not "none", it must not run, and is counted as refused. */
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

  /** A handler has ended. */
  endCall(): void {
    this.#calls -= 1;
    this.#admitted.load.calls -= 1;
    this.state.calls -= 1;
    if (this.#calls === 0) this.state.forgetIdle(this.#admitted.address, this.#admitted.load);
  }

  /** Whether a large reply may wait beside what waits already. */
  hasRoomForReply(bytes: number): boolean {
    const { limits, sendBudget } = this.state;
    return (
      this.connection.sender.waitingBytes + bytes <= limits.replyBytesPerConnectionMax &&
      sendBudget.queuedBytes + bytes <= limits.replyBytesMax
    );
  }

  /** Whether the request bytes that are held are within their bounds. */
  hasRoomForRequests(): boolean {
    const { limits } = this.state;
    return (
      this.requestBytes <= limits.requestBytesPerConnectionMax &&
      this.state.requestBytes <= limits.requestBytesMax
    );
  }

  /** Whole messages pay for the small frames that they came in. */
  onMessages(messages: number): void {
    this.#buckets.emptyData.add(messages * fragmentsPerMessage);
  }

  count(event: CostlyEvent): void {
    if (event === "streamRefused" && this.#calls < this.state.limits.callsPerConnectionMax) {
      this.state.counters.streamsRefused += 1;
    } else if (event === "windowBroken") {
      this.state.counters.windowsBroken += 1;
    }
    const bucket = this.#buckets[event];
    if (bucket.take()) return;
    if (event === "windowUpdate" && this.#creditUpdates(bucket)) return;
    this.state.counters[floodCounters[event]] += 1;
    throw new ConnectionError(http2Error.enhanceYourCalm, `too many frames of the kind ${event}`);
  }

  onSettings(): void {
    this.#hasSettings = true;
  }

  onGoaway(): void {
    // A client that says so opens no more calls; its open ones end as they would.
  }

  onPong(): void {
    this.#pingedMs = 0;
    if (this.#drainingMs > 0 && !this.connection.refusing) this.#sendFinalGoaway();
  }

  onStreamClosed(): void {
    if (this.connection.streams.size > 0) return;
    this.#idleSinceMs = this.connection.lastReadMs;
    if (this.connection.refusing) this.connection.end();
  }

  onClosed(error: Error | undefined): void {
    if (error instanceof ConnectionError && error.limit !== undefined) {
      this.state.counters[limitTable[error.limit].counter] += 1;
    }
    this.state.leave(this.#admitted.address, this.#admitted.load);
    this.#onClosed(this);
  }

  /**
   * Takes no new calls and closes when the last one has ended, or after the
   * grace. Clients learn of it before they are refused (RFC 9113 section 6.8).
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

  /** Looks at everything that has a time. Called about as often as the shortest time divided by four. */
  sweep(nowMs: number): void {
    const { limits, counters } = this.state;
    const connection = this.connection;
    if (connection.ending) return;
    if (!this.#hasSettings) {
      if (nowMs - this.#startedMs > limits.handshakeMsMax) {
        counters.handshakesTimedOut += 1;
        connection.fail(new ConnectionError(http2Error.settingsTimeout, "no SETTINGS came in time"));
      }
      return;
    }
    this.#sweepStall(nowMs);
    for (const stream of connection.streams.values() as ServerStream[]) {
      stream.endIfOverdue(nowMs);
      if (this.#drainingMs > 0) stream.endIfAwaiting(nowMs);
      stream.endIfStalled(nowMs);
    }
    this.#sweepDrain(nowMs);
    this.#sweepKeepalive(nowMs);
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
    } else if (elapsedMs > drainPingMs && !this.connection.refusing) {
      this.#sendFinalGoaway();
    }
  }

  #sweepKeepalive(nowMs: number): void {
    const { limits, counters } = this.state;
    const readMs = this.connection.lastReadMs;
    if (this.#pingedMs > 0 && readMs < this.#pingedMs) {
      if (nowMs - this.#pingedMs <= limits.keepaliveTimeoutMs) return;
      counters.keepalivesTimedOut += 1;
      this.connection.destroy();
    } else if (nowMs - readMs > limits.keepaliveMs) {
      counters.keepalivesSent += 1;
      this.#pingedMs = nowMs;
      this.connection.ping();
    }
  }

  /** A peer has to read its socket, and to open its window while replies wait for it. */
  #sweepStall(nowMs: number): void {
    const { sender, socket } = this.connection;
    const takenBytes = sender.sentBytes - socket.writableLength;
    const waits = socket.writableLength > 0 || (sender.queuedBytes > 0 && sender.windowBytes <= 0);
    if (!waits || takenBytes !== this.#sentBytes) {
      this.#sentBytes = takenBytes;
      this.#sentMs = nowMs;
    } else if (nowMs - this.#sentMs > this.state.limits.stallMsMax) {
      this.state.counters.stalledReadersClosed += 1;
      this.connection.fail(new ConnectionError(http2Error.enhanceYourCalm, "the peer takes no replies"));
    }
  }

  #sendFinalGoaway(): void {
    this.connection.refusing = true;
    this.connection.goaway(http2Error.noError, this.connection.lastPeerStreamId, "draining");
    if (this.connection.streams.size === 0) this.connection.end();
  }

  #drainElapsedMs(): number {
    return this.#drainingMs === 0 ? 0 : this.state.now() - this.#drainingMs;
  }

  /** A peer that receives much has to say much about its windows. */
  #creditUpdates(bucket: TokenBucket): boolean {
    const bytes = this.connection.sender.sentBytes - this.#countedSentBytes;
    const tokens = Math.floor(bytes / sentBytesPerUpdate);
    this.#countedSentBytes += tokens * sentBytesPerUpdate;
    bucket.add(tokens);
    return bucket.take();
  }
}

function makeBuckets(limits: Limits, now: () => number): Record<CostlyEvent, TokenBucket> {
  const resets = new TokenBucket(limits.resetBurstMax, limits.resetRateMax, now);
  return {
    settings: new TokenBucket(limits.settingsBurstMax, limits.settingsRateMax, now),
    ping: new TokenBucket(limits.pingBurstMax, limits.pingRateMax, now),
    reset: resets,
    streamError: resets,
    streamRefused: resets,
    windowBroken: resets,
    emptyData: new TokenBucket(limits.emptyDataBurstMax, limits.emptyDataRateMax, now),
    windowUpdate: new TokenBucket(limits.windowUpdateBurstMax, limits.windowUpdateRateMax, now),
    otherFrame: new TokenBucket(limits.otherFrameBurstMax, limits.otherFrameRateMax, now),
  };
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
