// The interface between a service and a server's transport. A service is a list
// of routes; a route is a method and its handler. A handler takes the request
// and the call, and returns a reply or an async iterable of replies; it throws
// RpcError to end the call with a status. Handlers do not depend on the transport.
import type { Metadata } from "../grpc/metadata.ts";
import type { AnyMethod, Method } from "../grpc/method.ts";

/** The client of a call. */
export interface Peer {
  /** `127.0.0.1:54321`, `[::1]:54321`, or `unix` for a Unix socket. */
  readonly address: string;
  /** The subject alternative names of the verified client certificate, if TLS required one: `URI:spiffe://…`, `DNS:…`. */
  readonly subjectAltNames?: readonly string[];
}

/** One call, as its handler uses it. */
export interface ServerCall {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly peer: Peer;
  /** The request's metadata, without the fields that HTTP/2 and gRPC reserve. */
  readonly metadata: Metadata;
  /** The deadline, in ms on the clock of `performance.now()`; Infinity if the client set none. */
  readonly deadline: number;
  /** True once the client has cancelled or disconnected, or the deadline has passed. */
  readonly cancelled: boolean;
  /** Aborts when `cancelled` becomes true. Created when first read, so a call that does not use it pays nothing. */
  readonly signal: AbortSignal;
  /** Metadata added to the reply's headers; no effect once the headers were sent. */
  readonly responseHeaders: Metadata;
  /** Metadata added to the reply's trailers. */
  readonly responseTrailers: Metadata;
  /**
   * Sends the reply's headers now instead of with the first reply, for a client that waits for them. No effect if they were
   * sent or the call is over. Throws RpcError INTERNAL if `responseHeaders` cannot be sent.
   */
  sendResponseHeaders(): void;
}

/** The signature of a method's handler, by which sides stream. */
export type Handler<
  Request,
  Reply,
  RequestStream extends boolean,
  ReplyStream extends boolean,
> = RequestStream extends true
  ? ReplyStream extends true
    ? (requests: AsyncIterable<Request>, call: ServerCall) => AsyncIterable<Reply>
    : (requests: AsyncIterable<Request>, call: ServerCall) => Promise<Reply> | Reply
  : ReplyStream extends true
    ? (request: Request, call: ServerCall) => AsyncIterable<Reply>
    : (request: Request, call: ServerCall) => Promise<Reply> | Reply;

/** One route with its message types erased, discriminated by kind. */
export type Route =
  | {
      readonly kind: "unary";
      readonly method: AnyMethod;
      readonly handle: (request: unknown, call: ServerCall) => Promise<unknown> | unknown;
    }
  | {
      readonly kind: "server-stream";
      readonly method: AnyMethod;
      readonly handle: (request: unknown, call: ServerCall) => AsyncIterable<unknown>;
    }
  | {
      readonly kind: "client-stream";
      readonly method: AnyMethod;
      readonly handle: (requests: AsyncIterable<unknown>, call: ServerCall) => Promise<unknown> | unknown;
    }
  | {
      readonly kind: "bidi-stream";
      readonly method: AnyMethod;
      readonly handle: (requests: AsyncIterable<unknown>, call: ServerCall) => AsyncIterable<unknown>;
    };

/** Creates the route of a method and its handler. */
export function route<RI, RO, PI, PO, RS extends boolean, PS extends boolean>(
  method: Method<RI, RO, PI, PO, RS, PS>,
  handle: Handler<RO, PI, RS, PS>,
): Route {
  const streams = `${method.requestStream ? "in" : ""}${method.responseStream ? "out" : ""}`;
  const kind = { "": "unary", in: "client-stream", out: "server-stream", inout: "bidi-stream" }[streams];
  // The erasure is sound: the transport passes a handler only what its own method decoded.
  return { kind, method, handle } as unknown as Route;
}

/** A running server. */
export interface Server {
  /** The addresses it listens on: `127.0.0.1:50001` or `unix:/path`, with the port that was bound. */
  readonly addresses: readonly string[];
  /** Stops accepting and resolves when the calls in flight have ended; after `graceMs` it ends them. */
  drain(graceMs: number): Promise<void>;
  /** Ends every call and connection at once. */
  close(): Promise<void>;
}
