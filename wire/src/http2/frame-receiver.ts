// What a connection does with the frames that arrive (RFC 9113 sections 5 and
// 6). Everything that breaks the protocol ends here: by a ConnectionError that
// goes out to the connection, or by the reset of one stream. What a peer can do
// for nothing is reported to the delegate, which counts it.
import type {
  ConnectionDelegate,
  ConnectionOptions,
  CostlyEvent,
  ReceivingConnection,
} from "./connection-delegate.ts";
import { openSendWindow, ReceiveWindow } from "./flow-control.ts";
import {
  clientPreface,
  FrameReader,
  frameBytesDefault,
  frameFlag,
  frameType,
  readStreamId,
  readUint32,
} from "./frame.ts";
import { HeaderReader } from "./header-reader.ts";
import { ConnectionError, type Http2ErrorCode, http2Error } from "./http2-errors.ts";
import type { Stream } from "./stream.ts";

/** Receives the frames of one connection. */
export class FrameReceiver<Head> {
  readonly #connection: ReceivingConnection<Head>;
  readonly #delegate: ConnectionDelegate<Head>;
  readonly #reader: FrameReader;
  readonly #headers: HeaderReader<Head>;
  readonly #window: ReceiveWindow;
  readonly #streamsMax: number;
  #prefaceBytes: number;
  #hasSettings = false;
  /** Resets of streams that had ended before. */
  #lateResets = 0;
  /** The stream of the last HEADERS frame: most DATA is on it. */
  #recent: Stream<Head> | undefined;

