// The transport over @grpc/grpc-js, with its own entry point `@pillion/client/grpc-js`.
// Only this file and `grpc-js-stream` import it. Messages are passed as bytes. Nothing is
// retried, and `unsent` is set only if no HTTP/2 stream was opened for the call.
import * as grpc from "@grpc/grpc-js";
import {
  type CallOptions,
  Metadata,
  type Method,
  RpcError,
  type StatusCode,
  type StreamCall,
  statusCode,
  TooLargeError,
  type Transport,
} from "@pillion/wire";
import { onAbort } from "./abort.ts";
import {
  type ConnectionOptions,
  type ConnectionSettings,
  compileConnection,
  type TlsOptions,
} from "./client-options.ts";
import { systemClock } from "./clock.ts";
import { GrpcJsStream } from "./grpc-js-stream.ts";

type AnyMethod<RI, PO> = Method<RI, unknown, never, PO>;

const passBytes = (bytes: Buffer): Buffer => bytes;

// Fields of HTTP/2 and gRPC that grpc-js leaves in the metadata; wire omits them, too.
function isReserved(name: string): boolean {
  return name === "content-type" || name === "date" || name === "server" || name === detailsName;
}

const detailsName = "grpc-status-details-bin";

function pem(text: string | Uint8Array | undefined): Buffer | null {
  return text === undefined ? null : Buffer.from(text as Uint8Array);
}

function credentialsOf(tls: TlsOptions | undefined): grpc.ChannelCredentials {
  if (tls === undefined) return grpc.credentials.createInsecure();
  return grpc.credentials.createSsl(pem(tls.ca), pem(tls.key), pem(tls.cert));
}

// Short reconnect delays, because the sidecar is local; the cost is one refused connection per second in an outage.
function channelOptions(settings: ConnectionSettings): grpc.ChannelOptions {
  const serverName = settings.tls?.serverName;
  return {
    "grpc.enable_retries": 0,
    "grpc.service_config_disable_resolution": 1,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_http_proxy": 0,
    "grpc.enable_channelz": 0,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1_000,
    "grpc.keepalive_time_ms": settings.keepAliveMs,
    "grpc.keepalive_timeout_ms": settings.keepAliveTimeoutMs,
    "grpc.max_receive_message_length": settings.replyBytesMax,
    "grpc.max_send_message_length": -1,
    ...(serverName !== undefined && {
      "grpc.ssl_target_name_override": serverName,
      "grpc.default_authority": serverName,
    }),
  };
}

function headersOf(options: CallOptions): grpc.Metadata {
  const headers = new grpc.Metadata({ waitForReady: options.waitForReady ?? false });
  for (const [name, value] of options.metadata ?? [])
    headers.add(name, typeof value === "string" ? value : Buffer.from(value));
  return headers;
}

function metadataOf(metadata: grpc.Metadata | undefined): Metadata {
  const received = new Metadata();
  for (const [name, values] of Object.entries(metadata?.toJSON() ?? {})) {
    if (isReserved(name)) continue;
    for (const value of values as (string | Buffer)[]) received.append(name, value);
  }
  return received;
}

function detailsIn(metadata: grpc.Metadata | undefined): Uint8Array | undefined {
  const [details] = metadata?.get(detailsName) ?? [];
  return typeof details === "object" ? details : undefined;
}

function asStatusCode(code: number): StatusCode {
  return code > 0 && code <= statusCode.unauthenticated ? (code as StatusCode) : statusCode.unknown;
}

