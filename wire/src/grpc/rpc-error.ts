// The error of a call, at both ends: a server's handler throws it to end the
// call with a status; a client's call is rejected with it.
import { Metadata } from "./metadata.ts";
import { type StatusCode, statusName } from "./status.ts";

/** The optional parts of a status. */
export interface RpcErrorOptions {
  /** A serialized google.rpc.Status, sent and read as `grpc-status-details-bin`. */
  readonly details?: Uint8Array;
  /** Trailers besides the status. */
  readonly metadata?: Metadata;
  /**
   * Client only: true if the server did not process the call, because nothing of
   * the request was sent or because the server states so (RFC 9113 section
   * 8.7: REFUSED_STREAM, or a GOAWAY with a lower stream). Default: false.
   */
  readonly unsent?: boolean;
  /** The cause; never sent. */
  readonly cause?: unknown;
}

/** A call that did not end with OK. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: StatusCode;
  /** The message as sent, without the code's name. */
  readonly statusMessage: string;
  readonly details: Uint8Array | undefined;
  readonly metadata: Metadata;
  /** Client only: true if the server certainly did not process the call, so it may be repeated. */
  readonly unsent: boolean;

  constructor(code: StatusCode, message: string, options: RpcErrorOptions = {}) {
    super(`${statusName(code)}: ${message}`, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.statusMessage = message;
    this.details = options.details;
    this.metadata = options.metadata ?? new Metadata();
    this.unsent = options.unsent ?? false;
  }
}
