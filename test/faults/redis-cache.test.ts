// The cache over a real Redis: writes of other clients, and the loss of the
// tracking connections.
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import {
  cache,
  createCall,
  type InvalidationSource,
  isInvalidationSource,
  type StateStore,
} from "../../src/index.ts";
import { probeCache } from "../conformance/cache-hits.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";

const call = createCall();
let server: RedisServer;
let admin: Redis;
let store: StateStore;
let hits: boolean[];
let losses: number;

beforeAll(async () => {
  server = await startRedis(redisHome());
  admin = new Redis({ path: server.socket });
  admin.on("error", () => undefined);
});

afterAll(async () => {
  admin.disconnect();
  await server.process.stop();
});

beforeEach(async () => {
  const driver = await openRedisStore({ url: server.url });
  if (!isInvalidationSource(driver)) throw new Error("a Redis store should report changes");
  losses = 0;
  const source: InvalidationSource = {
    invalidations: (prefix, listener) =>
      driver.invalidations(prefix, {
        changed: (key) => listener.changed(key),
        opened: () => listener.opened(),
        lost: () => {
          listener.lost();
          losses += 1;
        },
      }),
  };
  ({ store, hits } = probeCache(cache({ source, prefix: "shop||" }), driver));
});

afterEach(() => store.close());

async function read(): Promise<string | undefined> {
  const options = { consistency: "eventual", view: "full" } as const;
  const [record] = await store.read(["shop||a"], options, call).catch(() => [undefined]);
  return record !== undefined && "value" in record ? Buffer.from(record.value).toString() : undefined;
}

const write = (text: string) =>
  admin.multi().hset("shop||a", "data", text).hincrby("shop||a", "version", 1).exec();

/** Reads until a result comes from the cache. */
async function readUntilHit(): Promise<string | undefined> {
  let last: string | undefined;
  await until(async () => {
    last = await read();
    return hits.at(-1) === true;
  }, 10_000);
  return last;
}

/** Interrupts the feed with `act`, and waits until the cache was notified. */
async function loseFeed(act: () => Promise<unknown>): Promise<void> {
  const before = losses;
  await act();
  await until(async () => losses > before, 10_000);
}

/** Reads until a result comes from the cache, and fails if any result is the old one. */
async function readWithout(old: string): Promise<string | undefined> {
  let last: string | undefined;
  const start = hits.length;
  await until(async () => {
    last = await read();
    expect(last).not.toBe(old);
    return hits.length > start && hits.at(-1) === true;
  }, 10_000);
  return last;
}

it("a write by daprd is reported, and the record is read again", async () => {
  await write("1");
  expect(await readUntilHit()).toBe("1");
  await write("2");
  await until(async () => (await read()) === "2", 10_000);
  expect(await readUntilHit()).toBe("2");
});

it("flushing the database removes every copy", async () => {
  await write("1");
  await readUntilHit();
  await admin.flushall();
  await until(async () => (await read()) === undefined, 10_000);
});

it("after a tracking connection is killed, no old value is returned, and copies are kept again later", async () => {
  await write("1");
  await readUntilHit();
  await loseFeed(() => admin.call("CLIENT", "KILL", "TYPE", "pubsub"));
  await write("2");
  expect(await readWithout("1")).toBe("2");
});

it("after a server restarts with other data, no value from before is returned", async () => {
  await write("1");
  await readUntilHit();
  await loseFeed(() => server.process.kill());
  await server.process.start();
  await until(async () => (await admin.ping().catch(() => "")) === "PONG", 10_000);
  await admin.flushall();
  await write("3");
  expect(await readWithout("1")).toBe("3");
});
