// Commands as they go over the wire (RESP: an array of bulk strings), made here
// in one go instead of by the client library, because that is half of what a
// small command costs. A text here stands for bytes, one character each
// (latin1), so that values and UTF-8 keys lie side by side and a whole turn's
// commands are one string. The value of a put becomes text only when it leaves:
// as text it would lie on the heap for as long as the server takes to answer.
import type { RedisScript } from "../scripts/redis-scripts.ts";
import { sha1Of } from "../scripts/script-sha1.ts";

/** A command that is ready to go; of a script's call, what stands after its name. */
export interface RequestBody {
  readonly script: RedisScript | undefined;
  /** Arguments in `text`, for a script's call. */
  readonly argumentCount: number;
  /** Bytes as latin1. */
  readonly text: string;
  /** A value that comes after `text`, as it is. */
  readonly value: Uint8Array;
  /** What comes after the value, as `text`. */
  readonly tail: string;
}

const noValue = new Uint8Array(0);

/** What takes the place of a body that nobody will send any more. */
export const spentBody: RequestBody = bodyOf(undefined, 0, "");

/** A body without a value of its own. */
export function bodyOf(script: RedisScript | undefined, argumentCount: number, text: string): RequestBody {
  return { script, argumentCount, text, value: noValue, tail: "" };
}

/** Bytes of a body, without the script's name. */
export function bodyBytes({ text, value, tail }: RequestBody): number {
  return text.length + value.length + tail.length;
}

const isAscii = /^[\0-\x7f]*$/;

/** The bytes of a text in UTF-8, as latin1. */
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

/** A command with arguments as texts. */
export function command(name: string, ...args: readonly string[]): RequestBody {
  const words = [name, ...args.map(asBytes)];
  return bodyOf(undefined, 0, `*${words.length}\r\n${words.map(argument).join("")}`);
}

/** A script's call with keys and arguments; keys are texts, arguments are bytes already. */
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

/** The bytes of a body for a server: by the script's name, or with its whole text. */
export function wireText(body: RequestBody, isModern: boolean, sendsText: boolean): string {
  const { script, argumentCount, value, tail } = body;
  const text = value.length === 0 ? body.text + tail : body.text + valueAsBytes(value) + tail;
  if (script === undefined) return text;
  const source = isModern ? script.modern : script.plain;
  const count = argumentCount + 2;
  if (sendsText) return `*${count}\r\n$4\r\neval\r\n${argument(source)}${text}`;
  return `*${count}\r\n$7\r\nevalsha\r\n$40\r\n${sha1Of(source)}\r\n${text}`;
}
