// A server that sends exactly what a test wants, frame by frame, to the client
// under test, and records what the client sends. It reads enough of HTTP/2 to know
// when a request is complete, and checks nothing.
import { once } from "node:events";
import net from "node:net";
import { HpackDecoder } from "../../wire/src/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../wire/src/hpack/hpack-encoder.ts";
import { clientPreface, FrameReader, frameFlag, frameType } from "../../wire/src/http2/frame.ts";
import { type RawFields, type RawFrame, rawFrame, rawSettings, uint32 } from "./raw-peer.ts";

/** The headers of a gRPC reply. */
export const replyFields: RawFields = [
  [":status", "200"],
  ["content-type", "application/grpc"],
];

/** What a test does with a client's connection. */
export interface RawHandlers {
  /** Sends nothing by itself, not even an acknowledgement of the client's SETTINGS. */
  readonly isSilent?: boolean;
  /** Called for each connection; by default sends empty SETTINGS. */
  readonly onConnection?: (connection: RawConnection) => void;
  /** Called for each complete request. */
  readonly onRequest?: (connection: RawConnection, id: number) => void;
  /** Called for each frame. */
  readonly onFrame?: (connection: RawConnection, frame: RawFrame) => void;
}

/** One client's connection. */
export class RawConnection {
  readonly socket: net.Socket;
  /** All received frames, in order. */
  readonly frames: RawFrame[] = [];
  readonly #encoder = new HpackEncoder();
  readonly #decoder = new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 2 ** 20, listPairsMax: 1000 });

  constructor(socket: net.Socket, handlers: RawHandlers) {
    this.socket = socket;
    socket.on("error", () => {});
    const reader = new FrameReader(2 ** 24, (type, flags, id, buffer, start, end) => {
      const payload = Buffer.from(buffer.subarray(start, end));
      const fields: Record<string, string> = {};
      if (type === frameType.headers) {
        this.#decoder.decode(payload, (name, value) => {
          fields[name] = value;
        });
      }
      const frame = { type, flags, id, payload, fields };
      this.frames.push(frame);
      const isSettings = type === frameType.settings && (flags & frameFlag.ack) === 0;
      if (isSettings && handlers.isSilent !== true) {
        this.send(rawFrame(frameType.settings, frameFlag.ack, 0));
      }
      handlers.onFrame?.(this, frame);
      const mayEnd = type === frameType.data || type === frameType.headers;
      if (mayEnd && (flags & frameFlag.endStream) !== 0) handlers.onRequest?.(this, id);
    });
    let skip = clientPreface.length;
    socket.on("data", (chunk: Buffer) => {
      const offset = Math.min(skip, chunk.length);
      skip -= offset;
      if (offset < chunk.length) reader.push(chunk, offset);
    });
    if (handlers.onConnection !== undefined) handlers.onConnection(this);
    else if (handlers.isSilent !== true) this.settings();
  }

  /** Sends bytes in one write. */
  send(...parts: Uint8Array[]): void {
    if (!this.socket.destroyed) this.socket.write(Buffer.concat(parts));
  }

  /** Sends SETTINGS. */
  settings(...entries: readonly (readonly [number, number])[]): void {
    this.send(rawFrame(frameType.settings, 0, 0, rawSettings(...entries)));
  }

  /** HEADERS with END_HEADERS. */
  headers(id: number, fields: RawFields, endStream = false): Buffer {
    const flags = frameFlag.endHeaders | (endStream ? frameFlag.endStream : 0);
    return rawFrame(frameType.headers, flags, id, this.#encoder.encode(fields));
  }

  /** DATA. */
  data(id: number, payload: Uint8Array, endStream = false): Buffer {
    return rawFrame(frameType.data, endStream ? frameFlag.endStream : 0, id, payload);
  }

  /** RST_STREAM. */
  reset(id: number, code: number): Buffer {
    return rawFrame(frameType.rstStream, 0, id, uint32(code));
  }

  /** GOAWAY. */
  goaway(lastId: number, code = 0, debug = ""): Buffer {
    return rawFrame(
      frameType.goaway,
      0,
      0,
      Buffer.concat([uint32(lastId), uint32(code), Buffer.from(debug)]),
    );
  }

  /** A complete valid reply. */
  reply(id: number, message: Uint8Array): Buffer {
    return Buffer.concat([
      this.headers(id, replyFields),
      this.data(id, message),
      this.headers(id, [["grpc-status", "0"]], true),
    ]);
  }

  /** The received frames of one type. */
  framesOf(type: number): RawFrame[] {
    return this.frames.filter((frame) => frame.type === type);
  }
}

/** A listening raw server. */
export interface RawServer {
  readonly address: string;
  readonly connections: RawConnection[];
  close(): Promise<void>;
}

/** Starts a raw server on a free port of 127.0.0.1. */
export async function startRawServer(handlers: RawHandlers): Promise<RawServer> {
  const connections: RawConnection[] = [];
  const server = net.createServer({ noDelay: true }, (socket) => {
    connections.push(new RawConnection(socket, handlers));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    connections,
    close: async () => {
      for (const { socket } of connections) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
