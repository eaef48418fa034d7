// Makes calls over a transport: deadline, conversion of errors, and the only
// automatic retry, that of a read of which nothing was sent. A write is never
// retried, however it ended.
import {
  Metadata,
  type Method,
  RpcError,
  statusCode,
  type Transport,
  type CallOptions as TransportOptions,
} from "@pillion/wire";
import { backoffMs } from "./backoff.ts";
import type { CallOptions } from "./call-options.ts";
import type { ClientSettings } from "./client-options.ts";
import { pause } from "./clock.ts";
import { type CallKind, stateErrorOf } from "./error-messages.ts";
import { StateError } from "./state-error.ts";

type UnaryMethod<Request, Reply> = Method<Request, unknown, never, Reply, false, false>;
type StreamMethod<Request, Reply> = Method<Request, unknown, never, Reply, false, true>;

const tokenName = "dapr-api-token";

const readBackoff = { delayMs: 50, delayMsMax: 1_000 };

/** Makes calls over a transport. After `close` every call fails with `closed`. */
export class Caller {
  readonly settings: ClientSettings;
  readonly #transport: Transport;
  readonly #metadata: Metadata | undefined;
  #closed = false;

  constructor(transport: Transport, settings: ClientSettings) {
    this.#transport = transport;
    this.settings = settings;
    if (settings.token !== undefined) this.#metadata = new Metadata().append(tokenName, settings.token);
  }

  /** Makes a call that changes nothing. */
  async read<Request, Reply>(
    method: UnaryMethod<Request, Reply>,
    request: Request,
    options: CallOptions,
  ): Promise<Reply> {
    const { clock, random, readRetries } = this.settings;
    this.#checkOpen("read");
    const { timeoutMs = this.settings.timeoutMs } = options;
    const deadline = clock.monotonic() + timeoutMs;
    for (let retry = 0, leftMs = timeoutMs; ; retry++) {
      try {
        return await this.#unary(method, request, options, leftMs);
      } catch (thrown) {
        if (retry >= readRetries || !isUnsent(thrown)) throw stateErrorOf(thrown, "read");
        const delayMs = backoffMs(retry, readBackoff, random);
        if (clock.monotonic() + delayMs >= deadline) throw stateErrorOf(thrown, "read");
        await pause(delayMs, options.signal);
        leftMs = Math.ceil(deadline - clock.monotonic());
        if (leftMs < 1 || this.#closed) throw stateErrorOf(thrown, "read");
      }
    }
  }

  /** Makes a call that may change something. */
  async write<Request, Reply>(
    method: UnaryMethod<Request, Reply>,
    request: Request,
    options: CallOptions,
  ): Promise<Reply> {
    this.#checkOpen("write");
    try {
      const { timeoutMs = this.settings.timeoutMs } = options;
      return await this.#unary(method, request, options, timeoutMs);
    } catch (thrown) {
      throw stateErrorOf(thrown, "write", request);
    }
  }

  /** Makes a call with one request and any number of replies. No time limit without `timeoutMs`. */
  async *stream<Request, Reply>(
    method: StreamMethod<Request, Reply>,
    request: Request,
    options: CallOptions,
  ): AsyncGenerator<Reply, void, undefined> {
    this.#checkOpen("read");
    try {
      const { timeoutMs } = options;
      yield* this.#transport.stream(method, [request], this.#transportOptions(options, timeoutMs));
    } catch (thrown) {
      throw stateErrorOf(thrown, "read");
    }
  }

  /** Ends every call with `cancelled` and closes the connection. Calling it again has no effect. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#transport.close();
  }

  #checkOpen(kind: CallKind): void {
    if (!this.#closed) return;
    const outcome = kind === "write" ? "not-applied" : undefined;
    throw new StateError("closed", "the client is closed", { outcome });
  }

  #unary<Request, Reply>(
    method: UnaryMethod<Request, Reply>,
    request: Request,
    options: CallOptions,
    timeoutMs: number,
  ): Promise<Reply> {
    return this.#transport.unary(method, request, this.#transportOptions(options, timeoutMs));
  }

  #transportOptions({ signal, waitForReady }: CallOptions, timeoutMs: number | undefined): TransportOptions {
    return {
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(signal && { signal }),
      ...(waitForReady && { waitForReady }),
      ...(this.#metadata && { metadata: this.#metadata }),
    };
  }
}

function isUnsent(thrown: unknown): boolean {
  return thrown instanceof RpcError && thrown.unsent && thrown.code === statusCode.unavailable;
}
