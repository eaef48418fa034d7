// The client's connection over its life: made late, made again, bounded in what
// waits for it, honest about what was sent, and gone when closed.
import { once } from "node:events";
import net from "node:net";
import {
  type AnyMethod,
  createWireTransport,
  RpcError,
  statusName,
  type Transport,
  type WireTransportOptions,
} from "@pillion/wire";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AbortWatch } from "../../wire/src/abort-watch.ts";
import { ClientChannel } from "../../wire/src/client-channel.ts";
import { compileOptions } from "../../wire/src/client-options.ts";
import { Connection } from "../../wire/src/connection.ts";
import { DeadlineTimer } from "../../wire/src/deadline-timer.ts";
import { frameFlag, frameType } from "../../wire/src/frame.ts";
import { UnaryCall } from "../../wire/src/unary-call.ts";
import { makeAuthority, signCertificate } from "./certificates.ts";
import { echoMethods } from "./echo-service.ts";
import { rawFrame, rawMessage, uint32 } from "./raw-peer.ts";
import { type RawConnection, startRawServer } from "./raw-server.ts";
import { type Script, scriptBytes, scripted } from "./script.ts";
import { type ScriptServer, startConnect, startGrpcJs, startWire } from "./script-servers.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function connectTo(options: WireTransportOptions): Transport {
  const transport = createWireTransport(options);
  cleanups.push(() => transport.close());
  return transport;
}

async function errorOf(run: Promise<unknown>): Promise<RpcError> {
  try {
    await run;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  return expect.fail("the call ended with OK");
}

const call = (transport: Transport, script: Script, options = {}) =>
  transport.unary(scripted.unary, scriptBytes(script), options);
const same = (transport: Transport, options = {}) =>
  transport.unary(echoMethods.same, Buffer.from("a"), options);

async function freePort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("without a server", () => {
  test("a call fails as UNAVAILABLE and unsent, with the reason", async () => {
    const transport = connectTo({ address: `127.0.0.1:${await freePort()}` });
    const error = await errorOf(same(transport));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(true);
    expect(error.statusMessage).toContain("ECONNREFUSED");
  });

  test("a Unix socket that is not there is UNAVAILABLE, too", async () => {
    const transport = connectTo({ address: "unix:/nonexistent/socket" });
    const error = await errorOf(same(transport));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(true);
  });

  test("a call that waits for ready waits until its deadline, and was not sent", async () => {
    const transport = connectTo({ address: `127.0.0.1:${await freePort()}` });
    const error = await errorOf(same(transport, { waitForReady: true, timeoutMs: 150 }));
    expect(statusName(error.code)).toBe("DEADLINE_EXCEEDED");
    expect(error.unsent).toBe(true);
  });

  test("a call that waits for ready is answered once the server is there", async () => {
    const port = await freePort();
    const transport = connectTo({
      address: `127.0.0.1:${port}`,
      reconnectDelayMs: 20,
      reconnectDelayMsMax: 50,
    });
    const reply = call(transport, { replies: ["late"] }, { waitForReady: true });
    expect((await errorOf(same(transport))).unsent).toBe(true);
    const server = await startGrpcJs("tcp", {}, `127.0.0.1:${port}`);
    cleanups.push(() => server.kill());
    expect(Buffer.from(await reply).toString()).toBe("late");
  });

  test("while attempts fail, a call is refused at once instead of causing another attempt", async () => {
    let connections = 0;
    const server = net.createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    cleanups.push(async () => {
      await new Promise((resolve) => server.close(resolve));
    });
    const address = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    const transport = connectTo({ address, reconnectDelayMs: 60_000, reconnectDelayMsMax: 60_000 });
    for (let each = 0; each < 50; each += 1) expect((await errorOf(same(transport))).unsent).toBe(true);
    expect(connections).toBe(1);
  });

  test("a peer that accepts and says nothing is given up, and the calls were not sent", async () => {
    const server = await startRawServer({ isSilent: true });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address, connectTimeoutMs: 100 });
    const error = await errorOf(same(transport));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(true);
    expect(error.statusMessage).toContain("100 ms");
    expect(server.connections[0]?.framesOf(frameType.headers)).toEqual([]);
  });

  test("a peer that speaks HTTP/1 is UNAVAILABLE", async () => {
    const server = await startRawServer({
      onConnection: (c) => c.socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
    });
    cleanups.push(() => server.close());
    const error = await errorOf(same(connectTo({ address: server.address })));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(true);
  });
});

