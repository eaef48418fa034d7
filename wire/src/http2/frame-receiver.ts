// What a connection does with the frames that arrive (RFC 9113 sections 5 and
// 6): the frames of calls here, control frames in the control frame receiver.
// Every protocol violation ends in one of two ways: a ConnectionError is thrown
// to the connection, or one stream is reset. Frames that cost a peer nothing
// are reported to the delegate, which counts them.
import type { ConnectionDelegate, ConnectionOptions, ReceivingConnection } from "./connection-delegate.ts";
import { ControlFrameReceiver, protocolError, sizeError } from "./control-frame-receiver.ts";
import { ReceiveWindow } from "./flow-control.ts";
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
import { ConnectionError, http2Error } from "./http2-errors.ts";
import type { Stream } from "./stream.ts";

/** Receives the frames of one connection. */
export class FrameReceiver<Head> {
  readonly #connection: ReceivingConnection<Head>;
  readonly #delegate: ConnectionDelegate<Head>;
  readonly #reader: FrameReader;
  readonly #headers: HeaderReader<Head>;
  readonly #window: ReceiveWindow;
  readonly #streamsMax: number;
  readonly #control: ControlFrameReceiver<Head>;
  /** How many bytes of the client preface have arrived. */
  #prefaceBytes: number;
  /** RST_STREAM frames for streams that had already ended. */
  #lateResets = 0;
  /** The stream of the last HEADERS frame: most DATA is for it. */
  #recent: Stream<Head> | undefined;

  constructor(
    connection: ReceivingConnection<Head>,
    options: ConnectionOptions,
    delegate: ConnectionDelegate<Head>,
  ) {
    this.#connection = connection;
    this.#delegate = delegate;
    this.#control = new ControlFrameReceiver(connection, delegate);
    this.#streamsMax = options.streamsMax;
    this.#prefaceBytes = options.role === "server" ? 0 : clientPreface.length;
    this.#headers = new HeaderReader(options, delegate.parseHead);
    this.#window = new ReceiveWindow(options.connectionWindowBytes);
    this.#reader = new FrameReader(frameBytesDefault, (type, flags, streamId, buffer, start, end) =>
      this.#onFrame(type, flags, streamId, buffer, start, end),
    );
  }

  /** No further frame is processed. */
  stop(): void {
    this.#reader.stop();
  }

  /** Processes a chunk from the socket. Throws ConnectionError. */
  push(chunk: Buffer): void {
    let offset = 0;
    if (this.#prefaceBytes < clientPreface.length) {
      offset = Math.min(clientPreface.length - this.#prefaceBytes, chunk.length);
      const expected = clientPreface.subarray(this.#prefaceBytes, this.#prefaceBytes + offset);
      if (!expected.equals(chunk.subarray(0, offset)))
        throw protocolError("the connection does not begin with the HTTP/2 preface");
      this.#prefaceBytes += offset;
    }
    this.#reader.push(chunk, offset);
  }

  #onFrame(type: number, flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (this.#headers.open !== undefined && type !== frameType.continuation) {
      throw protocolError("another frame arrived inside a header block");
    }
    if (!this.#control.hasSettings && type !== frameType.settings)
      throw protocolError("the first frame is not SETTINGS");
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
        this.#control.onWindowUpdate(id, buffer, start, end);
        break;
      case frameType.rstStream:
        this.#onReset(id, buffer, start, end);
        break;
      case frameType.settings:
        this.#control.onSettings(flags, id, buffer, start, end);
        break;
      case frameType.ping:
        this.#control.onPing(flags, id, buffer, start, end);
        break;
      case frameType.goaway:
        this.#control.onGoaway(id, buffer, start, end);
        break;
      case frameType.priority:
        this.#control.onPriority(id, buffer, start, end);
        break;
      case frameType.pushPromise:
        throw protocolError("PUSH_PROMISE, although push is not enabled");
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
        "DATA exceeds the connection's window",
        "connectionWindowBytes",
      );
    }
    // The stream windows bound what is held, so the connection's window is restored at once.
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
      this.#control.failStream(stream, http2Error.streamClosed);
      return;
    }
    const isEnd = (flags & frameFlag.endStream) !== 0;
    if (!stream.receive(length, isEnd)) {
      this.#control.failStream(stream, http2Error.flowControlError, "windowBroken");
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
      if (to - from < 5)
        throw new ConnectionError(http2Error.frameSizeError, "HEADERS is too short for its priority");
      if (readStreamId(buffer, from) === id) throw protocolError("a stream depends on itself");
      from += 5;
    }
    const isEnd = (flags & frameFlag.endStream) !== 0;
    if (flags & frameFlag.endHeaders) this.#onBlock(id, isEnd, buffer, from, to);
    else this.#headers.begin(id, isEnd, buffer.subarray(from, to));
  }

  #onContinuation(flags: number, id: number, fragment: Buffer): void {
    const open = this.#headers.open;
    if (open === undefined || open.streamId !== id)
      throw protocolError("CONTINUATION without an open header block");
    this.#headers.add(fragment);
    if ((flags & frameFlag.endHeaders) === 0) return;
    const block = this.#headers.join();
    this.#onBlock(id, open.endStream, block, 0, block.length);
  }

  /** A complete header block. It is always decoded, because later blocks may refer to it. */
  #onBlock(id: number, endStream: boolean, buffer: Buffer, start: number, end: number): void {
    const head = this.#headers.read(buffer, start, end);
    let stream = this.#connection.streams.get(id);
    if (stream === undefined) {
      if (!this.#control.isIdle(id)) {
        this.#onClosedStream(id, "HEADERS");
        return;
      }
      stream = this.#accept(id);
      if (stream === undefined) return;
      this.#recent = stream;
    } else if (stream.remoteEnded) {
      this.#control.failStream(stream, http2Error.streamClosed);
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
    const hasRoom = !connection.rejectsStreams && connection.streams.size < this.#streamsMax;
    const stream = hasRoom ? this.#delegate.accept() : undefined;
    if (stream === undefined) {
      connection.writeReset(id, http2Error.refusedStream);
      if (!connection.rejectsStreams) this.#delegate.count("streamRefused");
      return undefined;
    }
    connection.register(stream, id);
    return stream;
  }

  #onReset(id: number, buffer: Buffer, start: number, end: number): void {
    if (id === 0) throw protocolError("RST_STREAM on stream 0");
    if (end - start !== 4) throw sizeError("RST_STREAM", end - start);
    if (this.#control.isIdle(id)) throw protocolError("RST_STREAM on an idle stream");
    const stream = this.#connection.streams.get(id);
    if (stream === undefined) {
      // Its reply was complete before the reset. One reset per stream is free; more would be a free flood.
      this.#lateResets += 1;
      if (this.#lateResets > this.#connection.streamCount) this.#delegate.count("otherFrame");
      return;
    }
    if (!stream.hasSentAll) this.#delegate.count("reset");
    this.#connection.forget(stream);
    stream.onReset(readUint32(buffer, start), "peer");
  }

  #onClosedStream(id: number, what: string): void {
    if (this.#control.isIdle(id)) throw protocolError(`${what} on an idle stream`);
    if (this.#connection.resetStreams.shouldIgnore(id)) return;
    throw new ConnectionError(http2Error.streamClosed, `${what} on a closed stream`);
  }
}

/** The length of the padding after the payload (section 6.1). */
function paddingBytes(buffer: Buffer, start: number, end: number): number {
  if (end === start) throw sizeError("a padded frame", 0);
  const bytes = buffer[start] as number;
  if (bytes >= end - start) throw protocolError("the padding is longer than the payload");
  return bytes;
}
