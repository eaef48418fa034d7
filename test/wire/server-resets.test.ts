// How often a client may cancel calls: attacks with RST_STREAM are stopped
// (CVE-2023-44487), and honest clients, of which many calls may be late at once,
// keep their connection.
import { createWireTransport, limitTable, type WireServer } from "@pillion/wire";
import { expect, test } from "vitest";
import { frameType } from "../../wire/src/http2/frame.ts";
import { settingId } from "../../wire/src/http2/settings.ts";
import { type EchoRecord, echoMethods } from "./echo-service.ts";
import { expectCalm, expectSuccess, type HostileFixture, startHostile } from "./hostile-fixture.ts";
import { callFields, rawFrame, rawMessage, rawSettings, uint32 } from "./raw-peer.ts";

let server: WireServer;
let record: EchoRecord;
let connect: HostileFixture["connect"];

async function start(...options: Parameters<typeof startHostile>): Promise<void> {
  ({ server, record, connect } = await startHostile(...options));
}

function resetFrame(id: number): Buffer {
  return rawFrame(frameType.rstStream, 0, id, uint32(8));
}

function running(): number {
  return record.started - record.ended;
}

test("rapid reset with the default limits: a burst is allowed, a continuing stream is not", async () => {
  await start();
  const peer = await connect();
  for (let index = 0; index < 20_000 && !peer.closed; index += 1) {
    const id = index * 2 + 1;
    peer.send(peer.call(id, "Later", "x"), resetFrame(id));
    if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await expectCalm(peer);
  expect(server.counters.resetFloods).toBe(1);
  await expectSuccess(await connect(), 1);
});

test("all calls of a full connection cancelled at once, repeatedly: the connection stays open", async () => {
  // Hardly any token is added during a test: what is allowed is the burst, eight times all streams.
  await start({ resetRateMax: 1 });
  const streams = limitTable.streamsPerConnectionMax.default;
  const peer = await connect();
  for (let storm = 0, id = 1; storm < 8; storm += 1) {
    const ids = Array.from({ length: streams }, (_, index) => id + index * 2);
    id += streams * 2;
    peer.send(...ids.map((each) => peer.call(each, "Hang")));
    await peer.until("all to run", () => running() === streams || undefined);
    peer.send(...ids.map((each) => resetFrame(each)));
    await peer.until("all to end", () => running() === 0 || undefined);
  }
  const last = 8 * streams * 2 + 1;
  await expectSuccess(peer, last);
  expect(server.counters.resetFloods).toBe(0);
});

test("resets of streams that already had their reply do not count", async () => {
  await start({ resetBurstMax: 10, resetRateMax: 1, otherFrameBurstMax: 10, otherFrameRateMax: 1 });
  const peer = await connect();
  for (let id = 1; id < 400; id += 2) {
    peer.send(peer.call(id, "Same"), resetFrame(id));
  }
  await expectSuccess(peer, 401);
});

test("resets of streams whose replies were read so far do not count", async () => {
  await start({ resetBurstMax: 10, resetRateMax: 1 });
  const peer = await connect();
  for (let id = 1; id < 100; id += 2) {
    peer.send(peer.headers(id, callFields("Both"), false), peer.data(id, rawMessage("x"), false));
    await peer.frame("a reply", (frame) => frame.type === frameType.data && frame.id === id);
    peer.send(resetFrame(id));
  }
  await expectSuccess(peer, 101);
});

test("resets of streams whose replies the peer does not read count", async () => {
  await start({ resetBurstMax: 10, resetRateMax: 1 });
  const peer = await connect({ settings: rawSettings([settingId.initialWindowSize, 0]) });
  for (let id = 1; id < 100 && !peer.closed; id += 2) {
    peer.send(peer.call(id, "Size", "100000"));
    await peer.until("headers, or the end", () => {
      const isThere = peer.frames.some((frame) => frame.type === frameType.headers && frame.id === id);
      return isThere || peer.closed || undefined;
    });
    peer.send(resetFrame(id));
  }
  await expectCalm(peer);
});

test("resetting one stream endlessly closes the connection", async () => {
  await start({ otherFrameBurstMax: 100, otherFrameRateMax: 1 });
  const peer = await connect();
  peer.send(peer.call(1, "Same"));
  await peer.trailers(1);
  const batch = Buffer.concat(new Array<Buffer>(100).fill(resetFrame(1)));
  for (let sent = 0; sent < 100 && !peer.closed; sent += 1) {
    peer.send(batch);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expectCalm(peer);
  expect(server.counters.otherFrameFloods).toBe(1);
});

test("a client whose calls are all aborted together, several times, keeps its connection", async () => {
  await start();
  const client = createWireTransport({ address: server.addresses[0] ?? "" });
  const callsMax = limitTable.streamsPerConnectionMax.default;
  // More calls than streams: the rest are cancelled while they wait.
  const calls = callsMax + 50;
  for (let storm = 0; storm < 6; storm += 1) {
    const controller = new AbortController();
    const ends = Promise.allSettled(
      Array.from({ length: calls }, () =>
        client.unary(echoMethods.hang, new Uint8Array(0), { signal: controller.signal }),
      ),
    );
    await expect.poll(running).toBe(callsMax);
    controller.abort();
    expect((await ends).filter(({ status }) => status === "rejected")).toHaveLength(calls);
    await expect.poll(running).toBe(0);
  }
  const reply = await client.unary(echoMethods.same, Buffer.from("alive"), {});
  expect(Buffer.from(reply).toString()).toBe("alive");
  expect(server.counters.resetFloods).toBe(0);
  await client.close();
});
