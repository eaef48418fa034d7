// A client that is connected to the wrong kind of server: the error says what to
// change.
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type ClientOptions, StateClient, StateError } from "./index.ts";
import { freePort, ScriptedServer } from "./scripted-server-fixture.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function errorOf(options: ClientOptions): Promise<StateError> {
  await using client = new StateClient({ environment: {}, readRetries: 0, ...options });
  const error = await client.get("k").then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StateError);
  expect(error).toMatchObject({ code: "unavailable" });
  return error as StateError;
}

test("an HTTP port is recognized", async () => {
  const address = await listen(createHttpServer((_request, response) => response.end("x")));
  const { message } = await errorOf({ address });
  expect(message).toBe(`no connection to ${address}: the server replied with HTTP/1.1; use its gRPC port`);
});

test.each(["a gRPC port", "an HTTP port"])("TLS on %s without TLS is recognized", async (kind) => {
  const plain = await ScriptedServer.start([]);
  closers.push(() => plain.close());
  const address = kind === "a gRPC port" ? plain.address : await listen(createHttpServer(() => {}));
  expect((await errorOf({ address, tls: true })).message).toContain(
    "the server does not use TLS on this port",
  );
});

test("a port on which nothing listens is named", async () => {
  const address = `127.0.0.1:${await freePort()}`;
  expect((await errorOf({ address })).message).toContain(address);
});

test("a server that closes the connection may require TLS", async () => {
  const address = await listen(createServer((socket) => socket.end()));
  expect((await errorOf({ address })).message).toContain("does it require TLS?");
});
