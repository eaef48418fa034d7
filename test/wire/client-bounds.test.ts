// What a client holds back, rejects or releases: streams, waiting calls, sizes,
// deadlines, signals and listeners.
import { Socket } from "node:net";
import { type AnyMethod, statusName } from "@pillion/wire";
import { expect, test, vi } from "vitest";
import { AbortWatch } from "../../wire/src/client/abort-watch.ts";
import { ClientChannel } from "../../wire/src/client/client-channel.ts";
import { compileOptions } from "../../wire/src/client/client-options.ts";
import { UnaryCall } from "../../wire/src/client/unary-call.ts";
import { DeadlineTimer } from "../../wire/src/grpc/deadline-timer.ts";
import { frameType } from "../../wire/src/http2/frame.ts";
import { afterTest, call, connectTo, errorOf, rawServer, same } from "./client-support.ts";
import { echoMethods } from "./echo-service.ts";
import { rawFrame, rawMessage, uint32 } from "./raw-peer.ts";
import { startGrpcJs, startWire } from "./script-servers.ts";

test("a listener that throws does not affect the call", async () => {
  const server = await startGrpcJs("tcp");
  afterTest(() => server.kill());
  const transport = connectTo(server.options);
  const thrown: unknown[] = [];
  const onThrown = (error: unknown) => thrown.push(error);
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", onThrown);
  try {
    const failure = new TypeError("the listener failed");
    const options = {
      onHeaders: () => {
        throw failure;
      },
    };
    const replies = await Promise.all([
      call(transport, { headers: [["y-a", "b"]], replies: ["a"] }, options),
      call(transport, { replies: ["b"] }),
    ]);
    expect(replies.map((reply) => Buffer.from(reply).toString())).toEqual(["a", "b"]);
    await expect.poll(() => thrown).toEqual([failure]);
  } finally {
    process.removeListener("uncaughtException", onThrown);
    for (const listener of others) process.on("uncaughtException", listener);
  }
});

