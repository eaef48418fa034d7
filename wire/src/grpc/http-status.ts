// The gRPC status of a call that ended without one: with an HTTP status only
// (grpc/grpc doc/http-grpc-status-mapping.md) or with a stream reset
// (doc/PROTOCOL-HTTP2.md, "HTTP2 Transport Mapping", Errors).
import { type StatusCode, statusCode } from "./status.ts";

/** The gRPC code for a response that has no `grpc-status`. */
export function statusOfHttp(httpStatus: number): StatusCode {
  switch (httpStatus) {
    case 400:
      return statusCode.internal;
    case 401:
      return statusCode.unauthenticated;
    case 403:
      return statusCode.permissionDenied;
    case 404:
      return statusCode.unimplemented;
    case 429:
    case 502:
    case 503:
    case 504:
      return statusCode.unavailable;
    default:
      return statusCode.unknown;
  }
}

const statusByReset: readonly StatusCode[] = [
  statusCode.internal, // NO_ERROR
  statusCode.internal, // PROTOCOL_ERROR
  statusCode.internal, // INTERNAL_ERROR
  statusCode.internal, // FLOW_CONTROL_ERROR
  statusCode.internal, // SETTINGS_TIMEOUT
  statusCode.internal, // STREAM_CLOSED
  statusCode.internal, // FRAME_SIZE_ERROR
  statusCode.unavailable, // REFUSED_STREAM
  statusCode.cancelled, // CANCEL
  statusCode.internal, // COMPRESSION_ERROR
  statusCode.internal, // CONNECT_ERROR
  statusCode.resourceExhausted, // ENHANCE_YOUR_CALM
  statusCode.permissionDenied, // INADEQUATE_SECURITY
  statusCode.internal, // HTTP_1_1_REQUIRED
];

/** The gRPC code for a stream that the peer reset with this HTTP/2 error code. */
export function statusOfReset(errorCode: number): StatusCode {
  return statusByReset[errorCode] ?? statusCode.unknown;
}
