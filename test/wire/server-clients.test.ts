// Foreign clients against this server: every kind of call, over
// TCP, TLS and Unix sockets, with deadlines, cancels, compression, binary
// metadata, large messages and a thousand streams at once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWireServer, type WireServer } from "@pillion/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAuthority, signCertificate } from "./certificates.ts";
import { type EchoRecord, echoMethod, echoMethods, echoService } from "./echo-service.ts";
import { connectClient, type ForeignClient, type ForeignOptions, grpcJsClient } from "./foreign-clients.ts";

const authority = makeAuthority("test authority");
const folder = mkdtempSync(join(tmpdir(), "wire-clients-"));
let plain: WireServer;
let secured: WireServer;
let record: EchoRecord;

beforeAll(async () => {
  const service = echoService();
  record = service.record;
  const limits = {
    streamsPerConnectionMax: 1024,
    callsPerConnectionMax: 2048,
    requestMessageBytesMax: 2 ** 25,
  };
  const listen = ["127.0.0.1:0", `unix:${join(folder, "socket")}`];
  plain = await createWireServer({ listen, limits, compressReplies: true }, service.routes);
  const tls = signCertificate(authority, { name: "server", altNames: ["DNS:localhost", "IP:127.0.0.1"] });
  secured = await createWireServer({ listen: ["127.0.0.1:0"], limits, tls }, service.routes);
});

afterAll(async () => {
  await plain.close();
  await secured.close();
  rmSync(folder, { recursive: true });
});

const tcp = (): ForeignOptions => ({ address: plain.addresses[0] ?? "" });
const unix = (): ForeignOptions => ({ address: plain.addresses[1] ?? "" });
const tls = (): ForeignOptions => ({ address: secured.addresses[0] ?? "", ca: authority.cert });

const clients: readonly (readonly [string, () => ForeignClient])[] = [
  ["grpc-js over TCP", () => grpcJsClient(tcp())],
  ["grpc-js over a Unix socket", () => grpcJsClient(unix())],
  ["grpc-js over TLS", () => grpcJsClient(tls())],
  ["grpc-js with gzip", () => grpcJsClient({ ...tcp(), gzip: true })],
  ["connect-node over TCP", () => connectClient(tcp())],
  ["connect-node over TLS", () => connectClient(tls())],
  ["connect-node with gzip", () => connectClient({ ...tcp(), gzip: true })],
];

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));
const plainBytes = (values: readonly Uint8Array[]): Uint8Array[] =>
  values.map((value) => new Uint8Array(value));

