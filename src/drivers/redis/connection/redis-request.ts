// One command on its way: what to send, for which call, and whom to tell. It is
// told exactly once, and it knows whether it had left when its call ended, since
// that decides what is known of a write. To the client library it is a command
// of the library's own kind, in the parts that its connection uses, so that
// nothing has to be made twice.
import type { Call } from "../../../model/call.ts";
import type { StoreError } from "../../../model/errors.ts";
import { bodyBytes, type RequestBody, spentBody, wireText } from "./redis-command.ts";
import { notInFlight } from "./redis-in-flight.ts";

/** What a request has to know of the connection that carries it. */
export interface RequestCarrier {
  readonly info: { readonly isModern: boolean } | undefined;
  /** Sends another request the same way. */
  send(request: RedisRequest): void;
  onReply(request: RedisRequest, reply: unknown): void;
  onRefusal(request: RedisRequest, cause: Error): void;
}

/** Told the reply, or why there is none. */
export type RequestDone = (reply: unknown, fault: StoreError | undefined) => void;

const nobodyWaits = Promise.resolve();
const noArguments: readonly never[] = [];

/** One command. Made by the store, moved by connections. */
export class RedisRequest {
  // What the library looks at. Without arguments, an error of the library can show none.
  readonly name = "command";
  readonly args = noArguments;
  readonly promise = nobodyWaits;
  readonly inTransaction = false;
  readonly isTraced = true;

  /** Size, in bytes. */
  readonly bytes: number;
  readonly call: Call;
  /** Slot of its keys; -1 if it has none. */
  readonly slot: number;
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
  /** Whether it is the call's deadline that makes it due, not the limit for one command. */
  isDueByCall = false;
  /** When it left, on the connection's clock, in ms. */
  leftAt = 0;
  /** Its place among those in flight. */
  place = notInFlight;
  /** The connection by which it left last, and that connection's epoch then. */
  carrier: RequestCarrier | undefined;
  carrierEpoch = 0;
  /** The connection that counts it among its own. */
  owner: RequestCarrier | undefined;
  #body: RequestBody;
  #done: RequestDone | undefined;

  constructor(body: RequestBody, call: Call, slot: number, done: RequestDone) {
    this.#body = body;
    this.bytes = bodyBytes(body);
    this.call = call;
    this.slot = slot;
    this.#done = done;
  }

  /** Whether it has been told. */
  get isSettled(): boolean {
    return this.#done === undefined;
  }

  /** Tells it, once; later tidings are ignored. */
  settle(reply: unknown, fault?: StoreError): void {
    const done = this.#done;
    this.#done = undefined;
    // Nobody will send it again, and a dead request must not keep a value.
    this.#body = spentBody;
    done?.(reply, fault);
  }

  /** The library asks for the bytes to send. */
  toWritable(): string {
    return wireText(this.#body, this.carrier?.info?.isModern === true, this.sendsText);
  }

  /** The library says in which protocol the reply will be. */
  setReplyContext(): void {}

  /** The library has the reply. */
  resolve(reply: unknown): void {
    this.carrier?.onReply(this, reply);
  }

  /** The library has an error reply, or has lost the connection. */
  reject(cause: Error): void {
    this.carrier?.onRefusal(this, cause);
  }
}
