// Where requests and replies of HTTP/1 and HTTP/2 differ in Node.js.
import type { IncomingMessage, ServerResponse } from "node:http";
import { constants, type ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";

type MaybeHttp2 = { readonly stream?: ServerHttp2Stream };

/** Whether the request is one of HTTP/2, where a reply cannot have headers about the connection. */
export const isHttp2 = ({ httpVersionMajor }: IncomingMessage): boolean => httpVersionMajor >= 2;

/** The stream on which a reply is sent. */
export function sinkOf(response: ServerResponse): Writable {
  return (response as MaybeHttp2).stream ?? response;
}

/** Closes when the client can no longer receive the reply: the stream of HTTP/2, the connection of HTTP/1. */
export function connectionOf(request: IncomingMessage): Socket | ServerHttp2Stream {
  return (request as MaybeHttp2).stream ?? request.socket;
}

/** What shows whether a client reads a reply: the stream of HTTP/2, the connection of HTTP/1. Undefined: it has disconnected. */
export function readerOf(response: ServerResponse): Socket | ServerHttp2Stream | undefined {
  return (response as MaybeHttp2).stream ?? response.socket ?? undefined;
}

/** The first of the headers of this lower-case name, as in Go. */
export function firstHeader(request: IncomingMessage, name: string): string | undefined {
  if (!isHttp2(request)) return request.headersDistinct[name]?.[0];
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index] === name) return rawHeaders[index + 1];
  }
  return undefined;
}

/** The size of the headers, in bytes, without the overhead of the protocol. */
export function headBytes({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((sum, text) => sum + text.length, 0);
}

/** Whether the request has a body, as far as its head says. */
export function hasBody(request: IncomingMessage): boolean {
  const { stream } = request as MaybeHttp2;
  if (stream !== undefined) return !stream.endAfterHeaders;
  const { headers } = request;
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

/** Tells a client of HTTP/2 that the rest of its body is not needed, after the reply was sent. */
export function ignoreRestOfBody(request: IncomingMessage): void {
  const { stream } = request as MaybeHttp2;
  stream?.once("finish", () => stream.close(constants.NGHTTP2_NO_ERROR));
}
