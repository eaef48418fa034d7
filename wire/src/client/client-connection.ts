// One connection of a client: an HTTP/2 connection for calls, checked by pings
// while calls are in flight. After the server's GOAWAY it opens no more calls and
// closes when the last one has ended.
import type { Socket } from "node:net";
import { timerMsMax } from "../grpc/deadline-timer.ts";
import type { Metadata } from "../grpc/metadata.ts";
import type { RpcError } from "../grpc/rpc-error.ts";
import { Connection, type ConnectionDelegate, type CostlyEvent, streamIdMax } from "../http2/connection.ts";
import { ConnectionError, http2Error, http2ErrorName } from "../http2/http2-errors.ts";
import { CallStream, type ReplyReader } from "./call-stream.ts";
import type { ClientSettings } from "./client-options.ts";
import { parseReplyHead, type ReplyHead } from "./reply-head.ts";
import { RequestBlocks } from "./request-block.ts";

/** The owner of a connection: the channel. */
export interface ConnectionOwner {
  /** The server's SETTINGS have arrived: calls may be opened. Called at most once. */
  onReady(connection: ClientConnection): void;
  /** Another call may fit. */
  onStreamClosed(connection: ClientConnection): void;
  /** No more calls may be opened; open ones continue. Called at most once. */
  onDraining(connection: ClientConnection): void;
  /** The server requires fewer pings. */
  onTooManyPings(): void;
  /** The socket is closed and every call on it has ended. Called once, last. */
  onLost(connection: ClientConnection, reason: string): void;
}

/** While more bytes than this wait for the kernel, calls wait in the channel, where they are limited and known to be unsent. */
const crowdedOutputBytes = 1_048_576;
/** The connection is closed when more bytes than this wait for the kernel because the server does not read. */
const socketBytesMax = 67_108_864;
const connectionWindowBytes = 16_777_216;
/** SETTINGS, PING, empty DATA and unknown frames per second; a correct server sends far fewer. */
const costlyEventsPerSecondMax = 10_000;

/** A connection that calls can be opened on. */
export class ClientConnection implements ConnectionDelegate<ReplyHead> {
  readonly connection: Connection<ReplyHead>;
  readonly #socket: Socket;
  readonly #settings: ClientSettings;
  readonly #owner: ConnectionOwner;
  readonly #blocks: RequestBlocks;
  #isReady = false;
  #isDraining = false;
  #goaway = "";
  /** What the server speaks instead of HTTP/2; empty if it speaks HTTP/2. */
  #foreignText = "";
  // Keepalive: one timer for the next check, whether or not a ping is pending.
  readonly #keepaliveMs: number;
  #keepalive: NodeJS.Timeout | undefined;
  #pingAt: number | undefined;
  #costlyEvents = 0;
  #costlySince = 0;

