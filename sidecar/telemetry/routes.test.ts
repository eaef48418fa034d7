// The token check and the recorders of the call pipeline, over a real server on
// each transport.
import { once } from "node:events";
import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { HealthMethods, StateStoreMethods } from "@pillion/proto";
import {
  Metadata as CallMetadata,
  type Method,
  RpcError,
  type Server,
  statusCode,
  statusName,
} from "@pillion/wire";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../../src/index.ts";
import { serve, transport } from "../../test/transports/transport.ts";
import { serverCall } from "../rpc/call-fixture.ts";
import { grpcRoutes, type Operation, operation } from "../rpc/index.ts";
import { requireToken } from "../security/index.ts";

const operations: readonly Operation[] = [
  operation(StateStoreMethods.get, async ({ key }) => {
    if (key === "fail") throw new RpcError(statusCode.aborted, "no");
    return { found: false };
  }),
  operation(HealthMethods.check, () => ({ status: 1 }), { isHealth: true }),
  operation(
    HealthMethods.watch,
    async function* ({ service }, { signal }) {
      yield { status: 1 };
      if (service === "endless") await once(signal, "abort");
      yield { status: 2 };
    },
    { isHealth: true },
  ),
];

const environment = {
  clock: systemClock,
  app: "app",
  log: () => undefined,
  authenticate: requireToken("right"),
};

let server: Server;
let client: Client;
let seen: string[];

beforeEach(async () => {
  seen = [];
  const recorded = grpcRoutes(operations, {
    ...environment,
    record: [
      ({ path }) =>
        (_call, { code }) =>
          void seen.push(`${path.split("/").at(-1)} ${statusName(code)}`),
    ],
  });
  server = await serve(recorded, { listen: [{ type: "tcp", host: "127.0.0.1", port: 0 }] });
  client = new Client(server.addresses[0] ?? "", credentials.createInsecure());
});
afterEach(async () => {
  client.close();
  await server.close();
});

const encoder =
  <RI, RO, PI, PO>(method: Method<RI, RO, PI, PO>) =>
  (request: RI) =>
    Buffer.from(method.request.encode(request));

function get(key: string, tokens: readonly string[], body?: Buffer): Promise<number> {
  const metadata = new Metadata();
  for (const token of tokens) metadata.add("dapr-api-token", token);
  const { path, response } = StateStoreMethods.get;
  const encode = body === undefined ? encoder(StateStoreMethods.get) : () => body;
  return new Promise((resolve) => {
    client.makeUnaryRequest(path, encode, response.decode, { key }, metadata, (error: ServiceError | null) =>
      resolve(error?.code ?? status.OK),
    );
  });
}

// wire resets the stream: no value may end with a space (RFC 9113, section 8.2.1). grpc-js passes it on.
const ofValueWithSpace = transport === "wire" ? status.INTERNAL : status.UNAUTHENTICATED;

test("the exact token is required, except for health checks", async () => {
  expect(await get("a", ["right"])).toBe(status.OK);
  for (const tokens of [[], ["wrong"], [""], ["wrong", "right"], ["RIGHT"]]) {
    expect(await get("a", tokens), JSON.stringify(tokens)).toBe(status.UNAUTHENTICATED);
  }
  expect(await get("a", ["right "])).toBe(ofValueWithSpace);
  const { path, response } = HealthMethods.check;
  const serving = await new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, encoder(HealthMethods.check), response.decode, {}, (error, reply) =>
      error ? reject(error) : resolve(reply?.status),
    );
  });
  expect(serving).toBe(1);
});

test("of several tokens the first counts, as daprd reads them", async () => {
  const [guarded] = grpcRoutes(operations, environment);
  const handle = async (...tokens: readonly string[]) => {
    const metadata = new CallMetadata();
    for (const token of tokens) metadata.append("dapr-api-token", token);
    if (guarded?.kind !== "unary") throw new RpcError(statusCode.internal, "not a unary route");
    const reply = await guarded.handle(
      encoder(StateStoreMethods.get)({ key: "a" }),
      serverCall({ metadata }),
    );
    return StateStoreMethods.get.response.decode(reply as Uint8Array);
  };
  for (const others of [[], ["right"], ["wrong"]]) {
    await expect(handle("right", ...others)).resolves.toMatchObject({ found: false });
  }
  await expect(handle("wrong", "right")).rejects.toMatchObject({ code: statusCode.unauthenticated });
});

test("the end of every call is recorded with the code that the client received", async () => {
  await get("a", ["right"]);
  await get("fail", ["right"]);
  await get("a", []);
  expect(seen).toEqual(["Get OK", "Get ABORTED", "Get UNAUTHENTICATED"]);
});

test("streams are recorded, including one that the client cancels", async () => {
  const watch = (service: string) => {
    const { path, response } = HealthMethods.watch;
    return client.makeServerStreamRequest(path, encoder(HealthMethods.watch), response.decode, { service });
  };
  const replies: unknown[] = [];
  for await (const reply of watch("short")) replies.push(reply);
  expect(replies).toHaveLength(2);
  expect(seen).toEqual(["Watch OK"]);
  const left = watch("endless");
  left.on("error", () => undefined);
  left.on("data", () => left.cancel());
  await vi.waitFor(() => expect(seen).toEqual(["Watch OK", "Watch CANCELLED"]), 5_000);
});
