// The interface between a client and its transport: calls go in, replies or an
// RpcError come out. A transport never repeats a call that the server may have
// seen.
import type { Metadata } from "../grpc/metadata.ts";
import type { Method } from "../grpc/method.ts";

/** Options of one call. */
export interface CallOptions {
  /** How long the call may take, in ms. Default: no limit. */
  readonly timeoutMs?: number;
  /** Ends the call with CANCELLED when it aborts. */
  readonly signal?: AbortSignal;
  /** Metadata sent with the request. */
  readonly metadata?: Metadata;
  /** Whether the call waits for a connection until its deadline instead of failing with UNAVAILABLE. Default: false. */
  readonly waitForReady?: boolean;
  /** Called with the metadata of the reply's headers, before any message; not called if the reply has no headers. */
  readonly onHeaders?: (metadata: Metadata) => void;
  /** Called with the metadata of the trailers of a call that ended with OK; an RpcError has its own. */
  readonly onTrailers?: (metadata: Metadata) => void;
}

/** A client's access to one server. The connection is opened when first needed and reopened when lost. */
export interface Transport {
  /** One request, one reply. Rejects with RpcError. */
  unary<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO, false, false>,
    request: RI,
    options: CallOptions,
  ): Promise<PO>;
  /**
   * Any number of requests, any number of replies. The call begins with the
   * iteration, of which there may be only one. The iteration throws RpcError;
   * leaving it early cancels the call. A method that takes one request gets the
   * first one.
   */
  stream<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO>,
    requests: Iterable<RI> | AsyncIterable<RI>,
    options: CallOptions,
  ): AsyncIterable<PO>;
  /** Ends every call with CANCELLED and closes the connection. Later calls are rejected. */
  close(): Promise<void>;
}
