// Connecting to the addresses of a host: a slow one is not given up for the next, a
// silent one does not hold the next up, and failures name every address.
import dns from "node:dns";
import { once } from "node:events";
import { syncBuiltinESMExports } from "node:module";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { type SilentServer, startSilentServer } from "../../test/servers/silent-server.ts";
import { connectTcp, placeOf, resolveHost, TcpConnectError } from "./tcp-connect.ts";

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

async function listen(host: string, port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.on("error", () => undefined));
  server.listen(port, host);
  await once(server, "listening");
  cleanup.push(() => server.close());
  const address = server.address();
  return { server, port: address !== null && typeof address === "object" ? address.port : 0 };
}

async function silentServer(): Promise<SilentServer> {
  const server = await startSilentServer();
  cleanup.push(() => server.stop());
  return server;
}

const ended = (socket: Socket): void => {
  cleanup.push(() => socket.destroy());
};

it("an address that needs longer than the others is reached within the timeout", async () => {
  const { port, admit } = await silentServer();
  // Nothing listens on the second address, so it fails at once.
  const connecting = connectTcp(["127.0.0.1", "127.0.0.2"], port, 20_000);
  setTimeout(admit, 700);
  const { socket, address } = await connecting;
  ended(socket);
  expect(address).toBe("127.0.0.1");
}, 20_000);

it("an address that does not reply holds the next one up for a moment only", async () => {
  const { port } = await silentServer();
  await listen("127.0.0.2", port);
  const start = performance.now();
  const { socket, address } = await connectTcp(["127.0.0.1", "127.0.0.2"], port, 20_000);
  ended(socket);
  expect(address).toBe("127.0.0.2");
  expect(performance.now() - start).toBeLessThan(5_000);
});

it("the first address is preferred, and one where nothing listens is passed over at once", async () => {
  const { port } = await listen("127.0.0.1");
  await listen("127.0.0.2", port);
  for (const addresses of [
    ["127.0.0.1", "127.0.0.2"],
    ["127.0.0.3", "127.0.0.1", "127.0.0.2"],
  ]) {
    const { socket, address } = await connectTcp(addresses, port, 20_000);
    ended(socket);
    expect(address).toBe("127.0.0.1");
  }
});

it("each attempt has the timeout, and the error has every address in order of failure", async () => {
  const { port } = await silentServer();
  const error = await connectTcp(["127.0.0.1", "127.0.0.2"], port, 400).catch((thrown: unknown) => thrown);
  if (!(error instanceof TcpConnectError)) throw error;
  expect(error.attempts.map(({ address }) => address)).toEqual(["127.0.0.2", "127.0.0.1"]);
  expect(error.message).toBe("cannot connect to 127.0.0.2 (ECONNREFUSED), 127.0.0.1 (ETIMEDOUT)");
  expect(error.code).toBe("ECONNREFUSED");
});

it("every attempt ends when it is aborted", async () => {
  const { port } = await silentServer();
  const controller = new AbortController();
  const connecting = connectTcp(["127.0.0.1", "127.0.0.1"], port, 20_000, controller.signal);
  setTimeout(() => controller.abort(), 50);
  await expect(connecting).rejects.toMatchObject({ code: "ECONNABORTED" });
  await expect(connectTcp(["127.0.0.1"], port, 20_000, controller.signal)).rejects.toBeInstanceOf(
    TcpConnectError,
  );
});

it("a name that does not resolve is in the error", async () => {
  const error = await resolveHost("no-such-host.invalid", 10_000).catch((thrown: unknown) => thrown);
  if (!(error instanceof TcpConnectError)) throw error;
  expect(error.attempts.map(({ address }) => address)).toEqual(["no-such-host.invalid"]);
  expect(error.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
});

it("an address is not resolved", async () => {
  expect(await resolveHost("::1", 1)).toEqual(["::1"]);
  expect([placeOf("::1", 1), placeOf("a", 2)]).toEqual(["[::1]:1", "a:2"]);
});

it("a name has one lookup at a time, however many wait for it and give up", async () => {
  let reply: (found: { address: string; family: number }[]) => void = () => undefined;
  const lookup = vi.spyOn(dns.promises, "lookup").mockImplementation((() => {
    return new Promise((resolve) => {
      reply = resolve;
    });
  }) as never);
  cleanup.push(() => {
    lookup.mockRestore();
    syncBuiltinESMExports();
  });
  syncBuiltinESMExports();
  for (let attempt = 0; attempt < 5; attempt++)
    await expect(resolveHost("slow.test", 5)).rejects.toMatchObject({ code: "ETIMEDOUT" });
  expect(lookup).toHaveBeenCalledTimes(1);
  const found = resolveHost("slow.test", 10_000);
  reply([{ address: "192.0.2.1", family: 4 }]);
  expect(await found).toEqual(["192.0.2.1"]);
  const next = resolveHost("slow.test", 10_000);
  reply([{ address: "192.0.2.2", family: 4 }]);
  expect(await next).toEqual(["192.0.2.2"]);
});