async function until(what: string, fits: () => boolean): Promise<void> {
  const endMs = performance.now() + 8000;
  while (!fits()) {
    if (performance.now() > endMs) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe.each(clients)("%s", (_name, make) => {
  let client: ForeignClient;
  beforeAll(() => {
    client = make();
  });
  afterAll(() => client.close());

  test("a unary call succeeds with a synchronous and with an asynchronous handler", async () => {
    for (const method of [echoMethods.same, echoMethods.later]) {
      const result = await client.call(method, { requests: [text("hello")] });
      expect(result).toMatchObject({ code: 0 });
      expect(plainBytes(result.replies)).toEqual([text("hello")]);
    }
  });

  test("an empty message is delivered", async () => {
    const result = await client.call(echoMethods.same, { requests: [new Uint8Array(0)] });
    expect(plainBytes(result.replies)).toEqual([new Uint8Array(0)]);
  });

  test("replies stream", async () => {
    const result = await client.call(echoMethods.down, { requests: [text("100 1000")] });
    expect(result.code).toBe(0);
    expect(result.replies).toHaveLength(100);
    expect(result.replies.every((reply, index) => reply.length === 1000 && reply[999] === index)).toBe(true);
  });

  test("requests stream", async () => {
    const requests = Array.from({ length: 100 }, () => new Uint8Array(1000));
    const result = await client.call(echoMethods.up, { requests });
    expect(plainBytes(result.replies)).toEqual([text("100 100000")]);
  });

  test("both stream", async () => {
    const requests = Array.from({ length: 50 }, (_value, index) => text(`message ${index}`));
    const result = await client.call(echoMethods.both, { requests });
    expect(result.code).toBe(0);
    expect(plainBytes(result.replies)).toEqual(requests);
  });

  test("a large message survives a round trip", async () => {
    const large = new Uint8Array(3_000_000).map((_value, index) => index % 251);
    const result = await client.call(echoMethods.same, { requests: [large] });
    expect(result.code).toBe(0);
    expect(Buffer.compare(result.replies[0] ?? new Uint8Array(0), large)).toBe(0);
  });

  test("an error arrives with its code, message and details, after the messages before it", async () => {
    const failed = await client.call(echoMethods.fail, { requests: [text("7 nicht für dich")] });
    expect(failed).toMatchObject({ code: 7, message: "nicht für dich", replies: [] });
    const late = await client.call(echoMethods.downThenFail, { requests: [text("x")] });
    expect(late).toMatchObject({ code: 10, message: "after two" });
    expect(late.replies).toHaveLength(2);
  });

  test("an unknown method gets UNIMPLEMENTED", async () => {
    const result = await client.call(echoMethod("Nothing", false, false), { requests: [text("x")] });
    expect(result.code).toBe(12);
  });

  test("metadata is sent both ways, text and bytes", async () => {
    const bytes = new Uint8Array([0, 1, 254, 255]);
    const result = await client.call(echoMethods.metadata, {
      requests: [text("x")],
      metadata: [
        ["x-text", "plain text"],
        ["x-bytes-bin", bytes],
      ],
    });
    expect(result.code).toBe(0);
    expect(result.headers).toMatchObject({ "x-text": "plain text", "x-bytes-bin": "AAH+/w" });
    expect(result.trailers).toMatchObject({ "x-text-too": "plain text", "x-bytes-too-bin": "AAH+/w" });
  });

  test("a deadline ends the call on both sides", async () => {
    const result = await client.call(echoMethods.hang, { requests: [text("x")], timeoutMs: 300 });
    expect(result.code).toBe(4);
    // On a busy machine the deadline may pass before the call arrives; any handler that started must end.
    await until("the handler's end", () => record.ended === record.started);
  });

  test("a cancel ends the call on both sides", async () => {
    const before = { ...record };
    const controller = new AbortController();
    const call = client.call(echoMethods.hang, { requests: [text("x")], signal: controller.signal });
    await until("the handler", () => record.started === before.started + 1);
    controller.abort();
    expect((await call).code).toBe(1);
    await until("the handler's end", () => record.cancelled === before.cancelled + 1);
  });

  test("a thousand concurrent streams all succeed", { timeout: 60_000 }, async () => {
    const calls = Array.from({ length: 1000 }, (_value, index) =>
      client.call(echoMethods.both, { requests: [text(`${index}`), text("end")] }),
    );
    const results = await Promise.all(calls);
    expect(results.every(({ code }) => code === 0)).toBe(true);
    expect(results.map(({ replies }) => Buffer.from(replies[0] ?? []).toString())).toEqual(
      results.map((_result, index) => `${index}`),
    );
  });
});

test("a drain with a client's calls in flight loses none", async () => {
  const { routes } = echoService();
  const server = await createWireServer({ listen: ["127.0.0.1:0"] }, routes);
  const client = grpcJsClient({ address: server.addresses[0] ?? "" });
  await client.call(echoMethods.same, { requests: [text("warm")] });
  const calls = Array.from({ length: 200 }, () =>
    client.call(echoMethods.down, { requests: [text("20 1000")] }),
  );
  await until("the calls", () => server.load.calls > 0);
  await server.drain(8000);
  const results = await Promise.all(calls);
  const succeeded = results.filter(({ code }) => code === 0);
  // Calls not yet sent may find the server stopped; those that it received succeed.
  for (const { replies } of succeeded) expect(replies).toHaveLength(20);
  for (const { code } of results) expect([0, 14]).toContain(code);
  expect(succeeded.length).toBeGreaterThan(0);
  client.close();
});
