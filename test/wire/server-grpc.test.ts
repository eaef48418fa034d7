// What gRPC requires of a server on the byte level: statuses of malformed
// requests, the forms of trailers, deadlines and cancellation, on raw sockets
// (grpc/grpc doc/PROTOCOL-HTTP2.md, doc/statuscodes.md, doc/compression.md).
import { gunzipSync, gzipSync } from "node:zlib";
import { createWireServer, type WireServer, type WireServerOptions } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { frameType } from "../../wire/src/http2/frame.ts";
import { http2Error } from "../../wire/src/http2/http2-errors.ts";
import { type EchoRecord, echoService } from "./echo-service.ts";
import { callFields, RawPeer, rawFrame, rawMessage, uint32 } from "./raw-peer.ts";

let server: WireServer;
let record: EchoRecord;
let peer: RawPeer;
let errors: unknown[] = [];

async function start(options: Partial<WireServerOptions> = {}): Promise<void> {
  const service = echoService();
  record = service.record;
  errors = [];
  server = await createWireServer(
    { listen: ["127.0.0.1:0"], onHandlerError: (error) => errors.push(error), ...options },
    service.routes,
  );
  peer = await RawPeer.connect(server.addresses[0] ?? "");
}

afterEach(async () => {
  peer.destroy();
  await server.close();
});

/** The status of a call whose request has this body. */
async function statusOf(path: string, body: Uint8Array, ...more: [string, string][]): Promise<string> {
  const id = peer.frames.filter(({ type }) => type === frameType.headers).length * 2 + 1;
  peer.send(peer.headers(id, callFields(path, ...more), false), peer.data(id, body, true));
  return (await peer.trailers(id)).fields["grpc-status"] ?? "";
}

test("an unknown path gets UNIMPLEMENTED as Trailers-Only, before the request has ended", async () => {
  await start();
  peer.send(peer.headers(1, callFields("/pillion.wire.test.Echo/Nothing"), false));
  const { fields } = await peer.trailers(1);
  expect(fields).toMatchObject({ ":status": "200", "content-type": "application/grpc", "grpc-status": "12" });
  expect(await peer.reset(1)).toBe(http2Error.noError);
});

test("a request with no message or two messages to a unary method gets UNIMPLEMENTED", async () => {
  await start();
  expect(await statusOf("Same", Buffer.alloc(0))).toBe("12");
  peer.send(peer.headers(101, callFields("Same"), true));
  expect((await peer.trailers(101)).fields["grpc-status"]).toBe("12");
  const two = Buffer.concat([rawMessage("a"), rawMessage("b")]);
  peer.send(peer.headers(103, callFields("Same"), false), peer.data(103, two, true));
  expect((await peer.trailers(103)).fields["grpc-status"]).toBe("12");
});

test("a truncated message gets INTERNAL, whether its prefix or its body is cut", async () => {
  await start();
  expect(await statusOf("Same", rawMessage("hello").subarray(0, 3))).toBe("13");
  peer.send(
    peer.headers(101, callFields("Up"), false),
    peer.data(101, rawMessage("abc").subarray(0, 7), true),
  );
  expect((await peer.trailers(101)).fields["grpc-status"]).toBe("13");
});

test("bytes that are not a message of the method get INTERNAL", async () => {
  await start();
  expect(await statusOf("Same", Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]))).toBe("13");
});

test("an unknown message flag, and a compressed one without an encoding, get INTERNAL", async () => {
  await start();
  expect(await statusOf("Same", Buffer.from([2, 0, 0, 0, 0]))).toBe("13");
  peer.send(
    peer.headers(101, callFields("Same"), false),
    peer.data(101, Buffer.from([1, 0, 0, 0, 1, 9]), true),
  );
  expect((await peer.trailers(101)).fields["grpc-status"]).toBe("13");
});

