// One connection on its own: a command that requires one epoch of it is not sent in
// another.
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "../../src/drivers/redis/connection/redis-command.ts";
import { RedisConnection } from "../../src/drivers/redis/connection/redis-connection.ts";
import { RedisRequest } from "../../src/drivers/redis/connection/redis-request.ts";
import { compileRedisOptions } from "../../src/drivers/redis/redis-options.ts";
import { systemClock } from "../../src/model/call.ts";
import type { StoreError } from "../../src/model/errors.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";
import { callOf } from "./redis-load.ts";

let server: RedisServer;
let connection: RedisConnection;

beforeAll(async () => {
  server = await startRedis(redisHome());
  connection = new RedisConnection({
    options: compileRedisOptions({ url: server.url }),
    address: { host: server.host, port: server.port },
    context: { clock: systemClock, random: Math.random, log: () => {}, storeName: "main" },
    hooks: { opened: () => {}, lost: () => {}, rejected: () => false },
    replyMsMax: 3000,
  });
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
