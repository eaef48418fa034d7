// One command to Redis: what to send, for which call, and the handler of the
// reply. The handler is called exactly once. The request records whether it was
// sent, because that decides what is known of a write when its call ends.
import type { Call } from "../../../model/call.ts";
import type { StoreError } from "../../../model/errors.ts";
import { bodyBytes, emptyBody, encodeBody, type RequestBody } from "./redis-command.ts";
import { notInFlight } from "./redis-in-flight.ts";

/** A connection, as far as a request needs it. */
export interface RequestSender {
  send(request: RedisRequest): void;
}

/** Receives the reply, or why there is none. */
export type ReplyHandler = (reply: unknown, error: StoreError | undefined) => void;

/** One command. Made by the store, sent by connections. */
export class RedisRequest {
  /** Size, in bytes. */
  readonly bytes: number;
  readonly call: Call;
  /** Slot of its keys; -1 if it has none. */
  readonly slot: number;
  /** Send the script's text, not its hash: the server has lost the script. */
  sendsScriptText = false;
  /** Send ASKING before it: the slot is being moved to this server. */
  needsAsking = false;
  /** It changes a record: it is not sent while another server is about to become the primary. */
  isWrite = false;
  /** It is a write that waits for replicas, and uses only the connections for such writes. */
  isStrong = false;
  /** How often a server rejected it and it was sent again. */
  redirects = 0;
  /** The epoch of the connection in which it may be sent; undefined: in any. */
  requiredEpoch: number | undefined;
  /** Whether it was sent to the server and may have been applied. */
  isSent = false;
  /** When it expires, on the connection's clock, in ms. */
  expiresAt = Number.POSITIVE_INFINITY;
  /** Whether it expires by the call's deadline, not by the limit for one command. */
  expiresByCall = false;
  /** When it was sent, on the connection's clock, in ms. */
  sentAt = 0;
  /** Its index among the requests in flight. */
  index = notInFlight;
  /** The connection on which it was last sent, and that connection's epoch then. */
  connection: RequestSender | undefined;
  connectionEpoch = 0;
  /** What counts it among its pending requests. */
  countedBy: object | undefined;
  #body: RequestBody;
  #handler: ReplyHandler | undefined;

  constructor(body: RequestBody, call: Call, slot: number, handler: ReplyHandler) {
    this.#body = body;
    this.bytes = bodyBytes(body);
    this.call = call;
    this.slot = slot;
    this.#handler = handler;
  }

  /** Whether its handler was called. */
  get isSettled(): boolean {
    return this.#handler === undefined;
  }

  /** Calls the handler; further calls do nothing. */
  settle(reply: unknown, error?: StoreError): void {
    const handler = this.#handler;
    this.#handler = undefined;
    // It is not sent again, and must not keep the value in memory until the server replies.
    this.#body = emptyBody;
    handler?.(reply, error);
  }

  /** The bytes to send, as latin1. */
  encode(isModern: boolean): string {
    return encodeBody(this.#body, isModern, this.sendsScriptText);
  }
}
