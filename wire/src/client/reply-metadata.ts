// The headers and the status of a streaming call, for callers that wait for them
// without reading the replies. Promises exist only for those that do.

import { Metadata } from "../grpc/metadata.ts";
import { metadataOfFields } from "../grpc/metadata-field.ts";
import type { RpcError } from "../grpc/rpc-error.ts";
import { statusCode } from "../grpc/status.ts";
import type { ReplyHead } from "./reply-head.ts";
import type { CallStatus } from "./transport.ts";

interface Waiter<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: RpcError) => void;
}

/** Headers and status of one call. A `-bin` value that is not valid base64 is left out. */
export class ReplyMetadata {
  #headers: ReplyHead | undefined = undefined;
  #trailers: ReplyHead | undefined = undefined;
  #isOver = false;
  #error: RpcError | undefined = undefined;
  readonly #headersWaiters: Waiter<Metadata>[] = [];
  readonly #statusWaiters: Waiter<CallStatus>[] = [];

  /** Resolves when the headers have arrived or the call has ended with OK. Rejects if it has failed without headers. */
  headers(): Promise<Metadata> {
    return new Promise((resolve, reject) => {
      this.#headersWaiters.push({ resolve, reject });
      this.#deliver();
    });
  }

  /** Resolves when the call has ended. */
  status(): Promise<CallStatus> {
    return new Promise((resolve, reject) => {
      this.#statusWaiters.push({ resolve, reject });
      this.#deliver();
    });
  }

  /** The reply's headers have arrived. */
  onHeaders(head: ReplyHead): void {
    this.#headers = head;
    this.#deliver();
  }

  /** The server's half of the call has ended, with these trailers if it sent any. */
  onTrailers(head: ReplyHead | undefined): void {
    this.#trailers = head;
  }

  /** The call has ended. */
  onEnd(error: RpcError | undefined): void {
    this.#isOver = true;
    this.#error = error;
    this.#deliver();
  }

  #deliver(): void {
    if (this.#headers !== undefined || this.#isOver) {
      for (const waiter of this.#headersWaiters.splice(0)) this.#deliverHeaders(waiter);
    }
    if (!this.#isOver) return;
    for (const { resolve } of this.#statusWaiters.splice(0)) resolve(this.#status());
  }

  #deliverHeaders({ resolve, reject }: Waiter<Metadata>): void {
    if (this.#headers !== undefined) resolve(metadataOfFields(this.#headers.fields));
    else if (this.#error === undefined) resolve(new Metadata());
    else reject(this.#error);
  }

  #status(): CallStatus {
    const error = this.#error;
    const fields = this.#trailers?.fields;
    const trailers = fields === undefined ? new Metadata() : metadataOfFields(fields);
    return { code: error?.code ?? statusCode.ok, message: error?.statusMessage ?? "", trailers, error };
  }
}
