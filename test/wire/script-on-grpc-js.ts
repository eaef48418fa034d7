// The scripted service on the server of @grpc/grpc-js.
import grpc from "@grpc/grpc-js";
import { bytesCodec } from "./echo-service.ts";
import { type Pair, readScript, replyBytes, type Script, type ScriptRecord, scripted } from "./script.ts";

type Unary = grpc.ServerUnaryCall<Buffer, Buffer>;
type Down = grpc.ServerWritableStream<Buffer, Buffer>;
type Up = grpc.ServerReadableStream<Buffer, Buffer>;
type Both = grpc.ServerDuplexStream<Buffer, Buffer>;

/** A method's definition for grpc-js, both ends. */
export function grpcJsMethod(method: {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}): grpc.MethodDefinition<Buffer, Buffer> {
  const write = (bytes: Buffer): Buffer => Buffer.from(bytesCodec.encode(bytes));
  const read = (bytes: Buffer): Buffer => Buffer.from(bytesCodec.decode(bytes));
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    requestSerialize: write,
    requestDeserialize: read,
    responseSerialize: write,
    responseDeserialize: read,
  };
}

/** Metadata of grpc-js with these pairs. */
export function grpcJsMetadata(pairs: readonly Pair[] = []): grpc.Metadata {
  const metadata = new grpc.Metadata();
  for (const [name, value] of pairs) {
    metadata.add(name, name.endsWith("-bin") ? Buffer.from(value, "base64") : value);
  }
  return metadata;
}

function headersOf(script: Script, call: Unary | Down | Up | Both): grpc.Metadata {
  const headers = grpcJsMetadata(script.headers);
  if (script.reflects !== true) return headers;
  for (const name of Object.keys(call.metadata.getMap())) {
    if (!name.startsWith("x-")) continue;
    for (const value of call.metadata.get(name)) headers.add(name, value);
  }
  return headers;
}

function errorOf(script: Script): grpc.ServerErrorResponse | undefined {
  if (script.code === undefined || script.code === 0) return undefined;
  const metadata = grpcJsMetadata(script.trailers);
  if (script.details !== undefined)
    metadata.add("grpc-status-details-bin", Buffer.from(script.details, "base64"));
  return Object.assign(new Error(script.message ?? ""), {
    code: script.code,
    details: script.message ?? "",
    metadata,
  });
}

function sendUnary(callback: grpc.sendUnaryData<Buffer>, script: Script, reply: Buffer): void {
  const error = errorOf(script);
  if (error === undefined) callback(null, reply, grpcJsMetadata(script.trailers));
  else callback(error);
}

async function untilCancelled(call: Unary | Down | Up | Both): Promise<void> {
  if (call.cancelled) return;
  await new Promise<void>((resolve) => (call as Unary).on("cancelled", () => resolve()));
}

async function prepare(script: Script, call: Unary | Down | Up | Both, record: ScriptRecord): Promise<void> {
  record.started += 1;
  if (script.reflects === true || script.headers !== undefined) call.sendMetadata(headersOf(script, call));
  if (script.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, script.delayMs));
  if (script.hangs === true) {
    await untilCancelled(call);
    record.cancelled += 1;
  }
  record.ended += 1;
}

function finish(call: Down | Both, script: Script): void {
  const error = errorOf(script);
  if (error !== undefined) call.emit("error", error);
  else call.end(grpcJsMetadata(script.trailers));
}

async function writeAll(call: Down | Both, script: Script): Promise<void> {
  let resume = (): void => {};
  call.on("drain", () => resume());
  (call as Down).on("cancelled", () => resume());
  for (const reply of script.replies ?? []) {
    if (call.cancelled) return;
    if (call.write(Buffer.from(replyBytes(reply)))) continue;
    await new Promise<void>((resolve) => {
      resume = resolve;
    });
  }
}

/** The scripted service's handlers. */
export function grpcJsHandlers(record: ScriptRecord): grpc.UntypedServiceImplementation {
  return {
    unary: (async (call: Unary, callback: grpc.sendUnaryData<Buffer>) => {
      const script = readScript(call.request);
      await prepare(script, call, record);
      const reply = Buffer.from(replyBytes(script.replies?.[0] ?? ""));
      sendUnary(callback, script, reply);
    }) as grpc.UntypedHandleCall,
    down: (async (call: Down) => {
      const script = readScript(call.request);
      await prepare(script, call, record);
      await writeAll(call, script);
      finish(call, script);
    }) as grpc.UntypedHandleCall,
    up: (async (call: Up, callback: grpc.sendUnaryData<Buffer>) => {
      let script: Script | undefined;
      let count = 0;
      let bytes = 0;
      for await (const request of call as AsyncIterable<Buffer>) {
        if (script === undefined) {
          script = readScript(request);
          await prepare(script, call, record);
        } else {
          count += 1;
          bytes += request.length;
        }
      }
      const last = script ?? {};
      sendUnary(callback, last, Buffer.from(`${count} ${bytes}`));
    }) as grpc.UntypedHandleCall,
    both: ((call: Both) => {
      let script: Script | undefined;
      // With events, because iterating over a duplex stream destroys it before the status is sent.
      call.on("data", async (request: Buffer) => {
        if (script !== undefined) {
          if (!call.write(request)) {
            call.pause();
            call.once("drain", () => call.resume());
          }
          return;
        }
        script = readScript(request);
        call.pause();
        await prepare(script, call, record);
        await writeAll(call, script);
        call.resume();
      });
      call.on("end", () => finish(call, script ?? {}));
    }) as grpc.UntypedHandleCall,
  };
}

/** The scripted service's definition. */
export const grpcJsService: grpc.ServiceDefinition = {
  unary: grpcJsMethod(scripted.unary),
  down: grpcJsMethod(scripted.down),
  up: grpcJsMethod(scripted.up),
  both: grpcJsMethod(scripted.both),
};
