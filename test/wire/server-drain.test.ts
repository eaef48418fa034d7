// How a server and its connections end: drains with calls in flight, age,
// idleness, and forced ends.
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWireServer, type WireServer, type WireServerOptions } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { frameFlag, frameType } from "../../wire/src/http2/frame.ts";
import { http2Error } from "../../wire/src/http2/http2-errors.ts";
import { type EchoRecord, echoService } from "./echo-service.ts";
import { callFields, RawPeer, rawFrame, rawMessage } from "./raw-peer.ts";

let server: WireServer;
let record: EchoRecord;
const peers: RawPeer[] = [];

async function start(options: Partial<WireServerOptions> = {}): Promise<void> {
  const service = echoService();
  record = service.record;
  server = await createWireServer({ listen: ["127.0.0.1:0"], ...options }, service.routes);
}

async function connect(): Promise<RawPeer> {
  const peer = await RawPeer.connect(server.addresses[0] ?? "");
  peers.push(peer);
  return peer;
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server.close();
});

/** The GOAWAY with this last stream. */
async function goaway(peer: RawPeer, lastStreamId: number): Promise<void> {
  const fits = (frame: { type: number; payload: Buffer }): boolean =>
    frame.type === frameType.goaway && frame.payload.readUInt32BE(0) === lastStreamId;
  const frame = await peer.frame(`GOAWAY ${lastStreamId}`, fits);
  expect(frame.payload.readUInt32BE(4)).toBe(http2Error.noError);
}

async function replyToPing(peer: RawPeer): Promise<void> {
  const ping = await peer.frame("a PING", ({ type, flags }) => type === frameType.ping && flags === 0);
  peer.send(rawFrame(frameType.ping, frameFlag.ack, 0, ping.payload));
}

test("a drain lets calls in flight end, including one sent before the peer has seen GOAWAY", async () => {
  await start();
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Both"), false), peer.data(1, rawMessage("before"), false));
  await peer.until("the first reply", () => peer.body(1).length > 0 || undefined);
  const drained = server.drain(5000);
  await goaway(peer, 0x7fffffff);
  peer.send(peer.call(3, "Same", "late"));
  await peer.trailers(3);
  await replyToPing(peer);
  await goaway(peer, 3);
  peer.send(peer.call(5, "Same", "too late"));
  expect(await peer.reset(5)).toBe(http2Error.refusedStream);
  peer.send(peer.data(1, rawMessage("after"), true));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("0");
  await drained;
  await peer.end();
  expect(peer.body(1)).toEqual(Buffer.concat([rawMessage("before"), rawMessage("after")]));
});

test("a drain with 200 calls in flight loses none of them", async () => {
  await start();
  const peer = await connect();
  for (let index = 0; index < 200; index += 1) peer.send(peer.call(index * 2 + 1, "Later", `${index}`));
  await peer.trailers(1);
  const drained = server.drain(5000);
  await replyToPing(peer);
  await drained;
  await peer.end();
  const statuses = peer.frames.filter(({ fields }) => fields["grpc-status"] === "0");
  expect(statuses).toHaveLength(200);
});

test("a drained server accepts no connection, and an idle connection is closed at once", async () => {
  await start();
  const peer = await connect();
  peer.send(peer.call(1, "Same"));
  await peer.trailers(1);
  const drained = server.drain(5000);
  await replyToPing(peer);
  await drained;
  await peer.end();
  await expect(connect()).rejects.toThrow("ECONNREFUSED");
});

test("calls that have not ended after the grace period are ended", async () => {
  await start();
  const peer = await connect();
  peer.send(peer.call(1, "Hang"));
  await peer.until("the handler", () => record.started === 1 || undefined);
  await server.drain(50);
  await peer.end();
  expect(record.cancelled).toBe(1);
});

test("closing ends every call and connection", async () => {
  await start();
  const first = await connect();
  const second = await connect();
  first.send(first.call(1, "Hang"));
  second.send(second.call(1, "Hang"));
  await first.until("the handlers", () => record.started === 2 || undefined);
  await server.close();
  await first.end();
  await second.end();
  expect(record.cancelled).toBe(2);
  expect(server.load).toEqual({ connections: 0, calls: 0 });
});

test("a connection past its age, with jitter, is drained while its call continues", async () => {
  await start({ limits: { ageMsMax: 100, ageJitterRatio: 0.5 }, random: () => 0 });
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Both"), false));
  await goaway(peer, 0x7fffffff);
  await replyToPing(peer);
  await goaway(peer, 1);
  expect(server.counters.connectionsAged).toBe(1);
  peer.send(peer.data(1, rawMessage("still"), true));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("0");
  await peer.end();
});

test("an old connection whose call does not end is closed after the grace period", async () => {
  await start({ limits: { ageMsMax: 50, ageGraceMs: 50 } });
  const peer = await connect();
  peer.send(peer.call(1, "Hang"));
  await peer.end();
  expect(record.cancelled).toBe(1);
  expect(server.counters.connectionsAgedForcibly).toBe(1);
});

test("an idle connection is drained", async () => {
  await start({ limits: { idleMsMax: 60 } });
  const peer = await connect();
  await goaway(peer, 0x7fffffff);
  await replyToPing(peer);
  await peer.end();
  expect(server.counters.connectionsIdleClosed).toBe(1);
});

test("a Unix socket gets the configured mode, a dead one is replaced, a live one is not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wire-"));
  const path = join(folder, "socket");
  const dead = createServer();
  await new Promise<void>((resolve) => dead.listen(path, resolve));
  await expect(start({ listen: [`unix:${path}`] })).rejects.toThrow("EADDRINUSE");
  await new Promise((resolve) => dead.close(resolve));
  await start({ listen: [`unix:${path}`, "127.0.0.1:0"], unixMode: 0o600 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const peer = await connect();
  peer.send(peer.call(1, "Same", "over a file"));
  await peer.trailers(1);
  await server.close();
  expect(existsSync(path)).toBe(false);
  rmSync(folder, { recursive: true });
});

test("a server that cannot listen on one address listens on none", async () => {
  await start();
  const taken = server.addresses[0] ?? "";
  const free = await createWireServer({ listen: ["127.0.0.1:0"] }, []);
  const address = free.addresses[0] ?? "";
  await free.close();
  await expect(createWireServer({ listen: [address, taken] }, [])).rejects.toThrow("EADDRINUSE");
  await expect(RawPeer.connect(address)).rejects.toThrow("ECONNREFUSED");
});

test("wrong options are reported before the server listens", async () => {
  await start();
  const { routes } = echoService();
  const first = routes.slice(0, 1);
  await expect(createWireServer({ listen: ["nowhere"] }, routes)).rejects.toThrow("nowhere");
  await expect(createWireServer({ listen: [] }, [...first, ...first])).rejects.toThrow("/Same");
  await expect(createWireServer({ listen: [], limits: { idleMsMax: -1 } }, [])).rejects.toThrow("idleMsMax");
});
