// One HTTP/2 connection over a socket (RFC 9113), the same for both roles. It
// owns the socket: the frame receiver reads frames from it, and the output of
// one event-loop turn is written at once, or in parts of 16 KiB and more.
//
// How a role uses it:
//   class Call extends Stream<Head> { onHeaders… onData… onReset… onDrained… }
//   const connection = new Connection(socket, options, delegate); connection.start();
// A client opens calls while `connection.canOpen`:
//   const call = new Call(connection);
//   connection.open(call, headers, false);   // fields, or a block of bytes
//   call.sendMessage(false, bytes, true);
// A reply arrives as call.onHeaders, onData (call.release(bytes) gives the peer
// credit), onHeaders(trailers, true), or onReset. The code refusedStream means
// that the peer did not process the call; streams above the number in the peer's
// GOAWAY are reset with it, too. delegate.onStreamClosed: another call may fit.
// A server's calls arrive by delegate.accept and then call.onHeaders. Fields are
// encoded by `connection.encoder` (HPACK) when they are sent; a block of bytes is
// sent as it is, so it may be reused only while `encoder.changes` is unchanged.
// When the socket is closed, every stream gets onReset, then the delegate gets
// onClosed, once.
import type { Socket } from "node:net";
import { HpackEncoder } from "../hpack/hpack-encoder.ts";
import type { ConnectionDelegate, ConnectionOptions, ReceivingConnection } from "./connection-delegate.ts";
import {
  clientPreface,
  frameBytesDefault,
  frameHeadBytes,
  frameType,
  writeFrameHead,
  writeUint32,
} from "./frame.ts";
import { FrameReceiver } from "./frame-receiver.ts";
import { ConnectionError, type Http2ErrorCode, http2Error } from "./http2-errors.ts";
import { ResetStreams } from "./reset-streams.ts";
import type { HeaderBlock } from "./send-queue.ts";
import { Sender } from "./sender.ts";
import { encodeSettings, PeerSettings, settingId, windowBytesDefault } from "./settings.ts";
import type { Stream } from "./stream.ts";
import type { Role, StreamLink } from "./stream-link.ts";
import { StreamTable } from "./stream-table.ts";

export type { ConnectionDelegate, ConnectionOptions, CostlyEvent } from "./connection-delegate.ts";

/** The highest stream identifier (section 5.1.1). */
export const streamIdMax = 0x7fffffff;
/** How long the peer may take to close after this end has sent everything, in ms. */
const closingMs = 1000;
/** Bytes that are read and discarded meanwhile, so that a TCP reset does not destroy what was sent last. */
const discardedBytesMax = 1_048_576;
const resetStreamsMax = 1024;
/**
 * From this many bytes on, output is written before the event-loop turn ends. Two ends that both gather whole turns
 * alternate, one idle while the other works; half a slab is enough to be worth a write of its own.
 */
const largeFlushBytes = 16_384;
const pingPayload = Buffer.from("pillion!", "latin1");

/** A connection and its streams. */
export class Connection<Head> implements StreamLink, ReceivingConnection<Head> {
  readonly role: Role;
  readonly socket: Socket;
  readonly sender: Sender;
  readonly encoder: HpackEncoder;
  /** The settings that the peer has announced. */
  readonly peer = new PeerSettings();
  readonly streams = new StreamTable<Stream<Head>>();
  /** How many streams were opened so far. */
  streamCount = 0;
  readonly streamWindowBytes: number;
  /** The streams that this end has reset recently. */
  readonly resetStreams = new ResetStreams(resetStreamsMax);
  /** When the last bytes arrived, in ms of the options' clock. */
  lastReadMs: number;
  /** The highest stream that the peer has opened. */
  lastPeerStreamId = 0;
  /** Server: new streams are rejected. Client: the peer has sent GOAWAY. */
  rejectsStreams = false;
  readonly #options: ConnectionOptions;
  readonly #delegate: ConnectionDelegate<Head>;
  readonly #receiver: FrameReceiver<Head>;
  #nextStreamId = 1;
  #isReading = false;
  #flushScheduled = false;
  #ending = false;
  #closed = false;
  #discardedBytes = 0;
  #error: Error | undefined;

