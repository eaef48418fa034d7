// The server of wire-transport.mjs: the same methods on wire or on grpc-js, chosen by an argument. It replies to each
// message of its parent process with its CPU time and memory.
import { Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { createWireServer, type Route, route } from "@pillion/wire";
import { echoMethod } from "../wire/echo-service.ts";

const [transport, certFile, keyFile] = process.argv.slice(2);
const value = new Uint8Array(1024).fill(7);
const large = new Uint8Array(1_048_576).fill(7);

const get = echoMethod("Get", false, false);
const getLater = echoMethod("GetLater", false, false);
const stream = echoMethod("Stream", false, true);

async function* many(request: Uint8Array): AsyncGenerator<Uint8Array> {
  const count = Number(Buffer.from(request).toString());
  for (let index = 0; index < count; index += 1) yield large;
}

const routes: Route[] = [
  route(get, () => value),
  route(getLater, async () => value),
  route(stream, (request) => many(request)),
];

/** grpc-js accepts only Buffers. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function startWire(): Promise<string> {
  const { readFileSync } = await import("node:fs");
  const tls =
    certFile === undefined || keyFile === undefined
      ? {}
      : { tls: { cert: readFileSync(certFile), key: readFileSync(keyFile) } };
  const limits = { streamsPerConnectionMax: 1024, callsPerConnectionMax: 2048 };
  const server = await createWireServer({ listen: ["127.0.0.1:0"], limits, ...tls }, routes);
  return server.addresses[0] ?? "";
}

async function startGrpcJs(): Promise<string> {
  const { readFileSync } = await import("node:fs");
  const server = new Server();
  const service: Record<string, ServiceDefinition[string]> = {};
  for (const { method } of routes) {
    service[method.path.split("/").at(-1) ?? ""] = {
      path: method.path,
      requestStream: method.requestStream,
      responseStream: method.responseStream,
      requestSerialize: (message: Uint8Array) => asBuffer(method.request.encode(message)),
      requestDeserialize: (bytes: Buffer) => method.request.decode(bytes),
      responseSerialize: (message: Uint8Array) => asBuffer(method.response.encode(message)),
      responseDeserialize: (bytes: Buffer) => method.response.decode(bytes),
    };
  }
  server.addService(service, {
    Get: (_call: unknown, done: (error: null, reply: Uint8Array) => void) => done(null, value),
    GetLater: async (_call: unknown, done: (error: null, reply: Uint8Array) => void) => done(null, value),
    Stream: async (call: {
      request: Uint8Array;
      write(m: Uint8Array): boolean;
      end(): void;
      once(event: "drain", then: (value: unknown) => void): unknown;
    }) => {
      for await (const message of many(call.request)) {
        if (!call.write(message)) await new Promise((resolve) => call.once("drain", resolve));
      }
      call.end();
    },
  });
  const credentials =
    certFile === undefined || keyFile === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { cert_chain: readFileSync(certFile), private_key: readFileSync(keyFile) },
        ]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return `127.0.0.1:${port}`;
}

const address = await (transport === "wire" ? startWire() : startGrpcJs());
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system, rssBytes: process.memoryUsage.rss() });
});
process.once("disconnect", () => process.exit(0));
process.send?.({ address });
