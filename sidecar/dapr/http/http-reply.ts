// Requests and replies of Dapr's HTTP API, independent of any HTTP server.
import type { StatusCode } from "@pillion/wire";
import type { StoreError } from "../../../src/index.ts";
import { type Effect, httpStatusOf } from "../../rpc/index.ts";
import { type DaprError, type Detail, statusOfError } from "../texts/dapr-error.ts";

/** A request. */
export interface DaprHttpRequest {
  readonly method: string;
  /** As sent: not decoded, without the query string. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** A header by its name in lower case; the first one if there are several. */
  header(name: string): string | undefined;
  /** The whole body; undefined if it is larger. */
  body(bytesMax: number): Promise<Uint8Array | undefined>;
  /**
   * Sends the head of a reply whose body is created in parts. The function that it returns sends a part, and resolves when the
   * client can accept the next one; it rejects once the client has disconnected or reads nothing for a minute. The reply that
   * the handler then returns has `streamedBytes`; if the handler fails instead, the connection is broken.
   */
  stream(status: number, contentType: string): (part: string) => Promise<void>;
  /** Aborts when the client disconnects. */
  readonly signal: AbortSignal;
}

/** A reply. */
export interface DaprHttpReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** The size of the body that `DaprHttpRequest.stream` has sent. Undefined: nothing was sent. */
  readonly streamedBytes?: number;
  /** The gRPC code of a failed request, for the recorders of calls. Default: OK. */
  readonly code?: StatusCode;
}

/** The content type of JSON. */
export const jsonType = "application/json";

/** A reply without a body. */
export const noContent: DaprHttpReply = { status: 204, contentType: "", body: "" };

/** A JSON reply. */
export function jsonReply(status: number, body: unknown): DaprHttpReply {
  return { status, contentType: jsonType, body: JSON.stringify(body) };
}

/** A reply with the bytes of a stored value, which is taken to be JSON. */
export function valueReply(bytes: Uint8Array, headers: Readonly<Record<string, string>>): DaprHttpReply {
  return { status: 200, contentType: jsonType, body: bytes, headers };
}

/** A plain-text reply. */
export function plainReply(status: number, body: string): DaprHttpReply {
  return { status, contentType: "text/plain; charset=utf-8", body };
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const typePrefix = "type.googleapis.com/google.rpc.";

// Over HTTP, Dapr names the fields of details as the .proto files do.
const jsonDetail = ({ type, ...detail }: Detail) => ({
  "@type": `${typePrefix}${type}`,
  ...Object.fromEntries(Object.entries(detail).map(([name, value]) => [snakeCase(name), value])),
});

/** The reply of a failed call with this effect. */
export function errorReply(error: DaprError, effect: Effect): DaprHttpReply {
  const { code, http, errorCode, message, details } = statusOfError(error, effect);
  const body = { errorCode, message, ...(details.length > 0 && { details: details.map(jsonDetail) }) };
  const reply = { ...jsonReply(http, body), code };
  const { allow } = error.facts;
  return allow === undefined ? reply : { ...reply, headers: { allow: allow.join(", ") } };
}

/** The reply of a call that failed outside Dapr's verbs, for example in an interceptor. */
export function storeErrorReply(error: StoreError, effect: Effect): DaprHttpReply {
  const { http, code, message, info, retryDelayMs } = httpStatusOf(error, effect);
  const details: object[] = [{ "@type": `${typePrefix}ErrorInfo`, ...info }];
  if (retryDelayMs !== undefined) {
    details.push({ "@type": `${typePrefix}RetryInfo`, retry_delay: `${retryDelayMs / 1000}s` });
  }
  const reply = jsonReply(http, { errorCode: `ERR_${info.reason}`, message, details });
  // The header has whole seconds.
  const headers = { "retry-after": String(Math.ceil((retryDelayMs ?? 0) / 1000)) };
  return { ...reply, code, ...(retryDelayMs !== undefined && { headers }) };
}
