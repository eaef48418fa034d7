// The head of a request: what a header list says of the call (RFC 9113 section
// 8, grpc/grpc doc/PROTOCOL-HTTP2.md "Requests"). A head is read once for each
// distinct header block and shared by all calls that have the same, so nothing
// in it may change.
import { acceptsGzip, type MessageEncoding, messageEncodingOf } from "../grpc/grpc-compression.ts";
import { readTimeoutMs } from "../grpc/grpc-timeout.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { TooLargeError } from "../grpc/too-large-error.ts";
import type { Limits } from "./limits.ts";
import type { Route } from "./service.ts";

/**
 * What a header list is: a gRPC call, a request of HTTP that is none, a list
 * without pseudo-header fields (trailers), one that breaks RFC 9113, or one
 * that went over a limit.
 */
export type HeadKind = "grpc" | "http" | "trailers" | "malformed" | "too-large";

/** What a header list says. */
export interface RequestHead {
  readonly kind: HeadKind;
  /** Names and values in turn, in order; empty if the list was too large. */
  readonly fields: readonly string[];
  readonly method: string;
  readonly path: string;
  /** Undefined if nothing is served at this path. */
  readonly route: Route | undefined;
  /** Infinity if the caller did not say. */
  readonly timeoutMs: number;
  /** Set if `grpc-timeout` could not be read. */
  readonly timeoutError: RpcError | undefined;
  /** The encoding of request messages; undefined if it is not known here. */
  readonly encoding: MessageEncoding | undefined;
  readonly encodingName: string;
  readonly acceptsGzip: boolean;
  /** The announced size of the body, in bytes; -1 if it was not. */
  readonly contentBytes: number;
}

/** The head of a call whose HEADERS have not been read yet. */
export const noRequest: RequestHead = emptyHead([]);

type MutableHead = { -readonly [Key in keyof RequestHead]: RequestHead[Key] };

/** Reads a header list of a request to these routes, by path. Never throws: what is wrong is said by its kind. */
export function readRequestHead(
  routes: ReadonlyMap<string, Route>,
  fields: string[],
  tooLarge: boolean,
): RequestHead {
  const head = emptyHead(tooLarge ? [] : fields);
  if (tooLarge) {
    head.kind = "too-large";
    return head;
  }
  const pseudo = new Map<string, string>();
  let contentType = "";
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] as string;
    const value = fields[index + 1] as string;
    if (name.startsWith(":")) {
      // They come once each, and before all others (section 8.3).
      if (pseudo.size * 2 !== index || pseudo.has(name)) return malformed(head);
      pseudo.set(name, value);
    } else if (!isFieldValid(name, value) || !readField(head, name, value)) {
      return malformed(head);
    } else if (name === "content-type") {
      contentType = value;
    }
  }
  if (pseudo.size === 0) return head;
  if (!readPseudo(head, pseudo)) return malformed(head);
  const isGrpc = head.method === "POST" && grpcContentType.test(contentType);
  head.kind = isGrpc ? "grpc" : "http";
  if (isGrpc) head.route = routes.get(head.path);
  return head;
}

/**
 * Why a call cannot begin: its header list was too large, its deadline cannot
 * be read, nothing is served at its path, or its compression is not known.
 */
export function rejectionOf(head: RequestHead, limits: Limits): RpcError | undefined {
  if (head.kind === "too-large") {
    return new TooLargeError(
      `metadata: is too large; the limit is ${limits.headerListBytesMax} bytes, counting 32 more for each field, and ${limits.headerPairsMax} fields`,
    );
  }
  if (head.kind !== "grpc") return undefined;
  if (head.route === undefined) {
    return new RpcError(statusCode.unimplemented, `nothing is served at ${head.path.slice(0, 200)}`);
  }
  if (head.encoding === undefined) {
    const name = JSON.stringify(head.encodingName.slice(0, 40));
    return new RpcError(statusCode.unimplemented, `messages compressed with ${name} cannot be read here`);
  }
  return head.timeoutError;
}

const grpcContentType = /^application\/grpc(\+proto)?(\s*;.*)?$/i;

function emptyHead(fields: string[]): MutableHead {
  return {
    kind: "trailers",
    fields,
    method: "",
    path: "",
    route: undefined,
    timeoutMs: Number.POSITIVE_INFINITY,
    timeoutError: undefined,
    encoding: "identity",
    encodingName: "identity",
    acceptsGzip: false,
    contentBytes: -1,
  };
}

/** Takes a field that the transport itself uses. False if it is not well formed. */
function readField(head: MutableHead, name: string, value: string): boolean {
  switch (name) {
    case "grpc-timeout":
      try {
        head.timeoutMs = readTimeoutMs(value);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        head.timeoutError = error;
      }
      return true;
    case "grpc-encoding":
      head.encodingName = value;
      head.encoding = messageEncodingOf(value);
      return true;
    case "grpc-accept-encoding":
      head.acceptsGzip ||= acceptsGzip(value);
      return true;
    case "content-length": {
      const bytes = /^\d{1,15}$/.test(value) ? Number(value) : -1;
      if (bytes < 0 || (head.contentBytes >= 0 && head.contentBytes !== bytes)) return false;
      head.contentBytes = bytes;
      return true;
    }
    default:
      return true;
  }
}

/** The pseudo-header fields of a request (section 8.3.1). CONNECT is not served, so it needs all of them too. */
function readPseudo(head: MutableHead, pseudo: Map<string, string>): boolean {
  for (const [name, value] of pseudo) {
    if (!pseudoNames.has(name) || !isValueValid(value)) return false;
  }
  const method = pseudo.get(":method");
  const path = pseudo.get(":path");
  if (!method || !path || !pseudo.get(":scheme")) return false;
  if (!path.startsWith("/") && !(path === "*" && method === "OPTIONS")) return false;
  head.method = method;
  head.path = path;
  return true;
}

function malformed(head: MutableHead): RequestHead {
  head.kind = "malformed";
  return head;
}

const pseudoNames = new Set([":method", ":scheme", ":path", ":authority"]);
/** Fields of a connection, which HTTP/2 does not have (section 8.2.2). */
const connectionNames = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** Section 8.2.1: names in lower case, of the characters of a token; values without line ends. */
function isFieldValid(name: string, value: string): boolean {
  if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(name) || !isValueValid(value)) return false;
  if (name === "te") return value === "trailers";
  return !connectionNames.has(name);
}

function isValueValid(value: string): boolean {
  if (value === "") return true;
  const first = value.charCodeAt(0);
  const last = value.charCodeAt(value.length - 1);
  if (first === 0x20 || first === 0x09 || last === 0x20 || last === 0x09) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what RFC 9113 section 8.2.1 forbids.
  return !/[\u0000\r\n]/.test(value);
}
