// An answer over HTTP, and the two kinds that this room makes itself.

/** An answer in full. */
export interface HttpReply {
  readonly status: number;
  /** Empty where there is no body. */
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply of plain text. */
export function textReply(status: number, body: string): HttpReply {
  return { status, contentType: "text/plain; charset=utf-8", body: `${body}\n` };
}

/** A reply of JSON. */
export function jsonReply(status: number, body: unknown): HttpReply {
  return { status, contentType: "application/json", body: `${JSON.stringify(body)}\n` };
}