  /** @param keepaliveMs owned by the channel, because it outlives connections */
  constructor(socket: Socket, settings: ClientSettings, keepaliveMs: number, owner: ConnectionOwner) {
    this.#socket = socket;
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

  /** Starts reading and writing. */
  start(): void {
    // Before the connection reads them, which fails without saying why: these are not frames.
    this.#socket.prependOnceListener("data", (bytes: Buffer) => {
      this.#foreignText = foreignProtocolText(bytes);
    });
    this.connection.start();
  }

  /** Whether a call may be opened now. */
  get canOpen(): boolean {
    const { connection } = this;
    return (
      this.#isReady &&
      !this.#isDraining &&
      connection.canOpen &&
      connection.sender.output.waitingBytes < crowdedOutputBytes &&
      connection.sender.queuedBytes < this.#settings.waitingBytesMax
    );
  }

  /**
   * Opens a call's stream and sends its headers. `canOpen` is true. Throws
   * RpcError, with nothing sent, if the metadata cannot be sent.
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
    // The socket keeps the process alive only while a call is open.
    if (connection.streams.size === 0) this.#socket.ref();
    connection.open(stream, block, false);
    if (this.#keepalive === undefined) this.#scheduleCheck(this.#keepaliveMs);
    if (connection.nextStreamId > streamIdMax) this.#drain();
    return stream;
  }

  /** Ends every call with this error, and closes the connection. */
  close(error: RpcError): void {
    for (const stream of this.connection.streams.values()) {
      if (stream instanceof CallStream) stream.abandon(error);
    }
    // The program may be waiting for the end of the connection.
    this.#socket.ref();
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
    throw new ConnectionError(http2Error.enhanceYourCalm, `the server sends too many idle frames (${event})`);
  }

  onSettings(): void {
    if (this.#isReady) {
      this.#owner.onStreamClosed(this);
    } else {
      this.#isReady = true;
      this.#owner.onReady(this);
      if (this.connection.streams.size === 0) this.#socket.unref();
    }
  }

  onGoaway(_lastStreamId: number, code: number, debug: string): void {
    this.#goaway = `the server sent GOAWAY with ${http2ErrorName(code)}${debug === "" ? "" : ` (${debug})`}`;
    if (code === http2Error.enhanceYourCalm && debug === "too_many_pings") this.#owner.onTooManyPings();
    this.#drain();
    if (this.connection.streams.size === 0) this.connection.end();
  }

  onPong(): void {
    if (this.#pingAt === undefined) return;
    this.#pingAt = undefined;
    clearTimeout(this.#keepalive);
    this.#scheduleCheck(this.#keepaliveMs);
  }

  onStreamClosed(): void {
    if (this.connection.streams.size === 0) this.#socket.unref();
    if (!this.#isDraining) this.#owner.onStreamClosed(this);
    else if (this.connection.streams.size === 0) this.connection.end();
  }

  onClosed(error: Error | undefined): void {
    clearTimeout(this.#keepalive);
    const reasons = [this.#goaway, this.#foreignText || (error?.message ?? "")];
    const text = reasons.filter((reason) => reason !== "").join("; ");
    this.#owner.onLost(this, text || this.#closeText());
  }

  #closeText(): string {
    const mayNeedTls = !this.#isReady && this.#settings.tls === undefined;
    return `the server closed the connection${mayNeedTls ? " without a reply; does it require TLS?" : ""}`;
  }

  #drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#owner.onDraining(this);
  }

  #scheduleCheck(delayMs: number): void {
    if (delayMs === Number.POSITIVE_INFINITY) return;
    this.#keepalive = setTimeout(() => this.#checkKeepalive(), Math.min(delayMs, timerMsMax));
    this.#keepalive.unref();
  }

  /** Pings a silent server, and closes the connection if it does not reply. Stops while no call is open. */
  #checkKeepalive(): void {
    this.#keepalive = undefined;
    const connection = this.connection;
    const now = this.#settings.clock();
    if (this.#pingAt !== undefined && connection.lastReadMs < this.#pingAt) {
      const leftMs = this.#pingAt + this.#settings.keepaliveTimeoutMs - now;
      if (leftMs > 0) this.#scheduleCheck(leftMs);
      else {
        const message = `the server did not reply to a ping within ${this.#settings.keepaliveTimeoutMs} ms`;
        connection.destroy(new Error(message));
      }
      return;
    }
    this.#pingAt = undefined;
    if (connection.streams.size === 0 || connection.ending) return;
    const silentMs = now - connection.lastReadMs;
    if (silentMs < this.#keepaliveMs) {
      this.#scheduleCheck(this.#keepaliveMs - silentMs);
      return;
    }
    this.#pingAt = now;
    connection.ping();
    this.#scheduleCheck(this.#settings.keepaliveTimeoutMs);
  }
}

/** Names the protocol of a server that does not speak HTTP/2, by its first bytes; empty for any other. */
function foreignProtocolText(bytes: Buffer): string {
  if (bytes.subarray(0, 5).toString("latin1") === "HTTP/")
    return "the server replied with HTTP/1.1; use its gRPC port";
  const isTlsAlert = bytes[0] === 0x15 && bytes[1] === 0x03;
  return isTlsAlert ? "the server requires TLS" : "";
}
