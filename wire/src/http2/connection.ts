// One HTTP/2 connection over a socket (RFC 9113), the same for both roles. It
// owns the socket: frames are read from it by the frame receiver, and
// what one turn of the event loop has to say leaves by one write, or by one for
// every 16 KiB of it.
//
// How a role is built on it:
//   class Call extends Stream<Head> { onHeaders… onData… onReset… onDrained… }
//   const connection = new Connection(socket, options, delegate); connection.start();
// A client opens calls while `connection.canOpen`:
//   const call = new Call(connection);
//   connection.open(call, headers, false);   // fields, or a block of bytes
//   call.sendMessage(false, bytes, true);
// Replies come as call.onHeaders, onData (call.release(bytes) gives the peer
// credit), onHeaders(trailers, true), or onReset. A code of refusedStream says
// that the peer never saw the call: so are reset, too, the streams above the
// number in the peer's GOAWAY. When there is room for another: delegate.onStreamClosed.
// A server's calls come by delegate.accept and then call.onHeaders. Fields are
// encoded by `connection.encoder` (HPACK) when they are sent; a block of bytes
// goes out as it is, so it may be kept only while `encoder.changes` stands.
// When the socket is lost, every stream gets onReset, and then the delegate
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
/** How long the peer may take to close after this end has said its last word. */
const closingMs = 1000;
/** What is read and thrown away meanwhile, so that the last word is not lost to a TCP reset. */
const discardedBytesMax = 1_048_576;
const resetStreamsMax = 1024;
/**
 * What leaves before the turn is over. Two ends that each gather whole turns work in turn, one idle while the other
 * works; half a slab is enough to pay for a write of its own.
 */
const largeFlushBytes = 16_384;
const pingPayload = Buffer.from("pillion!", "latin1");

/** A connection and its streams. */
export class Connection<Head> implements StreamLink, ReceivingConnection<Head> {
  readonly role: Role;
  readonly socket: Socket;
  readonly sender: Sender;
  readonly encoder: HpackEncoder;
  /** What the peer has announced. */
  readonly peer = new PeerSettings();
  readonly streams = new StreamTable<Stream<Head>>();
  /** How many streams there have been. */
  streamCount = 0;
  readonly streamWindowBytes: number;
  /** The streams that this end has reset of late. */
  readonly resetStreams = new ResetStreams(resetStreamsMax);
  /** When the last bytes arrived, in ms of the options' clock. */
  lastReadMs: number;
  /** The highest stream that the peer has opened. */
  lastPeerStreamId = 0;
  /** Server: new streams are refused. Client: the peer has said GOAWAY. */
  refusing = false;
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

  /** Listens to the socket and sends the preface and SETTINGS. */
  start(): void {
    const socket = this.socket;
    socket.on("data", (chunk: Buffer) => this.#onChunk(chunk));
    socket.on("drain", () => this.#onDrain());
    socket.on("error", (error) => {
      this.#error ??= error;
    });
    socket.on("end", () => this.#closeSoon());
    socket.on("close", () => this.#onClose());
    this.#announce();
    this.requestFlush();
  }

  /** Whether this end may open a stream now. */
  get canOpen(): boolean {
    return (
      !this.refusing &&
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

  /** Client only: opens a stream with its request headers. The caller has asked `canOpen`. */
  open(stream: Stream<Head>, headers: HeaderBlock, endStream: boolean): void {
    this.register(stream, this.#nextStreamId);
    this.#nextStreamId += 2;
    if (endStream) stream.sendTrailers(headers);
    else stream.sendHeaders(headers);
  }

  /** For the frame receiver: a stream begins. */
  register(stream: Stream<Head>, streamId: number): void {
    stream.id = streamId;
    stream.sendWindowBytes = this.peer.windowBytes;
    this.streams.add(stream);
    this.streamCount += 1;
  }

  /** A stream is over: it is no longer known, and what it had to send is dropped. */
  forget(stream: Stream<Head>): void {
    if (stream.closed) return;
    stream.closed = true;
    this.streams.delete(stream.id);
    this.sender.drop(stream);
    this.#delegate.onStreamClosed();
  }

  /** Says RST_STREAM. The caller forgets the stream. */
  writeReset(streamId: number, code: Http2ErrorCode): void {
    this.resetStreams.add(streamId);
    this.#writeNumbers(frameType.rstStream, streamId, code);
  }

  /** Gives the peer credit, for the connection if the stream is 0. */
  writeWindowUpdate(streamId: number, increment: number): void {
    this.#writeNumbers(frameType.windowUpdate, streamId, increment);
  }

  /** Asks the peer for a sign of life: `onPong`. */
  ping(): void {
    this.sender.writeFrame(frameType.ping, 0, 0, pingPayload);
    this.requestFlush();
  }

  /** Says GOAWAY: no stream above `lastStreamId` was or will be acted on (section 6.8). Closes nothing. */
  goaway(code: Http2ErrorCode, lastStreamId: number, debug = ""): void {
    const text = Buffer.from(debug.slice(0, 200), "latin1");
    const payload = Buffer.allocUnsafe(8 + text.length);
    text.copy(payload, writeUint32(payload, writeUint32(payload, 0, lastStreamId), code));
    this.sender.writeFrame(frameType.goaway, 0, 0, payload);
    this.requestFlush();
  }

  /** Closes the connection once everything that was said has left; streams that are open are reset. */
  end(): void {
    if (this.#ending) return;
    this.#flush();
    this.#closeSoon();
  }

  /** The peer broke a rule or a limit: GOAWAY with the reason, and the end of every stream. */
  fail(error: ConnectionError): void {
    if (this.#ending) return;
    this.#error ??= error;
    this.goaway(error.code, this.lastPeerStreamId, error.message);
    this.end();
  }

  /** Closes the connection now, without a word. */
  destroy(error?: Error): void {
    this.#error ??= error;
    this.#ending = true;
    this.#receiver.stop();
    this.socket.destroy();
  }

  /** Sees to it that what was gathered leaves at the end of this turn. */
  requestFlush(): void {
    if (this.#isReading || this.#flushScheduled || this.#closed) return;
    this.#flushScheduled = true;
    // After everything that this turn of the event loop has brought, so that its replies leave together.
    setImmediate(flushNow, this);
  }

  /** Sends what was gathered now if it is much, else at the end of this turn. */
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
          "the peer does not read what it asked for",
          "socketBytesMax",
        ),
      );
    }
  }

  #announce(): void {
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
      // A fault of this program must not take the other connections with it.
      failure =
        error instanceof ConnectionError
          ? error
          : new ConnectionError(http2Error.internalError, `an internal error: ${String(error)}`);
    } finally {
      this.#isReading = false;
    }
    if (failure === undefined) this.#flush();
    else this.fail(failure);
  }

  #onDrain(): void {
    this.sender.onSocketDrained();
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
