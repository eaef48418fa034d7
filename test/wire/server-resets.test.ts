// How often a client may give calls up: the attacks with RST_STREAM are closed
// (CVE-2023-44487), and honest clients, of whom many calls may be late at once,
// keep their connection.
import {
  createWireServer,
  createWireTransport,
  type LimitName,
  limitTable,
  type WireServer,
} from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { frameType } from "../../wire/src/http2/frame.ts";
import { http2Error } from "../../wire/src/http2/http2-errors.ts";
import { settingId } from "../../wire/src/http2/settings.ts";
import { type EchoRecord, echoMethods, echoService } from "./echo-service.ts";
import { callFields, RawPeer, rawFrame, rawMessage, rawSettings, uint32 } from "./raw-peer.ts";

let server: WireServer;
let record: EchoRecord;
const peers: RawPeer[] = [];

async function start(limits: Partial<Record<LimitName, number>> = {}): Promise<void> {
  const service = echoService();
  record = service.record;
  server = await createWireServer({ listen: ["127.0.0.1:0"], limits }, service.routes);
}

async function connect(settings?: Uint8Array): Promise<RawPeer> {
  const peer = await RawPeer.connect(server.addresses[0] ?? "", settings === undefined ? {} : { settings });
  peers.push(peer);
  return peer;
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server.close();
});

/** The peer's call of this number is answered. */
async function expectAnswered(peer: RawPeer, id: number): Promise<void> {
  peer.send(peer.call(id, "Same", "alive"));
  expect((await peer.trailers(id)).fields["grpc-status"]).toBe("0");
}

async function expectCalm(peer: RawPeer): Promise<void> {
  expect(await peer.goawayError()).toBe(http2Error.enhanceYourCalm);
  await peer.end();
}

function givenUp(id: number): Buffer {
  return rawFrame(frameType.rstStream, 0, id, uint32(8));
}

function running(): number {
  return record.started - record.ended;
}

test("rapid reset with the default limits: a burst is borne, and what goes on and on is not", async () => {
  await start();
  const peer = await connect();
  for (let index = 0; index < 20_000 && !peer.closed; index += 1) {
    const id = index * 2 + 1;
    peer.send(peer.call(id, "Later", "x"), givenUp(id));
    if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await expectCalm(peer);
  expect(server.counters.resetFloods).toBe(1);
  await expectAnswered(await connect(), 1);
});

test("all calls of a full connection given up at once, again and again: the connection stays", async () => {
  // Hardly a token comes back in the time that a test takes: what is borne is the burst, eight times all streams.
  await start({ resetRateMax: 1 });
  const streams = limitTable.streamsPerConnectionMax.default;
  const peer = await connect();
  for (let storm = 0, id = 1; storm < 8; storm += 1) {
    const ids = Array.from({ length: streams }, (_, index) => id + index * 2);
    id += streams * 2;
    peer.send(...ids.map((each) => peer.call(each, "Hang")));
    await peer.until("all to run", () => running() === streams || undefined);
    peer.send(...ids.map((each) => givenUp(each)));
    await peer.until("all to end", () => running() === 0 || undefined);
  }
  const last = 8 * streams * 2 + 1;
  await expectAnswered(peer, last);
  expect(server.counters.resetFloods).toBe(0);
});

test("streams that are reset when they were answered already do not count", async () => {
  await start({ resetBurstMax: 10, resetRateMax: 1, otherFrameBurstMax: 10, otherFrameRateMax: 1 });
  const peer = await connect();
  for (let id = 1; id < 400; id += 2) {
    peer.send(peer.call(id, "Same"), givenUp(id));
  }
  await expectAnswered(peer, 401);
});

test("streams of replies that were taken so far do not count when they are reset", async () => {
  await start({ resetBurstMax: 10, resetRateMax: 1 });
  const peer = await connect();
  for (let id = 1; id < 100; id += 2) {
    peer.send(peer.headers(id, callFields("Both"), false), peer.data(id, rawMessage("x"), false));
    await peer.frame("a reply", (frame) => frame.type === frameType.data && frame.id === id);
    peer.send(givenUp(id));
  }
  await expectAnswered(peer, 101);
});

test("streams whose replies the peer does not take count when they are reset", async () => {
  await start({ resetBurstMax: 10, resetRateMax: 1 });
  const peer = await connect(rawSettings([settingId.initialWindowSize, 0]));
  for (let id = 1; id < 100 && !peer.closed; id += 2) {
    peer.send(peer.call(id, "Size", "100000"));
    await peer.until("headers, or the end", () => {
      const isThere = peer.frames.some((frame) => frame.type === frameType.headers && frame.id === id);
      return isThere || peer.closed || undefined;
    });
    peer.send(givenUp(id));
  }
  await expectCalm(peer);
});

test("one stream that is reset without end closes the connection", async () => {
  await start({ otherFrameBurstMax: 100, otherFrameRateMax: 1 });
  const peer = await connect();
  peer.send(peer.call(1, "Same"));
  await peer.trailers(1);
  const batch = Buffer.concat(new Array<Buffer>(100).fill(givenUp(1)));
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
  // Some more than there are streams: those are given up while they wait.
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
