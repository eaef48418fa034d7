// Replies that are sent without a handler, in the form of Dapr's errors: to bytes that are
// not a request, and to connections above the limit. Pure.

function errorBody(errorCode: string, message: string, reason: string): string {
  const info = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason,
    domain: "statestore",
    metadata: { outcome: "NOT_APPLIED" },
  };
  return `${JSON.stringify({ errorCode, message, details: [info] })}\n`;
}

/** The body of the reply to a connection above the limit. */
export function tooManyConnectionsBody(connectionsMax: number): string {
  return errorBody(
    "ERR_TOO_MANY_CONNECTIONS",
    `the limit of ${connectionsMax} connections to this HTTP port is reached; use fewer connections, or raise --http-connections-max`,
    "OVERLOADED",
  );
}

/** The body of the reply to a request whose head is too large. */
export function headTooLargeBody(headerBytesMax: number): string {
  const message = `the headers are larger than the limit of ${headerBytesMax} bytes and 4 KiB; send smaller headers, or raise --read-buffer-size`;
  return errorBody("ERR_MALFORMED_REQUEST", message, "TOO_LARGE");
}

/** The whole reply to bytes that are not a request of HTTP/1. `code`: that of Node's error. */
export function rejectionText(code: string, headerBytesMax: number): string {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return rejection("431 Request Header Fields Too Large", headTooLargeBody(headerBytesMax));
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return rejection("408 Request Timeout", malformed("the request did not arrive within the time limit"));
    default:
      return rejection("400 Bad Request", malformed("the bytes on this connection are not an HTTP request"));
  }
}

const malformed = (message: string) => errorBody("ERR_MALFORMED_REQUEST", message, "INVALID");

function rejection(status: string, body: string): string {
  return (
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
    `connection: close\r\n\r\n${body}`
  );
}
