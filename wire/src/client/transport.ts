// The face between a client and a transport: calls go in, replies or an
// RpcError come out. A transport never repeats a call that may have been seen
// by the server.
import type { Metadata } from "../grpc/metadata.ts";
import type { Method } from "../grpc/method.ts";

/** What a single call may ask. */
export interface CallOptions {
  /** How long to wait for the end of the call, in ms. Default: none. */
  readonly timeoutMs?: number;
  /** Ends the call with CANCELLED when it aborts. */
  readonly signal?: AbortSignal;
  /** Sent with the request. */
  readonly metadata?: Metadata;
  /** Waits for a connection until the deadline instead of failing with UNAVAILABLE. Default: false. */
  readonly waitForReady?: boolean;
  /** Takes the metadata of the reply's headers, before any message; not called if the reply has none. */
  readonly onHeaders?: (metadata: Metadata) => void;
  /** Takes the metadata of the trailers of a call that ended with OK; an RpcError carries its own. */
  readonly onTrailers?: (metadata: Metadata) => void;
}

/** A connection to one server, made when first needed and made again when lost. */
export interface Transport {
  /** One request, one reply. Rejects with RpcError. */
  unary<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO, false, false>,
    request: RI,
    options: CallOptions,
  ): Promise<PO>;
  /**
   * Any number of requests, any number of replies. The call begins when the
   * iteration does, which may happen once. The iteration throws RpcError;
   * leaving it early cancels the call. A method that takes one request gets the
   * first.
   */
  stream<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO>,
    requests: Iterable<RI> | AsyncIterable<RI>,
    options: CallOptions,
  ): AsyncIterable<PO>;
  /** Ends every call with CANCELLED and lets the connection go. Calls after it are rejected. */
  close(): Promise<void>;
}
