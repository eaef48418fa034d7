// What a connection does with the frames that carry no part of a call: SETTINGS,
// PING, GOAWAY, PRIORITY and WINDOW_UPDATE (RFC 9113 section 6). Every violation
// throws a ConnectionError or resets one stream.
import type { ConnectionDelegate, CostlyEvent, ReceivingConnection } from "./connection-delegate.ts";
import { openSendWindow } from "./flow-control.ts";
import { frameFlag, frameType, readStreamId, readUint32 } from "./frame.ts";
import { ConnectionError, type Http2ErrorCode, http2Error } from "./http2-errors.ts";
import type { Stream } from "./stream.ts";

const noBytes = new Uint8Array(0);

/** Receives the control frames of one connection. */
export class ControlFrameReceiver<Head> {
  readonly #connection: ReceivingConnection<Head>;
  readonly #delegate: ConnectionDelegate<Head>;
  /** Whether the peer's first SETTINGS have arrived. */
  hasSettings = false;

  constructor(connection: ReceivingConnection<Head>, delegate: ConnectionDelegate<Head>) {
    this.#connection = connection;
    this.#delegate = delegate;
  }

  /** SETTINGS (section 6.5): applied and acknowledged at once. */
  onSettings(flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (id !== 0) throw protocolError("SETTINGS on a stream");
    if (flags & frameFlag.ack) {
      if (end !== start) throw sizeError("an acknowledgement of SETTINGS", end - start);
      if (!this.hasSettings) throw protocolError("the first frame is not SETTINGS");
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
    if (change !== 0) this.#changeWindows(change);
    this.hasSettings = true;
    this.#delegate.onSettings();
  }

  /** A change of INITIAL_WINDOW_SIZE changes the window of every stream (section 6.9.2). */
  #changeWindows(change: number): void {
    const connection = this.#connection;
    for (const stream of connection.streams.values()) {
      stream.sendWindowBytes = openSendWindow(stream.sendWindowBytes, change);
    }
    if (change < 0) return;
    for (const stream of connection.streams.values()) connection.sender.resume(stream);
  }

  /** PING (section 6.7). */
  onPing(flags: number, id: number, buffer: Buffer, start: number, end: number): void {
    if (id !== 0) throw protocolError("PING on a stream");
    if (end - start !== 8) throw sizeError("PING", end - start);
    if (flags & frameFlag.ack) {
      this.#delegate.onPong();
      return;
    }
    this.#delegate.count("ping");
    this.#connection.sender.writeFrame(frameType.ping, frameFlag.ack, 0, buffer.subarray(start, end));
  }

  /** GOAWAY (section 6.8): at a client, streams above its number are reset as unprocessed. */
  onGoaway(id: number, buffer: Buffer, start: number, end: number): void {
    if (id !== 0) throw protocolError("GOAWAY on a stream");
    if (end - start < 8) throw sizeError("GOAWAY", end - start);
    const connection = this.#connection;
    const lastStreamId = readStreamId(buffer, start);
    const debug = buffer.toString("latin1", start + 8, Math.min(end, start + 208));
    this.#delegate.count("otherFrame");
    if (connection.role === "client") {
      connection.rejectsStreams = true;
      for (const stream of connection.streams.values()) {
        if (stream.id <= lastStreamId || stream.closed) continue;
        connection.forget(stream);
        stream.onReset(http2Error.refusedStream, "peer");
      }
    }
    this.#delegate.onGoaway(lastStreamId, readUint32(buffer, start + 4), debug);
  }

  /** Priorities are ignored (section 5.3.2), but malformed frames are not. */
  onPriority(id: number, buffer: Buffer, start: number, end: number): void {
    if (id === 0) throw protocolError("PRIORITY on stream 0");
    if (end - start !== 5) throw sizeError("PRIORITY", end - start);
    if (readStreamId(buffer, start) === id) throw protocolError("a stream depends on itself");
    this.#delegate.count("otherFrame");
  }

  /** WINDOW_UPDATE (section 6.9). */
  onWindowUpdate(id: number, buffer: Buffer, start: number, end: number): void {
    if (end - start !== 4) throw sizeError("WINDOW_UPDATE", end - start);
    const connection = this.#connection;
    const increment = readStreamId(buffer, start);
    this.#delegate.count("windowUpdate");
    if (id === 0) {
      if (increment === 0) throw protocolError("WINDOW_UPDATE with an increment of 0");
      connection.sender.windowBytes = openSendWindow(connection.sender.windowBytes, increment);
      connection.sender.resumeAll();
      return;
    }
    const stream = connection.streams.get(id);
    if (stream === undefined) {
      if (this.isIdle(id)) throw protocolError("WINDOW_UPDATE on an idle stream");
      return;
    }
    if (increment === 0) {
      this.failStream(stream, http2Error.protocolError);
      return;
    }
    if (stream.sendWindowBytes + increment > 0x7fffffff) {
      this.failStream(stream, http2Error.flowControlError);
      return;
    }
    stream.sendWindowBytes += increment;
    connection.sender.resume(stream);
  }

  /** Resets a stream because the peer broke a rule, and counts that. */
  failStream(stream: Stream<Head>, code: Http2ErrorCode, event: CostlyEvent = "streamError"): void {
    this.#connection.writeReset(stream.id, code);
    this.#connection.forget(stream);
    stream.onReset(code, "self");
    this.#delegate.count(event);
  }
  /** Whether neither end has used this stream identifier yet. */
  isIdle(id: number): boolean {
    const connection = this.#connection;
    const isPeers = (id % 2 === 1) === (connection.role === "server");
    if (isPeers) return id > connection.lastPeerStreamId;
    return connection.role === "server" || id >= connection.nextStreamId;
  }
}

/** A connection error PROTOCOL_ERROR. */
export function protocolError(message: string): ConnectionError {
  return new ConnectionError(http2Error.protocolError, message);
}

/** A connection error FRAME_SIZE_ERROR. */
export function sizeError(frame: string, bytes: number): ConnectionError {
  return new ConnectionError(http2Error.frameSizeError, `${frame} of ${bytes} bytes`);
}
