// TLS of the server: 1.3 and HTTP/2 only, client certificates that are verified
// before any handler runs, and certificates that change under load.
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { createWireServer, type ServerTls, type WireServer } from "@pillion/wire";
import { afterEach, expect, test } from "vitest";
import { route } from "../../wire/src/server/service.ts";
import { makeAuthority, signCertificate, type TestCertificate } from "./certificates.ts";
import { bytesCodec, echoMethod } from "./echo-service.ts";
import { RawPeer, rawMessage } from "./raw-peer.ts";

const authority = makeAuthority("test authority");
const other = makeAuthority("another authority");
const serverName = { name: "server", altNames: ["DNS:localhost", "IP:127.0.0.1"] };
const clientName = { name: "client", altNames: ["URI:spiffe://test/ns/app", "DNS:app.test"] };

let server: WireServer;
let handled = 0;
const peers: RawPeer[] = [];

async function start(tls: Partial<ServerTls> = {}): Promise<void> {
  handled = 0;
  const certificate = signCertificate(authority, serverName);
  server = await createWireServer(
    { listen: ["127.0.0.1:0"], tls: { ...certificate, ...tls }, limits: { handshakeMsMax: 500 } },
    [
      route(echoMethod("Who", false, false), (_request, call) => {
        handled += 1;
        return Buffer.from((call.peer.subjectAltNames ?? ["none"]).join(" "));
      }),
    ],
  );
}

async function connect(tls: ConnectionOptions = {}): Promise<RawPeer> {
  const peer = await RawPeer.connect(server.addresses[0] ?? "", { tls: { ca: authority.cert, ...tls } });
  peers.push(peer);
  return peer;
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server.close();
});

async function who(peer: RawPeer, id = 1): Promise<string> {
  peer.send(peer.call(id, "Who"));
  await peer.trailers(id);
  return Buffer.from(bytesCodec.decode(peer.body(id).subarray(5))).toString();
}

test("a call over TLS succeeds", async () => {
  await start();
  const peer = await connect();
  expect(await who(peer)).toBe("none");
  expect(peer.body(1)).toEqual(rawMessage("none"));
});

test("the names in a client's certificate are available to its calls", async () => {
  await start({ clientCa: authority.cert });
  const peer = await connect(signCertificate(authority, clientName));
  expect(await who(peer)).toBe("URI:spiffe://test/ns/app DNS:app.test");
});

/** Clients that must be rejected. */
const rejectedClients: readonly (readonly [string, () => Partial<TestCertificate>])[] = [
  ["no certificate", () => ({})],
  ["a certificate of another authority", () => signCertificate(other, clientName)],
  ["an expired certificate", () => signCertificate(authority, { ...clientName, lifeMs: -86_400_000 })],
  ["a self-signed certificate", () => makeAuthority("test authority")],
];

test.each(rejectedClients)("a client with %s reaches no handler", async (_name, certificate) => {
  await start({ clientCa: authority.cert });
  // With TLS 1.3 a client learns of the rejection only after its own handshake is complete.
  const peer = await connect({ ...certificate() }).catch(() => undefined);
  peer?.send(peer.call(1, "Who"));
  await peer?.end();
  expect(handled).toBe(0);
  const friend = await connect(signCertificate(authority, clientName));
  expect(await who(friend)).toContain("spiffe");
});

test("TLS 1.2 is rejected, even after the certificates were changed", async () => {
  await start();
  await expect(connect({ maxVersion: "TLSv1.2" })).rejects.toThrow();
  server.reloadTls(signCertificate(authority, serverName));
  await expect(connect({ maxVersion: "TLSv1.2" })).rejects.toThrow();
  expect(await who(await connect())).toBe("none");
});

test("a client that does not offer HTTP/2 is disconnected", async () => {
  await start();
  await expect(connect({ ALPNProtocols: ["http/1.1"] })).rejects.toThrow();
  const port = Number(server.addresses[0]?.split(":")[1]);
  const silent = connectTls({ port, host: "127.0.0.1", ca: authority.cert });
  silent.on("error", () => undefined);
  await new Promise((resolve) => silent.once("close", resolve));
  expect(handled).toBe(0);
});

test("a handshake that takes too long is ended and no longer counted", async () => {
  await start();
  const port = Number(server.addresses[0]?.split(":")[1]);
  const { connect: connectTcp } = await import("node:net");
  const socket = connectTcp(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.once("close", resolve).resume());
  const friend = await connect();
  await who(friend);
  expect(server.load.connections).toBe(1);
});

test("new certificates apply to new connections, and calls on old ones continue", async () => {
  await start({ clientCa: authority.cert });
  const old = await connect(signCertificate(authority, clientName));
  expect(await who(old, 1)).toContain("spiffe");
  server.reloadTls({ ...signCertificate(other, serverName), clientCa: other.cert });
  const fresh = await connect({ ca: other.cert, ...signCertificate(other, clientName) });
  expect(await who(fresh)).toContain("spiffe");
  expect(await who(old, 3)).toContain("spiffe");
  const handledBefore = handled;
  const late = await connect({ ca: other.cert, ...signCertificate(authority, clientName) }).catch(
    () => undefined,
  );
  late?.send(late.call(1, "Who"));
  await late?.end();
  expect(handled).toBe(handledBefore);
});
