// A call with one request and one reply, without iterator or queue. The reply is
// decoded only when the status is OK.

import type { AnyMethod } from "../grpc/method.ts";
import { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import type { CallStream } from "./call-stream.ts";
import { asUnsent, type CallContext, ClientCall } from "./client-call.ts";
import type { CallOptions } from "./transport.ts";

/** One unary call. It calls `resolve` or `reject` exactly once. */
export class UnaryCall extends ClientCall {
  readonly #resolveReply: (reply: unknown) => void;
  readonly #rejectReply: (error: RpcError) => void;
  #request: Uint8Array | undefined;
  #reply: Uint8Array | undefined;

  constructor(
    context: CallContext,
    method: AnyMethod,
    options: CallOptions,
    resolve: (reply: unknown) => void,
    reject: (error: RpcError) => void,
  ) {
    super(context, method, options);
    this.#resolveReply = resolve;
    this.#rejectReply = reject;
  }

  /** Encodes the request and begins the call. */
  start(request: unknown): void {
    try {
      this.#request = this.encode(request);
    } catch (error) {
      this.end(asUnsent(error, "the request cannot be sent"));
      return;
    }
    this.waitingBytes = this.#request.length;
    this.begin();
  }

  get wantsMore(): boolean {
    return this.#reply === undefined;
  }

  protected override send(stream: CallStream): void {
    const request = this.#request as Uint8Array;
    this.#request = undefined;
    this.sendMessage(stream, request, true);
  }

  override onReplyMessage(message: Uint8Array): void {
    if (this.#reply === undefined) this.#reply = message;
    else this.cancel(new RpcError(statusCode.unimplemented, "the server sent more than one reply"));
  }

  override onRequestDrained(): void {}

  protected override onOver(error: RpcError | undefined): void {
    const reply = this.#reply;
    this.#request = undefined;
    this.#reply = undefined;
    if (error !== undefined) {
      this.#rejectReply(error);
    } else if (reply === undefined) {
      this.#rejectReply(new RpcError(statusCode.unimplemented, "the server sent OK without a reply"));
    } else {
      this.#settle(reply);
    }
  }

  #settle(reply: Uint8Array): void {
    let decoded: unknown;
    try {
      decoded = this.decode(reply);
    } catch (error) {
      this.#rejectReply(error as RpcError);
      return;
    }
    this.#resolveReply(decoded);
  }
}
