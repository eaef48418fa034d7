// One connection on its own: epochs, the order of replies, and how draining,
// closing and handshakes end.
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ClusterTopology } from "../../src/drivers/redis/connection/redis-cluster.ts";
import { command } from "../../src/drivers/redis/connection/redis-command.ts";
import { RedisConnection } from "../../src/drivers/redis/connection/redis-connection.ts";
import { RedisHandshake } from "../../src/drivers/redis/connection/redis-handshake.ts";
import { RedisRequest } from "../../src/drivers/redis/connection/redis-request.ts";
import { compileRedisOptions } from "../../src/drivers/redis/redis-options.ts";
import { systemClock } from "../../src/model/call.ts";
import type { StoreError } from "../../src/model/errors.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { startSilentServer } from "../servers/silent-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { callOf } from "./redis-load.ts";

let server: RedisServer;
let connection: RedisConnection;

function connect(opened: () => void = () => {}): RedisConnection {
  return new RedisConnection({
    options: compileRedisOptions({ url: server.url }),
    target: { host: server.host, port: server.port },
    context: { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" },
    hooks: { opened, lost: () => {}, rejected: () => false },
    replyMsMax: 3000,
  });
}

beforeAll(async () => {
  server = await startRedis(redisHome());
  connection = connect();
  await until(() => connection.isOpen, 5000);
});

afterAll(async () => {
  await connection.close();
  await server.process.stop();
});

function send(
  name: string,
  epoch: number | undefined,
  ...args: string[]
): Promise<{ reply: unknown; error: StoreError | undefined }> {
  return new Promise((resolve) => {
    const request = new RedisRequest(command(name, ...args), callOf(), -1, (reply, error) =>
      resolve({ reply, error }),
    );
    request.requiredEpoch = epoch;
    connection.send(request);
  });
}

test("a command that requires an earlier epoch of the connection is not sent, and its outcome is unknown", async () => {
  const { epoch } = connection;
  expect(await send("set", epoch, "a", "1")).toMatchObject({ error: undefined });
  const other = new Redis({ path: server.socket });
  await other.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  await until(() => connection.isOpen && connection.epoch !== epoch, 5000);
  expect((await send("set", epoch, "a", "2")).error).toMatchObject({
    code: "unavailable",
    outcome: "unknown",
  });
  expect(await other.get("a")).toBe("1");
  expect((await send("set", undefined, "a", "3")).error).toBeUndefined();
  other.disconnect();
});

test("commands of one event-loop turn are sent in one write and have their replies in order", async () => {
  const other = new Redis({ path: server.socket });
  const replies = await Promise.all(
    Array.from({ length: 500 }, (_, index) => send("echo", undefined, `é${index}`)),
  );
  expect(replies.map(({ reply }) => String(reply))).toEqual(
    Array.from({ length: 500 }, (_, index) => `é${index}`),
  );
  other.disconnect();
});

test("a draining connection reconnects even if its last reply is NOSCRIPT", async () => {
  const { epoch } = connection;
  const [rejected, sentAgain] = await Promise.all([
    send("eval", undefined, "return redis.error_reply('READONLY test')", "0"),
    send("evalsha", undefined, "f".repeat(40), "0"),
  ]);
  expect(rejected.error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  // It was sent again on the next connection, and the server replied: it did not expire.
  expect(sentAgain.error?.message).toMatch(/lost a script/);
  expect(connection.isOpen).toBe(true);
  expect(connection.epoch).toBe(epoch + 1);
});

test("a connection that is closed at the moment its handshake ends stays closed", async () => {
  const opened = vi.fn();
  const closing = connect(opened);
  const { run } = RedisHandshake.prototype;
  const closed = new Promise<void>((resolve) => {
    vi.spyOn(RedisHandshake.prototype, "run").mockImplementationOnce(async function (this: RedisHandshake) {
      const info = await run.call(this);
      resolve(closing.close());
      return info;
    });
  });
  await closed;
  await new Promise(setImmediate);
  expect(closing.isOpen).toBe(false);
  expect(opened).not.toHaveBeenCalled();
});

test("a connection that is being made to a server that does not reply is closed at once", async () => {
  const silent = await startSilentServer();
  try {
    const connecting = new RedisConnection({
      options: compileRedisOptions({ url: `redis://127.0.0.1:${silent.port}`, dialTimeout: "20s" }),
      target: { host: "127.0.0.1", port: silent.port },
      context: { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" },
      hooks: { opened: () => {}, lost: () => {}, rejected: () => false },
      replyMsMax: 3000,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    await connecting.close();
    // What waits for the first attempt does not wait for ever.
    await connecting.firstAttempt;
    expect(performance.now() - start).toBeLessThan(5_000);
  } finally {
    silent.stop();
  }
});

test("a cluster whose nodes do not reply is closed at once, however many of them are left to try", async () => {
  const silent = await startSilentServer();
  try {
    const options = compileRedisOptions({
      redisHost: `127.0.0.1:${silent.port},localhost:${silent.port}`,
      redisType: "cluster",
      dialTimeout: "20s",
    });
    const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" };
    const cluster = new ClusterTopology(options, context, () => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    await cluster.close();
    await cluster.firstAttempt;
    expect(performance.now() - start).toBeLessThan(5_000);
  } finally {
    silent.stop();
  }
});
