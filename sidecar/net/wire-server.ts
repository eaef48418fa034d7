// Serves routes on wire, Pillion's own transport. `listener` binds the addresses and
// passes on the sockets; wire handles connections, frames, limits and draining. Every
// status that wire itself ends a call with gets the same details as any other.
import {
  type BareStatus,
  createWireServer,
  type Limits,
  limitTable,
  RpcError,
  statusCode,
  TooLargeError,
  type WireServer,
} from "@pillion/wire";
import { type ServedRoute, unknownMethod } from "../rpc/index.ts";
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
export async function serveWire(
  routes: readonly ServedRoute[],
  options: GrpcServerOptions,
): Promise<GrpcServer> {
  const compiled = compileServerOptions(options, routes);
  const paths = new Set(routes.map(({ method }) => method.path));
  const server = await createWireServer(
    {
      listen: [],
      limits: limitsOf(compiled),
      exemptsLocalPeers: true,
      ...(compiled.memory && { memory: compiled.memory }),
      describe: (status) => {
        const isUnknown = status.error.code === statusCode.unimplemented && !paths.has(status.path);
        return isUnknown ? unknownMethod(routes, status.path) : described(status, compiled);
      },
    },
    routes,
  );
  const listening = new ListeningServer(server);
  try {
    await listening.listen(compiled);
    return listening;
  } catch (thrown) {
    await listening.close();
    throw thrown;
  }
}

class ListeningServer implements GrpcServer {
  readonly #server: WireServer;
  #listeners: readonly Listener[] = [];

  constructor(server: WireServer) {
    this.#server = server;
  }

  get addresses(): readonly string[] {
    return this.#listeners.map(({ address }) => address);
  }

  get load() {
    return this.#server.load;
  }

  get counters() {
    return this.#server.counters;
  }

  async listen({ listen: addresses, onSkipped }: CompiledServerOptions): Promise<void> {
    this.#listeners = await listenOnEach(
      addresses,
      (address) => listen(address, (socket) => this.#server.accept(socket, address.type)),
      onSkipped,
    );
  }

  async drain(graceMs: number): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    await this.#server.drain(graceMs);
  }

  async close(): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    await this.#server.close();
  }
}

// The upper bound of every size in wire.
const bytesCeiling = 0x7fffffff;

const frameBytes = 16_384;

// A reset call frees its stream before its handler has ended.
const callsPerStream = 2;

// All calls of a connection may exceed their deadlines together: this many at once, and this many a second.
const resetBurstPerStream = 8;
const resetRatePerStream = 4;

function limitsOf(options: CompiledServerOptions): Partial<Limits> {
  const bytes = (count: number) => Math.min(count, bytesCeiling);
  const connectionBytes = bytes(options.connectionMemoryMbMax * 1e6);
  return {
    requestMessageBytesMax: bytes(options.receiveBytesMax),
    replyMessageBytesMax: bytes(options.sendBytesMax),
    ...headerLimits(options.metadataBytesMax),
    streamsPerConnectionMax: options.streamsMax,
    callsPerConnectionMax: callsPerStream * options.streamsMax,
    resetBurstMax: resetBurstPerStream * options.streamsMax,
    resetRateMax: resetRatePerStream * options.streamsMax,
    connectionsMax: options.connectionsMax,
    connectionsPerPeerMax: options.peerConnectionsMax,
    callsMax: options.runningCallsMax,
    callsPerPeerMax: Math.min(options.runningCallsMax, limitTable.callsPerPeerMax.default),
    handshakeMsMax: options.handshakeMsMax,
    requestMsMax: options.requestMsMax,
    idleMsMax: options.idleMsMax,
    ageMsMax: options.connectionAgeMsMax,
    ageGraceMs: options.connectionAgeGraceMs,
    keepaliveMs: options.keepaliveMs,
    keepaliveTimeoutMs: options.keepaliveTimeoutMs,
    requestBytesPerConnectionMax: connectionBytes,
    replyBytesPerConnectionMax: connectionBytes,
    requestBytesMax: Math.max(connectionBytes, limitTable.requestBytesMax.default),
    replyBytesMax: Math.max(connectionBytes, limitTable.replyBytesMax.default),
  };
}

// A block is at most as large as its list, and may come in frames of 16 KiB.
function headerLimits(bytes: number): Partial<Limits> {
  const headerBlockBytesMax = Math.max(bytes, limitTable.headerBlockBytesMax.default);
  return {
    headerListBytesMax: bytes,
    headerBlockBytesMax,
    continuationFramesMax: Math.max(
      limitTable.continuationFramesMax.default,
      Math.ceil(headerBlockBytesMax / frameBytes),
    ),
  };
}

// The text of an error for a message or metadata beyond its limit, with what to do about it. The path of a call whose
// metadata is too large is not known. A reply says it itself.
function tooLargeText({ path, error, handler }: BareStatus): string {
  if (handler !== "none") return error.statusMessage;
  return `${error.statusMessage}; ${path === "" ? limitAdvice.metadata : limitAdvice.message}`;
}

function described(status: BareStatus, { describe }: CompiledServerOptions): RpcError {
  const { path, error, handler } = status;
  // An error that is not a status is not shown to the client.
  if (handler === "failed") return describe({ path, code: statusCode.internal, message: "internal error" });
  const { code, statusMessage, details } = describe({
    path,
    code: error.code,
    message: error instanceof TooLargeError ? tooLargeText(status) : error.statusMessage,
    outcome: handler === "none" ? "not-applied" : "unknown",
    ...(error instanceof TooLargeError && { reason: "TOO_LARGE" }),
  });
  return new RpcError(code, statusMessage, { ...(details && { details }), metadata: error.metadata });
}
