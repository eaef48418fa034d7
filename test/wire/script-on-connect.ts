// The scripted service on the server of @connectrpc/connect-node.
import { create, createFileRegistry, type DescService, fromJson } from "@bufbuild/protobuf";
import {
  type BytesValue,
  BytesValueSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_wrappers,
} from "@bufbuild/protobuf/wkt";
import {
  type Code,
  ConnectError,
  type ConnectRouter,
  type HandlerContext,
  type ServiceImpl,
} from "@connectrpc/connect";
import { type Pair, readScript, replyBytes, type Script, type ScriptRecord, scripted } from "./script.ts";

const bytesType = ".google.protobuf.BytesValue";

function describe(): DescService {
  const wrappers = file_google_protobuf_wrappers.proto;
  const methods = Object.values(scripted).map((method) => ({
    name: method.path.slice(method.path.lastIndexOf("/") + 1),
    inputType: bytesType,
    outputType: bytesType,
    clientStreaming: method.requestStream,
    serverStreaming: method.responseStream,
  }));
  const file = {
    name: "pillion/wire/test.proto",
    package: "pillion.wire.test",
    syntax: "proto3",
    dependency: [wrappers.name],
    service: [{ name: "Echo", method: methods }],
  };
  const set = fromJson(FileDescriptorSetSchema, { file: [file] });
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [wrappers, ...set.file] }));
  const service = registry.getService("pillion.wire.test.Echo");
  if (service === undefined) throw new TypeError("the test service has no descriptor");
  return service;
}

function add(target: Headers, pairs: readonly Pair[] = []): void {
  for (const [name, value] of pairs) target.append(name, value.replace(/=+$/, ""));
}

async function prepare(script: Script, context: HandlerContext, record: ScriptRecord): Promise<void> {
  record.started += 1;
  if (script.reflects === true) {
    for (const [name, value] of context.requestHeader) {
      if (name.startsWith("x-")) context.responseHeader.append(name, value);
    }
  }
  add(context.responseHeader, script.headers);
  if (script.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, script.delayMs));
  if (script.hangs === true) {
    const { signal } = context;
    if (!signal.aborted) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    }
    record.cancelled += 1;
  }
  record.ended += 1;
}

function finish(script: Script, context: HandlerContext): void {
  if (script.code === undefined || script.code === 0) {
    add(context.responseTrailer, script.trailers);
    return;
  }
  const metadata = new Headers();
  add(metadata, script.trailers);
  throw new ConnectError(script.message ?? "", script.code as Code, metadata);
}

const message = (value: Uint8Array): BytesValue => create(BytesValueSchema, { value });

/** Registers the scripted service. */
export function connectRoutes(record: ScriptRecord): (router: ConnectRouter) => void {
  // The descriptor is made at run time, so the compiler does not know the handlers' types.
  const handlers: Record<string, unknown> = {
    scriptedUnary: async (request: BytesValue, context: HandlerContext) => {
      const script = readScript(request.value);
      await prepare(script, context, record);
      finish(script, context);
      return message(replyBytes(script.replies?.[0] ?? ""));
    },
    async *scriptedDown(request: BytesValue, context: HandlerContext) {
      const script = readScript(request.value);
      await prepare(script, context, record);
      for (const reply of script.replies ?? []) yield message(replyBytes(reply));
      finish(script, context);
    },
    scriptedUp: async (requests: AsyncIterable<BytesValue>, context: HandlerContext) => {
      let script: Script | undefined;
      let count = 0;
      let bytes = 0;
      for await (const request of requests) {
        if (script === undefined) {
          script = readScript(request.value);
          await prepare(script, context, record);
        } else {
          count += 1;
          bytes += request.value.length;
        }
      }
      finish(script ?? {}, context);
      return message(Buffer.from(`${count} ${bytes}`));
    },
    async *scriptedBoth(requests: AsyncIterable<BytesValue>, context: HandlerContext) {
      let script: Script | undefined;
      for await (const request of requests) {
        if (script === undefined) {
          script = readScript(request.value);
          await prepare(script, context, record);
          for (const reply of script.replies ?? []) yield message(replyBytes(reply));
        } else {
          yield request;
        }
      }
      finish(script ?? {}, context);
    },
  };
  return (router) => {
    router.service(describe(), handlers as Partial<ServiceImpl<DescService>>);
  };
}
