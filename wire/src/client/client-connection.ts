// One connection of a client: an HTTP/2 connection that calls are opened on,
// kept honest by pings while calls are under way. After the server's GOAWAY it
// takes no more calls and closes when the last one has ended.
import type { Socket } from "node:net";
import type { Metadata } from "../grpc/metadata.ts";
import type { RpcError } from "../grpc/rpc-error.ts";
import { Connection, type ConnectionDelegate, type CostlyEvent, streamIdMax } from "../http2/connection.ts";
import { ConnectionError, http2Error, http2ErrorName } from "../http2/http2-errors.ts";
import { CallStream, type ReplyReader } from "./call-stream.ts";
import type { ClientSettings } from "./client-options.ts";
import { parseReplyHead, type ReplyHead } from "./reply-head.ts";
import { RequestBlocks } from "./request-block.ts";

/** Who has made the connection. */
export interface ConnectionOwner {
  /** The server's SETTINGS are there: calls may be opened. Called at most once. */
  onReady(connection: ClientConnection): void;
  /** There may be room for another call. */
  onStreamClosed(connection: ClientConnection): void;
  /** No more calls may be opened; those that are open go on. Called at most once. */
  onDraining(connection: ClientConnection): void;
  /** The server wants to be pinged less often. */
  onTooManyPings(): void;
  /** The socket is closed and every call on it has ended. Called once, last. */
  onLost(connection: ClientConnection, reason: string): void;
}

/** While more than this waits for the kernel, calls wait outside: there they are bounded, and known to be unsent. */
const outputBytesCrowded = 1_048_576;
/** A server that reads nothing while this much waits for it is given up. */
const socketBytesMax = 67_108_864;
const connectionWindowBytes = 16_777_216;
/** What a sane server stays far below: SETTINGS, PING, empty DATA, frames of no known type. */
const costlyEventsPerSecondMax = 10_000;

/** A connection that calls can be opened on. */
export class ClientConnection implements ConnectionDelegate<ReplyHead> {
  readonly connection: Connection<ReplyHead>;
  readonly #settings: ClientSettings;
  readonly #owner: ConnectionOwner;
  readonly #blocks: RequestBlocks;
  #isReady = false;
  #isDraining = false;
  #goaway = "";
  // Keepalive: one timer for the next look, whether or not a ping is out.
  readonly #keepaliveMs: number;
  #keepalive: NodeJS.Timeout | undefined;
  #pingAt: number | undefined;
  #costlyEvents = 0;
  #costlySince = 0;