  constructor(
    connection: ReceivingConnection<Head>,
    options: ConnectionOptions,
    delegate: ConnectionDelegate<Head>,
  ) {
    this.#connection = connection;
    this.#delegate = delegate;
    this.#streamsMax = options.streamsMax;
    this.#prefaceBytes = options.role === "server" ? 0 : clientPreface.length;
    this.#headers = new HeaderReader(options, delegate.parseHead);
    this.#window = new ReceiveWindow(options.connectionWindowBytes);
    this.#reader = new FrameReader(frameBytesDefault, (type, flags, streamId, buffer, start, end) =>
      this.#onFrame(type, flags, streamId, buffer, start, end),
    );
  }

  /** Takes no further frame. */
  stop(): void {
    this.#reader.stop();
  }

  /** Takes a chunk from the socket. Throws ConnectionError. */
  push(chunk: Buffer): void {
    let offset = 0;
    if (this.#prefaceBytes < clientPreface.length) {
      offset = Math.min(clientPreface.length - this.#prefaceBytes, chunk.length);
      const expected = clientPreface.subarray(this.#prefaceBytes, this.#prefaceBytes + offset);
      if (!expected.equals(chunk.subarray(0, offset))) throw protocolError("no HTTP/2 preface");
      this.#prefaceBytes += offset;
    }
    this.#reader.push(chunk, offset);
  }

  #onFrame(type: number, flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (this.#headers.open !== undefined && type !== frameType.continuation) {
      throw protocolError("a frame inside a header block");
    }
    if (!this.#hasSettings && type !== frameType.settings) throw protocolError("no SETTINGS first");
    switch (type) {
      case frameType.data:
        this.#onData(flags, id, buffer, start, end);
        break;
      case frameType.headers:
        this.#onHeaders(flags, id, buffer, start, end);
        break;
      case frameType.continuation:
        this.#onContinuation(flags, id, buffer.subarray(start, end));
        break;
      case frameType.windowUpdate:
        this.#onWindowUpdate(id, buffer, start, end);
        break;
      case frameType.rstStream:
        this.#onReset(id, buffer, start, end);
        break;
      case frameType.settings:
        this.#onSettings(flags, id, buffer, start, end);
        break;
      case frameType.ping:
        this.#onPing(flags, id, buffer, start, end);
        break;
      case frameType.goaway:
        this.#onGoaway(id, buffer, start, end);
        break;
      case frameType.priority:
        this.#onPriority(id, buffer, start, end);
        break;
      case frameType.pushPromise:
        throw protocolError("PUSH_PROMISE, which nobody asked for");
      default:
        this.#delegate.count("otherFrame");
    }
  }

  #onData(flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (id === 0) throw protocolError("DATA on stream 0");
    const length = end - start;
    if (!this.#window.receive(length)) {
      throw new ConnectionError(
        http2Error.flowControlError,
        "more DATA than the connection's window",
        "connectionWindowBytes",
      );
    }
    // Streams bound what is held, so the connection's credit is given back at once.
    const increment = this.#window.release(length);
    if (increment > 0) this.#connection.writeWindowUpdate(0, increment);
    let from = start;
    let to = end;
    if (flags & frameFlag.padded) {
      to -= paddingBytes(buffer, start, end);
      from += 1;
    }
    const recent = this.#recent;
    const stream = recent !== undefined && recent.id === id ? recent : this.#connection.streams.get(id);
    if (stream === undefined || stream.closed) {
      this.#onClosedStream(id, "DATA");
      return;
    }
    if (stream.remoteEnded) {
      this.#failStream(stream, http2Error.streamClosed);
      return;
    }
    const isEnd = (flags & frameFlag.endStream) !== 0;
    if (!stream.receive(length, isEnd)) {
      this.#failStream(stream, http2Error.flowControlError, "windowBroken");
      return;
    }
    if (from === to && !isEnd) this.#delegate.count("emptyData");
    stream.onData(buffer, from, to, isEnd);
    if (from !== start) stream.release(length - (to - from));
    if (isEnd && stream.localEnded) this.#connection.forget(stream);
  }

  #onHeaders(flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (id === 0) throw protocolError("HEADERS on stream 0");
    let from = start;
    let to = end;
    if (flags & frameFlag.padded) {
      to -= paddingBytes(buffer, start, end);
      from += 1;
    }
    if (flags & frameFlag.priority) {
      if (to - from < 5) throw new ConnectionError(http2Error.frameSizeError, "HEADERS without its priority");
      if (readStreamId(buffer, from) === id) throw protocolError("a stream that depends on itself");
      from += 5;
    }
    const isEnd = (flags & frameFlag.endStream) !== 0;
    if (flags & frameFlag.endHeaders) this.#onBlock(id, isEnd, buffer, from, to);
    else this.#headers.begin(id, isEnd, buffer.subarray(from, to));
  }

  #onContinuation(flags: number, id: number, fragment: Buffer): void {
    const open = this.#headers.open;
    if (open === undefined || open.streamId !== id) throw protocolError("CONTINUATION of no header block");
    this.#headers.add(fragment);
    if ((flags & frameFlag.endHeaders) === 0) return;
    const block = this.#headers.join();
    this.#onBlock(id, open.endStream, block, 0, block.length);
  }

  /** A whole header block. It is decoded in every case, because later blocks refer to it. */
  #onBlock(id: number, endStream: boolean, buffer: Buffer, start: number, end: number): void {
    const head = this.#headers.read(buffer, start, end);
    let stream = this.#connection.streams.get(id);
    if (stream === undefined) {
      if (!this.#isIdle(id)) {
        this.#onClosedStream(id, "HEADERS");
        return;
      }
      stream = this.#accept(id);
      if (stream === undefined) return;
      this.#recent = stream;
    } else if (stream.remoteEnded) {
      this.#failStream(stream, http2Error.streamClosed);
      return;
    }
    if (endStream) stream.remoteEnded = true;
    stream.onHeaders(head, endStream);
    if (endStream && stream.localEnded) this.#connection.forget(stream);
  }

  #accept(id: number): Stream<Head> | undefined {
    const connection = this.#connection;
    if (connection.role === "client" || id % 2 === 0) throw protocolError(`HEADERS on idle stream ${id}`);
    connection.lastPeerStreamId = id;
    const hasRoom = !connection.refusing && connection.streams.size < this.#streamsMax;
    const stream = hasRoom ? this.#delegate.accept() : undefined;
    if (stream === undefined) {
      connection.writeReset(id, http2Error.refusedStream);
      if (!connection.refusing) this.#delegate.count("streamRefused");
      return undefined;
    }
    connection.register(stream, id);
    return stream;
  }

  #onWindowUpdate(id: number, buffer: Buffer, start: number, end: number): void {
    if (end - start !== 4) throw sizeError("WINDOW_UPDATE", end - start);
    const connection = this.#connection;
    const increment = readStreamId(buffer, start);
    this.#delegate.count("windowUpdate");
    if (id === 0) {
      if (increment === 0) throw protocolError("a WINDOW_UPDATE of 0");
      connection.sender.windowBytes = openSendWindow(connection.sender.windowBytes, increment);
      connection.sender.resumeAll();
      return;
    }
    const stream = connection.streams.get(id);
    if (stream === undefined) {
      if (this.#isIdle(id)) throw protocolError("WINDOW_UPDATE on an idle stream");
      return;
    }
    if (increment === 0) {
      this.#failStream(stream, http2Error.protocolError);
      return;
    }
    if (stream.sendWindowBytes + increment > 0x7fffffff) {
      this.#failStream(stream, http2Error.flowControlError);
      return;
    }
    stream.sendWindowBytes += increment;
    connection.sender.resume(stream);
  }

  #onReset(id: number, buffer: Buffer, start: number, end: number): void {
    if (id === 0) throw protocolError("RST_STREAM on stream 0");
    if (end - start !== 4) throw sizeError("RST_STREAM", end - start);
    if (this.#isIdle(id)) throw protocolError("RST_STREAM on an idle stream");
    const stream = this.#connection.streams.get(id);
    if (stream === undefined) {
      // It had its answer before the peer gave up. Each stream may be reset once, so that this is no flood for free.
      this.#lateResets += 1;
      if (this.#lateResets > this.#connection.streamCount) this.#delegate.count("otherFrame");
      return;
    }
    if (!stream.isAnswered) this.#delegate.count("reset");
    this.#connection.forget(stream);
    stream.onReset(readUint32(buffer, start), "peer");
  }

  #onSettings(flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (id !== 0) throw protocolError("SETTINGS on a stream");
    if (flags & frameFlag.ack) {
      if (end !== start) throw sizeError("the acknowledgement of SETTINGS", end - start);
      if (!this.#hasSettings) throw protocolError("no SETTINGS first");
      return;
    }
    const connection = this.#connection;
    this.#delegate.count("settings");
    const { windowBytes: windowBefore } = connection.peer;
    connection.peer.apply(buffer, start, end);
    connection.encoder.setTableBytesMax(connection.peer.headerTableBytes);
    connection.sender.hasNewTableSize = true;
    connection.sender.writeFrame(frameType.settings, frameFlag.ack, 0, noBytes);
    const change = connection.peer.windowBytes - windowBefore;
    if (change !== 0) this.#moveWindows(change);
    this.#hasSettings = true;
    this.#delegate.onSettings();
  }

  /** A change of INITIAL_WINDOW_SIZE moves the window of every stream (section 6.9.2). */
  #moveWindows(change: number): void {
    const connection = this.#connection;
    for (const stream of connection.streams.values()) {
      stream.sendWindowBytes = openSendWindow(stream.sendWindowBytes, change);
    }
    if (change < 0) return;
    for (const stream of connection.streams.values()) connection.sender.resume(stream);
  }

  #onPing(flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (id !== 0) throw protocolError("PING on a stream");
    if (end - start !== 8) throw sizeError("PING", end - start);
    if (flags & frameFlag.ack) {
      this.#delegate.onPong();
      return;
    }
    this.#delegate.count("ping");
    this.#connection.sender.writeFrame(frameType.ping, frameFlag.ack, 0, buffer.subarray(start, end));
  }

  #onGoaway(id: number, buffer: Buffer, start: number, end: number): void {
    if (id !== 0) throw protocolError("GOAWAY on a stream");
    if (end - start < 8) throw sizeError("GOAWAY", end - start);
    const connection = this.#connection;
    const lastStreamId = readStreamId(buffer, start);
    const debug = buffer.toString("latin1", start + 8, Math.min(end, start + 208));
    this.#delegate.count("otherFrame");
    if (connection.role === "client") {
      connection.refusing = true;
      for (const stream of connection.streams.values()) {
        if (stream.id <= lastStreamId || stream.closed) continue;
        connection.forget(stream);
        stream.onReset(http2Error.refusedStream, "peer");
      }
    }
    this.#delegate.onGoaway(lastStreamId, readUint32(buffer, start + 4), debug);
  }

  /** Priorities are ignored (section 5.3.2), but not their form. */
  #onPriority(id: number, buffer: Buffer, start: number, end: number): void {
    if (id === 0) throw protocolError("PRIORITY on stream 0");
    if (end - start !== 5) throw sizeError("PRIORITY", end - start);
    if (readStreamId(buffer, start) === id) throw protocolError("a stream that depends on itself");
    this.#delegate.count("otherFrame");
  }

  /** Whether neither end has used this identifier yet. */
  #isIdle(id: number): boolean {
    const connection = this.#connection;
    const isPeers = (id % 2 === 1) === (connection.role === "server");
    if (isPeers) return id > connection.lastPeerStreamId;
    return connection.role === "server" || id >= connection.nextStreamId;
  }

  #onClosedStream(id: number, what: string): void {
    if (this.#isIdle(id)) throw protocolError(`${what} on an idle stream`);
    if (this.#connection.resetStreams.shouldIgnore(id)) return;
    throw new ConnectionError(http2Error.streamClosed, `${what} on a closed stream`);
  }

  #failStream(stream: Stream<Head>, code: Http2ErrorCode, event: CostlyEvent = "streamError"): void {
    this.#connection.writeReset(stream.id, code);
    this.#connection.forget(stream);
    stream.onReset(code, "self");
    this.#delegate.count(event);
  }
}

const noBytes = new Uint8Array(0);

/** Bytes of padding behind the payload (section 6.1). */
function paddingBytes(buffer: Buffer, start: number, end: number): number {
  if (end === start) throw sizeError("a padded frame", 0);
  const bytes = buffer[start] as number;
  if (bytes >= end - start) throw protocolError("more padding than payload");
  return bytes;
}

function protocolError(message: string): ConnectionError {
  return new ConnectionError(http2Error.protocolError, message);
}

function sizeError(frame: string, bytes: number): ConnectionError {
  return new ConnectionError(http2Error.frameSizeError, `${frame} of ${bytes} bytes`);
}
