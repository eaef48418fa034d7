// The face between a service and a transport. A service is a list of routes;
// a route is a method and a handler. A handler gets the request and the call,
// and gives a reply or an async iterable of replies; it throws RpcError to end
// the call with a status. No handler knows which transport carries it.
import type { Metadata } from "../grpc/metadata.ts";
import type { AnyMethod, Method } from "../grpc/method.ts";

/** Who calls. */
export interface Peer {
  /** `127.0.0.1:54321`, `[::1]:54321`, or `unix` for a Unix socket. */
  readonly address: string;
  /** The verified client certificate's subject alternative names, if TLS asked for one: `URI:spiffe://…`, `DNS:…`. */
  readonly subjectAltNames?: readonly string[];
}

/** One call, as its handler sees it. */
export interface ServerCall {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly peer: Peer;
  /** The request's metadata, without what HTTP/2 and gRPC use themselves. */
  readonly metadata: Metadata;
  /** When the caller stops waiting, on the clock of `performance.now()`, in ms; Infinity if it did not say. */
  readonly deadline: number;
  /** True once the caller has gone or its deadline has passed. */
  readonly cancelled: boolean;
  /** Aborts when `cancelled` becomes true. Made when first read, so that a call that never asks pays nothing. */
  readonly signal: AbortSignal;
  /** Adds to the reply's headers; without effect once the first reply has been sent. */
  readonly responseHeaders: Metadata;
  /** Adds to the reply's trailers. */
  readonly responseTrailers: Metadata;
}

/** What a method's handler looks like, by which sides stream. */
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

/** One route in its erased form, discriminated by kind. */
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

/** Joins a method with its handler. */
export function route<RI, RO, PI, PO, RS extends boolean, PS extends boolean>(
  method: Method<RI, RO, PI, PO, RS, PS>,
  handle: Handler<RO, PI, RS, PS>,
): Route {
  const streams = `${method.requestStream ? "in" : ""}${method.responseStream ? "out" : ""}`;
  const kind = { "": "unary", in: "client-stream", out: "server-stream", inout: "bidi-stream" }[streams];
  // The erasure is sound: the transport hands a handler only what its own method decoded.
  return { kind, method, handle } as unknown as Route;
}

/** What a running server can be asked. */
export interface Server {
  /** Where it listens: `127.0.0.1:50001` or `unix:/path`; the port is the bound one. */
  readonly addresses: readonly string[];
  /** Stops accepting, lets calls under way end, and resolves when all have; after `graceMs` it ends them itself. */
  drain(graceMs: number): Promise<void>;
  /** Ends every call and connection now. */
  close(): Promise<void>;
}
