// The client's connection over its life: opened on demand, closed, reopened after
// a delay, replaced, drained; and errors tell correctly whether a call was sent.
import { once } from "node:events";
import net from "node:net";
import { RpcError, statusName } from "@pillion/wire";
import { expect, test, vi } from "vitest";
import { Connection } from "../../wire/src/http2/connection.ts";
import { frameFlag, frameType } from "../../wire/src/http2/frame.ts";
import { afterTest, call, connectTo, errorOf, freePort, rawServer, same } from "./client-support.ts";
import { rawFrame, rawMessage } from "./raw-peer.ts";
import type { RawConnection } from "./raw-server.ts";
import { type ScriptServer, startConnect, startGrpcJs, startWire } from "./script-servers.ts";

test("a call fails as UNAVAILABLE and unsent, with the reason", async () => {
  const transport = connectTo({ address: `127.0.0.1:${await freePort()}` });
  const error = await errorOf(same(transport));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(true);
  expect(error.statusMessage).toContain("ECONNREFUSED");
});

test("a missing Unix socket is UNAVAILABLE, too", async () => {
  const transport = connectTo({ address: "unix:/nonexistent/socket" });
  const error = await errorOf(same(transport));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(true);
});

test("a waitForReady call waits until its deadline, and is unsent", async () => {
  const transport = connectTo({ address: `127.0.0.1:${await freePort()}` });
  const error = await errorOf(same(transport, { waitForReady: true, timeoutMs: 150 }));
  expect(statusName(error.code)).toBe("DEADLINE_EXCEEDED");
  expect(error.unsent).toBe(true);
});

test("a waitForReady call succeeds once the server is up", async () => {
  const port = await freePort();
  const transport = connectTo({
    address: `127.0.0.1:${port}`,
    reconnectDelayMs: 20,
    reconnectDelayMsMax: 50,
  });
  const reply = call(transport, { replies: ["late"] }, { waitForReady: true });
  expect((await errorOf(same(transport))).unsent).toBe(true);
  const server = await startGrpcJs("tcp", {}, `127.0.0.1:${port}`);
  afterTest(() => server.kill());
  expect(Buffer.from(await reply).toString()).toBe("late");
});

