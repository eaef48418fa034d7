// Limits and options at their upper bounds: everything works, and no timer overflows.
import net from "node:net";
import { createWireServer, type LimitName, limitTable } from "@pillion/wire";
import { expect, test } from "vitest";
import { frameType } from "../../wire/src/http2/frame.ts";
import { makeAuthority, signCertificate } from "./certificates.ts";
import { afterTest, connectTo, endOf, rawServer, same } from "./client-support.ts";
import { echoMethods, echoService } from "./echo-service.ts";
import { rawMessage } from "./raw-peer.ts";

const longestMs = 2_147_483_647;

/** The largest value of each limit. */
function largest(): Record<LimitName, number> {
  const byUnit = {
    bytes: 0x7fffffff,
    count: Number.MAX_SAFE_INTEGER,
    ms: Number.POSITIVE_INFINITY,
    "per second": Number.POSITIVE_INFINITY,
    ratio: 1,
  };
  const names = Object.keys(limitTable) as LimitName[];
  return Object.fromEntries(names.map((name) => [name, byUnit[limitTable[name].unit]])) as Record<
    LimitName,
    number
  >;
}

const authority = makeAuthority("bounds");
const certificate = signCertificate(authority, { name: "localhost", altNames: ["IP:127.0.0.1"] });

test.each([
  ["without TLS", {}],
  ["with TLS", { tls: certificate }],
])("a server %s and a client with all limits at their upper bounds serve calls", async (_name, options) => {
  // A setting of HTTP/2 has 32 bits.
  const limits = { ...largest(), streamsPerConnectionMax: 0xffffffff };
  const server = await createWireServer(
    { listen: ["127.0.0.1:0"], limits, ...options },
    echoService().routes,
  );
  afterTest(() => server.close());
  const transport = connectTo({
    address: server.addresses[0] ?? "",
    ...("tls" in options && { tls: { ca: authority.cert } }),
    requestBytesMax: 0x7fffffff,
    replyBytesMax: 0x7fffffff,
    waitingCallsMax: 0x7fffffff,
    connectTimeoutMs: longestMs,
    reconnectDelayMs: longestMs,
    reconnectDelayMsMax: longestMs,
    keepaliveMs: longestMs,
    keepaliveTimeoutMs: longestMs,
    streamWindowBytes: 0x7fffffff,
    headerListBytesMax: 0x7fffffff,
  });
  for (let each = 0; each < 3; each += 1) await same(transport, { timeoutMs: 2 * longestMs });
  const large = await transport.unary(echoMethods.size, Buffer.from("3000000"), {});
  expect(large).toHaveLength(3_000_000);
  expect(Object.entries(server.counters).filter(([, count]) => count > 0)).toEqual([]);
});

test("the longest delay between connection attempts is waited, also with its jitter", async () => {
  let attempts = 0;
  const server = net.createServer((socket) => {
    attempts += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterTest(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as net.AddressInfo;
  const transport = connectTo({
    address: `127.0.0.1:${port}`,
    reconnectDelayMs: longestMs,
    reconnectDelayMsMax: longestMs,
    random: () => 0.999,
  });
  const call = endOf(same(transport, { waitForReady: true, timeoutMs: 500 }));
  expect((await call)?.code).toBe(4);
  expect(attempts).toBe(1);
});

test("the longest keepalive time is waited, also after it was doubled", async () => {
  const warnings: string[] = [];
  const onWarning = ({ name }: Error): void => void warnings.push(name);
  process.on("warning", onWarning);
  afterTest(async () => void process.off("warning", onWarning));
  const server = await rawServer({
    onRequest: (connection, id) => {
      connection.send(connection.reply(id, rawMessage("x")));
      if (server.connections.length === 1) connection.send(connection.goaway(id, 11, "too_many_pings"));
    },
  });
  const transport = connectTo({ address: server.address, keepaliveMs: longestMs, reconnectDelayMs: 1 });
  await same(transport);
  await expect.poll(() => server.connections[0]?.socket.destroyed).toBe(true);
  await same(transport, { waitForReady: true });
  const silent = new AbortController();
  const stream = transport.stream(echoMethods.both, never(), { signal: silent.signal });
  void stream.status();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(server.connections.flatMap((connection) => connection.framesOf(frameType.ping))).toEqual([]);
  expect(warnings).not.toContain("TimeoutOverflowWarning");
  silent.abort();
  await stream.status();
});

async function* never(): AsyncGenerator<Uint8Array> {
  await new Promise(() => {});
  yield new Uint8Array(0);
}
