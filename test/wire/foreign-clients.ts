// Foreign gRPC clients with one common interface, so that the same tests
// run with each: messages and metadata go in, everything received comes out.
import { create, createFileRegistry, type DescMethodBiDiStreaming, fromJson } from "@bufbuild/protobuf";
import {
  type BytesValue,
  BytesValueSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_wrappers,
} from "@bufbuild/protobuf/wkt";
import { ConnectError, type Transport } from "@connectrpc/connect";
import { compressionGzip, createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import {
  type CallOptions,
  ChannelCredentials,
  Client,
  compressionAlgorithms,
  Metadata,
  type StatusObject,
} from "@grpc/grpc-js";
import type { Method } from "@pillion/wire";

/** A method of bytes. */
export type BytesMethod = Method<Uint8Array, Uint8Array, Uint8Array, Uint8Array>;

/** The input of a call. */
export interface ForeignCall {
  readonly requests: readonly Uint8Array[];
  readonly metadata?: readonly (readonly [string, string | Uint8Array])[];
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The outcome of a call. */
export interface ForeignResult {
  readonly code: number;
  readonly message: string;
  readonly replies: readonly Uint8Array[];
  /** First values by name; bytes as base64 without padding. */
  readonly headers: Readonly<Record<string, string>>;
  readonly trailers: Readonly<Record<string, string>>;
}

/** A foreign client. */
export interface ForeignClient {
  readonly name: string;
  call(method: BytesMethod, call: ForeignCall): Promise<ForeignResult>;
  close(): void;
}

/** How clients connect. */
export interface ForeignOptions {
  /** `host:port` or `unix:/path`. */
  readonly address: string;
  /** The authority of the server's certificate, for TLS. */
  readonly ca?: string;
  /** Compresses requests with gzip. */
  readonly gzip?: boolean;
}

/** `@grpc/grpc-js`. */
export function grpcJsClient(options: ForeignOptions): ForeignClient {
  const credentials =
    options.ca === undefined
      ? ChannelCredentials.createInsecure()
      : ChannelCredentials.createSsl(Buffer.from(options.ca));
  const client = new Client(options.address, credentials, {
    "grpc.default_compression_algorithm": options.gzip
      ? compressionAlgorithms.gzip
      : compressionAlgorithms.identity,
    "grpc.max_receive_message_length": -1,
    "grpc.use_local_subchannel_pool": 1,
  });
  return {
    name: "@grpc/grpc-js",
    call: (method, call) => callGrpcJs(client, method, call),
    close: () => client.close(),
  };
}

function callGrpcJs(client: Client, method: BytesMethod, call: ForeignCall): Promise<ForeignResult> {
  const metadata = new Metadata();
  for (const [name, value] of call.metadata ?? []) {
    metadata.add(name, typeof value === "string" ? value : Buffer.from(value));
  }
  const options: CallOptions = call.timeoutMs === undefined ? {} : { deadline: Date.now() + call.timeoutMs };
  const encode = (message: Uint8Array): Buffer => Buffer.from(method.request.encode(message));
  const decode = (bytes: Buffer): Uint8Array => method.response.decode(bytes);
  // A call with both sides streaming sends the same frames as any other kind.
  const stream = client.makeBidiStreamRequest(method.path, encode, decode, metadata, options);
  const replies: Uint8Array[] = [];
  let headers: Readonly<Record<string, string>> = {};
  call.signal?.addEventListener("abort", () => stream.cancel(), { once: true });
  for (const request of call.requests) stream.write(request);
  stream.end();
  return new Promise((resolve) => {
    stream.on("metadata", (received: Metadata) => {
      headers = readGrpcJs(received);
    });
    stream.on("data", (reply: Uint8Array) => replies.push(reply));
    stream.on("error", () => undefined);
    stream.on("status", ({ code, details, metadata: trailers }: StatusObject) =>
      resolve({ code, message: details, replies, headers, trailers: readGrpcJs(trailers) }),
    );
  });
}

function readGrpcJs(metadata: Metadata): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata.getMap())) {
    fields[name] = typeof value === "string" ? value : value.toString("base64").replace(/=+$/, "");
  }
  return fields;
}

/** `@connectrpc/connect-node`with its gRPC transport. */
export function connectClient(options: ForeignOptions): ForeignClient {
  const baseUrl = `${options.ca === undefined ? "http" : "https"}://${options.address.startsWith("unix:") ? "localhost" : options.address}`;
  const sessionManager = new Http2SessionManager(
    baseUrl,
    {},
    options.ca === undefined ? {} : { ca: options.ca },
  );
  const transport = createGrpcTransport({
    baseUrl,
    sessionManager,
    ...(options.gzip === true ? { sendCompression: compressionGzip, compressMinBytes: 0 } : {}),
  });
  return {
    name: "@connectrpc/connect-node",
    call: (method, call) => callConnect(transport, method, call),
    close: () => sessionManager.abort(),
  };
}

async function callConnect(
  transport: Transport,
  method: BytesMethod,
  call: ForeignCall,
): Promise<ForeignResult> {
  const description = describeMethod(method);
  const sent = new Headers();
  for (const [name, value] of call.metadata ?? []) {
    const text = typeof value === "string" ? value : Buffer.from(value).toString("base64").replace(/=+$/, "");
    sent.append(name, text);
  }
  async function* requests(): AsyncGenerator<BytesValue> {
    for (const value of call.requests) yield create(BytesValueSchema, { value: Uint8Array.from(value) });
  }
  const replies: Uint8Array[] = [];
  let headers: Record<string, string> = {};
  try {
    const reply = await transport.stream(description, call.signal, call.timeoutMs, sent, requests());
    headers = Object.fromEntries(reply.header);
    for await (const message of reply.message) replies.push(message.value);
    return { code: 0, message: "", replies, headers, trailers: Object.fromEntries(reply.trailer) };
  } catch (error) {
    const { code, rawMessage, metadata } = ConnectError.from(error);
    return { code, message: rawMessage, replies, headers, trailers: Object.fromEntries(metadata) };
  }
}

/** With both sides streaming, which sends the same frames as any other kind. */
function describeMethod(
  method: BytesMethod,
): DescMethodBiDiStreaming<typeof BytesValueSchema, typeof BytesValueSchema> {
  const bytesType = ".google.protobuf.BytesValue";
  const wrappers = file_google_protobuf_wrappers.proto;
  const [, service = "", name = ""] = method.path.split("/");
  const dot = service.lastIndexOf(".");
  const file = {
    name: `pillion/wire/${name}.proto`,
    package: service.slice(0, dot),
    syntax: "proto3",
    dependency: [wrappers.name],
    service: [
      {
        name: service.slice(dot + 1),
        method: [
          { name, inputType: bytesType, outputType: bytesType, clientStreaming: true, serverStreaming: true },
        ],
      },
    ],
  };
  const set = fromJson(FileDescriptorSetSchema, { file: [file] });
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [wrappers, ...set.file] }));
  const [described] = registry.getService(service)?.methods ?? [];
  if (described === undefined) throw new TypeError(`${method.path} is not described`);
  return described as DescMethodBiDiStreaming<typeof BytesValueSchema, typeof BytesValueSchema>;
}
