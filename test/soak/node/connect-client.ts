// The soak's client for @connectrpc/connect-node. Messages are empty to its codec,
// which keeps all fields as unknown ones.
import {
  create,
  createFileRegistry,
  type DescMethodBiDiStreaming,
  fromBinary,
  fromJson,
  toBinary,
} from "@bufbuild/protobuf";
import {
  type Empty,
  EmptySchema,
  FileDescriptorSetSchema,
  file_google_protobuf_empty,
} from "@bufbuild/protobuf/wkt";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { type Received, runScenarios, type Scenario, timeoutMs } from "./scenario.ts";

type MethodOfBytes = DescMethodBiDiStreaming<typeof EmptySchema, typeof EmptySchema>;

const transports = new Map<string, Transport>();
const methods = new Map<string, MethodOfBytes>();

function transportOf(address: string): Transport {
  const known = transports.get(address);
  if (known !== undefined) return known;
  const transport = createGrpcTransport({ baseUrl: `http://${address}`, pingIntervalMs: 10_000 });
  transports.set(address, transport);
  return transport;
}

/** With both sides streaming, which sends the same frames as any other kind. */
function methodOf(path: string): MethodOfBytes {
  const known = methods.get(path);
  if (known !== undefined) return known;
  const { proto } = file_google_protobuf_empty;
  const [, service = "", name = ""] = path.split("/");
  const dot = service.lastIndexOf(".");
  const type = ".google.protobuf.Empty";
  const method = { name, inputType: type, outputType: type, clientStreaming: true, serverStreaming: true };
  const file = {
    name: `${path}.proto`,
    package: service.slice(0, dot),
    syntax: "proto3",
    dependency: [proto.name],
    service: [{ name: service.slice(dot + 1), method: [method] }],
  };
  const set = fromJson(FileDescriptorSetSchema, { file: [file] });
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [proto, ...set.file] }));
  const described = registry.getService(service)?.methods[0] as MethodOfBytes;
  methods.set(path, described);
  return described;
}

async function call({ address, kind, path, request }: Scenario): Promise<Received> {
  let send = (): void => {};
  const begun = new Promise<void>((resolve) => {
    send = resolve;
  });
  async function* requests(): AsyncGenerator<Empty> {
    if (kind === "headers") await begun;
    yield fromBinary(EmptySchema, request);
  }
  const reply = await transportOf(address).stream(methodOf(path), undefined, timeoutMs, {}, requests());
  send();
  const received = { replies: 0, bytes: 0 };
  for await (const message of reply.message) {
    received.replies += 1;
    received.bytes = toBinary(EmptySchema, message).length;
  }
  return received;
}

await runScenarios(call);
process.exit(0);
