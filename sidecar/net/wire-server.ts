// Serves routes on wire, the transport of this project. Listening is the
// sidecar's own, with its clear errors; connections, frames, limits and drains
// are wire's. Every status that wire itself ends a call with gets the details
// that any other has.
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
import { type Listener, listen } from "./listener.ts";
import {
  type CompiledServerOptions,
  compileServerOptions,
  type GrpcServer,
  type GrpcServerOptions,
} from "./server-options.ts";

/**
 * Serves the routes. Resolves once every address is listened on; rejects with
 * ListenError if one cannot be had (then none is), and with `invalid` for a
 * wrong option.
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
  readonly #listeners: Listener[] = [];

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

  async listen({ listen: addresses }: CompiledServerOptions): Promise<void> {
    for (const address of addresses)
      this.#listeners.push(await listen(address, (socket) => this.#server.accept(socket, address.type)));
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

// What no size of wire may be above.
const bytesCeiling = 0x7fffffff;

// A reset call leaves its place on the connection before its handler has ended.
const callsPerStream = 2;

// All calls of a connection may be late together: so often at once, and so often a second.
const resetBurstPerStream = 8;
const resetRatePerStream = 4;

function limitsOf(options: CompiledServerOptions): Partial<Limits> {
  const bytes = (count: number) => Math.min(count, bytesCeiling);
  const connectionBytes = bytes(options.connectionMemoryMbMax * 1e6);
  return {
    requestMessageBytesMax: bytes(options.receiveBytesMax),
    replyMessageBytesMax: bytes(options.sendBytesMax),
    headerListBytesMax: bytes(options.metadataBytesMax),
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

function described({ path, error, handler }: BareStatus, { describe }: CompiledServerOptions): RpcError {
  // What a handler threw that is no status is not for its caller.
  if (handler === "failed") return describe({ path, code: statusCode.internal, message: "internal error" });
  const { code, statusMessage, details } = describe({
    path,
    code: error.code,
    message: error.statusMessage,
    outcome: handler === "none" ? "not-applied" : "unknown",
    ...(error instanceof TooLargeError && { reason: "TOO_LARGE" }),
  });
  return new RpcError(code, statusMessage, { ...(details && { details }), metadata: error.metadata });
}
