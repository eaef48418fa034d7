// Commands in the wire format (RESP: an array of bulk strings). They are encoded
// here, in one go, because the client library's encoding is half the cost of a
// small command. A string here stands for bytes, one character each (latin1), so
// that values and UTF-8 keys can be joined and a whole flush is one string. The
// value of a put is encoded only when it is sent: as a string it would stay on
// the heap until the server replies.
import type { RedisScript } from "../scripts/redis-scripts.ts";
import { sha1Of } from "../scripts/script-sha1.ts";

/** A command that is ready to be sent; for a script, the part after its name or text. */
export interface RequestBody {
  readonly script: RedisScript | undefined;
  /** Number of arguments in `text`, `value` and `tail`, for a script. */
  readonly argumentCount: number;
  /** Bytes as latin1. */
  readonly text: string;
  /** A value that follows `text`. */
  readonly value: Uint8Array;
  /** What follows the value, as `text`. */
  readonly tail: string;
}

const noValue = new Uint8Array(0);

/** Replaces the body of a request that is not sent again. */
export const emptyBody: RequestBody = bodyOf(undefined, 0, "");

/** A body without a separate value. */
export function bodyOf(script: RedisScript | undefined, argumentCount: number, text: string): RequestBody {
  return { script, argumentCount, text, value: noValue, tail: "" };
}

/** Bytes of a body, without the script. */
export function bodyBytes({ text, value, tail }: RequestBody): number {
  return text.length + value.length + tail.length;
}

const isAscii = /^[\0-\x7f]*$/;

/** The UTF-8 bytes of a text, as latin1. */
export function asBytes(text: string): string {
  return isAscii.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** The bytes of a value, as latin1. */
export function valueAsBytes(value: Uint8Array): string {
  const buffer = Buffer.isBuffer(value)
    ? value
    : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return buffer.toString("latin1");
}

/** One argument, from its bytes. */
export function argument(bytes: string): string {
  return `$${bytes.length}\r\n${bytes}\r\n`;
}

/** A command whose arguments are texts. */
export function command(name: string, ...args: readonly string[]): RequestBody {
  const words = [name, ...args.map(asBytes)];
  return bodyOf(undefined, 0, `*${words.length}\r\n${words.map(argument).join("")}`);
}

/** A call of a script. Keys are texts; arguments are bytes already. */
export function scriptCall(
  script: RedisScript,
  keys: readonly string[],
  args: readonly string[],
): RequestBody {
  let text = argument(String(keys.length));
  for (const key of keys) text += argument(asBytes(key));
  for (const arg of args) text += argument(arg);
  return bodyOf(script, 1 + keys.length + args.length, text);
}

/** The bytes of a body, as latin1: a script is called by its hash, or sent with its text. */
export function encodeBody(body: RequestBody, isModern: boolean, sendsScriptText: boolean): string {
  const { script, argumentCount, value, tail } = body;
  const text = value.length === 0 ? body.text + tail : body.text + valueAsBytes(value) + tail;
  if (script === undefined) return text;
  const source = isModern ? script.modern : script.plain;
  const count = argumentCount + 2;
  if (sendsScriptText) return `*${count}\r\n$4\r\neval\r\n${argument(source)}${text}`;
  return `*${count}\r\n$7\r\nevalsha\r\n$40\r\n${sha1Of(source)}\r\n${text}`;
}