/** Calls the listeners of the options as wire does: an error that they throw does not affect the call. */
function notifyOfMetadata(
  call: grpc.ClientUnaryCall | grpc.ClientDuplexStream<Buffer, Buffer>,
  { onHeaders, onTrailers }: CallOptions,
): void {
  const notify = (listener: (metadata: Metadata) => void, metadata: grpc.Metadata) => {
    try {
      listener(metadataOf(metadata));
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
  if (onHeaders !== undefined) call.once("metadata", (metadata) => notify(onHeaders, metadata));
  if (onTrailers === undefined) return;
  call.once("status", ({ code, metadata }: grpc.StatusObject) => {
    if (code === statusCode.ok) notify(onTrailers, metadata);
  });
}

function isStatus(value: unknown): value is grpc.StatusObject {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "number";
}

/** A connection to a sidecar over @grpc/grpc-js, opened by the first call. Throws `invalid` for an invalid option. */
export function grpcJsTransport(options: ConnectionOptions = {}): Transport {
  return new GrpcJsTransport(compileConnection(options));
}

/** Calls over one HTTP/2 connection, opened by the first call and reopened when lost. */
class GrpcJsTransport implements Transport {
  readonly #client: grpc.Client;
  readonly #settings: ConnectionSettings;
  readonly #target: string;
  readonly #running = new Set<{ cancel(): void }>();
  #closed = false;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#client = new grpc.Client(settings.address, credentialsOf(settings.tls), channelOptions(settings));
    this.#target = this.#client.getChannel().getTarget();
  }

  unary<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO, false, false>,
    request: RI,
    options: CallOptions,
  ): Promise<PO> {
    return new Promise((resolve, reject) => {
      this.#checkCanSend(options.signal);
      const bytes = this.#encode(method, request);
      const callOptions = this.#callOptions(options);
      const headers = headersOf(options);
      const onEnd = (error: grpc.ServiceError | null, reply: Buffer | undefined) => {
        release();
        if (error !== null || reply === undefined) return reject(this.#errorOf(error, call, options.signal));
        try {
          resolve(decodeReply(method, reply));
        } catch (error) {
          reject(error);
        }
      };
      const call = this.#client.makeUnaryRequest(
        method.path,
        passBytes,
        passBytes,
        bytes,
        headers,
        callOptions,
        onEnd,
      );
      notifyOfMetadata(call, options);
      const release = this.#hold(call, options.signal);
    });
  }

  stream<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO>,
    requests: Iterable<RI> | AsyncIterable<RI>,
    options: CallOptions,
  ): StreamCall<PO> {
    return new GrpcJsStream<PO>({
      start: () => {
        this.#checkCanSend(options.signal);
        // On the wire the four kinds of call differ only in the number of messages in each direction.
        const call = this.#client.makeBidiStreamRequest<Buffer, Buffer>(
          method.path,
          passBytes,
          passBytes,
          headersOf(options),
          this.#callOptions(options),
        );
        notifyOfMetadata(call, options);
        const release = this.#hold(call, options.signal);
        return { call, release, sending: this.#send(call, method, requests) };
      },
      decode: (bytes) => decodeReply(method, bytes),
      metadataOf,
      errorOf: (status, call) => this.#errorOf(status, call, options.signal),
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#running) call.cancel();
    this.#client.close();
  }

  #callOptions(options: CallOptions): grpc.CallOptions {
    return options.timeoutMs === undefined ? {} : { deadline: systemClock.now() + options.timeoutMs };
  }

  #checkCanSend(signal: AbortSignal | undefined): void {
    if (this.#closed) throw new RpcError(statusCode.cancelled, "the connection is closed", { unsent: true });
    if (signal?.aborted) {
      const cause: unknown = signal.reason;
      throw new RpcError(statusCode.cancelled, "aborted before it was sent", { unsent: true, cause });
    }
  }

  #encode<RI, PO>(method: AnyMethod<RI, PO>, request: RI): Buffer {
    let bytes: Uint8Array;
    try {
      bytes = method.request.encode(request);
    } catch (cause) {
      const message = `the request of ${method.path} cannot be encoded`;
      throw new RpcError(statusCode.invalidArgument, message, { unsent: true, cause });
    }
    const max = this.#settings.requestBytesMax;
    if (bytes.length > max) {
      const message = `the request is ${bytes.length} bytes; the limit is ${max} (requestBytesMax)`;
      throw new TooLargeError(message, { unsent: true });
    }
    return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  // Registers the call so that close() and the signal can end it, until it has ended.
  #hold(call: { cancel(): void }, signal: AbortSignal | undefined): () => void {
    const release = signal && onAbort(signal, () => call.cancel());
    this.#running.add(call);
    return () => {
      release?.();
      this.#running.delete(call);
    };
  }

  async #send<RI, PO>(
    call: grpc.ClientDuplexStream<Buffer, Buffer>,
    method: AnyMethod<RI, PO>,
    requests: Iterable<RI> | AsyncIterable<RI>,
  ): Promise<void> {
    for await (const request of requests) {
      if (call.destroyed || !call.writable) return;
      if (!call.write(this.#encode(method, request))) await writableAgain(call);
    }
    call.end();
  }

  #errorOf(
    error: unknown,
    call: { getPeer(): string } | undefined,
    signal: AbortSignal | undefined,
  ): RpcError {
    if (!isStatus(error))
      return new RpcError(statusCode.internal, "the call ended without a reply or a status", {
        cause: error,
      });
    const details = detailsIn(error.metadata);
    // getPeer() returns the target until a stream was opened, and the peer's address from then on.
    const unsent = call !== undefined && call.getPeer() === this.#target;
    return new RpcError(asStatusCode(error.code), error.details, {
      ...(details && { details }),
      metadata: metadataOf(error.metadata),
      unsent,
      cause: signal?.aborted ? signal.reason : error,
    });
  }
}

function decodeReply<RI, PO>(method: AnyMethod<RI, PO>, bytes: Buffer): PO {
  try {
    return method.response.decode(bytes);
  } catch (cause) {
    throw new RpcError(statusCode.internal, `the reply of ${method.path} cannot be decoded`, { cause });
  }
}

function writableAgain(call: grpc.ClientDuplexStream<Buffer, Buffer>): Promise<void> {
  return new Promise((resolve) => {
    const events = ["drain", "close", "error", "end"] as const;
    const end = () => {
      for (const event of events) call.removeListener(event, end);
      resolve();
    };
    for (const event of events) call.on(event, end);
  });
}
