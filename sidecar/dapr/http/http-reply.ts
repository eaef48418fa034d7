// What Dapr's HTTP API is asked and answers, free of any server.
import { type DaprError, type Detail, statusOfError } from "../texts/dapr-status.ts";

/** A request. */
export interface DaprHttpRequest {
  readonly method: string;
  /** As sent: not decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** One header by its name in small letters; the first of several of one name. */
  header(name: string): string | undefined;
  /** The whole body; undefined if it is larger. */
  body(bytesMax: number): Promise<Uint8Array | undefined>;
  /** Aborts when the caller goes. */
  readonly signal: AbortSignal;
}

/** An answer. */
export interface DaprHttpReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = "application/json";

/** An answer without a body. */
export const noContent: DaprHttpReply = { status: 204, contentType: "", body: "" };

/** An answer of JSON. */
export function jsonReply(status: number, body: unknown): DaprHttpReply {
  return { status, contentType: json, body: JSON.stringify(body) };
}

/** An answer of bytes that are JSON, as far as their writer knew. */
export function valueReply(bytes: Uint8Array, headers: Readonly<Record<string, string>>): DaprHttpReply {
  return { status: 200, contentType: json, body: bytes, headers };
}

/** An answer of plain text. */
export function plainReply(status: number, body: string): DaprHttpReply {
  return { status, contentType: "text/plain; charset=utf-8", body };
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

// Dapr names the fields of details over HTTP as the .proto files do.
const jsonDetail = ({ type, ...detail }: Detail) => ({
  "@type": `type.googleapis.com/google.rpc.${type}`,
  ...Object.fromEntries(Object.entries(detail).map(([name, value]) => [snakeCase(name), value])),
});

/** A failed call, with Dapr's body. */
export function errorReply(error: DaprError): DaprHttpReply {
  const { http, errorCode, message, details } = statusOfError(error);
  return jsonReply(http, {
    errorCode,
    message,
    ...(details.length > 0 && { details: details.map(jsonDetail) }),
  });
}
