// The soak's client for @grpc/grpc-js.
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import { type Received, runScenarios, type Scenario, timeoutMs } from "./scenario.ts";

const clients = new Map<string, Client>();
const same = (bytes: Buffer): Buffer => bytes;

function clientOf(address: string): Client {
  const known = clients.get(address);
  if (known !== undefined) return known;
  const client = new Client(address, credentials.createInsecure(), { "grpc.keepalive_time_ms": 10_000 });
  clients.set(address, client);
  return client;
}

function unary({ address, path, request }: Scenario): Promise<Received> {
  return new Promise((resolve, reject) => {
    const options = { deadline: Date.now() + timeoutMs };
    clientOf(address).makeUnaryRequest(path, same, same, request, new Metadata(), options, (error, reply) => {
      if (error !== null) reject(error);
      else resolve({ replies: 1, bytes: reply?.length ?? 0 });
    });
  });
}

function streaming({ address, kind, path, request }: Scenario): Promise<Received> {
  return new Promise((resolve, reject) => {
    const options = { deadline: Date.now() + timeoutMs };
    const call = clientOf(address).makeBidiStreamRequest(path, same, same, new Metadata(), options);
    const received = { replies: 0, bytes: 0 };
    const send = (): void => {
      call.end(request);
    };
    if (kind === "headers") call.once("metadata", send);
    else send();
    call.on("data", (reply: Buffer) => {
      received.replies += 1;
      received.bytes = reply.length;
    });
    call.on("error", reject);
    call.on("end", () => resolve(received));
  });
}

await runScenarios((scenario) => (scenario.kind === "unary" ? unary(scenario) : streaming(scenario)));
for (const client of clients.values()) client.close();
