// A gRPC server with the behaviour that a test defines, also invalid behaviour: it
// replies with any bytes or status, late or never, or resets the connection. It
// keeps no state; the behaviour of a store is tested against a real sidecar.
import { createServer, type Server, type Socket } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { type Metadata, type Method, RpcError } from "@pillion/wire";

/** A call as a scripted handler sees it. */
export interface ScriptedCall {
  readonly headers: grpc.Metadata;
  readonly deadlineMs: number;
  /** Resolves when the client has cancelled the call. */
  readonly cancelled: Promise<void>;
  /** Sends these headers, before any reply. */
  sendHeaders(fields: Readonly<Record<string, string>>): void;
  /** Resets the connection of the call. */
  cut(): void;
}

type Handle = (request: unknown, call: ScriptedCall) => unknown;

/** One method and its handler, which returns a reply or an async iterable of replies, or throws RpcError. */
export interface Script {
  readonly method: Method<unknown, unknown, unknown, unknown>;
  readonly handle: Handle;
}

/** Creates a Script with typed requests and replies. */
export function script<RI, RO, PI, PO>(
  method: Method<RI, RO, PI, PO>,
  handle: (request: RO, call: ScriptedCall) => PI | Promise<PI> | AsyncIterable<PI>,
): Script {
  return { method, handle } as unknown as Script;
}

function trailers(error: RpcError): grpc.Metadata {
  const metadata = new grpc.Metadata();
  if (error.details) metadata.set("grpc-status-details-bin", Buffer.from(error.details));
  for (const [name, value] of error.metadata as Metadata)
    metadata.add(name, typeof value === "string" ? value : Buffer.from(value));
  return metadata;
}

function failure(thrown: unknown): Partial<grpc.ServiceError> & Error {
  if (!(thrown instanceof RpcError)) throw thrown;
  return Object.assign(new Error(thrown.message), {
    code: thrown.code as number,
    details: thrown.statusMessage,
    metadata: trailers(thrown),
  });
}

type AnyCall = grpc.ServerUnaryCall<Buffer, Buffer> | grpc.ServerDuplexStream<Buffer, Buffer>;

/** A running scripted server. */
export class ScriptedServer {
  readonly #server: grpc.Server;
  readonly #front: Server;
  readonly #sockets: Set<Socket>;
  readonly address: string;

  private constructor(server: grpc.Server, front: Server, sockets: Set<Socket>, address: string) {
    this.#server = server;
    this.#front = front;
    this.#sockets = sockets;
    this.address = address;
  }

  /** Starts on a free port, or on `listen`: a port, or the path of a Unix socket. */
  static async start(
    scripts: readonly Script[],
    listen?: string,
    credentials = grpc.ServerCredentials.createInsecure(),
  ): Promise<ScriptedServer> {
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
    const sockets = new Set<Socket>();
    const injector = server.createConnectionInjector(credentials);
    const front = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => {});
      injector.injectConnection(socket);
    });
    const cut = () => {
      for (const socket of sockets) reset(socket);
    };
    for (const one of scripts) server.addService(definitionOf(one), { call: handlerOf(one, cut) });
    await new Promise<void>((resolve) => {
      if (listen === undefined) front.listen(0, "127.0.0.1", resolve);
      else front.listen(listen, resolve);
    });
    const bound = front.address();
    const address = typeof bound === "object" && bound ? `127.0.0.1:${bound.port}` : `unix:${listen}`;
    return new ScriptedServer(server, front, sockets, address);
  }

  /** Resets every connection. */
  cut(): void {
    for (const socket of this.#sockets) reset(socket);
  }

  async close(): Promise<void> {
    this.#server.forceShutdown();
    this.cut();
    await new Promise((resolve) => this.#front.close(resolve));
  }
}

function definitionOf({ method }: Script): grpc.ServiceDefinition {
  const bytes = (value: Buffer) => value;
  return {
    call: {
      path: method.path,
      requestStream: method.requestStream,
      responseStream: method.responseStream,
      requestSerialize: bytes,
      requestDeserialize: bytes,
      responseSerialize: bytes,
      responseDeserialize: bytes,
    },
  };
}

function callOf(call: AnyCall, cut: () => void): ScriptedCall {
  const deadline = call.getDeadline();
  return {
    headers: call.metadata,
    deadlineMs: Number(deadline) - Date.now(),
    cancelled: new Promise((resolve) => call.on("cancelled", () => resolve())),
    sendHeaders: (fields) => {
      const metadata = new grpc.Metadata();
      for (const [name, value] of Object.entries(fields)) metadata.set(name, value);
      call.sendMetadata(metadata);
    },
    cut,
  };
}

function encoded(method: Script["method"], reply: unknown): Buffer {
  return Buffer.isBuffer(reply) ? reply : Buffer.from(method.response.encode(reply));
}

function handlerOf({ method, handle }: Script, cut: () => void): grpc.UntypedHandleCall {
  if (!method.requestStream && !method.responseStream) {
    return (call: grpc.ServerUnaryCall<Buffer, Buffer>, send: grpc.sendUnaryData<Buffer>) => {
      const run = async () => handle(method.request.decode(call.request), callOf(call, cut));
      run().then(
        (reply) => send(null, encoded(method, reply)),
        (thrown) => send(failure(thrown)),
      );
    };
  }
  const stream = async (
    call: grpc.ServerDuplexStream<Buffer, Buffer> & { request?: Buffer },
    requests: unknown,
  ) => {
    try {
      for await (const reply of handle(requests, callOf(call, cut)) as AsyncIterable<unknown>)
        call.write(encoded(method, reply));
      call.end();
    } catch (thrown) {
      call.emit("error", failure(thrown));
    }
  };
  if (!method.requestStream)
    return (call: grpc.ServerWritableStream<Buffer, Buffer>) => {
      void stream(call as never, method.request.decode(call.request));
    };
  // The default iterator destroys both directions of a stream when one has ended.
  const decodedFrom = async function* (call: grpc.ServerDuplexStream<Buffer, Buffer>) {
    for await (const bytes of call.iterator({ destroyOnReturn: false }))
      yield method.request.decode(bytes as Buffer);
  };
  return (call: grpc.ServerDuplexStream<Buffer, Buffer>) => {
    void stream(call, decodedFrom(call));
  };
}

/** Listens on a TCP port, accepts connections and sends nothing; `count` is the number of connections. */
export async function startSilentServer(): Promise<{
  address: string;
  readonly count: number;
  close(): Promise<void>;
}> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = typeof bound === "object" && bound ? bound.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    get count() {
      return count;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A free port, on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === "object" && bound ? bound.port : 0;
}

// A Unix socket has no reset; it is closed.
function reset(socket: Socket): void {
  if (socket.remoteAddress === undefined) socket.destroy();
  else socket.resetAndDestroy();
}