test("an unknown encoding gets UNIMPLEMENTED and the names of the supported ones", async () => {
  await start();
  peer.send(peer.call(1, "Same", "x", ["grpc-encoding", "br"]));
  expect((await peer.trailers(1)).fields).toMatchObject({
    "grpc-status": "12",
    "grpc-accept-encoding": "identity,gzip",
  });
});

test("a gzip request is accepted, corrupt gzip gets INTERNAL, and decompression stops at the limit", async () => {
  await start({ limits: { requestMessageBytesMax: 100_000 } });
  const wrap = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([1]), uint32(bytes.length), bytes]);
  const send = (id: number, bytes: Uint8Array): void =>
    peer.send(
      peer.headers(id, callFields("Up", ["grpc-encoding", "gzip"]), false),
      peer.data(id, wrap(bytes), true),
    );
  send(1, gzipSync(rawMessage("hello").subarray(5)));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("0");
  expect(peer.body(1)).toEqual(rawMessage("1 5"));
  send(3, Buffer.from("no gzip"));
  expect((await peer.trailers(3)).fields["grpc-status"]).toBe("13");
  send(5, gzipSync(Buffer.alloc(300_000_000 / 50)));
  expect((await peer.trailers(5)).fields["grpc-status"]).toBe("8");
});

test("replies are compressed only if configured and accepted", async () => {
  await start({ compressReplies: true });
  peer.send(
    peer.call(1, "Size", "5000", ["grpc-accept-encoding", "identity,gzip"]),
    peer.call(3, "Size", "5000"),
  );
  await peer.trailers(1);
  await peer.trailers(3);
  const headers = peer.frames.filter(({ type, flags }) => type === frameType.headers && (flags & 1) === 0);
  expect(headers.map(({ fields }) => fields["grpc-encoding"])).toEqual(["gzip", undefined]);
  expect(peer.body(1)[0]).toBe(1);
  expect(gunzipSync(peer.body(1).subarray(5))).toEqual(peer.body(3).subarray(5));
});

test("a message larger than the limit gets RESOURCE_EXHAUSTED as soon as it is announced", async () => {
  await start({ limits: { requestMessageBytesMax: 1000 } });
  peer.send(
    peer.headers(1, callFields("Same"), false),
    peer.data(1, Buffer.concat([Buffer.from([0]), uint32(0xffffffff), Buffer.alloc(10)]), false),
  );
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("8");
  expect(server.counters.messagesRefused).toBe(1);
});

test("a reply larger than the limit gets RESOURCE_EXHAUSTED", async () => {
  await start({ limits: { replyMessageBytesMax: 1000 } });
  expect(await statusOf("Size", rawMessage("2000"))).toBe("8");
});

test("an error's message is percent-encoded and its details are sent as base64", async () => {
  await start();
  peer.send(peer.call(1, "Fail", "5 50 % größer"));
  expect((await peer.trailers(1)).fields).toMatchObject({
    "grpc-status": "5",
    "grpc-message": "50 %25 gr%C3%B6%C3%9Fer",
    "grpc-status-details-bin": Buffer.from("\b\x05\x12\r50 % größer").toString("base64").replace(/=+$/, ""),
  });
});

test("an error that is not an RpcError is reported to the server's owner and not to the client", async () => {
  await start();
  expect(await statusOf("Size", rawMessage("-1"))).toBe("2");
  expect(errors).toHaveLength(1);
});

test("messages before an error are delivered before it", async () => {
  await start();
  peer.send(peer.call(1, "DownThenFail", "ab"));
  expect((await peer.trailers(1)).fields).toEqual({ "grpc-status": "10", "grpc-message": "after two" });
  expect(peer.body(1)).toEqual(Buffer.concat([rawMessage("ab"), rawMessage("ab")]));
});

