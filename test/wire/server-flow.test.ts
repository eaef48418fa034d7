// How bytes flow through the server: one write for the calls of one read, handlers
// that wait for slow readers, streams that take turns, credit that is returned.
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { createWireServer, type LimitName, type WireServer } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { HpackEncoder } from "../../wire/src/hpack/hpack-encoder.ts";
import { clientPreface, FrameReader, frameFlag, frameType } from "../../wire/src/http2/frame.ts";
import { settingId } from "../../wire/src/http2/settings.ts";
import { compileLimits } from "../../wire/src/server/limits.ts";
import { ServerConnection } from "../../wire/src/server/server-connection.ts";
import { ServerState } from "../../wire/src/server/server-state.ts";
import { type EchoRecord, echoService } from "./echo-service.ts";
import { callFields, RawPeer, rawFrame, rawMessage, rawSettings, uint32 } from "./raw-peer.ts";

let server: WireServer | undefined;
let record: EchoRecord;
const peers: RawPeer[] = [];

async function start(limits: Partial<Record<LimitName, number>> = {}): Promise<void> {
  const service = echoService();
  record = service.record;
  server = await createWireServer({ listen: ["127.0.0.1:0"], limits }, service.routes);
}

async function connect(settings?: Uint8Array): Promise<RawPeer> {
  const options = settings === undefined ? {} : { settings };
  const peer = await RawPeer.connect(server?.addresses[0] ?? "", options);
  peers.push(peer);
  return peer;
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server?.close();
  server = undefined;
});

const open = (id: number, bytes: number): Buffer => rawFrame(frameType.windowUpdate, 0, id, uint32(bytes));

/** Counts writes and replies. */
class MemorySocket extends Duplex {
  writes = 0;
  /** The header lists that ended a stream. */
  ends = 0;
  readonly #frames = new FrameReader(2 ** 20, (type, flags) => {
    if (type === frameType.headers && (flags & frameFlag.endStream) !== 0) this.ends += 1;
  });

  override _read(): void {
    // The test emits the data.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#take(chunk);
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#take(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  #take(chunk: Buffer): void {
    this.writes += 1;
    this.#frames.push(Buffer.from(chunk));
  }
}

