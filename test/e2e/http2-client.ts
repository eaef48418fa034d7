// An HTTP/2 client without a gRPC library, to send what a correct client would not.
import { type ClientHttp2Session, connect, constants } from "node:http2";

/** How a call ended. */
export interface RawEnd {
  readonly status: string | undefined;
  readonly message: string | undefined;
}

/** A connection without gRPC. */
export interface RawConnection {
  /** Starts a call; sends the bytes if given, and ends the request unless `end` is false. */
  readonly call: (
    path: string,
    options: { headers?: Record<string, string>; bytes?: Uint8Array; end?: boolean },
  ) => Promise<RawEnd>;
  readonly session: ClientHttp2Session;
  readonly close: () => void;
}

/** Frames one message for gRPC: uncompressed, its length, its bytes. */
export function framed(message: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Connects. */
export function connectRaw(address: string): RawConnection {
  const session = connect(`http://${address}`);
  session.on("error", () => {});
  const call: RawConnection["call"] = (path, { headers = {}, bytes, end = true }) =>
    new Promise((resolve, reject) => {
      const stream = session.request({
        [constants.HTTP2_HEADER_METHOD]: "POST",
        [constants.HTTP2_HEADER_PATH]: path,
        "content-type": "application/grpc",
        te: "trailers",
        ...headers,
      });
      let seen: RawEnd = { status: undefined, message: undefined };
      const take = (fields: Record<string, unknown>) => {
        const status = fields["grpc-status"];
        if (status === undefined) return;
        seen = { status: String(status), message: decodeURI(String(fields["grpc-message"] ?? "")) };
      };
      stream.on("response", take);
      stream.on("trailers", take);
      stream.on("error", reject);
      // After the trailers a server may reset the stream with NO_ERROR, because it needs no more of the request.
      stream.on("close", () => resolve(seen));
      stream.resume();
      if (bytes !== undefined) stream.write(bytes);
      if (end) stream.end();
    });
  return { call, session, close: () => session.destroy() };
}
