// The head of a request, parsed from its header list (RFC 9113 section 8,
// grpc/grpc doc/PROTOCOL-HTTP2.md "Requests"). A head is parsed once for each
// distinct header block and shared by all calls with that block, so it is
// immutable.
import { acceptsGzip, type MessageEncoding, messageEncodingOf } from "../grpc/grpc-compression.ts";
import { readTimeoutMs } from "../grpc/grpc-timeout.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import { TooLargeError } from "../grpc/too-large-error.ts";
import type { Limits } from "./limits.ts";
import type { ServedRoute } from "./server-state.ts";

/**
 * The kind of a header list: a gRPC call, an HTTP request that is not gRPC, a
 * list without pseudo-header fields (trailers), one that violates RFC 9113, or
 * one that exceeds a limit.
 */
export type HeadKind = "grpc" | "http" | "trailers" | "malformed" | "too-large";

/** A parsed header list. */
export interface RequestHead {
  readonly kind: HeadKind;
  /** All fields, `[name, value, name, value, …]`; empty if the list was too large. */
  readonly fields: readonly string[];
  readonly method: string;
  readonly path: string;
  /** Undefined if the path has no route. */
  readonly route: ServedRoute | undefined;
  /** Infinity if the client set none. */
  readonly timeoutMs: number;
  /** Set if `grpc-timeout` is malformed. */
  readonly timeoutError: RpcError | undefined;
  /** The encoding of request messages; undefined if it is not supported. */
  readonly encoding: MessageEncoding | undefined;
  readonly encodingName: string;
  readonly acceptsGzip: boolean;
  /** The value of content-length, in bytes; -1 without it. */
  readonly contentBytes: number;
}

/** The head of a call whose HEADERS have not been read yet. */
export const noRequest: RequestHead = emptyHead([]);

type MutableHead = { -readonly [Key in keyof RequestHead]: RequestHead[Key] };

/** Parses the header list of a request to these routes, by path. Never throws: the head's kind indicates the problem. */
export function readRequestHead(
  routes: ReadonlyMap<string, ServedRoute>,
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
      // Each occurs once, before all other fields (section 8.3).
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
 * Why a call cannot begin: its header list is too large, its path has no route,
 * or its compression or its timeout is not understood. Undefined if it can.
 */
export function rejectionOf(head: RequestHead, limits: Limits): RpcError | undefined {
  if (head.kind === "too-large") {
    return new TooLargeError(
      `metadata: is too large; the limit is ${limits.headerListBytesMax} bytes, counting 32 more for each field, and ${limits.headerPairsMax} fields`,
    );
  }
  if (head.kind !== "grpc") return undefined;
  if (head.route === undefined) {
    return new RpcError(statusCode.unimplemented, `unknown method ${head.path.slice(0, 200)}`);
  }
  if (head.encoding === undefined) {
    const name = JSON.stringify(head.encodingName.slice(0, 40));
    return new RpcError(
      statusCode.unimplemented,
      `the message encoding ${name} is not supported; use identity or gzip`,
    );
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

/** Reads a field that the transport itself uses. Returns false if it is malformed. */
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

/** Reads the pseudo-header fields (section 8.3.1). CONNECT is not supported, so it needs all of them, too. */
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
/** Connection-specific fields, which HTTP/2 forbids (section 8.2.2). */
const connectionNames = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** Section 8.2.1: names are lower-case tokens; values have no line breaks. */
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