describe("a server that goes away", () => {
  for (const [peer, start] of [
    ["grpc-js", startGrpcJs],
    ["connect-node", startConnect],
    ["wire", startWire],
  ] as const) {
    test(`${peer} killed amid 200 calls: each has its end, none is called unsent`, async () => {
      const server = await start("tcp");
      const transport = connectTo(server.options);
      const calls = Array.from({ length: 200 }, () => errorOf(call(transport, { hangs: true, code: 1 })));
      await expect.poll(() => server.record.started).toBe(200);
      await server.kill();
      for (const error of await Promise.all(calls)) {
        // A server on its way out may still answer; what it may not do is leave a call open.
        expect(["UNAVAILABLE", "CANCELLED", "INTERNAL"]).toContain(statusName(error.code));
        expect(error.unsent).toBe(false);
      }
    });

    test(`${peer} drained amid 100 calls: all end well, and new ones were not sent`, async () => {
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

  test("a server that comes back is found again", async () => {
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
          // A call may be lost with the old connection; the transport itself never repeats it.
          if (!(error instanceof RpcError) || statusName(error.code) !== "UNAVAILABLE") throw error;
        }
      }
    })();
    second = await startGrpcJs("tcp", {}, `127.0.0.1:${port}`);
    cleanups.push(async () => second?.kill());
    expect(Buffer.from(await reply).toString()).toBe("two");
  });

  test("a lost call is never sent again", async () => {
    let requests = 0;
    const server = await startRawServer({
      onRequest: (connection) => {
        requests += 1;
        connection.socket.destroy();
      },
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address, reconnectDelayMs: 1 });
    const error = await errorOf(same(transport, { waitForReady: true }));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(false);
    expect((await errorOf(same(transport, { waitForReady: true }))).unsent).toBe(false);
    expect(requests).toBe(2);
  });

  test("after GOAWAY the calls under way end on the old connection and new ones go to another", async () => {
    const message = rawMessage("reply");
    const held: [RawConnection, number][] = [];
    const server = await startRawServer({
      onRequest: (connection, id) => {
        if (server.connections.length > 1) connection.send(connection.reply(id, message));
        else if (held.push([connection, id]) === 2) connection.send(connection.goaway(1));
      },
    });
    cleanups.push(() => server.close());
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

  test("a silent server is pinged, and given up when it does not answer", async () => {
    const server = await startRawServer({});
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address, keepaliveMs: 50, keepaliveTimeoutMs: 50 });
    const error = await errorOf(same(transport));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(false);
    expect(server.connections[0]?.framesOf(frameType.ping).length).toBe(1);
  });

  test("a server that answers pings keeps its calls", async () => {
    let pings = 0;
    const server = await startRawServer({
      onFrame: (connection, frame) => {
        if (frame.type !== frameType.ping) return;
        pings += 1;
        connection.send(rawFrame(frameType.ping, frameFlag.ack, 0, frame.payload));
        if (pings === 5) connection.send(connection.reply(1, rawMessage("reply")));
      },
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address, keepaliveMs: 20, keepaliveTimeoutMs: 5000 });
    expect(Buffer.from(await same(transport)).toString()).toBe("reply");
    expect(pings).toBe(5);
  });
});

