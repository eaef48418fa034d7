// The rules of RFC 9113 that a peer can violate, one by one, on raw sockets: what
// h2spec checks where it matters, so that Go is not needed to test it.
import type { WireServer } from "@pillion/wire";
import { createWireServer } from "@pillion/wire";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clientPreface, frameFlag, frameType } from "../../wire/src/http2/frame.ts";
import { http2Error } from "../../wire/src/http2/http2-errors.ts";
import { settingId } from "../../wire/src/http2/settings.ts";
import { echoService } from "./echo-service.ts";
import {
  callFields,
  type RawFields,
  RawPeer,
  rawFrame,
  rawMessage,
  rawSettings,
  uint32,
} from "./raw-peer.ts";

let server: WireServer;
const peers: RawPeer[] = [];

beforeEach(async () => {
  server = await createWireServer(
    { listen: ["127.0.0.1:0"], limits: { streamsPerConnectionMax: 10 } },
    echoService().routes,
  );
});

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server.close();
});

async function connect(settings?: Uint8Array): Promise<RawPeer> {
  const options = settings === undefined ? {} : { settings };
  const peer = await RawPeer.connect(server.addresses[0] ?? "", options);
  peers.push(peer);
  return peer;
}

const get: RawFields = [
  [":method", "GET"],
  [":scheme", "http"],
  [":path", "/"],
  [":authority", "test"],
];

/** The fields of a GET, with these replaced, added, or (value "-") removed. */
function getWith(...changes: RawFields): RawFields {
  const changed = new Set(changes.map(([name]) => name));
  return [...get.filter(([name]) => !changed.has(name)), ...changes.filter(([, value]) => value !== "-")];
}

test("a unary call gets headers, one message and trailers without a message beside OK", async () => {
  const peer = await connect();
  peer.send(peer.call(1, "Same", "hello"));
  const trailers = await peer.trailers(1);
  expect(trailers.fields).toEqual({ "grpc-status": "0" });
  expect(peer.body(1)).toEqual(rawMessage("hello"));
  const headers = peer.frames.find(({ type }) => type === frameType.headers);
  expect(headers?.fields).toEqual({ ":status": "200", "content-type": "application/grpc" });
});

