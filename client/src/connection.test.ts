// The transport alone: bytes, metadata, deadlines, cancellation, and what it
// reports about a failed call.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerReflectionMethods, StateStoreMethods } from "@pillion/proto";
import { Metadata, RpcError, statusCode, type Transport } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { connectBy } from "../../test/transports/transport.ts";
import {
  freePort,
  type Script,
  ScriptedServer,
  script,
  startSilentServer,
} from "./scripted-server-fixture.ts";

const { get, set, watch } = StateStoreMethods;
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(...scripts: Script[]): Promise<{ server: ScriptedServer; transport: Transport }> {
  const server = await ScriptedServer.start(scripts);
  return { server, transport: to(server.address, server) };
}

function to(address: string, server?: ScriptedServer): Transport {
  const transport = connectBy({ address, keepAliveMs: 1_000, keepAliveTimeoutMs: 200 });
  closers.push(async () => {
    await transport.close();
    await server?.close();
  });
  return transport;
}

async function failureOf(promise: Promise<unknown>): Promise<RpcError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RpcError);
  return error as RpcError;
}

const garbage = { ...get.response, encode: () => Uint8Array.of(0xff, 0xff) };

const never = new Promise<never>(() => {});

test("a request and its reply arrive byte for byte", async () => {
  const value = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const { transport } = await serve(
    script(get, ({ key }) => ({ found: true, record: { key, value, version: "7" } })),
  );
  const reply = await transport.unary(get, { key: "ключ 🔑" }, {});
  expect(reply.record?.key).toBe("ключ 🔑");
  expect([...(reply.record?.value ?? [])]).toEqual([...value]);
});

test("metadata is sent with the request, as text and as bytes", async () => {
  let seen: unknown[] = [];
  const { transport } = await serve(
    script(get, (_request, { headers }) => {
      seen = [...headers.get("x-app"), ...headers.get("trace-bin")];
      return {};
    }),
  );
  const metadata = new Metadata().append("x-app", "a b").append("trace-bin", Uint8Array.of(0, 255));
  await transport.unary(get, { key: "k" }, { metadata });
  expect(seen).toEqual(["a b", Buffer.from([0, 255])]);
});

test("a status has code, message, details and trailers", async () => {
  const details = Uint8Array.of(8, 10);
  const { transport } = await serve(
    script(get, () => {
      throw new RpcError(statusCode.aborted, "lost ünïcode", {
        details,
        metadata: new Metadata().append("x-why", "because"),
      });
    }),
  );
  const error = await failureOf(transport.unary(get, { key: "k" }, {}));
  expect(error).toMatchObject({ code: statusCode.aborted, statusMessage: "lost ünïcode", unsent: false });
  expect([...(error.details ?? [])]).toEqual([...details]);
  expect(error.metadata.get("x-why")).toBe("because");
});

test("a reply that cannot be decoded is an internal error, and does not hang", async () => {
  const { transport } = await serve(script({ ...get, response: garbage }, () => ({})));
  const error = await failureOf(transport.unary(get, { key: "k" }, {}));
  expect(error).toMatchObject({ code: statusCode.internal, unsent: false });
});

test("a call ends at its deadline when the server does not reply", async () => {
  const { transport } = await serve(script(get, () => never));
  const error = await failureOf(transport.unary(get, { key: "k" }, { timeoutMs: 100 }));
  expect(error).toMatchObject({ code: statusCode.deadlineExceeded, unsent: false });
});

test("the deadline is sent to the server", async () => {
  let deadlineMs = 0;
  const { transport } = await serve(
    script(get, (_request, call) => {
      deadlineMs = call.deadlineMs;
      return {};
    }),
  );
  await transport.unary(get, { key: "k" }, { timeoutMs: 10_000 });
  expect(deadlineMs).toBeGreaterThan(1_000);
  expect(deadlineMs).toBeLessThanOrEqual(10_001);
});

test("an abort ends the call on both sides", async () => {
  const controller = new AbortController();
  let cancelled: Promise<void> = never;
  const { transport } = await serve(
    script(get, (_request, call) => {
      cancelled = call.cancelled;
      controller.abort(new Error("enough"));
      return never;
    }),
  );
  const error = await failureOf(transport.unary(get, { key: "k" }, { signal: controller.signal }));
  expect(error).toMatchObject({ code: statusCode.cancelled, unsent: false });
  expect(error.cause).toEqual(new Error("enough"));
  await cancelled;
});

