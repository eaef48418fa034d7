// Runs routes as grpc-js handlers. Messages are bytes here: the codec of a served
// route only passes them on, and the call pipeline decodes and encodes them.
import type {
  Metadata as GrpcMetadata,
  handleBidiStreamingCall,
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  ServerDuplexStream,
} from "@grpc/grpc-js";
import { type AnyMethod, type Route, RpcError, statusCode } from "@pillion/wire";
import { asBuffer, GrpcJsCall, toGrpc } from "./grpc-js-call.ts";
import type { CompiledServerOptions } from "./server-options.ts";

/** The trailer with the details of a status (grpc/proposal A66 and Google's error model). */
export const detailsName = "grpc-status-details-bin";

/** A status as grpc-js sends it. */
export interface GrpcJsStatus {
  readonly code: number;
  readonly details: string;
  readonly metadata: GrpcMetadata;
}

/** What handlers share. */
export interface HandlerContext {
  readonly options: Pick<CompiledServerOptions, "describe" | "sendBytesMax" | "runningCallsMax">;
  /** The number of running handlers. */
  running: number;
}

/** A handler of any kind, in the type of grpc-js. */
export type GrpcJsHandler =
  | handleUnaryCall<Buffer, Buffer>
  | handleServerStreamingCall<Buffer, Buffer>
  | handleClientStreamingCall<Buffer, Buffer>
  | handleBidiStreamingCall<Buffer, Buffer>;

/** grpc-js's names for the kinds of calls. */
export const grpcJsKind = {
  unary: "unary",
  "client-stream": "clientStream",
  "server-stream": "serverStream",
  "bidi-stream": "bidi",
} as const satisfies Record<Route["kind"], string>;

/** The handler of a route. */
export function grpcJsHandler({ method, handle }: Route, context: HandlerContext): GrpcJsHandler {
  const run = handle as (request: unknown, call: GrpcJsCall) => unknown;
  const requestOf = method.requestStream
    ? (stream: GrpcJsSource) => requestsOf(method, stream)
    : (stream: GrpcJsSource) => method.request.decode(stream.request);
  return method.responseStream
    ? many(method, context, (stream, call) => run(requestOf(stream), call) as AsyncIterable<unknown>)
    : one(method, context, (stream, call) => run(requestOf(stream), call));
}

/** What the request is read from: one message, or a stream of them. */
type GrpcJsSource = Pick<ServerDuplexStream<Buffer, Buffer>, "iterator"> & { readonly request: Buffer };

function one(
  method: AnyMethod,
  context: HandlerContext,
  handle: (source: GrpcJsSource, call: GrpcJsCall) => unknown,
): GrpcJsHandler {
  const run = async (stream: GrpcJsSource, call: GrpcJsCall) => {
    begin(method, context);
    try {
      return encoded(method, await handle(stream, call), context);
    } finally {
      context.running -= 1;
      call.end();
    }
  };
  const handler: handleUnaryCall<Buffer, Buffer> = (stream, callback) => {
    const call = new GrpcJsCall(method.path, stream);
    run(stream as unknown as GrpcJsSource, call).then(
      (reply) => {
        call.sendOwnHeaders();
        callback(null, reply, toGrpc(call.responseTrailers));
      },
      (thrown: unknown) => {
        call.sendOwnHeaders();
        callback(statusOfThrown(thrown, call, context));
      },
    );
  };
  return handler;
}

function many(
  method: AnyMethod,
  context: HandlerContext,
  handle: (source: GrpcJsSource, call: GrpcJsCall) => AsyncIterable<unknown>,
): GrpcJsHandler {
  const run = async (stream: ServerDuplexStream<Buffer, Buffer>, call: GrpcJsCall) => {
    begin(method, context);
    try {
      for await (const reply of handle(stream as unknown as GrpcJsSource, call)) {
        if (call.cancelled) return;
        call.sendOwnHeaders();
        if (!stream.write(encoded(method, reply, context))) await writable(stream);
      }
    } finally {
      context.running -= 1;
      call.end();
    }
  };
  const handler: handleBidiStreamingCall<Buffer, Buffer> = (stream) => {
    const call = new GrpcJsCall(method.path, stream);
    run(stream, call).then(
      () => void stream.end(toGrpc(call.responseTrailers)),
      (thrown: unknown) => {
        // After the client has disconnected, the stream is ended already.
        if (!stream.destroyed) stream.emit("error", statusOfThrown(thrown, call, context));
      },
    );
  };
  return handler;
}

// A handler counts as running until it has ended, even after its client has
// disconnected: its work in the store continues, too.
function begin({ path }: AnyMethod, context: HandlerContext): void {
  const { describe, runningCallsMax } = context.options;
  if (context.running >= runningCallsMax) {
    context.running += 1;
    const message = `${runningCallsMax} calls are running, which is the limit`;
    throw describe({ path, code: statusCode.resourceExhausted, message });
  }
  context.running += 1;
}

function writable(stream: ServerDuplexStream<Buffer, Buffer>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off("drain", done);
      stream.off("close", done);
      resolve();
    };
    stream.once("drain", done);
    stream.once("close", done);
    if (stream.destroyed) done();
  });
}

async function* requestsOf(method: AnyMethod, stream: GrpcJsSource) {
  // A handler that stops reading requests may still send replies on the same stream.
  for await (const bytes of stream.iterator({ destroyOnReturn: false })) {
    yield method.request.decode(bytes as Buffer);
  }
}

function encoded(method: AnyMethod, reply: unknown, { options }: HandlerContext): Buffer {
  const bytes = asBuffer(method.response.encode(reply));
  if (bytes.length <= options.sendBytesMax) return bytes;
  throw options.describe({
    path: method.path,
    code: statusCode.resourceExhausted,
    message: `the reply has ${bytes.length} bytes; the limit is ${options.sendBytesMax}; request less data per call`,
    reason: "TOO_LARGE",
    // The handler has run.
    outcome: "unknown",
  });
}

function statusOfThrown(thrown: unknown, call: GrpcJsCall, { options }: HandlerContext): GrpcJsStatus {
  const error =
    thrown instanceof RpcError
      ? thrown
      : options.describe({ path: call.path, code: statusCode.internal, message: "internal error" });
  return grpcJsStatus(error, call.responseTrailers);
}

/** An error as a status of grpc-js, with these trailers in addition. */
export function grpcJsStatus(
  error: RpcError,
  trailers: Iterable<readonly [string, string | Uint8Array]> = [],
): GrpcJsStatus {
  const metadata = toGrpc([...error.metadata, ...trailers]);
  if (error.details !== undefined) metadata.set(detailsName, asBuffer(error.details));
  return { code: error.code, details: error.statusMessage, metadata };
}
