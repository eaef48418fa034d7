// Shared by the tests of hostile clients: an echo server with given limits, raw
// connections to it, and what is expected when a limit is exceeded. Everything
// is closed after each test.
import { createWireServer, type LimitName, type Route, type WireServer } from "@pillion/wire";
import { afterEach, expect } from "vitest";
import { http2Error } from "../../wire/src/http2/http2-errors.ts";
import { type EchoRecord, echoService } from "./echo-service.ts";
import { RawPeer } from "./raw-peer.ts";

const servers: WireServer[] = [];
const peers: RawPeer[] = [];

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  for (const server of servers.splice(0)) await server.close();
});

/** A server under attack. */
export interface HostileFixture {
  readonly server: WireServer;
  readonly record: EchoRecord;
  /** Opens a raw connection. */
  connect(options?: Parameters<typeof RawPeer.connect>[1]): Promise<RawPeer>;
}

/** Starts the echo service with these limits; `change` may replace its routes. */
export async function startHostile(
  limits: Partial<Record<LimitName, number>> = {},
  change: (routes: readonly Route[]) => readonly Route[] = (routes) => routes,
): Promise<HostileFixture> {
  const { record, routes } = echoService();
  const server = await createWireServer({ listen: ["127.0.0.1:0"], limits }, change(routes));
  servers.push(server);
  return {
    server,
    record,
    connect: async (options = {}) => {
      const peer = await RawPeer.connect(server.addresses[0] ?? "", options);
      peers.push(peer);
      return peer;
    },
  };
}

/** Expects that this call of the peer succeeds. */
export async function expectSuccess(peer: RawPeer, id = 1): Promise<void> {
  peer.send(peer.call(id, "Same", "alive"));
  expect((await peer.trailers(id)).fields["grpc-status"]).toBe("0");
}

/** Expects GOAWAY with ENHANCE_YOUR_CALM and the end of the connection. */
export async function expectCalm(peer: RawPeer): Promise<void> {
  expect(await peer.goawayError()).toBe(http2Error.enhanceYourCalm);
  await peer.end();
}
