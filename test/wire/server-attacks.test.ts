// The known attacks on HTTP/2 servers, one by one. Each time the attacker's
// connection is closed with the right code or held within a limit, the counter
// goes up, and a call on another connection succeeds meanwhile.
import type { Route, WireServer } from "@pillion/wire";
import { expect, test } from "vitest";
import { frameFlag, frameType } from "../../wire/src/http2/frame.ts";
import { http2Error } from "../../wire/src/http2/http2-errors.ts";
import { settingId } from "../../wire/src/http2/settings.ts";
import type { EchoRecord } from "./echo-service.ts";
import { expectCalm, expectSuccess, type HostileFixture, startHostile } from "./hostile-fixture.ts";
import { callFields, type RawPeer, rawFrame, rawMessage, rawSettings, uint32 } from "./raw-peer.ts";

let server: WireServer;
let record: EchoRecord;
let connect: HostileFixture["connect"];

async function start(...options: Parameters<typeof startHostile>): Promise<void> {
  ({ server, record, connect } = await startHostile(...options));
}

/** Expects that a call on another connection succeeds. */
async function expectAlive(): Promise<void> {
  const other = await connect();
  await expectSuccess(other);
  other.destroy();
}

/** Sends the same bytes many times, in large writes, until the connection is closed. */
async function flood(peer: RawPeer, bytes: Buffer, times: number): Promise<void> {
  const batch = Buffer.concat(new Array<Buffer>(1000).fill(bytes));
  for (let sent = 0; sent < times && !peer.closed; sent += 1000) {
    peer.send(batch);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("rapid reset: running handlers are limited, and the connection is closed", async () => {
  await start({ callsPerConnectionMax: 50, resetBurstMax: 300, resetRateMax: 1 });
  const peer = await connect();
  for (let index = 0; index < 1000 && !peer.closed; index += 1) {
    const id = index * 2 + 1;
    peer.send(peer.call(id, "Later", "x"), rawFrame(frameType.rstStream, 0, id, uint32(8)));
  }
  await expectCalm(peer);
  expect(server.counters.resetFloods).toBe(1);
  await expectAlive();
});

test("rapid reset with handlers that do not stop: no more run than the limit allows", async () => {
  let running = 0;
  let most = 0;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const stubborn = (route: Route): Route => {
    if (route.kind !== "unary" || !route.method.path.endsWith("/Hang")) return route;
    const handle = async (): Promise<Uint8Array> => {
      running += 1;
      most = Math.max(most, running);
      await released;
      running -= 1;
      return new Uint8Array(0);
    };
    return { ...route, handle };
  };
  await start({ callsPerConnectionMax: 20 }, (routes) => routes.map(stubborn));
  const peer = await connect();
  const reset = (id: number) => rawFrame(frameType.rstStream, 0, id, uint32(8));
  const ids = Array.from({ length: 100 }, (_, index) => index * 2 + 1);
  for (const id of ids.slice(0, 20)) peer.send(peer.call(id, "Hang"));
  await peer.until("the handlers", () => running === 20 || undefined);
  for (const id of ids.slice(0, 20)) peer.send(reset(id));
  for (const id of ids.slice(20)) peer.send(peer.call(id, "Hang"), reset(id));
  await peer.until("the rejections", () => server.counters.callsRefusedPerConnection === 80 || undefined);
  await expectAlive();
  release();
  await peer.until("the books", () => (running === 0 && server.load.calls === 0) || undefined);
  expect(most).toBe(20);
  expect(server.counters.callsRefusedPerConnection).toBe(80);
});

test("PING flood", async () => {
  await start();
  const peer = await connect();
  await flood(peer, rawFrame(frameType.ping, 0, 0, Buffer.alloc(8)), 50_000);
  await expectCalm(peer);
  const goaway = peer.frames.findLast(({ type }) => type === frameType.goaway);
  expect(goaway?.payload.subarray(8).toString()).toBe("too_many_pings");
  expect(server.counters.pingFloods).toBe(1);
  await expectAlive();
});

test("SETTINGS flood", async () => {
  await start();
  const peer = await connect();
  await flood(peer, rawFrame(frameType.settings, 0, 0), 50_000);
  await expectCalm(peer);
  expect(server.counters.settingsFloods).toBe(1);
  await expectAlive();
});

test("PRIORITY and unknown frames flood", async () => {
  await start();
  const peer = await connect();
  await flood(peer, rawFrame(0xbb, 0, 0, Buffer.from("?")), 50_000);
  await expectCalm(peer);
  expect(server.counters.otherFrameFloods).toBe(1);
  await expectAlive();
});

test("WINDOW_UPDATE flood", async () => {
  await start();
  const peer = await connect();
  await flood(peer, rawFrame(frameType.windowUpdate, 0, 0, uint32(1)), 50_000);
  await expectCalm(peer);
  expect(server.counters.windowUpdateFloods).toBe(1);
  await expectAlive();
});

test("empty DATA flood", async () => {
  await start();
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Up"), false));
  await flood(peer, peer.data(1, Buffer.alloc(0), false), 50_000);
  await expectCalm(peer);
  expect(server.counters.emptyDataFloods).toBe(1);
  await expectAlive();
});

test("a message in fragments of one byte", async () => {
  await start();
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Up"), false));
  peer.send(peer.data(1, Buffer.concat([Buffer.from([0]), uint32(1_000_000)]), false));
  await flood(peer, peer.data(1, Buffer.alloc(1), false), 1_000_000);
  await expectCalm(peer);
  expect(server.counters.emptyDataFloods).toBe(1);
  await expectAlive();
});

test("small complete messages on a stream are not a flood, however many arrive", async () => {
  await start();
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Up"), false));
  const message = rawMessage("tiny");
  for (let index = 0; index < 20; index += 1) {
    const part = Buffer.concat([
      peer.data(1, message.subarray(0, 5), false),
      peer.data(1, message.subarray(5), false),
    ]);
    peer.send(Buffer.concat(new Array<Buffer>(1000).fill(part)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  peer.send(peer.data(1, Buffer.alloc(0), true));
  await peer.trailers(1);
  expect(peer.body(1)).toEqual(rawMessage("20000 80000"));
});

test("CONTINUATION flood", async () => {
  await start();
  const peer = await connect();
  const block = peer.headers(1, callFields("Same"), false).subarray(9);
  peer.send(rawFrame(frameType.headers, 0, 1, block.subarray(0, 1)));
  await flood(peer, rawFrame(frameType.continuation, 0, 1), 50_000);
  await expectCalm(peer);
  await peer.until("the counter", () => server.counters.headerBlocksRefused === 1 || undefined);
  await expectAlive();
});

test("a header block without end", async () => {
  await start({ continuationFramesMax: 1000 });
  const peer = await connect();
  peer.send(rawFrame(frameType.headers, 0, 1, Buffer.alloc(16_384)));
  for (let index = 0; index < 5; index += 1) {
    peer.send(rawFrame(frameType.continuation, 0, 1, Buffer.alloc(16_384)));
  }
  await expectCalm(peer);
  await peer.until("the counter", () => server.counters.headerBlocksRefused === 1 || undefined);
});

test("an HPACK bomb: a list of many references to one large field is rejected, and the table stays correct", async () => {
  await start();
  const peer = await connect();
  const large: [string, string] = ["x-large", "x".repeat(3000)];
  peer.send(peer.call(1, "Same", "x", large));
  await peer.trailers(1);
  const plain = peer.headers(3, callFields("Same"), false).subarray(9);
  const reference = Buffer.from([0x80 | 62]);
  const bomb = Buffer.concat([plain, ...new Array<Buffer>(4000).fill(reference)]);
  peer.send(rawFrame(frameType.headers, frameFlag.endHeaders | frameFlag.endStream, 3, bomb));
  expect((await peer.trailers(3)).fields["grpc-status"]).toBe("8");
  peer.send(peer.call(5, "Metadata", "x", large));
  expect((await peer.trailers(5)).fields["x-large-too"]).toBe(large[1]);
  expect(server.counters.headerListsRefused).toBe(1);
});

test("too many header fields get RESOURCE_EXHAUSTED", async () => {
  await start();
  const peer = await connect();
  peer.send(peer.call(1, "Same", "x", ...new Array<[string, string]>(200).fill(["a", "b"])));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("8");
});

test("MadeYouReset: streams that the server must reset count like those that the peer resets", async () => {
  await start({ resetBurstMax: 100, resetRateMax: 1 });
  const peer = await connect();
  for (let index = 0; index < 300 && !peer.closed; index += 1) {
    const id = index * 2 + 1;
    peer.send(peer.call(id, "Later"), rawFrame(frameType.windowUpdate, 0, id, uint32(0)));
    if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await expectCalm(peer);
  expect(server.counters.resetFloods).toBe(1);
  await expectAlive();
});

test("a connection without SETTINGS is closed in time", async () => {
  await start({ handshakeMsMax: 60 });
  const peer = await connect({ silent: true });
  expect(await peer.goawayError()).toBe(http2Error.settingsTimeout);
  await peer.end();
  expect(server.counters.handshakesTimedOut).toBe(1);
});

test("a request whose body never arrives is ended, whatever its kind, and the connection stays open", async () => {
  await start({ requestMsMax: 60 });
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Same"), false));
  peer.send(peer.headers(3, callFields("Up"), false), peer.data(3, rawMessage("a").subarray(0, 4), false));
  peer.send(peer.headers(5, [...callFields("Same").slice(0, 4)], false));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("4");
  expect((await peer.trailers(3)).fields["grpc-status"]).toBe("4");
  expect(await peer.reset(5)).toBe(http2Error.cancel);
  expect(server.counters.requestsTimedOut).toBe(3);
  peer.send(peer.call(7, "Same"));
  await peer.trailers(7);
});

test("a body that arrives too slowly is ended, even in a bidirectional call, but silence between messages is allowed", async () => {
  await start({ requestMsMax: 80 });
  const peer = await connect();
  const message = rawMessage("y".repeat(1000));
  peer.send(peer.headers(1, callFields("Same"), false), peer.headers(3, callFields("Both"), false));
  peer.send(peer.headers(5, callFields("Both"), false), peer.data(5, message, false));
  const head = message.subarray(0, 5);
  peer.send(peer.data(1, head, false), peer.data(3, head, false));
  const drip = setInterval(() => {
    peer.send(peer.data(1, Buffer.from("y"), false), peer.data(3, Buffer.from("y"), false));
  }, 20);
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("4");
  expect((await peer.trailers(3)).fields["grpc-status"]).toBe("4");
  clearInterval(drip);
  expect(server.counters.requestsTimedOut).toBe(2);
  peer.send(peer.data(5, message, true));
  expect((await peer.trailers(5)).fields["grpc-status"]).toBe("0");
});

test("a peer that requests more than it reads: calls wait, memory stays within the limit, and the peer is closed", async () => {
  await start({ replyBytesPerConnectionMax: 8_000_000, streamsPerConnectionMax: 400, stallMsMax: 300 });
  const peer = await connect();
  const before = process.memoryUsage().arrayBuffers;
  for (let index = 0; index < 400; index += 1) peer.send(peer.call(index * 2 + 1, "Size", "1000000"));
  await expectCalm(peer);
  // Of 400 MB that were requested, eight replies were made, some of them with copies.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
  expect(server.counters.stalledReadersClosed).toBe(1);
  expect(server.counters.repliesShed).toBe(0);
  await expectAlive();
});

test("streams that the peer does not read for too long are reset, and their queued bytes released", async () => {
  await start({ stallMsMax: 80 });
  const peer = await connect({ settings: rawSettings([settingId.initialWindowSize, 0]) });
  peer.send(peer.call(1, "Size", "100000"), peer.call(3, "Down", "9 1000"));
  expect(await peer.reset(1)).toBe(http2Error.enhanceYourCalm);
  expect(await peer.reset(3)).toBe(http2Error.enhanceYourCalm);
  await peer.until("the handler's end", () => record.ended === 1 || undefined);
  expect(server.counters.stalledReadersClosed).toBe(2);
  await expectAlive();
});

test("a peer that never opens the connection's window is closed", async () => {
  await start({ stallMsMax: 80 });
  const peer = await connect();
  peer.send(peer.call(1, "Size", "50000"), peer.call(3, "Size", "50000"));
  await expectCalm(peer);
  expect(server.counters.stalledReadersClosed).toBe(1);
});

test("a peer that stops reading its socket is closed, and other calls succeed meanwhile", async () => {
  await start({ stallMsMax: 200 });
  const peer = await connect({ settings: rawSettings([settingId.initialWindowSize, 0x7fffffff]) });
  peer.send(rawFrame(frameType.windowUpdate, 0, 0, uint32(0x7fff0000 - 65_535)));
  peer.socket.pause();
  for (let index = 0; index < 20; index += 1) peer.send(peer.call(index * 2 + 1, "Size", "1000000"));
  await expectAlive();
  await peer.until("the end", () => server.counters.stalledReadersClosed === 1 || undefined);
});

test("opening a window byte by byte closes the connection", async () => {
  await start({ windowUpdateBurstMax: 500, windowUpdateRateMax: 1 });
  const peer = await connect({ settings: rawSettings([settingId.initialWindowSize, 0]) });
  peer.send(peer.call(1, "Size", "10000"));
  for (let index = 0; index < 5 && !peer.closed; index += 1) {
    await flood(peer, rawFrame(frameType.windowUpdate, 0, 1, uint32(1)), 1000);
  }
  await expectCalm(peer);
  expect(server.counters.windowUpdateFloods).toBe(1);
});

test("more data than a stream's window resets the stream", async () => {
  await start({ streamWindowBytes: 65_535 });
  // A reply that cannot be sent keeps the handler from reading, so no credit is given.
  const peer = await connect({ settings: rawSettings([settingId.initialWindowSize, 0]) });
  peer.send(peer.headers(1, callFields("Both"), false));
  const piece = peer.data(1, rawMessage(Buffer.alloc(10_000)), false);
  peer.send(...new Array<Buffer>(9).fill(piece));
  expect(await peer.reset(1)).toBe(http2Error.flowControlError);
  expect(server.counters.windowsBroken).toBe(1);
  await expectAlive();
});

test("bytes of incomplete requests are limited per connection", async () => {
  await start({ requestBytesPerConnectionMax: 1_000_000 });
  const peer = await connect();
  const head = Buffer.concat([Buffer.from([0]), uint32(4_000_000)]);
  for (let index = 0; index < 40; index += 1) {
    const id = index * 2 + 1;
    peer.send(peer.headers(id, callFields("Same"), false), peer.data(id, head, false));
    for (let part = 0; part < 6; part += 1) peer.send(peer.data(id, Buffer.alloc(16_000), false));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await peer.until("a rejection", () => server.counters.requestsShed > 0 || undefined);
  const rejected = await peer.frame("a status", ({ fields }) => fields["grpc-status"] === "8");
  expect(rejected.fields["grpc-message"]).toContain("too many bytes of unprocessed requests");
  await expectAlive();
});

test("a peer that does not reply to PING is closed", async () => {
  await start({ keepaliveMs: 40, keepaliveTimeoutMs: 80 });
  const peer = await connect();
  await peer.frame("a PING", ({ type, flags }) => type === frameType.ping && flags === 0);
  await peer.end();
  expect(server.counters.keepalivesTimedOut).toBe(1);
});

test("a peer that replies to PING stays connected", async () => {
  await start({ keepaliveMs: 20, keepaliveTimeoutMs: 60 });
  const peer = await connect();
  for (let pongs = 0; pongs < 5; pongs += 1) {
    const pings = await peer.until("another PING", () => {
      const all = peer.frames.filter(({ type, flags }) => type === frameType.ping && flags === 0);
      return all.length > pongs ? all : undefined;
    });
    peer.send(rawFrame(frameType.ping, frameFlag.ack, 0, pings[pongs]?.payload ?? Buffer.alloc(8)));
  }
  expect(peer.closed).toBe(false);
});
