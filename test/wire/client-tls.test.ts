// TLS of the client: which servers it accepts, and renewed certificates.
import { once } from "node:events";
import type net from "node:net";
import { createServer } from "node:tls";
import { statusName } from "@pillion/wire";
import { expect, test } from "vitest";
import { makeAuthority, signCertificate } from "./certificates.ts";
import { afterTest, call, connectTo, errorOf, same } from "./client-support.ts";
import { startGrpcJs, startWire } from "./script-servers.ts";

const other = makeAuthority("another authority");

test("a server with a certificate of another authority is rejected", async () => {
  const server = await startGrpcJs("tls");
  afterTest(() => server.kill());
  const transport = connectTo({ ...server.options, tls: { ca: other.cert } });
  const error = await errorOf(call(transport, {}));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(true);
  expect(server.record.started).toBe(0);
});

test("a server with a certificate for another name is rejected", async () => {
  const server = await startWire("tls");
  afterTest(() => server.kill());
  const { tls } = server.options;
  if (tls === undefined || typeof tls === "function") return expect.fail("no TLS");
  const wrong = connectTo({ ...server.options, tls: { ...tls, serverName: "other.example" } });
  expect((await errorOf(call(wrong, {}))).statusMessage).toContain("other.example");
  const right = connectTo({ ...server.options, tls: { ...tls, serverName: "localhost" } });
  expect(Buffer.from(await call(right, { replies: ["a"] })).toString()).toBe("a");
});

test("a client without the required certificate cannot make calls", async () => {
  const server = await startWire("tls");
  afterTest(() => server.kill());
  const { tls } = server.options;
  if (tls === undefined || typeof tls === "function") return expect.fail("no TLS");
  const transport = connectTo({ ...server.options, tls: { ca: tls.ca as string } });
  const error = await errorOf(call(transport, {}));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(true);
  expect(server.record.started).toBe(0);
});

test("a function provides the certificates for each connection, and its errors are reported", async () => {
  const server = await startWire("tls");
  afterTest(() => server.kill());
  const { tls } = server.options;
  if (tls === undefined || typeof tls === "function") return expect.fail("no TLS");
  let calls = 0;
  const transport = connectTo({
    ...server.options,
    reconnectDelayMs: 1,
    tls: () => {
      calls += 1;
      if (calls === 1) throw new Error("not yet renewed");
      return calls === 2 ? { ...tls, cert: "nonsense" } : tls;
    },
  });
  expect((await errorOf(call(transport, {}))).statusMessage).toContain("not yet renewed");
  const reply = await call(transport, { replies: ["a"] }, { waitForReady: true });
  expect(Buffer.from(reply).toString()).toBe("a");
  expect(calls).toBe(3);
});

test("certificates that cannot be parsed fail the call, also if the server has a name", async () => {
  const server = await startWire("tls");
  afterTest(() => server.kill());
  const { tls, address } = server.options;
  if (tls === undefined || typeof tls === "function") return expect.fail("no TLS");
  const port = address.slice(address.lastIndexOf(":") + 1);
  const transport = connectTo({ address: `localhost:${port}`, tls: { ...tls, cert: "nonsense" } });
  const error = await errorOf(call(transport, {}));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(true);
});

test("a server without HTTP/2 in ALPN is rejected", async () => {
  const authority = makeAuthority("a");
  const certificate = signCertificate(authority, { name: "localhost", altNames: ["IP:127.0.0.1"] });
  const server = createServer({ ...certificate }, (socket) => socket.on("error", () => {}));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterTest(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  const address = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  const transport = connectTo({ address, tls: { ca: authority.cert } });
  const error = await errorOf(same(transport));
  expect(error.statusMessage).toContain("ALPN");
  expect(error.unsent).toBe(true);
});