test("a call succeeds when its bytes arrive one at a time", async () => {
  const peer = await connect();
  for (const byte of peer.call(1, "Same", "bit by bit")) {
    peer.send(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await peer.trailers(1);
  expect(peer.body(1)).toEqual(rawMessage("bit by bit"));
});

test("the server announces its stream limit, its windows and its header list limit", async () => {
  const peer = await connect();
  const settings = await peer.frame("SETTINGS", ({ type }) => type === frameType.settings);
  const announced = new Map<number, number>();
  for (let at = 0; at < settings.payload.length; at += 6) {
    announced.set(settings.payload.readUInt16BE(at), settings.payload.readUInt32BE(at + 2));
  }
  expect(announced.get(settingId.maxConcurrentStreams)).toBe(10);
  expect(announced.get(settingId.initialWindowSize)).toBe(262_144);
  expect(announced.get(settingId.maxHeaderListSize)).toBe(16_384);
});

test("SETTINGS and PING are acknowledged", async () => {
  const peer = await connect();
  peer.send(rawFrame(frameType.ping, 0, 0, Buffer.from("12345678")));
  const pong = await peer.frame("PONG", ({ type, flags }) => type === frameType.ping && flags === 1);
  expect(pong.payload.toString()).toBe("12345678");
  await peer.frame("ACK", ({ type, flags }) => type === frameType.settings && flags === frameFlag.ack);
});

test("a request that is not gRPC gets a short text, with a status that depends on the method", async () => {
  const peer = await connect();
  peer.send(peer.headers(1, get, true));
  peer.send(peer.headers(3, getWith([":method", "POST"], ["content-type", "application/json"]), true));
  await peer.frame("the text", ({ type, id }) => type === frameType.data && id === 3);
  const statuses = peer.frames
    .filter(({ type }) => type === frameType.headers)
    .map(({ fields }) => fields[":status"]);
  expect(statuses).toEqual(["405", "415"]);
  expect(peer.body(1).toString()).toContain("gRPC");
});

test("a padded request with a priority, an unknown frame and an unknown flag succeeds", async () => {
  const peer = await connect();
  const headers = peer.headers(1, callFields("Same"), false);
  const block = headers.subarray(9);
  const padded = Buffer.concat([Buffer.from([4]), uint32(0), Buffer.from([16]), block, Buffer.alloc(4)]);
  const message = rawMessage("padded");
  peer.send(
    rawFrame(0xee, 0xff, 0, Buffer.from("?")),
    rawFrame(frameType.priority, 0, 1, Buffer.concat([uint32(0), Buffer.from([1])])),
    rawFrame(frameType.headers, 0x04 | 0x08 | 0x20 | 0x40, 1, padded),
    rawFrame(frameType.data, 0x01 | 0x08, 1, Buffer.concat([Buffer.from([3]), message, Buffer.alloc(3)])),
  );
  await peer.trailers(1);
  expect(peer.body(1)).toEqual(message);
});

test("a header block in CONTINUATION frames is one block", async () => {
  const peer = await connect();
  const block = peer.headers(1, callFields("Same"), false).subarray(9);
  peer.send(
    rawFrame(frameType.headers, 0, 1, block.subarray(0, 5)),
    rawFrame(frameType.continuation, 0, 1, block.subarray(5, 6)),
    rawFrame(frameType.continuation, frameFlag.endHeaders, 1, block.subarray(6)),
    peer.data(1, rawMessage("x"), true),
  );
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("0");
});

test("replies respect the peer's windows and frame size, and continue when the windows open", async () => {
  const peer = await connect(rawSettings([settingId.initialWindowSize, 3]));
  peer.send(peer.call(1, "Same", "hello"));
  await peer.frame("three bytes", ({ type, payload }) => type === frameType.data && payload.length === 3);
  peer.send(rawFrame(frameType.settings, 0, 0, rawSettings([settingId.initialWindowSize, 2])));
  peer.send(rawFrame(frameType.windowUpdate, 0, 1, uint32(2)));
  await peer.frame("one byte more", ({ type, payload }) => type === frameType.data && payload.length === 1);
  peer.send(rawFrame(frameType.settings, 0, 0, rawSettings([settingId.initialWindowSize, 65_535])));
  await peer.trailers(1);
  expect(peer.body(1)).toEqual(rawMessage("hello"));
});

test("a table of size 0 is announced before the first block, and blocks stay decodable", async () => {
  const peer = await connect(rawSettings([settingId.headerTableSize, 0]));
  peer.send(peer.call(1, "Same"));
  await peer.trailers(1);
  const block = peer.frames.find(({ type }) => type === frameType.headers)?.payload;
  expect(block?.[0]).toBe(0x20);
});

/** The violations that end a connection, with the error code. */
const fatal: readonly (readonly [string, number, (peer: RawPeer) => Uint8Array[]])[] = [
  ["DATA on stream 0", http2Error.protocolError, () => [rawFrame(frameType.data, 0, 0, uint32(1))]],
  ["DATA on an idle stream", http2Error.protocolError, () => [rawFrame(frameType.data, 0, 1, uint32(1))]],
  ["HEADERS on stream 0", http2Error.protocolError, (peer) => [peer.headers(0, get, true)]],
  ["HEADERS on an even stream", http2Error.protocolError, (peer) => [peer.headers(2, get, true)]],
  [
    "a stream identifier lower than an earlier one",
    http2Error.streamClosed,
    (peer) => [peer.headers(5, get, true), peer.headers(3, get, true)],
  ],
  ["RST_STREAM on an idle stream", http2Error.protocolError, () => [rawFrame(3, 0, 1, uint32(8))]],
  ["RST_STREAM of three bytes", http2Error.frameSizeError, () => [rawFrame(3, 0, 1, Buffer.alloc(3))]],
  ["WINDOW_UPDATE on an idle stream", http2Error.protocolError, () => [rawFrame(8, 0, 1, uint32(8))]],
  ["WINDOW_UPDATE of 0", http2Error.protocolError, () => [rawFrame(8, 0, 0, uint32(0))]],
  ["a window above 2^31-1", http2Error.flowControlError, () => [rawFrame(8, 0, 0, uint32(0x7fffffff))]],
  ["PING on a stream", http2Error.protocolError, () => [rawFrame(6, 0, 1, Buffer.alloc(8))]],
  ["PING of seven bytes", http2Error.frameSizeError, () => [rawFrame(6, 0, 0, Buffer.alloc(7))]],
  ["SETTINGS on a stream", http2Error.protocolError, () => [rawFrame(4, 0, 1)]],
  ["SETTINGS of five bytes", http2Error.frameSizeError, () => [rawFrame(4, 0, 0, Buffer.alloc(5))]],
  ["an acknowledgement with bytes", http2Error.frameSizeError, () => [rawFrame(4, 1, 0, Buffer.alloc(6))]],
  ["ENABLE_PUSH of 2", http2Error.protocolError, () => [rawFrame(4, 0, 0, rawSettings([2, 2]))]],
  [
    "a window setting above 2^31-1",
    http2Error.flowControlError,
    () => [rawFrame(4, 0, 0, rawSettings([4, 0x80000000]))],
  ],
  [
    "a frame size below 16 384",
    http2Error.protocolError,
    () => [rawFrame(4, 0, 0, rawSettings([5, 16_383]))],
  ],
  ["PUSH_PROMISE", http2Error.protocolError, () => [rawFrame(5, 4, 1, uint32(2))]],
  [
    "CONTINUATION without a header block",
    http2Error.protocolError,
    () => [rawFrame(9, 4, 1, Buffer.alloc(1))],
  ],
  [
    "another frame inside a header block",
    http2Error.protocolError,
    (peer) => [rawFrame(1, 0, 1, peer.headers(1, get, true).subarray(9)), rawFrame(6, 0, 0, Buffer.alloc(8))],
  ],
  [
    "a header block that is not HPACK",
    http2Error.compressionError,
    () => [rawFrame(1, 5, 1, Buffer.from([0x80]))],
  ],
  [
    "more padding than payload",
    http2Error.protocolError,
    () => [rawFrame(1, 0x0d, 1, Buffer.from([9, 0x82]))],
  ],
  [
    "a frame above the announced size",
    http2Error.frameSizeError,
    () => [rawFrame(0, 0, 1, Buffer.alloc(16_385))],
  ],
  [
    "DATA on a stream that both have ended",
    http2Error.streamClosed,
    (peer) => [peer.headers(1, get, true), rawFrame(0, 0, 1, Buffer.alloc(1))],
  ],
  ["GOAWAY on a stream", http2Error.protocolError, () => [rawFrame(7, 0, 1, Buffer.alloc(8))]],
  ["a priority on itself", http2Error.protocolError, () => [rawFrame(2, 0, 1, Buffer.from([0, 0, 0, 1, 1]))]],
];

test.each(fatal)("%s ends the connection with GOAWAY", async (_name, code, bytes) => {
  const peer = await connect();
  peer.send(...bytes(peer));
  expect(await peer.goawayError()).toBe(code);
  await peer.end();
});

/** Malformed header lists (section 8.1.1): one stream is reset, the connection stays open. */
const malformed: readonly (readonly [string, RawFields])[] = [
  ["a name in upper case", getWith(["X-Upper", "1"])],
  ["an unknown pseudo-header field", [[":unknown", "1"], ...get]],
  ["a pseudo-header field of replies", [[":status", "200"], ...get]],
  ["a pseudo-header field after others", [...get.slice(1), ["x-a", "1"], [":method", "GET"]]],
  ["a pseudo-header field twice", [...get, [":path", "/"]]],
  ["no method", getWith([":method", "-"])],
  ["no scheme", getWith([":scheme", "-"])],
  ["no path", getWith([":path", "-"])],
  ["an empty path", getWith([":path", ""])],
  ["a path without its slash", getWith([":path", "pillion.wire.test.Echo/Same"])],
  ["a connection-specific field", getWith(["connection", "close"])],
  ["te that is not trailers", getWith(["te", "gzip"])],
  ["a line break in a value", getWith(["x-a", "a\r\nb"])],
  ["two different content-lengths", getWith(["content-length", "1"], ["content-length", "2"])],
  ["a body that differs from its content-length", getWith(["content-length", "1"])],
];

test.each(malformed)("%s resets only the stream", async (_name, fields) => {
  const peer = await connect();
  peer.send(peer.headers(1, fields, true), peer.call(3, "Same"));
  expect(await peer.reset(1)).toBe(http2Error.protocolError);
  expect((await peer.trailers(3)).fields["grpc-status"]).toBe("0");
});

test("trailers with a pseudo-header field, or without the end of the stream, reset the stream", async () => {
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Up"), false), peer.headers(1, [[":path", "/"]], true));
  peer.send(peer.headers(3, callFields("Up"), false), peer.headers(3, [["x-a", "1"]], false));
  expect(await peer.reset(1)).toBe(http2Error.protocolError);
  expect(await peer.reset(3)).toBe(http2Error.protocolError);
});

test("trailers end a request", async () => {
  const peer = await connect();
  peer.send(
    peer.headers(1, callFields("Up"), false),
    peer.data(1, rawMessage("abc"), false),
    peer.headers(1, [["x-check", "sum"]], true),
  );
  await peer.trailers(1);
  expect(peer.body(1)).toEqual(rawMessage("1 3"));
});

test("DATA or HEADERS after the end of a request whose reply is in progress reset that stream", async () => {
  const peer = await connect();
  peer.send(peer.call(1, "Hang"), peer.data(1, Buffer.from("x"), false));
  expect(await peer.reset(1)).toBe(http2Error.streamClosed);
  peer.send(peer.call(3, "Hang"), peer.headers(3, [["x-a", "1"]], true));
  expect(await peer.reset(3)).toBe(http2Error.streamClosed);
});

test("DATA on a stream that this end has reset is ignored", async () => {
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Nothing"), false));
  await peer.trailers(1);
  peer.send(peer.data(1, rawMessage("late"), true), peer.call(3, "Same"));
  expect((await peer.trailers(3)).fields["grpc-status"]).toBe("0");
});

test("streams above the announced limit get REFUSED_STREAM, and may be retried", async () => {
  const peer = await connect();
  for (let index = 0; index < 11; index += 1) {
    peer.send(peer.headers(1 + 2 * index, callFields("Up"), false));
  }
  expect(await peer.reset(21)).toBe(http2Error.refusedStream);
  peer.send(peer.data(1, rawMessage("x"), true));
  await peer.trailers(1);
  peer.send(peer.call(23, "Same"));
  expect((await peer.trailers(23)).fields["grpc-status"]).toBe("0");
  expect(server.counters.streamsRefused).toBe(1);
});

test("a stream window above 2^31-1, or a WINDOW_UPDATE of 0, resets the stream", async () => {
  const peer = await connect();
  peer.send(peer.headers(1, callFields("Up"), false), rawFrame(8, 0, 1, uint32(0x7fffffff)));
  expect(await peer.reset(1)).toBe(http2Error.flowControlError);
  peer.send(peer.headers(3, callFields("Up"), false), rawFrame(8, 0, 3, uint32(0)));
  expect(await peer.reset(3)).toBe(http2Error.protocolError);
});

test("a peer that uses another protocol is disconnected", async () => {
  const peer = await RawPeer.connect(server.addresses[0] ?? "", { silent: true });
  peers.push(peer);
  peer.send(Buffer.from("GET / HTTP/1.1\r\nhost: test\r\n\r\n"));
  await peer.end();
});

test("a peer that sends another frame before SETTINGS is disconnected", async () => {
  const peer = await RawPeer.connect(server.addresses[0] ?? "", { silent: true });
  peers.push(peer);
  peer.send(clientPreface, rawFrame(frameType.ping, 0, 0, Buffer.alloc(8)));
  expect(await peer.goawayError()).toBe(http2Error.protocolError);
});