test("metadata is sent both ways, text and bytes, with and without padding, and reserved names are not", async () => {
  await start();
  peer.send(
    peer.call(1, "Metadata", "x", ["x-text", "a, b"], ["x-bytes-bin", "AQ=="], ["x-bytes-bin", "AgM,BA"]),
  );
  const trailers = await peer.trailers(1);
  expect(trailers.fields).toMatchObject({
    "x-text-too": "a, b",
    "x-bytes-too-bin": "BA",
    "grpc-status": "0",
  });
  const headers = peer.frames.find(({ type }) => type === frameType.headers);
  expect(headers?.fields).toMatchObject({ "x-text": "a, b", "x-bytes-bin": "BA" });
});

test("a deadline that passes ends the call with DEADLINE_EXCEEDED and cancels its handler", async () => {
  await start();
  peer.send(peer.call(1, "Hang", "x", ["grpc-timeout", "30m"]));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("4");
  await peer.until("the handler's end", () => record.cancelled === 1 || undefined);
  expect(server.load.calls).toBe(0);
});

test("a call whose deadline has passed on arrival never reaches its handler", async () => {
  await start();
  peer.send(peer.call(1, "Hang", "x", ["grpc-timeout", "0n"]));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("4");
  expect(record.started).toBe(0);
});

test("the longest valid deadline does not fire, and an invalid one gets INTERNAL", async () => {
  await start();
  expect(await statusOf("Later", rawMessage("x"), ["grpc-timeout", "99999999H"])).toBe("0");
  peer.send(peer.call(101, "Later", "x", ["grpc-timeout", "soon"]));
  expect((await peer.trailers(101)).fields["grpc-status"]).toBe("13");
});

test("a cancellation reaches the handler, and the call is counted until the handler has ended", async () => {
  await start();
  peer.send(peer.call(1, "Hang"));
  await peer.until("the handler", () => record.started === 1 || undefined);
  expect(server.load.calls).toBe(1);
  peer.send(rawFrame(frameType.rstStream, 0, 1, uint32(http2Error.cancel)));
  await peer.until("the handler's end", () => record.ended === 1 || undefined);
  expect(record.cancelled).toBe(1);
  await peer.until("the books", () => server.load.calls === 0 || undefined);
});

test("a lost connection cancels its calls", async () => {
  await start();
  peer.send(peer.call(1, "Hang"), peer.headers(3, callFields("Both"), false));
  await peer.until("the handlers", () => record.started === 2 || undefined);
  peer.destroy();
  await peer.until("the handlers' end", () => record.ended === 2 || undefined);
});

test("a cancellation stops an endless stream of replies", async () => {
  await start();
  peer.send(peer.call(1, "Down", "1000000000 100"));
  await peer.frame("a reply", ({ type }) => type === frameType.data);
  peer.send(rawFrame(frameType.rstStream, 0, 1, uint32(http2Error.cancel)));
  await peer.until("the handler's end", () => record.ended === 1 || undefined);
});

test("both sides may stream at once: each request gets its reply before the next is sent", async () => {
  await start();
  peer.send(peer.headers(1, callFields("Both"), false));
  let expected = Buffer.alloc(0);
  for (const word of ["one", "two", "three"]) {
    peer.send(peer.data(1, rawMessage(word), false));
    expected = Buffer.concat([expected, rawMessage(word)]);
    const length = expected.length;
    await peer.until(`the reply to ${word}`, () => peer.body(1).length >= length || undefined);
  }
  peer.send(peer.data(1, Buffer.alloc(0), true));
  expect((await peer.trailers(1)).fields["grpc-status"]).toBe("0");
  expect(peer.body(1)).toEqual(expected);
});

test("a request split at every byte is the same request", async () => {
  await start();
  const bytes = Buffer.concat([rawMessage("first"), rawMessage(""), rawMessage("third")]);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const id = cut * 2 + 1;
    peer.send(
      peer.headers(id, callFields("Up"), false),
      peer.data(id, bytes.subarray(0, cut), false),
      peer.data(id, bytes.subarray(cut), true),
    );
    await peer.trailers(id);
    expect(peer.body(id)).toEqual(rawMessage("3 10"));
  }
});
