// A client that sends exactly what a test wants on a plain or TLS socket, frame by
// frame, and records what it receives. It checks nothing itself.
import { connect as connectTcp, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { HpackDecoder } from "../../wire/src/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../wire/src/hpack/hpack-encoder.ts";
import { clientPreface, FrameReader, frameFlag, frameType } from "../../wire/src/http2/frame.ts";

/** A received frame. */
export interface RawFrame {
  readonly type: number;
  readonly flags: number;
  readonly id: number;
  readonly payload: Buffer;
  /** The fields of HEADERS, joined by name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A field list as HPACK takes it. */
export type RawFields = readonly (readonly [string, string])[];

/** How long a test waits for an expected frame. */
const waitMs = 8000;

/** The bytes of one frame. */
export function rawFrame(
  type: number,
  flags: number,
  id: number,
  payload: Uint8Array = new Uint8Array(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, payload]);
}

/** A number of four bytes. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** SETTINGS entries as a payload. */
export function rawSettings(...entries: readonly (readonly [number, number])[]): Buffer {
  return Buffer.concat(
    entries.map(([id, value]) => Buffer.concat([Buffer.from([id >> 8, id & 255]), uint32(value)])),
  );
}

/** The headers of a gRPC call. */
export function callFields(path: string, ...more: RawFields): RawFields {
  return [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", path.startsWith("/") ? path : `/pillion.wire.test.Echo/${path}`],
    [":authority", "test"],
    ["content-type", "application/grpc"],
    ["te", "trailers"],
    ...more,
  ];
}

/** A gRPC message with one bytes field, with its five-byte prefix. */
export function rawMessage(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value);
  const length: number[] = [];
  let rest = bytes.length;
  while (rest >= 0x80) {
    length.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  length.push(rest);
  const message = bytes.length === 0 ? bytes : Buffer.concat([Buffer.from([0x0a, ...length]), bytes]);
  return Buffer.concat([Buffer.from([0]), uint32(message.length), message]);
}

/** A raw connection to a server. */
export class RawPeer {
  readonly socket: Socket;
  /** All received frames, in order. */
  readonly frames: RawFrame[] = [];
  closed = false;
  readonly #encoder = new HpackEncoder({ tableBytesMax: 4096 });
  readonly #decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 2 ** 20, listPairsMax: 1000 });
  #wake: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    const reader = new FrameReader(2 ** 24, (type, flags, id, buffer, start, end) => {
      const fields: Record<string, string> = {};
      const payload = Buffer.from(buffer.subarray(start, end));
      if (type === frameType.headers) {
        this.#decoder.decode(payload, (name, value) => {
          fields[name] = value;
        });
      }
      this.frames.push({ type, flags, id, payload, fields });
    });
    socket.on("data", (chunk: Buffer) => {
      reader.push(chunk);
      this.#notify();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.closed = true;
      this.#notify();
    });
  }

  /** Connects to `host:port` or `unix:/path`, and sends the preface and SETTINGS unless `silent`. */
  static async connect(address: string, options: RawPeerOptions = {}): Promise<RawPeer> {
    const colon = address.lastIndexOf(":");
    const host = address.slice(0, colon).replace(/[[\]]/g, "");
    const port = Number(address.slice(colon + 1));
    const socket = address.startsWith("unix:")
      ? connectTcp(address.slice(5))
      : options.tls === undefined
        ? connectTcp({ host, port, noDelay: true })
        : connectTls({ host, port, ALPNProtocols: ["h2"], ...options.tls });
    const peer = new RawPeer(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.once(options.tls === undefined ? "connect" : "secureConnect", resolve);
    });
    if (options.silent !== true) {
      peer.send(clientPreface, rawFrame(frameType.settings, 0, 0, options.settings ?? Buffer.alloc(0)));
    }
    return peer;
  }

  /** Sends bytes in one write. */
  send(...parts: Uint8Array[]): void {
    if (!this.closed) this.socket.write(Buffer.concat(parts));
  }

  /** HEADERS with END_HEADERS. */
  headers(id: number, fields: RawFields, endStream: boolean): Buffer {
    const flags = frameFlag.endHeaders | (endStream ? frameFlag.endStream : 0);
    return rawFrame(frameType.headers, flags, id, this.#encoder.encode(fields));
  }

  /** DATA. */
  data(id: number, payload: Uint8Array, endStream: boolean): Buffer {
    return rawFrame(frameType.data, endStream ? frameFlag.endStream : 0, id, payload);
  }

  /** A whole unary call. */
  call(id: number, path: string, value: Uint8Array | string = "x", ...more: RawFields): Buffer {
    const message = rawMessage(value);
    return Buffer.concat([this.headers(id, callFields(path, ...more), false), this.data(id, message, true)]);
  }

  /** The first matching frame, received already or later. */
  frame(what: string, fits: (frame: RawFrame) => boolean): Promise<RawFrame> {
    return this.until(what, () => this.frames.find(fits));
  }

  /** HEADERS that end the stream. */
  trailers(id: number): Promise<RawFrame> {
    return this.frame(
      `the trailers of stream ${id}`,
      (frame) =>
        frame.type === frameType.headers && frame.id === id && (frame.flags & frameFlag.endStream) !== 0,
    );
  }

  /** Waits for RST_STREAM; resolves to its code. */
  async reset(id: number): Promise<number> {
    const frame = await this.frame(
      `the reset of stream ${id}`,
      ({ type, id: frameId }) => type === frameType.rstStream && frameId === id,
    );
    return frame.payload.readUInt32BE(0);
  }

  /** Waits for GOAWAY with an error; resolves to its code. */
  async goawayError(): Promise<number> {
    const frame = await this.frame(
      "a GOAWAY with an error",
      ({ type, payload }) => type === frameType.goaway && payload.readUInt32BE(4) !== 0,
    );
    return frame.payload.readUInt32BE(4);
  }

  /** The message bytes received on a stream, with their prefixes. */
  body(id: number): Buffer {
    return Buffer.concat(
      this.frames
        .filter((frame) => frame.type === frameType.data && frame.id === id)
        .map((frame) => frame.payload),
    );
  }

  /** Waits until the connection is closed. */
  async end(): Promise<void> {
    await this.until("the end of the connection", () => this.closed || undefined);
  }

  /** Waits until `find` returns a value. Rejects after a timeout, listing the last frames. */
  async until<Found>(what: string, look: () => Found | undefined): Promise<Found> {
    const endMs = performance.now() + waitMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) {
        const last = this.frames.slice(-8).map((f) => `${f.type}/${f.flags}/${f.id}/${f.payload.length}`);
        throw new Error(`${what} did not arrive; closed: ${this.closed}; last frames: ${last.join(" ")}`);
      }
      await new Promise<void>((resolve) => {
        // Not everything that a test waits for arrives on this socket.
        const timer = setTimeout(resolve, Math.min(leftMs, 10));
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Closes the connection at once. */
  destroy(): void {
    this.socket.destroy();
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Options of a raw connection. */
export interface RawPeerOptions {
  /** Sends nothing by itself. */
  readonly silent?: boolean;
  /** The payload of the first SETTINGS. */
  readonly settings?: Uint8Array;
  readonly tls?: ConnectionOptions;
}
