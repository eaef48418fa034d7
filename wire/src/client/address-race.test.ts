// Connecting to a name with several addresses: a slow one is not given up for the
// next, a silent one does not hold the next up, and a failure names every address.
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { startSilentServer } from "../../../test/servers/silent-server.ts";
import { AddressRace, type Resolve } from "./address-race.ts";

const cleanup: (() => unknown)[] = [];
afterEach(() => {
  for (const end of cleanup.splice(0).reverse()) end();
});

const resolveTo =
  (...addresses: readonly string[]): Resolve =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );

function race(port: number, resolve: Resolve, afterStart: (race: AddressRace) => void = () => {}) {
  return new Promise<Socket>((onOpen, onFailure) => {
    afterStart(new AddressRace("db.example", port, { onOpen, onFailure }, resolve));
  }).then((socket) => {
    cleanup.push(() => socket.destroy());
    return socket.remoteAddress;
  });
}

async function listen(host: string, port = 0): Promise<number> {
  const server = createServer((socket) => socket.on("error", () => undefined)).listen(port, host);
  await once(server, "listening");
  cleanup.push(() => server.close());
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

it("an address that needs longer than 250 ms is reached, although the other one fails", async () => {
  const { port, admit, stop } = await startSilentServer();
  cleanup.push(stop);
  setTimeout(admit, 700);
  expect(await race(port, resolveTo("127.0.0.1", "127.0.0.2"))).toBe("127.0.0.1");
}, 20_000);

it("an address that does not reply holds the next one up for a moment only", async () => {
  const { port, stop } = await startSilentServer();
  cleanup.push(stop);
  await listen("127.0.0.2", port);
  expect(await race(port, resolveTo("127.0.0.1", "127.0.0.2"))).toBe("127.0.0.2");
});

it("the first address is preferred", async () => {
  const port = await listen("127.0.0.1");
  await listen("127.0.0.2", port);
  expect(await race(port, resolveTo("127.0.0.1", "127.0.0.2"))).toBe("127.0.0.1");
});

it("the failure has the reason of each address", async () => {
  const port = await listen("127.0.0.1");
  const error: unknown = await race(port, resolveTo("127.0.0.2", "127.0.0.3")).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AggregateError)) throw error;
  expect(error.errors.map(({ message }: Error) => message)).toEqual([
    `connect ECONNREFUSED 127.0.0.2:${port}`,
    `connect ECONNREFUSED 127.0.0.3:${port}`,
  ]);
  await expect(race(port, resolveTo("127.0.0.2"))).rejects.toThrow("connect ECONNREFUSED 127.0.0.2");
  await expect(race(port, resolveTo())).rejects.toThrow("the name has no address");
});

it("an abort ends every attempt with its error", async () => {
  const { port, stop } = await startSilentServer();
  cleanup.push(stop);
  const abort = (started: AddressRace): void => {
    setTimeout(() => started.abort(new RangeError("too late")), 20);
  };
  await expect(race(port, resolveTo("127.0.0.1", "127.0.0.1"), abort)).rejects.toThrow("too late");
});
