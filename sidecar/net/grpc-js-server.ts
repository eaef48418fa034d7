// Serves routes on grpc-js. `listener` and `connection-guard` do listening and
// connections (clear errors, limits, Unix sockets); grpc-js does frames, flow
// control and timeouts. Every status that grpc-js itself ends a call with passes
// `describe`, so that it carries the same details as any other.
import { constants } from "node:http2";
import { Duplex } from "node:stream";
import {
  Server as GrpcJs,
  ServerCredentials,
  type ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerOptions,
} from "@grpc/grpc-js";
import { type MessageMemory, type Route, type RpcError, type StatusCode, statusCode } from "@pillion/wire";
import type { TransportStatus } from "../rpc/index.ts";
import { type ServedRoute, unknownMethod } from "../rpc/index.ts";
import { ConnectionGuard } from "./connection-guard.ts";
import { isOverflowed, metadataBytes } from "./grpc-js-call.ts";
import {
  detailsName,
  type GrpcJsHandler,
  type GrpcJsStatus,
  grpcJsHandler,
  grpcJsKind,
  grpcJsStatus,
  type HandlerContext,
} from "./grpc-js-handlers.ts";
import { countReplies, takeRequestMemory } from "./grpc-js-memory.ts";
import type { ListenAddress } from "./listen-address.ts";
import { type Listener, listen, listenOnEach } from "./listener.ts";
import {
  type CompiledServerOptions,
  compileServerOptions,
  type GrpcServer,
  type GrpcServerOptions,
  limitAdvice,
} from "./server-options.ts";

/**
 * Serves the routes. Resolves once it listens on every address that this machine has. Rejects with ListenError if it has none
 * of them, or if it cannot listen on one of them for another reason, and then listens on none; rejects with `invalid` for an
 * invalid option.
 */
export async function serveGrpcJs(
  routes: readonly ServedRoute[],
  options: GrpcServerOptions,
): Promise<GrpcServer> {
  const server = new GrpcJsServer(routes, compileServerOptions(options, routes));
  try {
    await server.listen();
    return server;
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
}

const same = (bytes: Buffer) => bytes;

class GrpcJsServer implements GrpcServer {
  readonly #options: CompiledServerOptions;
  readonly #server: GrpcJs;
  readonly #guard: ConnectionGuard;
  #listeners: readonly Listener[] = [];
  readonly #context: HandlerContext;
  readonly counters = {};
  readonly #awaited = new Map<ServerInterceptingCallInterface, { path: string; since: number }>();
  readonly #sweep: NodeJS.Timeout;
  #drained: Promise<void> | undefined;

  constructor(routes: readonly Route[], options: CompiledServerOptions) {
    this.#options = options;
    this.#guard = new ConnectionGuard(options);
    this.#server = new GrpcJs(this.#grpcJsOptions(options));
    this.#context = { options, running: 0 };
    for (const route of routes) {
      const { path } = route.method;
      this.#server.register(path, grpcJsHandler(route, this.#context), same, same, grpcJsKind[route.kind]);
    }
    serveUnknown(this.#server, (path) => unknownMethod(routes, path));
    this.#sweep = setInterval(() => this.#checkCall(), options.requestMsMax / 6).unref();
  }

  get addresses(): readonly string[] {
    return this.#listeners.map(({ address }) => address);
  }

  get load(): { connections: number; calls: number } {
    return { connections: this.#guard.size, calls: this.#context.running };
  }

  async listen(): Promise<void> {
    const injector = this.#server.createConnectionInjector(ServerCredentials.createInsecure());
    const open = (address: ListenAddress) =>
      listen(address, (socket) => {
        if (this.#guard.admit(socket)) injector.injectConnection(socket);
      });
    this.#listeners = await listenOnEach(this.#options.listen, open, this.#options.onSkipped);
  }

  drain(graceMs: number): Promise<void> {
    this.#drained ??= this.#drain(graceMs);
    return this.#drained;
  }

  async #drain(graceMs: number): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((resolve) => this.#server.tryShutdown(() => resolve())),
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs);
      }),
    ]);
    clearTimeout(timer);
    await this.close();
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    for (const listener of this.#listeners) listener.close();
    this.#server.forceShutdown();
    this.#guard.destroyAll();
    this.#awaited.clear();
  }

  #grpcJsOptions(options: CompiledServerOptions): ServerOptions {
    return {
      "grpc.max_receive_message_length": options.receiveBytesMax,
      // The size of replies is checked before they are passed to grpc-js.
      "grpc.max_send_message_length": -1,
      "grpc.max_concurrent_streams": options.streamsMax,
      "grpc.max_connection_idle_ms": options.idleMsMax,
      "grpc.max_connection_age_ms": options.connectionAgeMsMax,
      "grpc.max_connection_age_grace_ms": options.connectionAgeGraceMs,
      "grpc.keepalive_time_ms": options.keepaliveMs,
      "grpc.keepalive_timeout_ms": options.keepaliveTimeoutMs,
      "grpc-node.max_session_memory": options.connectionMemoryMbMax,
      "grpc.enable_channelz": 0,
      interceptors: [({ path, requestStream }, call) => this.#instrumented(path, requestStream, call)],
    };
  }

  // grpc-js ends calls by itself in many places; all of them use these two methods of the call.
  #instrumented(
    path: string,
    requestStream: boolean,
    call: ServerInterceptingCallInterface,
  ): ServerInterceptingCall {
    if (!requestStream) this.#awaited.set(call, { path, since: performance.now() });
    const { describe, memory } = this.#options;
    if (memory !== undefined) this.#manageMemory(path, requestStream, call, memory);
    const timeless = isOverflowed(call.getDeadline());
    const send = call.sendStatus.bind(call);
    call.sendStatus = (status) => {
      // grpc-js 1.14 marks a status of its own by its text only.
      if (timeless && status.code === statusCode.deadlineExceeded && status.details === "Deadline exceeded")
        return;
      const plain = status.code !== statusCode.ok && (status.metadata?.get(detailsName) ?? []).length === 0;
      send(plain ? grpcJsStatus(describe(transportStatus(path, status))) : status);
      if (this.#awaited.delete(call)) resetSoon(call);
    };
    const start = call.start.bind(call);
    call.start = (listener) => start(this.#listener(path, call, listener));
    // grpc-js uses only this interface of a call.
    return call as ServerInterceptingCall;
  }

  #manageMemory(
    path: string,
    requestStream: boolean,
    call: ServerInterceptingCallInterface,
    memory: MessageMemory,
  ): void {
    const { receiveBytesMax, describe } = this.#options;
    countReplies(call, memory);
    if (requestStream) return;
    const status = {
      path,
      code: statusCode.resourceExhausted,
      message: memory.rejectionText,
      outcome: "not-applied",
    } as const;
    const reject = () => call.sendStatus(grpcJsStatus(describe(status)));
    takeRequestMemory(call, { memory, receiveBytesMax, reject });
  }

  #listener(
    path: string,
    call: ServerInterceptingCallInterface,
    inner: Parameters<ServerInterceptingCallInterface["start"]>[0],
  ): Parameters<ServerInterceptingCallInterface["start"]>[0] {
    const arrived = () => void this.#awaited.delete(call);
    return {
      onReceiveMetadata: (metadata) => {
        const bytes = metadataBytes(metadata);
        const { metadataBytesMax, describe } = this.#options;
        if (bytes <= metadataBytesMax) return inner.onReceiveMetadata(metadata);
        const message = `metadata: has ${bytes} bytes; the limit is ${metadataBytesMax}; ${limitAdvice.metadata}`;
        const status = { path, code: statusCode.resourceExhausted, message, reason: "TOO_LARGE" };
        call.sendStatus(grpcJsStatus(describe(status)));
      },
      onReceiveMessage: (message) => inner.onReceiveMessage(message),
      onReceiveHalfClose: () => {
        arrived();
        inner.onReceiveHalfClose();
      },
      onCancel: () => {
        arrived();
        inner.onCancel();
      },
    };
  }

  // grpc-js waits without limit for the request of a call. Without this, such a call would count as running forever.
  #checkCall(): void {
    const { requestMsMax, describe } = this.#options;
    const now = performance.now();
    for (const [call, { path, since }] of this.#awaited) {
      if (now - since < requestMsMax) return;
      const message = `the request did not arrive within ${requestMsMax} ms`;
      const status = { path, code: statusCode.deadlineExceeded, message, outcome: "not-applied" } as const;
      call.sendStatus(grpcJsStatus(describe(status)));
    }
  }
}