test("a thousand calls with one signal end with it, and Node does not warn of a leak", async () => {
  const server = await startGrpcJs("tcp");
  afterTest(() => server.kill());
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

test("no more streams are open than the server allows, and the calls are sent in order", async () => {
  let open = 0;
  let openMost = 0;
  const order: string[] = [];
  const server = await rawServer({
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
  const transport = connectTo({ address: server.address });
  const names = Array.from({ length: 30 }, (_, index) => String(index).padStart(2, "0"));
  await Promise.all(names.map((name) => transport.unary(echoMethods.same, Buffer.from(name), {})));
  expect(openMost).toBe(2);
  expect(order).toEqual(names);
});

test("calls wait for a server that does not allow a stream yet", async () => {
  const server = await rawServer({
    onConnection: (c) => c.settings([3, 0]),
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
  const transport = connectTo({ address: server.address });
  const reply = same(transport);
  await expect.poll(() => server.connections[0]?.frames.length ?? 0).toBeGreaterThan(2);
  expect(server.connections[0]?.framesOf(frameType.headers)).toEqual([]);
  server.connections[0]?.settings([3, 1]);
  expect(Buffer.from(await reply).toString()).toBe("reply");
});

test("calls over the limit of the queue are RESOURCE_EXHAUSTED and unsent, by number and by bytes", async () => {
  const server = await rawServer({ onConnection: (c) => c.settings([3, 0]) });
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

test("removing a call from the queue makes room for another", async () => {
  const server = await rawServer({
    onConnection: (c) => c.settings([3, 1]),
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
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
  await Promise.all(Array.from({ length: 9 }, () => transport.unary(echoMethods.same, Buffer.alloc(90), {})));
});

test("an ended call leaves neither a deadline nor a signal listener", async () => {
  const server = await rawServer({
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
  const settings = compileOptions({ address: server.address });
  const channel = new ClientChannel(settings);
  afterTest(() => channel.close());
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

test("a waiting call that ends by its deadline or signal is never sent", async () => {
  const server = await rawServer({
    onConnection: (c) => c.settings([3, 0]),
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
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

test("a request over the limit or that cannot be encoded is rejected before sending", async () => {
  const server = await rawServer({});
  const transport = connectTo({ address: server.address, requestBytesMax: 100 });
  const large = await errorOf(transport.unary(echoMethods.same, Buffer.alloc(101), {}));
  expect(statusName(large.code)).toBe("RESOURCE_EXHAUSTED");
  expect(large.unsent).toBe(true);
  const bad = await errorOf(transport.unary(echoMethods.same, undefined as unknown as Uint8Array, {}));
  expect(statusName(bad.code)).toBe("INTERNAL");
  expect(bad.unsent).toBe(true);
});

test("a call whose timeout is 0 or whose signal is aborted sends nothing", async () => {
  const server = await rawServer({});
  const transport = connectTo({ address: server.address });
  for (const timeoutMs of [0, -5, Number.NaN]) {
    expect(statusName((await errorOf(same(transport, { timeoutMs }))).code)).toBe("DEADLINE_EXCEEDED");
  }
  const error = await errorOf(same(transport, { signal: AbortSignal.abort() }));
  expect(statusName(error.code)).toBe("CANCELLED");
  expect(error.unsent).toBe(true);
  expect(server.connections).toEqual([]);
});

test("deadlines beyond the range of a timer do not fire, and the server gets one within its range", async () => {
  const server = await rawServer({
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
  const transport = connectTo({ address: server.address });
  for (const timeoutMs of [2 ** 31, 2 ** 40, 1e300, Number.POSITIVE_INFINITY])
    await same(transport, { timeoutMs });
  const sent = server.connections[0]
    ?.framesOf(frameType.headers)
    .map((frame) => frame.fields["grpc-timeout"]);
  expect(sent).toEqual(["2147484S", "305420H", "99999999H", undefined]);
});

test("a request larger than the server's window waits for credit and arrives completely", async () => {
  const server = await rawServer({
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
  const transport = connectTo({ address: server.address });
  await transport.unary(echoMethods.same, Buffer.alloc(995), {});
  const data = server.connections[0]?.framesOf(frameType.data) ?? [];
  expect(Buffer.concat(data.map((frame) => frame.payload)).length).toBe(5 + 3 + 995);
  expect(Math.max(...data.map((frame) => frame.payload.length))).toBe(10);
});

test("the calls of one turn are sent with one write", async () => {
  const server = await rawServer({
    onRequest: (connection, id) => connection.send(connection.reply(id, rawMessage("reply"))),
  });
  const transport = connectTo({ address: server.address });
  await same(transport);
  const port = Number(server.address.split(":")[1]);
  const write = vi.spyOn(Socket.prototype, "write");
  await Promise.all(Array.from({ length: 64 }, () => same(transport, { timeoutMs: 5000 })));
  const writes = write.mock.contexts.filter((socket) => (socket as Socket).remotePort === port);
  write.mockRestore();
  expect(writes).toHaveLength(1);
});

test("a call past its deadline is reset only if the server does not end it", async () => {
  const server = await rawServer({
    onRequest: (connection, id) => {
      // The server ends the first call late, and does nothing for the second.
      if (id === 1) setTimeout(() => connection.send(connection.reply(id, rawMessage("late"))), 60);
    },
  });
  const transport = connectTo({ address: server.address });
  const errors = await Promise.all([
    errorOf(same(transport, { timeoutMs: 30 })),
    errorOf(same(transport, { timeoutMs: 30 })),
  ]);
  expect(errors.map((error) => [statusName(error.code), error.unsent])).toEqual([
    ["DEADLINE_EXCEEDED", false],
    ["DEADLINE_EXCEEDED", false],
  ]);
  const resets = () => server.connections[0]?.framesOf(frameType.rstStream).map((frame) => frame.id);
  expect(resets()).toEqual([]);
  await expect.poll(resets, { timeout: 5000 }).toEqual([3]);
});

test("hundreds of calls that exceed their deadline at once do not end the connection of the others", async () => {
  const server = await startWire("tcp");
  afterTest(() => server.kill());
  const transport = connectTo(server.options);
  const other = call(transport, { delayMs: 400, replies: ["other"] });
  for (let round = 0; round < 8; round += 1) {
    const late = Array.from({ length: 250 }, () =>
      errorOf(call(transport, { hangs: true, code: 1 }, { timeoutMs: 20 })),
    );
    for (const error of await Promise.all(late)) expect(statusName(error.code)).toBe("DEADLINE_EXCEEDED");
  }
  expect(Buffer.from(await other).toString()).toBe("other");
});