test("a server that accepts and then hangs up is not connected to again before the delay is over", async () => {
  const server = await startRawServer({ onRequest: (connection) => connection.socket.destroy() });
  cleanups.push(() => server.close());
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

test("the delay between attempts grows with failures and is the first one again after a success", async () => {
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
  // Each is what is left of the delay once the attempt has failed.
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
    // The first may still go out on the connection that is being closed.
    const options = { waitForReady: true, timeoutMs: 400 };
    while (statusName((await errorOf(same(transport, options))).code) !== "DEADLINE_EXCEEDED");
  });
  const [first, second] = pauses.filter((ms) => ms !== 400);
  expect(first).toBeLessThanOrEqual(100);
  expect(second).toBeLessThanOrEqual(160);
  schedule.mockRestore();
});

test("a connection whose stream numbers are used up is replaced", async () => {
  const server = await startRawServer({
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
  cleanups.push(() => server.close());
  const transport = connectTo({ address: server.address, reconnectDelayMs: 1 });
  const lastNumber = vi.spyOn(Connection.prototype, "nextStreamId", "get").mockReturnValue(2 ** 31 + 1);
  await same(transport);
  lastNumber.mockRestore();
  await same(transport);
  await same(transport);
  expect(server.connections.length).toBe(2);
  await expect.poll(() => server.connections[0]?.socket.destroyed).toBe(true);
});

test("a server that finds pings too many is pinged half as often", async () => {
  const pingsAt: number[][] = [];
  const server = await startRawServer({
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
  cleanups.push(() => server.close());
  const transport = connectTo({ address: server.address, keepaliveMs: 60, reconnectDelayMs: 1 });
  for (let each = 0; each < 3; each += 1) await errorOf(same(transport, { waitForReady: true }));
  const silences = pingsAt.map(([from = 0, to = 0]) => to - from);
  expect(silences[1]).toBeGreaterThanOrEqual(115);
  expect(silences[2]).toBeGreaterThanOrEqual(230);
});

test("a caller's listener that throws harms no call", async () => {
  const server = await startGrpcJs("tcp");
  cleanups.push(() => server.kill());
  const transport = connectTo(server.options);
  const thrown: unknown[] = [];
  const onThrown = (error: unknown) => thrown.push(error);
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", onThrown);
  try {
    const fault = new TypeError("the listener's own fault");
    const options = {
      onHeaders: () => {
        throw fault;
      },
    };
    const replies = await Promise.all([
      call(transport, { headers: [["y-a", "b"]], replies: ["a"] }, options),
      call(transport, { replies: ["b"] }),
    ]);
    expect(replies.map((reply) => Buffer.from(reply).toString())).toEqual(["a", "b"]);
    await expect.poll(() => thrown).toEqual([fault]);
  } finally {
    process.removeListener("uncaughtException", onThrown);
    for (const listener of others) process.on("uncaughtException", listener);
  }
});

test("a thousand calls with one signal end with it, and Node warns of no leak", async () => {
  const server = await startGrpcJs("tcp");
  cleanups.push(() => server.kill());
  const transport = connectTo(server.options);
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on("warning", onWarning);
  const controller = new AbortController();
  const calls = Array.from({ length: 1000 }, () =>
    errorOf(call(transport, { hangs: true, code: 1 }, { signal: controller.signal })),
  );
  await expect.poll(() => server.record.started, { timeout: 5000 }).toBe(1000);
  controller.abort();
  for (const error of await Promise.all(calls)) expect(statusName(error.code)).toBe("CANCELLED");
  await expect.poll(() => server.record.cancelled, { timeout: 5000 }).toBe(1000);
  process.removeListener("warning", onWarning);
  expect(warnings.filter((warning) => warning.message.includes("AbortSignal"))).toEqual([]);
});

describe("bounds", () => {
  test("no more streams are open than the server allows, and the calls go out in order", async () => {
    let open = 0;
    let openMost = 0;
    const order: string[] = [];
    const server = await startRawServer({
      onConnection: (c) => c.settings([3, 2]),
      onFrame: (_connection, { type, payload }) => {
        if (type === frameType.headers) openMost = Math.max(openMost, ++open);
        if (type === frameType.data) order.push(payload.toString("latin1").slice(-2));
      },
      onRequest: (connection, id) => {
        setTimeout(() => {
          open -= 1;
          connection.send(connection.reply(id, rawMessage("reply")));
        }, 1);
      },
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address });
    const names = Array.from({ length: 30 }, (_, index) => String(index).padStart(2, "0"));
    await Promise.all(names.map((name) => transport.unary(echoMethods.same, Buffer.from(name), {})));
    expect(openMost).toBe(2);
    expect(order).toEqual(names);
  });

  test("a server that allows no stream yet is waited for", async () => {
    const server = await startRawServer({
      onConnection: (c) => c.settings([3, 0]),
      onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address });
    const reply = same(transport);
    await expect.poll(() => server.connections[0]?.frames.length ?? 0).toBeGreaterThan(2);
    expect(server.connections[0]?.framesOf(frameType.headers)).toEqual([]);
    server.connections[0]?.settings([3, 1]);
    expect(Buffer.from(await reply).toString()).toBe("reply");
  });

  test("calls past the bound are RESOURCE_EXHAUSTED and unsent, by number and by bytes", async () => {
    const server = await startRawServer({ onConnection: (c) => c.settings([3, 0]) });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address, waitingCallsMax: 3, waitingBytesMax: 1000 });
    const waiting = Array.from({ length: 2 }, () => errorOf(same(transport)));
    const large = await errorOf(transport.unary(echoMethods.same, Buffer.alloc(2000), {}));
    expect(statusName(large.code)).toBe("RESOURCE_EXHAUSTED");
    expect(large.unsent).toBe(true);
    waiting.push(errorOf(same(transport)));
    const fourth = await errorOf(same(transport));
    expect(statusName(fourth.code)).toBe("RESOURCE_EXHAUSTED");
    expect(fourth.unsent).toBe(true);
    await transport.close();
    for (const error of await Promise.all(waiting)) expect(statusName(error.code)).toBe("CANCELLED");
  });

  test("what has left the queue makes room in it again", async () => {
    const server = await startRawServer({
      onConnection: (c) => c.settings([3, 1]),
      onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address, waitingCallsMax: 9, waitingBytesMax: 1000 });
    for (let round = 0; round < 5; round += 1) {
      const calls = Array.from({ length: 9 }, () => transport.unary(echoMethods.same, Buffer.alloc(90), {}));
      await Promise.all(calls);
    }
    const controller = new AbortController();
    const aborted = Array.from({ length: 9 }, () =>
      errorOf(transport.unary(echoMethods.same, Buffer.alloc(90), { signal: controller.signal })),
    );
    controller.abort();
    await Promise.all(aborted);
    await Promise.all(
      Array.from({ length: 9 }, () => transport.unary(echoMethods.same, Buffer.alloc(90), {})),
    );
  });

  test("a call that has ended leaves neither its deadline nor its signal behind", async () => {
    const server = await startRawServer({
      onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
    });
    cleanups.push(() => server.close());
    const settings = compileOptions({ address: server.address });
    const channel = new ClientChannel(settings);
    cleanups.push(() => channel.close());
    const deadlines = new DeadlineTimer(settings.clock);
    const signals = new AbortWatch();
    const options = { timeoutMs: 60_000, signal: new AbortController().signal };
    const context = { channel, settings, deadlines, signals };
    const calls = Array.from(
      { length: 20 },
      () =>
        new Promise((resolve, reject) => {
          const method = echoMethods.same as unknown as AnyMethod;
          new UnaryCall(context, method, options, resolve, reject).start(Buffer.from("a"));
        }),
    );
    expect([deadlines.size, signals.size]).toEqual([20, 1]);
    await Promise.all(calls);
    expect([deadlines.size, signals.size]).toEqual([0, 0]);
  });

  test("a call that leaves the queue by its deadline or its signal is never sent", async () => {
    const server = await startRawServer({
      onConnection: (c) => c.settings([3, 0]),
      onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address });
    const controller = new AbortController();
    const calls = [
      errorOf(same(transport, { timeoutMs: 60 })),
      errorOf(same(transport, { signal: controller.signal })),
    ];
    const last = same(transport);
    await expect.poll(() => server.connections.length).toBe(1);
    controller.abort();
    const errors = await Promise.all(calls);
    expect(errors.map((error) => statusName(error.code))).toEqual(["DEADLINE_EXCEEDED", "CANCELLED"]);
    expect(errors.every((error) => error.unsent)).toBe(true);
    server.connections[0]?.settings([3, 10]);
    await last;
    expect(server.connections[0]?.framesOf(frameType.headers).length).toBe(1);
  });

  test("a request over the limit is refused here, and one that cannot be encoded, too", async () => {
    const server = await startRawServer({});
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address, requestBytesMax: 100 });
    const large = await errorOf(transport.unary(echoMethods.same, Buffer.alloc(101), {}));
    expect(statusName(large.code)).toBe("RESOURCE_EXHAUSTED");
    expect(large.unsent).toBe(true);
    const bad = await errorOf(transport.unary(echoMethods.same, undefined as unknown as Uint8Array, {}));
    expect(statusName(bad.code)).toBe("INTERNAL");
    expect(bad.unsent).toBe(true);
  });

  test("a time that is over before the call, or a signal, sends nothing", async () => {
    const server = await startRawServer({});
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address });
    for (const timeoutMs of [0, -5, Number.NaN]) {
      expect(statusName((await errorOf(same(transport, { timeoutMs }))).code)).toBe("DEADLINE_EXCEEDED");
    }
    const error = await errorOf(same(transport, { signal: AbortSignal.abort() }));
    expect(statusName(error.code)).toBe("CANCELLED");
    expect(error.unsent).toBe(true);
    expect(server.connections).toEqual([]);
  });

  test("deadlines longer than a timer holds do not fire, and the server is told of one that it can hold", async () => {
    const server = await startRawServer({
      onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address });
    for (const timeoutMs of [2 ** 31, 2 ** 40, 1e300, Number.POSITIVE_INFINITY])
      await same(transport, { timeoutMs });
    const told = server.connections[0]
      ?.framesOf(frameType.headers)
      .map((frame) => frame.fields["grpc-timeout"]);
    expect(told).toEqual(["2147484S", "305420H", "99999999H", undefined]);
  });

  test("a request larger than the server's window waits for credit and arrives whole", async () => {
    const server = await startRawServer({
      onConnection: (c) => c.settings([4, 10]),
      onFrame: (connection, { type, id, payload }) => {
        if (type !== frameType.data || payload.length === 0) return;
        const credit = uint32(payload.length);
        connection.send(
          rawFrame(frameType.windowUpdate, 0, id, credit),
          rawFrame(frameType.windowUpdate, 0, 0, credit),
        );
      },
      onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
    });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address });
    await transport.unary(echoMethods.same, Buffer.alloc(995), {});
    const data = server.connections[0]?.framesOf(frameType.data) ?? [];
    expect(Buffer.concat(data.map((frame) => frame.payload)).length).toBe(5 + 3 + 995);
    expect(Math.max(...data.map((frame) => frame.payload.length))).toBe(10);
  });
});

