// Clients that measure their bandwidth (grpc-go, gRPC's C core): they send PING
// and WINDOW_UPDATE frames for the frames that they receive, and keep their
// connection. PINGs without such a reason are limited (gRFC A8).
import { expect, test } from "vitest";
import { frameType } from "../../wire/src/http2/frame.ts";
import { expectCalm, expectSuccess, startHostile } from "./hostile-fixture.ts";
import { type RawPeer, rawFrame, uint32 } from "./raw-peer.ts";

const ping = rawFrame(frameType.ping, 0, 0, Buffer.alloc(8));

/** What a client sends for the three frames of a unary reply: a PING and two updates for each. */
function measurement(streamId: number): Buffer {
  const updates = [0, streamId].map((id) => rawFrame(frameType.windowUpdate, 0, id, uint32(9)));
  return Buffer.concat(new Array<Buffer[]>(3).fill([ping, ...updates]).flat());
}

/** Calls in groups of 50; after each group, the measurements of its replies. */
async function callAndMeasure(peer: RawPeer, calls: number): Promise<void> {
  for (let first = 0; first < calls; first += 50) {
    const ids = Array.from({ length: 50 }, (_, index) => (first + index) * 2 + 1);
    peer.send(...ids.map((id) => peer.call(id, "Same", "x")));
    for (const id of ids) await peer.trailers(id);
    peer.send(...ids.map(measurement));
  }
}

test("a busy client that pings for every reply frame keeps its connection at the default limits", async () => {
  const { server, connect } = await startHostile();
  const peer = await connect();
  await callAndMeasure(peer, 1500);
  await expectSuccess(peer, 3001);
  expect(server.counters.pingFloods + server.counters.windowUpdateFloods).toBe(0);
});

test("frames that were sent pay for PINGs and updates even if the limits allow hardly any", async () => {
  const { server, connect } = await startHostile({
    pingBurstMax: 200,
    pingRateMax: 1,
    windowUpdateBurstMax: 400,
    windowUpdateRateMax: 1,
  });
  const peer = await connect();
  await callAndMeasure(peer, 500);
  await expectSuccess(peer, 1001);
  expect(server.counters.pingFloods + server.counters.windowUpdateFloods).toBe(0);
});

test("PINGs beyond the frames that were sent end the connection with too_many_pings", async () => {
  const { server, connect } = await startHostile({ pingBurstMax: 5, pingRateMax: 1 });
  const peer = await connect();
  await expectSuccess(peer);
  peer.send(...new Array<Buffer>(20).fill(ping));
  await expectCalm(peer);
  const goaway = peer.frames.findLast(({ type }) => type === frameType.goaway);
  expect(goaway?.payload.subarray(8).toString()).toBe("too_many_pings");
  expect(server.counters.pingFloods).toBe(1);
});
