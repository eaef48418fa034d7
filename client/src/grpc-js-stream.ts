// One streaming call of @grpc/grpc-js as a `StreamCall`. The call is started when it is first used. grpc-js reports the
// status after it has delivered the replies before it, so unread replies are buffered until then, 16 of them at most.
import type * as grpc from "@grpc/grpc-js";
import { type CallStatus, Metadata, RpcError, type StreamCall, statusCode } from "@pillion/wire";

type GrpcJsCall = grpc.ClientDuplexStream<Buffer, Buffer>;

/** A call that grpc-js has started. */
export interface StartedCall {
  readonly call: GrpcJsCall;
  /** Sends the requests. Rejects if they cannot be sent. */
  readonly sending: Promise<void>;
  /** The call has ended. */
  readonly release: () => void;
}

/** How a call is started, and how its parts are converted. */
export interface CallParts<Reply> {
  /** Throws RpcError if the call cannot be sent. */
  readonly start: () => StartedCall;
  readonly decode: (bytes: Buffer) => Reply;
  readonly metadataOf: (metadata: grpc.Metadata) => Metadata;
  readonly errorOf: (status: grpc.StatusObject, call: GrpcJsCall) => RpcError;
}

/** A streaming call. */
export class GrpcJsStream<Reply> implements StreamCall<Reply> {
  readonly #parts: CallParts<Reply>;
  #call: GrpcJsCall | undefined;
  #headers: Promise<Metadata> | undefined;
  #status: Promise<CallStatus> | undefined;
  #sending: Promise<void> | undefined;
  #isIterated = false;
  #discards = false;

  constructor(parts: CallParts<Reply>) {
    this.#parts = parts;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Reply, void, undefined> {
    if (this.#isIterated) {
      const message = "the replies of a call can be iterated only once";
      throw new RpcError(statusCode.internal, message, { unsent: true });
    }
    this.#isIterated = true;
    const call = this.#begun();
    try {
      // The server ends a call whose replies are discarded.
      if (this.#discards) await this.status();
      else for await (const bytes of call) if (!this.#discards) yield this.#parts.decode(bytes as Buffer);
    } catch (thrown) {
      // The status says more than what grpc-js throws.
      if (thrown instanceof RpcError) throw thrown;
    } finally {
      call.cancel();
      await this.#sending;
    }
    const { error } = await this.status();
    if (error !== undefined) throw error;
  }

  headers(): Promise<Metadata> {
    try {
      this.#begun();
    } catch (error) {
      return Promise.reject(error);
    }
    return this.#headers as Promise<Metadata>;
  }

  status(): Promise<CallStatus> {
    try {
      // Without a reader, grpc-js delivers no status.
      if (this.#isIterated) this.#begun();
      else this.#begun().read(0);
    } catch (error) {
      return Promise.resolve(failedStatus(error as RpcError));
    }
    return this.#status as Promise<CallStatus>;
  }

  discard(): void {
    this.#discards = true;
    try {
      const call = this.#begun();
      if (!this.#isIterated) call.resume();
    } catch {
      // `status` and the iteration report it.
    }
  }

  #begun(): GrpcJsCall {
    if (this.#call !== undefined) return this.#call;
    const { call, sending, release } = this.#parts.start();
    this.#call = call;
    let sendError: unknown;
    this.#sending = sending.catch((error: unknown) => {
      sendError = error;
      call.cancel();
    });
    // Without a listener, an error after the end of the iteration would end the process.
    call.on("error", () => {});
    this.#status = new Promise((resolve) => {
      call.once("status", (status: grpc.StatusObject) => {
        release();
        resolve(this.#statusOf(status, call, sendError));
      });
    });
    this.#headers = this.#headersOf(call, this.#status);
    return call;
  }

  #headersOf(call: GrpcJsCall, status: Promise<CallStatus>): Promise<Metadata> {
    const headers = new Promise<Metadata>((resolve, reject) => {
      call.once("metadata", (received: grpc.Metadata) => resolve(this.#parts.metadataOf(received)));
      void status.then(({ error }) => {
        if (error === undefined) resolve(new Metadata());
        else reject(error);
      });
    });
    headers.catch(() => {});
    return headers;
  }

  #statusOf(status: grpc.StatusObject, call: GrpcJsCall, sendError: unknown): CallStatus {
    if (sendError instanceof RpcError) return failedStatus(sendError);
    if (sendError !== undefined) {
      const message = "the iterable of requests threw";
      return failedStatus(new RpcError(statusCode.cancelled, message, { cause: sendError }));
    }
    if (status.code !== statusCode.ok) return failedStatus(this.#parts.errorOf(status, call));
    const trailers = this.#parts.metadataOf(status.metadata);
    return { code: statusCode.ok, message: "", trailers, error: undefined };
  }
}

function failedStatus(error: RpcError): CallStatus {
  return { code: error.code, message: error.statusMessage, trailers: error.metadata, error };
}
