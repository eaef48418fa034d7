// More replies than the limit of a connection, requested at once by clients that read
// them: calls wait, none fails, and the limit holds.
import {
  createWireServer,
  createWireTransport,
  type LimitName,
  type RpcError,
  route,
  type Transport,
  type WireServer,
} from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { echoMethods, echoService } from "./echo-service.ts";
import { type ForeignClient, grpcJsClient } from "./foreign-clients.ts";

let server: WireServer;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const replyBytes = 200_000;
const limitBytes = 800_000;
const text = (value: string): Uint8Array => Buffer.from(value);

async function start(
  limits: Partial<Record<LimitName, number>> = {},
): Promise<{ transport: Transport; client: ForeignClient }> {
  const routes = echoService().routes.map((served) =>
    served.method.path === echoMethods.later.path
      ? // As a store: every reply of a burst is made some turns later.
        route(echoMethods.later, async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return new Uint8Array(replyBytes);
        })
      : served,
  );
  server = await createWireServer(
    { listen: ["127.0.0.1:0"], limits: { replyBytesPerConnectionMax: limitBytes, ...limits } },
    routes,
  );
  const address = server.addresses[0] ?? "";
  const transport = createWireTransport({ address });
  const client = grpcJsClient({ address });
  closers.push(
    () => client.close(),
    () => transport.close(),
    () => server.close(),
  );
  return { transport, client };
}

test("calls with large replies wait for each other, on clients of wire and of grpc-js", async () => {
  const { transport, client } = await start();
  const requests = Array.from({ length: 60 }, () => text(String(replyBytes)));
  const replies = await Promise.all(
    requests.map((request) => transport.unary(echoMethods.size, request, { timeoutMs: 20_000 })),
  );
  expect(replies.every(({ length }) => length === replyBytes)).toBe(true);
  const results = await Promise.all(
    requests.map((request) => client.call(echoMethods.size, { requests: [request], timeoutMs: 20_000 })),
  );
  expect(results.filter(({ code }) => code !== 0)).toEqual([]);
  expect(server.counters.repliesShed).toBe(0);
});

test("streams with large replies wait for each other", async () => {
  const { client } = await start();
  const results = await Promise.all(
    Array.from({ length: 30 }, () =>
      client.call(echoMethods.down, { requests: [text(`3 ${replyBytes}`)], timeoutMs: 20_000 }),
    ),
  );
  expect(results.map(({ code, replies }) => [code, replies.length])).toEqual(results.map(() => [0, 3]));
  expect(server.counters.repliesShed).toBe(0);
});

test("a first burst of replies that are made at once may exceed the limit of a connection that reads", async () => {
  const { transport } = await start();
  const calls = Array.from({ length: 50 }, () =>
    transport.unary(echoMethods.later, text(""), { timeoutMs: 20_000 }),
  );
  expect((await Promise.all(calls)).every(({ length }) => length === replyBytes)).toBe(true);
  expect(server.counters.repliesShed).toBe(0);
});

test("replies that exceed the limit of the server get RESOURCE_EXHAUSTED, and others succeed", async () => {
  const { transport } = await start({ replyBytesMax: 20 * replyBytes });
  const calls = Array.from({ length: 50 }, () =>
    transport.unary(echoMethods.later, text(""), { timeoutMs: 20_000 }).then(
      () => 0,
      (error: RpcError) => error.code,
    ),
  );
  const codes = new Set(await Promise.all(calls));
  expect([...codes].sort()).toEqual([0, 8]);
  expect(server.counters.repliesShed).toBeGreaterThan(0);
  expect(await transport.unary(echoMethods.same, text("alive"), {})).toHaveLength(5);
});

test("small calls do not wait behind large replies that their client does not read", async () => {
  const { transport } = await start();
  const stalled = Array.from({ length: 4 }, () =>
    transport.stream(echoMethods.down, [text(`9 ${4 * replyBytes}`)], { timeoutMs: 20_000 }),
  );
  await Promise.race(stalled.map((stream) => stream.headers()));
  const reply = await transport.unary(echoMethods.same, text("alive"), { timeoutMs: 10_000 });
  expect(Buffer.from(reply).toString()).toBe("alive");
  for (const stream of stalled) stream.discard();
  for (const stream of stalled) expect((await stream.status()).message).toBe("");
});