describe("closing", () => {
  test("ends the calls under way with CANCELLED, refuses later ones, and lets the socket go", async () => {
    const server = await startGrpcJs("tcp");
    cleanups.push(() => server.kill());
    const transport = connectTo(server.options);
    const open = [
      errorOf(call(transport, { hangs: true })),
      errorOf(
        (async () => {
          for await (const _ of transport.stream(scripted.down, [scriptBytes({ hangs: true })], {}));
        })(),
      ),
    ];
    await expect.poll(() => server.record.started).toBe(2);
    await Promise.all([transport.close(), transport.close()]);
    for (const error of await Promise.all(open)) expect(statusName(error.code)).toBe("CANCELLED");
    const late = await errorOf(call(transport, {}));
    expect(statusName(late.code)).toBe("CANCELLED");
    expect(late.unsent).toBe(true);
    await expect.poll(() => server.record.cancelled).toBe(2);
  });

  test("amid an attempt ends that attempt", async () => {
    const server = await startRawServer({ isSilent: true });
    cleanups.push(() => server.close());
    const transport = connectTo({ address: server.address });
    const error = errorOf(same(transport));
    await expect.poll(() => server.connections.length).toBe(1);
    await transport.close();
    expect(statusName((await error).code)).toBe("CANCELLED");
    await expect.poll(() => server.connections[0]?.socket.destroyed).toBe(true);
  });

  test("a transport that was never used closes at once", async () => {
    await createWireTransport({ address: "127.0.0.1:1" }).close();
  });
});