  constructor(socket: Socket, options: ConnectionOptions, delegate: ConnectionDelegate<Head>) {
    this.role = options.role;
    this.socket = socket;
    this.streamWindowBytes = options.streamWindowBytes;
    this.lastReadMs = options.now();
    this.#options = options;
    this.#delegate = delegate;
    this.encoder = new HpackEncoder();
    this.sender = new Sender(socket, this.encoder, options.sendBudget);
    this.#receiver = new FrameReceiver(this, options, delegate);
  }

  /** Starts reading the socket, and sends the preface and SETTINGS. */
  start(): void {
    const socket = this.socket;
    socket.on("data", (chunk: Buffer) => this.#onChunk(chunk));
    socket.on("drain", () => this.#onDrain());
    socket.on("error", (error) => {
      this.#error ??= error;
    });
    socket.on("end", () => this.#closeSoon());
    socket.on("close", () => this.#onClose());
    this.#sendPreface();
    this.requestFlush();
  }

  /** Whether this end may open a stream now. */
  get canOpen(): boolean {
    return (
      !this.rejectsStreams &&
      !this.#ending &&
      this.#nextStreamId <= streamIdMax &&
      this.streams.size < this.peer.streamsMax
    );
  }

  /** Whether the connection is closed or about to be. */
  get ending(): boolean {
    return this.#ending;
  }

  /** The lowest identifier that this end has not used. */
  get nextStreamId(): number {
    return this.#nextStreamId;
  }

  /** Client only: opens a stream with its request headers. `canOpen` is true. */
  open(stream: Stream<Head>, headers: HeaderBlock, endStream: boolean): void {
    this.register(stream, this.#nextStreamId);
    this.#nextStreamId += 2;
    if (endStream) stream.sendTrailers(headers);
    else stream.sendHeaders(headers);
  }

  /** For the frame receiver only: adds a stream. */
  register(stream: Stream<Head>, streamId: number): void {
    stream.id = streamId;
    stream.sendWindowBytes = this.peer.windowBytes;
    this.streams.add(stream);
    this.streamCount += 1;
  }

  /** Removes a stream that is over, and discards what it has queued. */
  forget(stream: Stream<Head>): void {
    if (stream.closed) return;
    stream.closed = true;
    this.streams.delete(stream.id);
    this.sender.drop(stream);
    this.#delegate.onStreamClosed();
  }

  /** Sends RST_STREAM. The caller removes the stream with `forget`. */
  writeReset(streamId: number, code: Http2ErrorCode): void {
    this.resetStreams.add(streamId);
    this.#writeNumbers(frameType.rstStream, streamId, code);
  }

  /** Sends WINDOW_UPDATE; stream 0 is the connection. */
  writeWindowUpdate(streamId: number, increment: number): void {
    this.#writeNumbers(frameType.windowUpdate, streamId, increment);
  }

  /** Sends PING. The delegate's `onPong` is called for the reply. */
  ping(): void {
    this.sender.writeFrame(frameType.ping, 0, 0, pingPayload);
    this.requestFlush();
  }

  /** Sends GOAWAY: no stream above `lastStreamId` was or will be processed (section 6.8). Closes nothing. */
  goaway(code: Http2ErrorCode, lastStreamId: number, debug = ""): void {
    const text = Buffer.from(debug.slice(0, 200), "latin1");
    const payload = Buffer.allocUnsafe(8 + text.length);
    text.copy(payload, writeUint32(payload, writeUint32(payload, 0, lastStreamId), code));
    this.sender.writeFrame(frameType.goaway, 0, 0, payload);
    this.requestFlush();
  }

  /** Closes the connection after everything gathered was written; open streams are reset. */
  end(): void {
    if (this.#ending) return;
    this.#flush();
    this.#closeSoon();
  }

  /** The peer broke a rule or exceeded a limit: sends GOAWAY with the reason, and ends every stream. */
  fail(error: ConnectionError): void {
    if (this.#ending) return;
    this.#error ??= error;
    this.goaway(error.code, this.lastPeerStreamId, error.message);
    this.end();
  }

  /** Closes the connection at once, without GOAWAY. */
  destroy(error?: Error): void {
    this.#error ??= error;
    this.#ending = true;
    this.#receiver.stop();
    this.socket.destroy();
  }

  /** Schedules a write of the gathered output at the end of this event-loop turn. */
  requestFlush(): void {
    if (this.#isReading || this.#flushScheduled || this.#closed) return;
    this.#flushScheduled = true;
    // After all I/O of this event-loop turn, so that its replies are written together.
    setImmediate(flushNow, this);
  }

  /** Writes the gathered output now if it is 16 KiB or more, otherwise at the end of this turn. */
  flushIfLarge(): void {
    if (!this.#isReading && this.sender.output.pendingBytes >= largeFlushBytes) this.#flush();
    else this.requestFlush();
  }

  /** For `requestFlush` only. */
  flushScheduled(): void {
    this.#flushScheduled = false;
    this.#flush();
  }

  #flush(): void {
    if (this.#closed || this.socket.destroyed || this.socket.writableEnded) {
      this.sender.output.clear();
      return;
    }
    this.sender.flush();
    if (this.socket.writableLength > this.#options.socketBytesMax) {
      this.destroy(
        new ConnectionError(
          http2Error.enhanceYourCalm,
          `the peer has left more than ${this.#options.socketBytesMax} bytes unread`,
          "socketBytesMax",
        ),
      );
    }
  }

  #sendPreface(): void {
    const options = this.#options;
    if (this.role === "client") this.sender.output.append(clientPreface);
    const settings = encodeSettings([
      [settingId.headerTableSize, options.headerTableBytes],
      this.role === "client"
        ? [settingId.enablePush, 0]
        : [settingId.maxConcurrentStreams, options.streamsMax],
      [settingId.initialWindowSize, options.streamWindowBytes],
      [settingId.maxFrameSize, frameBytesDefault],
      [settingId.maxHeaderListSize, options.headerListBytesMax],
    ]);
    this.sender.writeFrame(frameType.settings, 0, 0, settings);
    const increment = options.connectionWindowBytes - windowBytesDefault;
    if (increment > 0) this.writeWindowUpdate(0, increment);
  }

  #onChunk(chunk: Buffer): void {
    if (this.#ending) {
      this.#discardedBytes += chunk.length;
      if (this.#discardedBytes > discardedBytesMax) this.socket.destroy();
      return;
    }
    this.lastReadMs = this.#options.now();
    this.#isReading = true;
    let failure: ConnectionError | undefined;
    try {
      this.#receiver.push(chunk);
    } catch (error) {
      // A bug in this program must not affect the other connections.
      failure =
        error instanceof ConnectionError
          ? error
          : new ConnectionError(http2Error.internalError, `an internal error: ${String(error)}`);
    } finally {
      this.#isReading = false;
    }
    if (failure !== undefined) {
      this.fail(failure);
      return;
    }
    this.#delegate.onProgress?.();
    this.#flush();
  }

  #onDrain(): void {
    this.sender.onSocketDrained();
    this.#delegate.onProgress?.();
    this.#flush();
  }

  #closeSoon(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#receiver.stop();
    this.#resetAll();
    this.#flush();
    this.socket.end();
    const timer = setTimeout(() => this.socket.destroy(), closingMs);
    timer.unref();
    this.socket.once("close", () => clearTimeout(timer));
  }

  #onClose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#ending = true;
    this.#receiver.stop();
    this.#resetAll();
    this.sender.close();
    this.#delegate.onClosed(this.#error);
  }

  #resetAll(): void {
    for (const stream of this.streams.values()) {
      if (stream.closed) continue;
      this.forget(stream);
      stream.onReset(http2Error.cancel, "connection");
    }
  }

  #writeNumbers(type: number, streamId: number, number: number): void {
    const output = this.sender.output;
    const target = output.reserve(frameHeadBytes + 4);
    output.advance(writeUint32(target, writeFrameHead(target, output.offset, 4, type, 0, streamId), number));
    this.requestFlush();
  }
}

function flushNow(connection: { flushScheduled(): void }): void {
  connection.flushScheduled();
}
