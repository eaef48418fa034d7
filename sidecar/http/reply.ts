// A reply over HTTP, and the two kinds that this folder creates.

/** A whole reply. */
export interface HttpReply {
  readonly status: number;
  /** Empty if there is no body. */
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** The size of the body that `HttpApiRequest.stream` has sent. Undefined: nothing was sent. */
  readonly streamedBytes?: number;
}

/** A plain-text reply. */
export function textReply(status: number, body: string): HttpReply {
  return { status, contentType: "text/plain; charset=utf-8", body: `${body}\n` };
}

/** A JSON reply. */
export function jsonReply(status: number, body: unknown): HttpReply {
  return { status, contentType: "application/json", body: `${JSON.stringify(body)}\n` };
}

/** Headers of every reply. */
export const headersOfEach = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;