test("with a signal that is already aborted nothing is sent", async () => {
  const { transport } = await serve(script(get, () => ({})));
  const signal = AbortSignal.abort();
  const error = await failureOf(transport.unary(get, { key: "k" }, { signal }));
  expect(error).toMatchObject({ code: statusCode.cancelled, unsent: true });
});

test("without a listening server the call fails at once, and nothing was sent", async () => {
  const transport = to(`127.0.0.1:${await freePort()}`);
  const error = await failureOf(transport.unary(set, { key: "k" }, { timeoutMs: 10_000 }));
  expect(error).toMatchObject({ code: statusCode.unavailable, unsent: true });
});

test("nothing was sent to a missing Unix socket", async () => {
  const transport = to("unix:/nowhere/pillion.sock");
  const error = await failureOf(transport.unary(set, { key: "k" }, { timeoutMs: 10_000 }));
  expect(error).toMatchObject({ code: statusCode.unavailable, unsent: true });
});

test("when the deadline passes before the connection is ready, nothing was sent", async () => {
  const silent = await startSilentServer();
  closers.push(() => silent.close());
  const transport = to(silent.address);
  const error = await failureOf(transport.unary(set, { key: "k" }, { timeoutMs: 300, waitForReady: true }));
  expect(error).toMatchObject({ code: statusCode.deadlineExceeded, unsent: true });
});

test("a call over a Unix socket works, and its failure does not count as unsent", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pillion-client-"));
  closers.push(async () => rmSync(folder, { recursive: true }));
  const server = await ScriptedServer.start(
    [
      script(get, () => ({ found: true })),
      script(set, () => {
        throw new RpcError(statusCode.unavailable, "no");
      }),
    ],
    join(folder, "s.sock"),
  );
  const transport = to(server.address, server);
  expect((await transport.unary(get, { key: "k" }, {})).found).toBe(true);
  expect((await failureOf(transport.unary(set, { key: "k" }, {}))).unsent).toBe(false);
});

test("after a connection is lost during a call it is unknown whether the server received it", async () => {
  const { transport } = await serve(
    script(set, (_request, call) => {
      call.cut();
      return never;
    }),
  );
  const error = await failureOf(transport.unary(set, { key: "k" }, { timeoutMs: 5_000 }));
  expect(error).toMatchObject({ code: statusCode.unavailable, unsent: false });
});

test("a write whose connection is lost reaches the server once: it is not retried", async () => {
  let count = 0;
  const { transport } = await serve(
    script(set, (_request, call) => {
      count += 1;
      call.cut();
      return never;
    }),
    script(get, () => ({})),
  );
  await failureOf(transport.unary(set, { key: "k" }, { timeoutMs: 5_000 }));
  await transport.unary(get, { key: "k" }, { timeoutMs: 5_000, waitForReady: true });
  expect(count).toBe(1);
});

test("with waitForReady a call waits for a server that starts late", async () => {
  const port = await freePort();
  const transport = to(`127.0.0.1:${port}`);
  await failureOf(transport.unary(get, { key: "k" }, {}));
  const reply = transport.unary(get, { key: "k" }, { timeoutMs: 10_000, waitForReady: true });
  const late = await ScriptedServer.start([script(get, () => ({ found: true }))], `${port}`);
  closers.push(() => late.close());
  expect((await reply).found).toBe(true);
});

test("a request over the limit is not sent, and the error names size and limit", async () => {
  const transport = to(`127.0.0.1:${await freePort()}`);
  const value = new Uint8Array(4 << 20);
  const error = await failureOf(transport.unary(set, { key: "k", value }, {}));
  expect(error).toMatchObject({ code: statusCode.resourceExhausted, unsent: true });
  expect(error.statusMessage).toMatch(/4194\d{3} bytes; the limit is 4194304/);
});

test("a reply over the limit is rejected", async () => {
  const server = await ScriptedServer.start([
    script(get, () => ({ found: true, record: { value: new Uint8Array(2_000) } })),
  ]);
  const transport = connectBy({ address: server.address, replyBytesMax: 1_000 });
  closers.push(async () => {
    await transport.close();
    await server.close();
  });
  const error = await failureOf(transport.unary(get, { key: "k" }, {}));
  expect(error.code).toBe(statusCode.resourceExhausted);
});