// A request that is no longer needed would keep its stream open until the client
// ends it; RFC 9113, section 8.1 lets a server reset it with NO_ERROR.
function resetSoon(call: ServerInterceptingCallInterface): void {
  const stream: unknown = Reflect.get(call, "stream");
  if (!(stream instanceof Duplex) || !("close" in stream) || typeof stream.close !== "function") return;
  setImmediate(() => Reflect.apply(stream.close as () => void, stream, [constants.NGHTTP2_NO_ERROR]));
}

const tooLarge = /^Received message larger than max \((\d+) vs (\d+)\)$/;
const inflatesTooLarge = /^Received message that decompresses to a size larger than (\d+)$/;

function transportStatus(
  path: string,
  { code, details }: { code: number; details: string },
): TransportStatus {
  const sizes = tooLarge.exec(details);
  const inflated = inflatesTooLarge.exec(details);
  if (sizes === null && inflated === null) return { path, code: code as StatusCode, message: details };
  const message =
    sizes === null
      ? `message: decompresses to more than the limit of ${inflated?.[1]} bytes`
      : `message: has ${sizes[1]} bytes; the limit is ${sizes[2]}`;
  return {
    path,
    code: statusCode.resourceExhausted,
    message: `${message}; ${limitAdvice.message}`,
    reason: "TOO_LARGE",
  };
}

// grpc-js rejects an unknown path with its own text and has no hook for it. Its
// table of handlers is a Map; replacing it with one that always finds a handler is the hook.
function serveUnknown(server: GrpcJs, describe: (path: string) => RpcError): void {
  const handlers: unknown = Reflect.get(server, "handlers");
  if (!(handlers instanceof Map)) return;
  Reflect.set(server, "handlers", new HandlersWithFallback(handlers, (path) => grpcJsStatus(describe(path))));
}

class HandlersWithFallback extends Map<string, unknown> {
  readonly #statusOf: (path: string) => GrpcJsStatus;

  constructor(handlers: Map<string, unknown>, statusOf: (path: string) => GrpcJsStatus) {
    super(handlers);
    this.#statusOf = statusOf;
  }

  override get(path: string): unknown {
    const known = super.get(path);
    if (known !== undefined) return known;
    const func = (stream: { emit(event: "error", status: GrpcJsStatus): unknown }) => {
      stream.emit("error", this.#statusOf(path));
    };
    return { func: func as unknown as GrpcJsHandler, serialize: same, deserialize: same, type: "bidi", path };
  }
}
