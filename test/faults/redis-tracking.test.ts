// The feed of changes on its own, without the cache: that changes are reported with the
// rights that README.md lists and no others, and that a feed without them is not open.
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type InvalidationListener, isInvalidationSource, type StateStore } from "../../src/index.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { redisHome } from "../servers/test-servers.ts";

const page = readFileSync(new URL("../../src/drivers/redis/README.md", import.meta.url), "utf8");
const [, section = ""] = page.split("## What the server has to allow\n");
const paragraphs = section.trimStart().split("\n\n");
// Commands of modules are unknown to a server without them.
const rightsIn = (text: string) => [...text.matchAll(/`([a-z|_]+)`/g)].map(([, name]) => `+${name}`);
const feedParagraph = paragraphs.find((text) => text.startsWith("The near cache")) ?? "";
const feedRights = rightsIn(feedParagraph);
const channel = "&__redis__:invalidate";

let server: RedisServer;
let admin: Redis;
const stores: StateStore[] = [];

beforeAll(async () => {
  server = await startRedis(redisHome());
  admin = new Redis({ path: server.socket });
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

afterAll(async () => {
  admin?.disconnect();
  await server?.process.stop();
});

class Feed implements InvalidationListener {
  readonly keys: string[] = [];
  isOpen = false;
  losses = 0;
  changed(key: string): void {
    this.keys.push(key);
  }
  opened(): void {
    this.isOpen = true;
  }
  lost(): void {
    this.losses += 1;
    this.isOpen = false;
  }
}

async function openFeed(
  login = "",
  log: (event: { readonly message: string }) => void = () => {},
): Promise<Feed> {
  const store = await openRedisStore({ url: `redis://${login}127.0.0.1:${server.port}` }, log);
  stores.push(store);
  if (!isInvalidationSource(store)) throw new Error("a Redis store reports changes");
  const feed = new Feed();
  const stop = store.invalidations("shop||", feed);
  stores.push({ close: stop } as StateStore);
  return feed;
}

async function expectChanges(feed: Feed): Promise<void> {
  await until(async () => feed.isOpen, 5_000);
  await admin.hset("shop||a", "data", "1");
  await admin.hset("other||a", "data", "1");
  await admin.hset("shop||b,é", "data", "1");
  await until(async () => feed.keys.length >= 2, 5_000);
  expect(new Set(feed.keys)).toEqual(new Set(["shop||a", "shop||b,é"]));
  // Changes of single keys are no reason to forget all others.
  expect(feed.losses).toBe(0);
}

it("reports every change under the prefix, to the default user", async () => {
  await expectChanges(await openFeed());
});

it("reports them to a user with only the listed rights", async () => {
  const rights = [...rightsIn(paragraphs[0] ?? ""), ...feedRights];
  await admin.call(
    "ACL",
    "SETUSER",
    "limited",
    "reset",
    "on",
    ">secret",
    "~shop||*",
    "~||pillion||*",
    channel,
    ...rights,
  );
  await expectChanges(await openFeed("limited:secret@"));
});

it("is not open without one of the rights, and the log says why", async () => {
  expect(feedRights.length).toBeGreaterThan(2);
  for (const missing of [...feedRights.filter((name) => name !== "+ping"), channel]) {
    const rights = [...feedRights, channel, ...rightsIn(paragraphs[0] ?? "")].filter(
      (right) => right !== missing,
    );
    await admin.call(
      "ACL",
      "SETUSER",
      "lacking",
      "reset",
      "on",
      ">secret",
      "~shop||*",
      "~||pillion||*",
      ...rights,
    );
    const messages: string[] = [];
    const feed = await openFeed("lacking:secret@", ({ message }) => messages.push(message));
    await until(async () => messages.some((text) => text.includes("cannot be tracked yet")), 5_000);
    expect(feed.isOpen, missing).toBe(false);
  }
});

it("reports a gap, not keys, when the database is flushed", async () => {
  const feed = await openFeed();
  await until(async () => feed.isOpen, 5_000);
  await admin.flushall();
  await until(async () => feed.losses === 1, 5_000);
  expect(feed).toMatchObject({ isOpen: true, keys: [] });
});
