// The script of a test for a server: a request carries, as JSON, what the
// handler replies. The same script runs on every server that the client is
// tested against, so the outcomes can be compared.
import { echoMethod } from "./echo-service.ts";

/** A name and a value; the value of a `-bin` name is base64. */
export type Pair = readonly [name: string, value: string];

/** What the handler does, in this order. */
export interface Script {
  /** Sends the request's `x-…` metadata back in the headers. */
  readonly reflects?: boolean;
  readonly headers?: readonly Pair[];
  /** Waits this long before anything else, in ms. */
  readonly delayMs?: number;
  /** Replies: a text, or a number of bytes. */
  readonly replies?: readonly (string | number)[];
  /** Waits until the call is cancelled. */
  readonly hangs?: boolean;
  readonly trailers?: readonly Pair[];
  /** The status; default OK. */
  readonly code?: number;
  readonly message?: string;
  /** Bytes of `grpc-status-details-bin`, base64. */
  readonly details?: string;
}

/** The scripted methods: each takes a script as its first request. */
export const scripted = {
  unary: echoMethod("ScriptedUnary", false, false),
  down: echoMethod("ScriptedDown", false, true),
  /** Counts the requests after the first: `count bytes` is its reply. */
  up: echoMethod("ScriptedUp", true, false),
  /** Sends the requests after the first back, after the script's own replies. */
  both: echoMethod("ScriptedBoth", true, true),
} as const;

/** A request that carries a script. */
export function scriptBytes(script: Script): Uint8Array {
  return Buffer.from(JSON.stringify(script));
}

/** The script of a request. */
export function readScript(bytes: Uint8Array): Script {
  return JSON.parse(Buffer.from(bytes).toString()) as Script;
}

/** A reply's bytes. */
export function replyBytes(reply: string | number): Uint8Array {
  return typeof reply === "string" ? Buffer.from(reply) : Buffer.alloc(reply, 7);
}

/** Counts handlers that started and ended, and calls observed as cancelled. */
export interface ScriptRecord {
  started: number;
  ended: number;
  cancelled: number;
}
