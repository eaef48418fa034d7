// The interface between a client and its transport: calls go in, replies or an
// RpcError come out. A transport never repeats a call that the server may have
// seen.
import type { Metadata } from "../grpc/metadata.ts";
import type { Method } from "../grpc/method.ts";
import type { RpcError } from "../grpc/rpc-error.ts";
import type { StatusCode } from "../grpc/status.ts";

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

/** How a call ended. */
export interface CallStatus {
  readonly code: StatusCode;
  /** Empty if the call ended with OK. */
  readonly message: string;
  /** The metadata of the trailers; empty if the call ended without trailers. */
  readonly trailers: Metadata;
  /** Undefined if the call ended with OK. */
  readonly error: RpcError | undefined;
}

/**
 * A call with a stream of requests or replies. It begins with the iteration or the first call of a method below, whichever
 * is earlier. It can be iterated once; the iteration throws RpcError, and leaving it early cancels the call.
 */
export interface StreamCall<Reply> extends AsyncIterable<Reply> {
  /**
   * Resolves with the metadata of the reply's headers as soon as they arrive; a server may send them before it has read a
   * request. Empty if the call ends with OK and has no headers; rejects with RpcError if it fails before they arrive.
   */
  headers(): Promise<Metadata>;
  /**
   * Resolves when the call has ended, and never rejects. The replies need not be read for it, but a server with more of them
   * than fit into the receive window waits until they are read or discarded.
   */
  status(): Promise<CallStatus>;
  /** Discards all replies that were not read. The call goes on until the server ends it; `signal` cancels it. */
  discard(): void;
}

/** A client's access to one server. The connection is opened when first needed and reopened when lost. */
export interface Transport {
  /** One request, one reply. Rejects with RpcError. */
  unary<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO, false, false>,
    request: RI,
    options: CallOptions,
  ): Promise<PO>;
  /** Any number of requests, any number of replies. A method that takes one request gets the first one. */
  stream<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO>,
    requests: Iterable<RI> | AsyncIterable<RI>,
    options: CallOptions,
  ): StreamCall<PO>;
  /** Ends every call with CANCELLED and closes the connection. Later calls are rejected. */
  close(): Promise<void>;
}
