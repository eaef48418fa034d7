// The transport on @grpc/grpc-js, loaded when the first call is made: a program
// that does not ask for it neither loads that library nor needs it.
import { type CallOptions, type Method, RpcError, statusCode, type Transport } from "@pillion/wire";
import type { ConnectionSettings } from "./client-options.ts";
import { systemClock } from "./clock.ts";

async function load(settings: ConnectionSettings): Promise<Transport> {
  const { GrpcJsTransport } = await import("./grpc-js-transport.ts").catch((cause: unknown) => {
    const message =
      'the package @grpc/grpc-js cannot be loaded; install it, or leave out transport: "grpc-js"';
    throw new RpcError(statusCode.unimplemented, message, { unsent: true, cause });
  });
  return new GrpcJsTransport(settings);
}

/** The transport on grpc-js, which is made at the first call; the time it takes counts against that call's. */
export class LazyTransport implements Transport {
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