test("close ends a call in flight and rejects the next, unsent", async () => {
  const { transport } = await serve(script(get, () => never));
  const running = failureOf(transport.unary(get, { key: "k" }, {}));
  await transport.close();
  expect((await running).code).toBe(statusCode.cancelled);
  const error = await failureOf(transport.unary(get, { key: "k" }, {}));
  expect(error).toMatchObject({ code: statusCode.cancelled, unsent: true });
});

test("a stream returns its replies in order and then ends", async () => {
  const { transport } = await serve(
    script(watch, async function* ({ prefix }) {
      for (let index = 0; index < 100; index++) yield { resumeToken: `${prefix}${index}` };
    }),
  );
  const tokens: string[] = [];
  for await (const { resumeToken } of transport.stream(watch, [{ prefix: "p" }], {}))
    tokens.push(resumeToken);
  expect(tokens).toEqual(Array.from({ length: 100 }, (_, index) => `p${index}`));
});

test("a stream that fails returns the replies before the failure, then the status", async () => {
  const { transport } = await serve(
    script(watch, async function* () {
      yield { resumeToken: "1" };
      throw new RpcError(statusCode.dataLoss, "gone");
    }),
  );
  const tokens: string[] = [];
  const read = async () => {
    for await (const { resumeToken } of transport.stream(watch, [{ key: "k" }], {})) tokens.push(resumeToken);
  };
  const error = await failureOf(read());
  expect(error).toMatchObject({ code: statusCode.dataLoss, statusMessage: "gone", unsent: false });
  expect(tokens).toEqual(["1"]);
});

test("leaving a stream early cancels it at the server", async () => {
  let cancelled: Promise<void> = never;
  const { transport } = await serve(
    script(watch, async function* (_request, call) {
      cancelled = call.cancelled;
      for (;;) {
        yield { resumeToken: "1" };
        await new Promise((resolve) => setImmediate(resolve));
      }
    }),
  );
  for await (const reply of transport.stream(watch, [{ key: "k" }], {})) {
    expect(reply.resumeToken).toBe("1");
    break;
  }
  await cancelled;
});

test("requests and replies stream in both directions", async () => {
  const method = ServerReflectionMethods.serverReflectionInfo;
  const { transport } = await serve(
    script(method, async function* (requests) {
      for await (const { host } of requests as unknown as AsyncIterable<{ host: string }>)
        yield { validHost: host.toUpperCase() };
    }),
  );
  const hosts = Array.from({ length: 50 }, (_, index) => ({ host: `h${index}` }));
  const seen: string[] = [];
  for await (const { validHost } of transport.stream(method, hosts, {})) seen.push(validHost);
  expect(seen).toEqual(hosts.map(({ host }) => host.toUpperCase()));
});

test("an error of the requests' iterable ends the stream, and is the cause", async () => {
  const method = ServerReflectionMethods.serverReflectionInfo;
  const { transport } = await serve(
    script(method, async function* (requests) {
      for await (const _ of requests as unknown as AsyncIterable<unknown>) yield { validHost: "x" };
    }),
  );
  const requests = async function* () {
    yield { host: "a" };
    throw new Error("no more");
  };
  const read = async () => {
    for await (const _ of transport.stream(method, requests(), {})) void _;
  };
  expect(await failureOf(read())).toMatchObject({ code: statusCode.cancelled, cause: new Error("no more") });
});

test("a stream ends at its deadline and when its signal aborts", async () => {
  const { transport } = await serve(
    script(watch, async function* (_request, call) {
      yield { resumeToken: "1" };
      await call.cancelled;
    }),
  );
  const read = async (options: { timeoutMs?: number; signal?: AbortSignal }) => {
    for await (const _ of transport.stream(watch, [{ key: "k" }], options)) void _;
  };
  expect((await failureOf(read({ timeoutMs: 200 }))).code).toBe(statusCode.deadlineExceeded);
  expect((await failureOf(read({ signal: AbortSignal.timeout(50) }))).code).toBe(statusCode.cancelled);
});
