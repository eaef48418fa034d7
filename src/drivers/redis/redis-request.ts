// One command on its way: what to send, for which call, and whom to tell. It is
// told exactly once, and it knows whether it had left when its call ended, since
// that decides what is known of a write.
import type { Call } from "../../model/call.ts";
import type { StoreError } from "../../model/errors.ts";
import type { ScriptArgument } from "./redis-codec.ts";
import type { RedisConnection } from "./redis-connection.ts";
import type { RedisScript } from "./redis-scripts.ts";

/** Told the reply, or why there is none. */
export type RequestDone = (reply: unknown, fault: StoreError | undefined) => void;

/** What to send: a command, or a script with its keys and arguments. */
export type RequestBody =
  | { readonly command: string; readonly args: readonly ScriptArgument[] }
  | {
      readonly script: RedisScript;
      readonly keys: readonly string[];
      readonly args: readonly ScriptArgument[];
    };

/** One command. Made by the store, moved by connections. */
export class RedisRequest {
  readonly body: RequestBody;
  readonly call: Call;
  /** Slot of its keys; -1 if it has none. */
  readonly slot: number;
  /** Size of its arguments, about. */
  readonly bytes: number;
  /** Send the script's text: the server has lost it. */
  sendsText = false;
  /** Send ASKING before it: the slot is on its way to this server. */
  isAsking = false;
  /** It is a write that waits for replicas, and keeps to connections made for that. */
  isStrong = false;
  /** How often it was sent somewhere and refused there with a hint where to go. */
  detours = 0;
  /** Only on this life of its connection; undefined: on any. */
  epoch: number | undefined;
  /** Whether it has left for the server and may have been applied. */
  departed = false;
  /** When its time is over, on the connection's clock, in ms. */
  dueAt = Number.POSITIVE_INFINITY;
  /** The connection by which it left last, and that connection's epoch then. */
  carrier: RedisConnection | undefined;
  carrierEpoch = 0;
  /** When it left, on the connection's clock, in ms. */
  leftAt = 0;
  /** The connection that counts it among its own. */
  owner: object | undefined;
  /** Whether it is the call's deadline that makes it due, not the limit for one command. */
  isDueByCall = false;
  #done: RequestDone | undefined;

  constructor(body: RequestBody, call: Call, slot: number, done: RequestDone) {
    this.body = body;
    this.call = call;
    this.slot = slot;
    this.#done = done;
    this.bytes = sizeOf(body);
  }

  /** Whether it has been told. */
  get isSettled(): boolean {
    return this.#done === undefined;
  }

  /** Tells it, once; later tidings are ignored. */
  settle(reply: unknown, fault?: StoreError): void {
    const done = this.#done;
    this.#done = undefined;
    done?.(reply, fault);
  }
}

const overheadBytes = 100;

function sizeOf(body: RequestBody): number {
  let bytes = overheadBytes;
  for (const arg of body.args) bytes += arg.length;
  if ("keys" in body) for (const key of body.keys) bytes += key.length;
  return bytes;
}
