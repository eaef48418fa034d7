// The built-in transport, loaded when the first call is made: a program that
// brings its own transport never loads this one's library.
import { type CallOptions, type Method, RpcError, statusCode, type Transport } from "@pillion/wire";
import { type ConnectionOptions, type ConnectionSettings, compileConnection } from "./client-options.ts";
import { systemClock } from "./clock.ts";

async function load(settings: ConnectionSettings): Promise<Transport> {
  try {
    const { GrpcJsTransport } = await import("./grpc-js-transport.ts");
    return new GrpcJsTransport(settings);
  } catch (cause) {
    const message = "the package @grpc/grpc-js cannot be loaded; install it, or hand in a transport";
    throw new RpcError(statusCode.unimplemented, message, { unsent: true, cause });
  }
}

/** A transport that is made at the first call; the time it takes counts against that call's. */
class LazyTransport implements Transport {
  readonly #settings: ConnectionSettings;
  #loading: Promise<Transport> | undefined;
  #loaded: Transport | undefined;
  #closed = false;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
  }

  unary<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO, false, false>,
    request: RI,
    options: CallOptions,
  ): Promise<PO> {
    if (this.#loaded !== undefined) return this.#loaded.unary(method, request, options);
    return this.#first(options).then(([transport, left]) => transport.unary(method, request, left));
  }

  async *stream<RI, RO, PI, PO>(
    method: Method<RI, RO, PI, PO>,
    requests: Iterable<RI> | AsyncIterable<RI>,
    options: CallOptions,
  ): AsyncGenerator<PO, void, undefined> {
    const [transport, left] = await this.#first(options);
    yield* transport.stream(method, requests, left);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const transport = await this.#loading?.catch(() => undefined);
    await transport?.close();
  }

  async #first(options: CallOptions): Promise<readonly [Transport, CallOptions]> {
    if (this.#closed) throw new RpcError(statusCode.cancelled, "the connection was closed", { unsent: true });
    const begin = systemClock.monotonic();
    this.#loading ??= load(this.#settings);
    this.#loaded = await this.#loading;
    if (options.timeoutMs === undefined) return [this.#loaded, options];
    const leftMs = options.timeoutMs - (systemClock.monotonic() - begin);
    if (leftMs < 1)
      throw new RpcError(statusCode.deadlineExceeded, "the time was up before it was sent", { unsent: true });
    return [this.#loaded, { ...options, timeoutMs: Math.ceil(leftMs) }];
  }
}

/** A connection to a sidecar over @grpc/grpc-js, made when first needed. Throws `invalid` for a wrong option. */
export function connect(options: ConnectionOptions = {}): Transport {
  return new LazyTransport(compileConnection(options));
}