describe("TLS", () => {
  const stranger = makeAuthority("another authority");

  test("a server of another authority is not spoken to", async () => {
    const server = await startGrpcJs("tls");
    cleanups.push(() => server.kill());
    const transport = connectTo({ ...server.options, tls: { ca: stranger.cert } });
    const error = await errorOf(call(transport, {}));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(true);
    expect(server.record.started).toBe(0);
  });

  test("a server of another name is not spoken to", async () => {
    const server = await startWire("tls");
    cleanups.push(() => server.kill());
    const { tls } = server.options;
    if (tls === undefined || typeof tls === "function") return expect.fail("no TLS");
    const wrong = connectTo({ ...server.options, tls: { ...tls, serverName: "other.example" } });
    expect((await errorOf(call(wrong, {}))).statusMessage).toContain("other.example");
    const right = connectTo({ ...server.options, tls: { ...tls, serverName: "localhost" } });
    expect(Buffer.from(await call(right, { replies: ["a"] })).toString()).toBe("a");
  });

  test("a client without the certificate that is asked for gets no call through", async () => {
    const server = await startWire("tls");
    cleanups.push(() => server.kill());
    const { tls } = server.options;
    if (tls === undefined || typeof tls === "function") return expect.fail("no TLS");
    const transport = connectTo({ ...server.options, tls: { ca: tls.ca as string } });
    const error = await errorOf(call(transport, {}));
    expect(statusName(error.code)).toBe("UNAVAILABLE");
    expect(error.unsent).toBe(true);
    expect(server.record.started).toBe(0);
  });

  test("a function gives the certificates anew for each connection, and its faults are told", async () => {
    const server = await startWire("tls");
    cleanups.push(() => server.kill());
    const { tls } = server.options;
    if (tls === undefined || typeof tls === "function") return expect.fail("no TLS");
    let asked = 0;
    const transport = connectTo({
      ...server.options,
      reconnectDelayMs: 1,
      tls: () => {
        asked += 1;
        if (asked === 1) throw new Error("not yet renewed");
        return asked === 2 ? { ...tls, cert: "nonsense" } : tls;
      },
    });
    expect((await errorOf(call(transport, {}))).statusMessage).toContain("not yet renewed");
    const reply = await call(transport, { replies: ["a"] }, { waitForReady: true });
    expect(Buffer.from(reply).toString()).toBe("a");
    expect(asked).toBe(3);
  });

  test("a server without HTTP/2 in ALPN is not spoken to", async () => {
    const { createServer } = await import("node:tls");
    const authority = makeAuthority("a");
    const certificate = signCertificate(authority, { name: "localhost", altNames: ["IP:127.0.0.1"] });
    const server = createServer({ ...certificate }, (socket) => socket.on("error", () => {}));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    cleanups.push(async () => {
      await new Promise((resolve) => server.close(resolve));
    });
    const address = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    const transport = connectTo({ address, tls: { ca: authority.cert } });
    const error = await errorOf(same(transport));
    expect(error.statusMessage).toContain("ALPN");
    expect(error.unsent).toBe(true);
  });
});