test("while attempts fail, a call is rejected at once instead of causing another attempt", async () => {
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterTest(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  const address = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  const transport = connectTo({ address, reconnectDelayMs: 60_000, reconnectDelayMsMax: 60_000 });
  for (let each = 0; each < 50; each += 1) expect((await errorOf(same(transport))).unsent).toBe(true);
  expect(connections).toBe(1);
});

test("a peer that accepts and stays silent is abandoned, and the calls are unsent", async () => {
  const server = await rawServer({ isSilent: true });
  const transport = connectTo({ address: server.address, connectTimeoutMs: 100 });
  const error = await errorOf(same(transport));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(true);
  expect(error.statusMessage).toContain("100 ms");
  expect(server.connections[0]?.framesOf(frameType.headers)).toEqual([]);
});

test("an HTTP/1 peer is UNAVAILABLE", async () => {
  const server = await rawServer({
    onConnection: (c) => c.socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
  });
  const error = await errorOf(same(connectTo({ address: server.address })));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(true);
});

for (const [peer, start] of [
  ["grpc-js", startGrpcJs],
  ["connect-node", startConnect],
  ["wire", startWire],
] as const) {
  test(`${peer} killed during 200 calls: each call ends, and none is reported as unsent`, async () => {
    const server = await start("tcp");
    const transport = connectTo(server.options);
    const calls = Array.from({ length: 200 }, () => errorOf(call(transport, { hangs: true, code: 1 })));
    await expect.poll(() => server.record.started).toBe(200);
    await server.kill();
    for (const error of await Promise.all(calls)) {
      // A stopping server may still reply, but it must not leave a call open.
      expect(["UNAVAILABLE", "CANCELLED", "INTERNAL"]).toContain(statusName(error.code));
      expect(error.unsent).toBe(false);
    }
  });

  test(`${peer} drained during 100 calls: all succeed, and new ones are unsent`, async () => {
    const server = await start("tcp");
    const transport = connectTo({ ...server.options });
    const calls = Array.from({ length: 100 }, (_, index) =>
      call(transport, { delayMs: 150, replies: [`reply ${index}`] }),
    );
    await expect.poll(() => server.record.started).toBe(100);
    const drained = server.drain();
    const late = errorOf(
      (async () => {
        for (;;) await call(transport, { replies: ["late"] });
      })(),
    );
    const replies = await Promise.all(calls);
    expect(replies.map((reply) => Buffer.from(reply).toString())).toEqual(
      Array.from({ length: 100 }, (_, index) => `reply ${index}`),
    );
    expect(statusName((await late).code)).toBe("UNAVAILABLE");
    expect((await late).unsent).toBe(true);
    await drained;
  });
}

test("the client reconnects to a server that restarts", async () => {
  const port = await freePort();
  const first = await startGrpcJs("tcp", {}, `127.0.0.1:${port}`);
  const transport = connectTo({ ...first.options, reconnectDelayMs: 10, reconnectDelayMsMax: 50 });
  expect(Buffer.from(await call(transport, { replies: ["one"] })).toString()).toBe("one");
  await first.kill();
  let second: ScriptServer | undefined;
  const reply = (async () => {
    for (;;) {
      try {
        return await call(transport, { replies: ["two"] }, { waitForReady: true });
      } catch (error) {
        // A call may be lost with the old connection; the transport never repeats it.
        if (!(error instanceof RpcError) || statusName(error.code) !== "UNAVAILABLE") throw error;
      }
    }
  })();
  second = await startGrpcJs("tcp", {}, `127.0.0.1:${port}`);
  afterTest(async () => second?.kill());
  expect(Buffer.from(await reply).toString()).toBe("two");
});

test("a lost call is never sent again", async () => {
  let requests = 0;
  const server = await rawServer({
    onRequest: (connection) => {
      requests += 1;
      connection.socket.destroy();
    },
  });
  const transport = connectTo({ address: server.address, reconnectDelayMs: 1 });
  const error = await errorOf(same(transport, { waitForReady: true }));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(false);
  expect((await errorOf(same(transport, { waitForReady: true }))).unsent).toBe(false);
  expect(requests).toBe(2);
});

test("after GOAWAY the calls in flight end on the old connection and new ones use another", async () => {
  const message = rawMessage("reply");
  const held: [RawConnection, number][] = [];
  const server = await rawServer({
    onRequest: (connection, id) => {
      if (server.connections.length > 1) connection.send(connection.reply(id, message));
      else if (held.push([connection, id]) === 2) connection.send(connection.goaway(1));
    },
  });
  const transport = connectTo({ address: server.address });
  const [first, second] = [same(transport), errorOf(same(transport))];
  expect((await second).unsent).toBe(true);
  expect(Buffer.from(await same(transport)).toString()).toBe("reply");
  expect(server.connections.length).toBe(2);
  const [connection, id] = held[0] as [RawConnection, number];
  connection.send(connection.reply(id, message));
  expect(Buffer.from(await first).toString()).toBe("reply");
  await expect.poll(() => connection.socket.destroyed || connection.socket.readableEnded).toBe(true);
});

test("a silent server is pinged, and the connection is closed when it does not reply", async () => {
  const server = await rawServer({});
  const transport = connectTo({ address: server.address, keepaliveMs: 50, keepaliveTimeoutMs: 50 });
  const error = await errorOf(same(transport));
  expect(statusName(error.code)).toBe("UNAVAILABLE");
  expect(error.unsent).toBe(false);
  expect(server.connections[0]?.framesOf(frameType.ping).length).toBe(1);
});

test("a server that replies to pings keeps its calls", async () => {
  let pings = 0;
  const server = await rawServer({
    onFrame: (connection, frame) => {
      if (frame.type !== frameType.ping) return;
      pings += 1;
      connection.send(rawFrame(frameType.ping, frameFlag.ack, 0, frame.payload));
      if (pings === 5) connection.send(connection.reply(1, rawMessage("reply")));
    },
  });
  const transport = connectTo({ address: server.address, keepaliveMs: 20, keepaliveTimeoutMs: 5000 });
  expect(Buffer.from(await same(transport)).toString()).toBe("reply");
  expect(pings).toBe(5);
});

test("the client does not reconnect before the delay to a server that accepts and disconnects", async () => {
  const server = await rawServer({ onRequest: (connection) => connection.socket.destroy() });
  const transport = connectTo({
    address: server.address,
    reconnectDelayMs: 60_000,
    reconnectDelayMsMax: 60_000,
  });
  expect((await errorOf(same(transport))).unsent).toBe(false);
  const second = await errorOf(same(transport, { waitForReady: true, timeoutMs: 100 }));
  expect(statusName(second.code)).toBe("DEADLINE_EXCEEDED");
  expect(second.unsent).toBe(true);
  expect(server.connections.length).toBe(1);
});

test("the delay between attempts grows with failures and is reset after a success", async () => {
  const port = await freePort();
  const pauses: number[] = [];
  const schedule = vi.spyOn(globalThis, "setTimeout");
  const transport = connectTo({ address: `127.0.0.1:${port}`, reconnectDelayMs: 100, random: () => 0.5 });
  const pauseOf = async (run: () => Promise<unknown>) => {
    schedule.mockClear();
    await run();
    pauses.push(...schedule.mock.calls.map(([, ms]) => ms ?? 0).filter((ms) => ms > 50 && ms < 1000));
  };
  await pauseOf(() => errorOf(same(transport, { waitForReady: true, timeoutMs: 1200 })));
  // Each is the rest of the delay after the attempt has failed.
  const mostMs = [100, 160, 256, 410];
  expect(pauses.length).toBeGreaterThanOrEqual(4);
  for (const [index, ms] of mostMs.entries()) {
    expect(pauses[index]).toBeLessThanOrEqual(ms);
    expect(pauses[index]).toBeGreaterThan(ms * 0.6);
  }
  const server = await startGrpcJs("tcp", {}, `127.0.0.1:${port}`);
  await call(transport, { replies: ["a"] }, { waitForReady: true });
  await server.kill();
  pauses.length = 0;
  await pauseOf(async () => {
    // The first may still be sent on the connection that is being closed.
    const options = { waitForReady: true, timeoutMs: 400 };
    while (statusName((await errorOf(same(transport, options))).code) !== "DEADLINE_EXCEEDED");
  });
  const [first, second] = pauses.filter((ms) => ms !== 400);
  expect(first).toBeLessThanOrEqual(100);
  expect(second).toBeLessThanOrEqual(160);
  schedule.mockRestore();
});

test("a connection whose stream identifiers are exhausted is replaced", async () => {
  const server = await rawServer({
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
  const transport = connectTo({ address: server.address, reconnectDelayMs: 1 });
  const lastNumber = vi.spyOn(Connection.prototype, "nextStreamId", "get").mockReturnValue(2 ** 31 + 1);
  await same(transport);
  lastNumber.mockRestore();
  await same(transport);
  await same(transport);
  expect(server.connections.length).toBe(2);
  await expect.poll(() => server.connections[0]?.socket.destroyed).toBe(true);
});

test("a server that reports too_many_pings is pinged half as often", async () => {
  const pingsAt: number[][] = [];
  const server = await rawServer({
    onConnection: (connection) => {
      pingsAt.push([]);
      connection.settings();
    },
    onRequest: () => pingsAt.at(-1)?.push(performance.now()),
    onFrame: (connection, { type }) => {
      if (type !== frameType.ping) return;
      pingsAt.at(-1)?.push(performance.now());
      connection.send(connection.goaway(1, 11, "too_many_pings"));
      connection.socket.end();
    },
  });
  const transport = connectTo({ address: server.address, keepaliveMs: 60, reconnectDelayMs: 1 });
  for (let each = 0; each < 3; each += 1) await errorOf(same(transport, { waitForReady: true }));
  const silences = pingsAt.map(([from = 0, to = 0]) => to - from);
  expect(silences[1]).toBeGreaterThanOrEqual(115);
  expect(silences[2]).toBeGreaterThanOrEqual(230);
});
