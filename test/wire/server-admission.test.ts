// Admission: connections and calls are limited per address and in total,
// local peers only in total if so configured, and sockets that were accepted
// elsewhere are treated like any other.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server as NetServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BareStatus,
  createWireServer,
  type LimitName,
  RpcError,
  route,
  type SocketKind,
  statusCode,
  TooLargeError,
  type WireServer,
  type WireServerOptions,
} from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { type EchoRecord, echoMethod, echoService } from "./echo-service.ts";
import { callFields, RawPeer, rawMessage } from "./raw-peer.ts";

let server: WireServer;
let record: EchoRecord;
const peers: RawPeer[] = [];
const fronts: NetServer[] = [];

async function start(
  limits: Partial<Record<LimitName, number>> = {},
  options: Partial<WireServerOptions> = {},
): Promise<void> {
  const service = echoService();
  record = service.record;
  server = await createWireServer({ listen: ["127.0.0.1:0"], limits, ...options }, [
    ...service.routes,
    route(echoMethod("Plain", false, false), () => {
      throw new RpcError(statusCode.aborted, "plain");
    }),
    route(echoMethod("Crash", false, false), () => {
      throw new TypeError("secret");
    }),
  ]);
}

async function connect(address = server.addresses[0] ?? ""): Promise<RawPeer> {
  const peer = await RawPeer.connect(address);
  peers.push(peer);
  return peer;
}

/** A foreign listener that passes its sockets to the server. */
async function front(kind: SocketKind, listen: string | number): Promise<string> {
  const listener = createServer((socket) => server.accept(socket, kind));
  fronts.push(listener);
  await new Promise<void>((resolve) =>
    typeof listen === "string"
      ? listener.listen(listen, resolve)
      : listener.listen(listen, "127.0.0.1", resolve),
  );
  const bound = listener.address();
  return typeof bound === "object" ? `127.0.0.1:${bound?.port}` : `unix:${bound}`;
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  for (const listener of fronts.splice(0)) listener.close();
  await server.close();
});

async function expectAlive(): Promise<void> {
  const other = await connect();
  other.send(other.call(1, "Same", "alive"));
  expect((await other.trailers(1)).fields["grpc-status"]).toBe("0");
}

test("calls per address and in total are limited with RESOURCE_EXHAUSTED", async () => {
  await start({ callsPerPeerMax: 3, callsMax: 3 });
  const peer = await connect();
  const second = await connect();
  peer.send(peer.call(1, "Hang"), peer.call(3, "Hang"), peer.call(5, "Hang"));
  await peer.until("three handlers", () => record.started === 3 || undefined);
  second.send(second.call(1, "Same"));
  expect((await second.trailers(1)).fields["grpc-status"]).toBe("8");
  expect(server.counters.callsRefusedPerPeer).toBe(1);
});

test("connections per address are limited", async () => {
  await start({ connectionsPerPeerMax: 2 });
  const first = await connect();
  const second = await connect();
  const third = await connect();
  await third.end();
  expect(server.counters.connectionsRefusedPerPeer).toBe(1);
  first.destroy();
  second.destroy();
  await first.until("the books", () => server.load.connections === 0 || undefined);
  await expectAlive();
});

test("connections in total are limited", async () => {
  await start({ connectionsMax: 1 });
  const first = await connect();
  const second = await connect();
  await second.end();
  expect(server.counters.connectionsRefused).toBe(1);
  first.send(first.call(1, "Same"));
  await first.trailers(1);
});

test("exempt local peers are limited in total only", async () => {
  const limits = { connectionsPerPeerMax: 1, callsPerPeerMax: 1, connectionsMax: 3, callsMax: 2 };
  await start(limits, { exemptsLocalPeers: true });
  const peer = await connect();
  const second = await connect();
  peer.send(peer.call(1, "Hang"), peer.call(3, "Hang"));
  await peer.until("two handlers", () => record.started === 2 || undefined);
  second.send(second.call(1, "Same"));
  expect((await second.trailers(1)).fields["grpc-status"]).toBe("8");
  await connect();
  await (await connect()).end();
  expect(server.counters).toMatchObject({ callsRefused: 1, callsRefusedPerPeer: 0, connectionsRefused: 1 });
});

test("sockets accepted elsewhere are served, counted, and closed once the server drains", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wire-front-"));
  try {
    await start({ connectionsMax: 2 });
    const tcp = await connect(await front("tcp", 0));
    const unixAddress = await front("unix", join(folder, "s.sock"));
    expect(existsSync(join(folder, "s.sock"))).toBe(true);
    const unix = await connect(unixAddress);
    for (const peer of [tcp, unix]) {
      peer.send(peer.call(1, "Same", "hello"));
      expect((await peer.trailers(1)).fields["grpc-status"]).toBe("0");
    }
    await (await connect()).end();
    expect(server.counters.connectionsRefused).toBe(1);
    const drained = server.drain(5_000);
    await (await connect(unixAddress)).end();
    for (const peer of [tcp, unix]) peer.destroy();
    await drained;
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a status without details is rewritten by the owner, who gets the outcome of the handler", async () => {
  const seen: BareStatus[] = [];
  await start(
    { requestMessageBytesMax: 100, headerListBytesMax: 2000 },
    {
      describe: (status) => {
        seen.push(status);
        return new RpcError(status.error.code, "worded", { details: Buffer.from([8, 5]) });
      },
    },
  );
  const peer = await connect();
  const calls = [
    peer.call(1, "Nowhere"),
    peer.call(3, "Same", "x".repeat(200)),
    peer.call(5, "Plain"),
    peer.call(7, "Crash"),
    peer.headers(9, [...callFields("Same"), ["x-large", "x".repeat(3000)]], true),
  ];
  for (const [index, bytes] of calls.entries()) {
    peer.send(bytes);
    const { fields } = await peer.trailers(index * 2 + 1);
    expect(fields).toMatchObject({ "grpc-message": "worded", "grpc-status-details-bin": "CAU" });
  }
  expect(seen.map(({ error, handler }) => [error.code, error instanceof TooLargeError, handler])).toEqual([
    [statusCode.unimplemented, false, "none"],
    [statusCode.resourceExhausted, true, "none"],
    [statusCode.aborted, false, "ran"],
    [statusCode.unknown, false, "failed"],
    [statusCode.resourceExhausted, true, "none"],
  ]);
  expect(seen[0]?.path).toMatch(/\/Nowhere$/);
  peer.send(peer.call(11, "Fail", `${statusCode.aborted} no`));
  expect((await peer.trailers(11)).fields).toMatchObject({ "grpc-message": "no" });
});

test("a drain ends a bidirectional call whose client is silent, but not an active one", async () => {
  await start();
  const silent = await connect();
  const speaking = await connect();
  silent.send(silent.headers(1, callFields("Both"), false));
  const message = rawMessage("y".repeat(1000));
  speaking.send(
    speaking.headers(1, callFields("Both"), false),
    speaking.data(1, message.subarray(0, 500), false),
  );
  await silent.until("two handlers", () => server.load.calls === 2 || undefined);
  const drained = server.drain(60_000);
  expect((await silent.trailers(1)).fields["grpc-status"]).toBe(String(statusCode.unavailable));
  speaking.send(speaking.data(1, message.subarray(500), true));
  expect((await speaking.trailers(1)).fields["grpc-status"]).toBe("0");
  await drained;
});
