// The errors of HTTP/2. A connection error ends the connection with GOAWAY, a
// stream error ends one stream with RST_STREAM; both send a code to the peer
// (RFC 9113 sections 5.4 and 7). They never reach a handler: a call that one
// ends gets a gRPC status.

/** The error codes of RFC 9113 section 7 by name. */
export const http2Error = {
  noError: 0x0,
  protocolError: 0x1,
  internalError: 0x2,
  flowControlError: 0x3,
  settingsTimeout: 0x4,
  streamClosed: 0x5,
  frameSizeError: 0x6,
  refusedStream: 0x7,
  cancel: 0x8,
  compressionError: 0x9,
  connectError: 0xa,
  enhanceYourCalm: 0xb,
  inadequateSecurity: 0xc,
  http11Required: 0xd,
} as const;

/** One of the codes of RFC 9113 section 7. A peer may send any other 32-bit number. */
export type Http2ErrorCode = (typeof http2Error)[keyof typeof http2Error];

const names = Object.keys(http2Error).map((name) => name.replace(/[A-Z]/g, "_$&").toUpperCase());

/** The code's name as RFC 9113 writes it, such as `ENHANCE_YOUR_CALM`; `CODE(n)` for an unknown code. */
export function http2ErrorName(code: number): string {
  return names[code] ?? `CODE(${code})`;
}

/** A limit whose violation ends the connection. Each role counts them under these names. */
export type ConnectionLimit =
  | "connectionWindowBytes"
  | "continuationFramesMax"
  | "headerBlockBytesMax"
  | "socketBytesMax";

/** The peer broke the protocol or exceeded a limit, and the whole connection has to end with GOAWAY. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  readonly code: Http2ErrorCode;
  /** The limit that was exceeded, if there is one. */
  readonly limit: ConnectionLimit | undefined;

  constructor(code: Http2ErrorCode, message: string, limit?: ConnectionLimit) {
    super(message);
    this.code = code;
    this.limit = limit;
  }
}
