// A store whose configuration names another kind of servers than there is: the error
// says which, and what to change.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RawOptions } from "../../src/store/driver.ts";
import { put } from "../conformance/mutations.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attempt, callOf } from "./redis-load.ts";

let server: RedisServer;
let sentinel: RedisServer;

beforeAll(async () => {
  server = await startRedis(redisHome());
  const config = { "sentinel monitor": `primary ${server.host} ${server.port} 1` };
  sentinel = await startRedis(redisHome(), { sentinel: true, config });
});

afterAll(async () => {
  await sentinel?.process.stop();
  await server?.process.stop();
});

async function expectError(options: RawOptions, text: string): Promise<void> {
  const store = await openRedisStore({ dialTimeout: "1s", ...options });
  const error = { code: "unavailable", outcome: "not-applied", message: expect.stringContaining(text) };
  expect(await attempt(store, put("faults||a", "x"), {}, 2000)).toMatchObject(error);
  await expect(store.ping(callOf(2000))).rejects.toMatchObject(error);
  await store.close();
}

test("one server as a cluster", () =>
  expectError(
    { redisHost: `${server.host}:${server.port}`, redisType: "cluster" },
    "is not a node of a Redis Cluster; remove redisType: cluster",
  ));

test("one server as a sentinel", () =>
  expectError(
    { redisHost: `${server.host}:${server.port}`, failover: "true", sentinelMasterName: "primary" },
    "the server is not a sentinel; remove failover",
  ));

test("a sentinel as a server", () =>
  expectError(
    { redisHost: `${sentinel.host}:${sentinel.port}` },
    "is a sentinel, but the store is not configured",
  ));

test("a sentinel as a node of a cluster", () =>
  expectError(
    { redisHost: `${sentinel.host}:${sentinel.port}`, redisType: "cluster" },
    "is a sentinel, but the store is not configured",
  ));

test("a cluster of which no node listens", () =>
  expectError(
    { redisHost: "127.0.0.1:1", redisType: "cluster" },
    "no server listens at the configured address",
  ));