/** What a server writes when these calls arrive in one chunk. */
async function writesOf(path: string, value: string): Promise<number> {
  const state = new ServerState(echoService().routes, {
    limits: compileLimits({}),
    compressReplies: false,
    // No turn of the event loop is long, however busy the machine is.
    now: () => 1_000,
    random: Math.random,
    onHandlerError: () => undefined,
  });
  const load = state.addConnection("test");
  if (load === undefined) throw new TypeError("the first connection is admitted");
  const socket = new MemorySocket();
  const admitted = { address: "test", load, peer: { address: "test" } };
  const connection = new ServerConnection(socket as unknown as Socket, admitted, state, () => undefined);
  connection.start();
  socket.emit("data", Buffer.concat([clientPreface, rawFrame(frameType.settings, 0, 0)]));
  await new Promise((resolve) => setImmediate(resolve));
  const before = socket.writes;
  const encoder = new HpackEncoder();
  const calls = Array.from({ length: 50 }, (_value, index) => {
    const id = index * 2 + 1;
    const headers = rawFrame(frameType.headers, 4, id, encoder.encode(callFields(path)));
    return Buffer.concat([headers, rawFrame(frameType.data, 1, id, rawMessage(value))]);
  });
  socket.emit("data", Buffer.concat(calls));
  for (let turn = 0; turn < 100 && socket.ends < 50; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(socket.ends).toBe(50);
  socket.destroy();
  return socket.writes - before;
}

test("the calls of one read get their replies with one write, even if handlers reply a turn later", async () => {
  expect(await writesOf("Same", "x")).toBe(1);
  expect(await writesOf("Later", "x")).toBe(1);
  expect(await writesOf("Fail", "5 no")).toBe(1);
  expect(await writesOf("Size", "1200")).toBe(1);
});

test("a handler produces no more replies than its client reads", async () => {
  await start();
  const peer = await connect(rawSettings([settingId.initialWindowSize, 20_000]));
  peer.send(peer.call(1, "Down", "100000 1000"));
  await peer.until("a full window", () => peer.body(1).length === 20_000 || undefined);
  const made = record.made;
  expect(made).toBeLessThan(25);
  peer.send(open(1, 10_000));
  await peer.until("the next window", () => peer.body(1).length === 30_000 || undefined);
  expect(record.made).toBeLessThan(36);
});

test("a stream that waits for its turn while its client reads others is not a stalled one", async () => {
  await start({ stallMsMax: 200 });
  const peer = await connect(rawSettings([settingId.initialWindowSize, 0x7fffffff]));
  const ids = Array.from({ length: 12 }, (_, index) => 2 * index + 1);
  for (const id of ids) peer.send(peer.call(id, "Size", "100000"));
  await peer.until("the first window", () => peer.body(1).length === 65_535 || undefined);
  // The client reads slowly: each stream has its turn after more than half a second.
  for (let step = 0; step < 24; step += 1) {
    peer.send(open(0, 1000));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  peer.send(open(0, 2_000_000));
  for (const id of ids) expect((await peer.trailers(id)).fields["grpc-status"]).toBe("0");
  expect(server?.counters.stalledReadersClosed).toBe(0);
});

test("a small reply overtakes a large one that waits for the connection's window", async () => {
  await start();
  const peer = await connect(rawSettings([settingId.initialWindowSize, 0x7fffffff]));
  peer.send(peer.call(1, "Size", "4000000"), peer.call(3, "Same", "small"));
  await peer.until("the first window", () => peer.body(1).length === 65_535 || undefined);
  peer.send(open(0, 200_000));
  await peer.trailers(3);
  expect(peer.body(3)).toEqual(rawMessage("small"));
  expect(peer.body(1).length).toBeLessThan(4_000_000);
  peer.send(open(0, 8_000_000));
  await peer.trailers(1);
});

test("a stream whose own window is closed does not block another", async () => {
  await start();
  const peer = await connect(rawSettings([settingId.initialWindowSize, 0]));
  peer.send(peer.call(1, "Size", "100000"), peer.call(3, "Same", "through"), open(3, 1000));
  await peer.trailers(3);
  expect(peer.body(1)).toHaveLength(0);
});

test("64 MiB of requests flow through small windows, because credit is returned", async () => {
  await start({ streamWindowBytes: 65_535, connectionWindowBytes: 65_535 });
  const peer = await connect();
  const message = rawMessage(Buffer.alloc(1_048_576, 7));
  peer.send(peer.headers(1, callFields("Up"), false));
  let sent = 0;
  let credit = 65_535;
  let seen = 0;
  const whole = message.length * 64;
  const twice = Buffer.concat([message, message]);
  while (sent < whole) {
    const bytes = Math.min(16_384, whole - sent);
    for (; seen < peer.frames.length; seen += 1) {
      const frame = peer.frames[seen];
      if (frame?.type === frameType.windowUpdate && frame.id === 1) credit += frame.payload.readUInt32BE(0);
    }
    if (credit < bytes) {
      await peer.until("credit", () => peer.frames.length > seen || undefined);
      continue;
    }
    credit -= bytes;
    const at = sent % message.length;
    const part = twice.subarray(at, at + bytes);
    sent += bytes;
    peer.send(peer.data(1, part, sent === whole));
  }
  await peer.trailers(1);
  expect(peer.body(1)).toEqual(rawMessage(`64 ${64 * 1_048_576}`));
});

test("a reply of 16 MiB arrives completely", async () => {
  await start({ replyMessageBytesMax: 2 ** 25 });
  const peer = await connect(rawSettings([settingId.initialWindowSize, 0x7fffffff]));
  peer.send(open(0, 0x7fff0000 - 65_535), peer.call(1, "Size", String(16 * 1_048_576)));
  await peer.trailers(1);
  expect(Buffer.compare(peer.body(1), rawMessage(Buffer.alloc(16 * 1_048_576, 7)))).toBe(0);
});