  /** `keepaliveMs` is the owner's, because it outlives connections. */
  constructor(socket: Socket, settings: ClientSettings, keepaliveMs: number, owner: ConnectionOwner) {
    this.#settings = settings;
    this.#owner = owner;
    this.#keepaliveMs = keepaliveMs;
    this.connection = new Connection<ReplyHead>(
      socket,
      {
        role: "client",
        streamsMax: 0,
        streamWindowBytes: settings.streamWindowBytes,
        connectionWindowBytes: Math.max(connectionWindowBytes, settings.streamWindowBytes),
        socketBytesMax,
        sendBudget: { queuedBytes: 0 },
        now: settings.clock,
        headerTableBytes: 4096,
        headerListBytesMax: settings.headerListBytesMax,
        headerPairsMax: 1000,
        headerBlockBytesMax: settings.headerListBytesMax,
        continuationFramesMax: 64,
      },
      this,
    );
    this.#blocks = new RequestBlocks(this.connection.encoder, {
      scheme: settings.tls === undefined ? "http" : "https",
      authority: settings.authority,
      userAgent: settings.userAgent,
      gzip: settings.compressBytesMin !== Number.POSITIVE_INFINITY,
    });
    socket.on("drain", () => owner.onStreamClosed(this));
  }

  /** Begins to speak. */
  start(): void {
    this.connection.start();
  }

  /** Whether a call may be opened now. */
  get hasRoom(): boolean {
    const { connection } = this;
    return (
      this.#isReady &&
      !this.#isDraining &&
      connection.canOpen &&
      connection.sender.output.waitingBytes < outputBytesCrowded &&
      connection.sender.queuedBytes < this.#settings.waitingBytesMax
    );
  }

  /**
   * Opens a call's stream with its headers. The caller has asked `hasRoom`.
   * Throws RpcError, having sent nothing, if the metadata cannot be sent.
   */
  open(
    reader: ReplyReader,
    path: string,
    timeoutMs: number | undefined,
    metadata: Metadata | undefined,
  ): CallStream {
    const connection = this.connection;
    const block = this.#blocks.block(path, timeoutMs, metadata, connection.peer.headerListBytesMax);
    const stream = new CallStream(connection, reader, this.#settings.replyBytesMax);
    connection.open(stream, block, false);
    if (this.#keepalive === undefined) this.#watch(this.#keepaliveMs);
    if (connection.nextStreamId > streamIdMax) this.#drain();
    return stream;
  }

  /** Ends every call with this error, and the connection. */
  close(error: RpcError): void {
    for (const stream of this.connection.streams.values()) {
      if (stream instanceof CallStream) stream.abandon(error);
    }
    this.connection.end();
  }

  parseHead(fields: string[], tooLarge: boolean): ReplyHead {
    return parseReplyHead(fields, tooLarge);
  }

  accept(): undefined {
    return undefined;
  }

  count(event: CostlyEvent): void {
    if (event === "windowUpdate" || event === "reset") return;
    const now = this.#settings.clock();
    if (now - this.#costlySince > 1000) {
      this.#costlySince = now;
      this.#costlyEvents = 0;
    }
    this.#costlyEvents += 1;
    if (this.#costlyEvents <= costlyEventsPerSecondMax) return;
    throw new ConnectionError(http2Error.enhanceYourCalm, `too many frames that carry nothing (${event})`);
  }

  onSettings(): void {
    if (this.#isReady) {
      this.#owner.onStreamClosed(this);
    } else {
      this.#isReady = true;
      this.#owner.onReady(this);
    }
  }

  onGoaway(_lastStreamId: number, code: number, debug: string): void {
    this.#goaway = `the server said ${http2ErrorName(code)}${debug === "" ? "" : ` (${debug})`}`;
    if (code === http2Error.enhanceYourCalm && debug === "too_many_pings") this.#owner.onTooManyPings();
    this.#drain();
    if (this.connection.streams.size === 0) this.connection.end();
  }

  onPong(): void {
    if (this.#pingAt === undefined) return;
    this.#pingAt = undefined;
    clearTimeout(this.#keepalive);
    this.#watch(this.#keepaliveMs);
  }

  onStreamClosed(): void {
    if (!this.#isDraining) this.#owner.onStreamClosed(this);
    else if (this.connection.streams.size === 0) this.connection.end();
  }

  onClosed(error: Error | undefined): void {
    clearTimeout(this.#keepalive);
    const reasons = [this.#goaway, error?.message ?? ""].filter((reason) => reason !== "");
    this.#owner.onLost(this, reasons.join("; ") || "the server closed the connection");
  }

  #drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#owner.onDraining(this);
  }

  #watch(delayMs: number): void {
    if (delayMs === Number.POSITIVE_INFINITY) return;
    this.#keepalive = setTimeout(() => this.#look(), delayMs);
    this.#keepalive.unref();
  }

  /** Pings after silence, and gives the connection up when a ping stays unanswered; rests while no call is open. */
  #look(): void {
    this.#keepalive = undefined;
    const connection = this.connection;
    const now = this.#settings.clock();
    if (this.#pingAt !== undefined && connection.lastReadMs < this.#pingAt) {
      const leftMs = this.#pingAt + this.#settings.keepaliveTimeoutMs - now;
      if (leftMs > 0) this.#watch(leftMs);
      else connection.destroy(new Error(`no answer to a ping in ${this.#settings.keepaliveTimeoutMs} ms`));
      return;
    }
    this.#pingAt = undefined;
    if (connection.streams.size === 0 || connection.ending) return;
    const silentMs = now - connection.lastReadMs;
    if (silentMs < this.#keepaliveMs) {
      this.#watch(this.#keepaliveMs - silentMs);
      return;
    }
    this.#pingAt = now;
    connection.ping();
    this.#watch(this.#settings.keepaliveTimeoutMs);
  }
}
