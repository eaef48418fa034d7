// Shared by the client's tests: transports that are closed after each test,
// calls, and their errors.
import { once } from "node:events";
import net from "node:net";
import { createWireTransport, RpcError, type Transport, type WireTransportOptions } from "@pillion/wire";
import { afterEach, expect } from "vitest";
import { echoMethods } from "./echo-service.ts";
import { type RawHandlers, type RawServer, startRawServer } from "./raw-server.ts";
import { type Script, scriptBytes, scripted } from "./script.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Run after the current test. */
export function afterTest(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}

/** Creates a transport that is closed after the test. */
export function connectTo(options: WireTransportOptions): Transport {
  const transport = createWireTransport(options);
  afterTest(() => transport.close());
  return transport;
}

/** Starts a raw server that is closed after the test. */
export async function rawServer(handlers: RawHandlers): Promise<RawServer> {
  const server = await startRawServer(handlers);
  afterTest(() => server.close());
  return server;
}

/** Starts a raw server and a transport to it, both closed after the test. */
export async function pair(
  handlers: RawHandlers,
  options: Partial<WireTransportOptions> = {},
): Promise<{ server: RawServer; transport: Transport }> {
  const server = await rawServer(handlers);
  return { server, transport: connectTo({ address: server.address, ...options }) };
}

/** The error of the call: undefined for OK. */
export async function endOf(call: Promise<unknown>): Promise<RpcError | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
}

/** The error of a call that must fail. */
export async function errorOf(call: Promise<unknown>): Promise<RpcError> {
  return (await endOf(call)) ?? expect.fail("the call ended with OK");
}

/** A scripted unary call. */
export function call(transport: Transport, script: Script, options = {}): Promise<Uint8Array> {
  return transport.unary(scripted.unary, scriptBytes(script), options);
}

/** A small unary call. */
export function same(transport: Transport, options = {}): Promise<Uint8Array> {
  return transport.unary(echoMethods.same, Buffer.from("a"), options);
}

/** Bytes as text. */
export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

/** All replies as text. */
export async function collect(replies: AsyncIterable<Uint8Array>): Promise<string[]> {
  const seen: string[] = [];
  for await (const reply of replies) seen.push(text(reply));
  return seen;
}

/** A port of 127.0.0.1 without a listener. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
