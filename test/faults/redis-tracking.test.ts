// The feed of changes on its own, without the cache: that changes are reported with the
// rights that README.md lists and no others, and that a feed without them is not open.
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type InvalidationListener,
  isInvalidationSource,
  type StateStore,
  StoreError,
} from "../../src/index.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { until } from "../servers/server-process.ts";
import { openTcpProxy } from "../servers/tcp-proxy.ts";
import { redisHome } from "../servers/test-servers.ts";
import { attemptRead } from "./redis-load.ts";

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

it("is opened on another connection if the server does not reply to a command", async () => {
  const proxy = await openTcpProxy(server.port);
  const store = await openRedisStore({ url: `redis://127.0.0.1:${proxy.port}`, readTimeout: "1s" });
  if (!isInvalidationSource(store)) throw new Error("a Redis store reports changes");
  proxy.mute("TRACKING");
  const isSwallowed = proxy.swallowed();
  const feed = new Feed();
  const stop = store.invalidations("shop||", feed);
  stores.push({ close: stop } as StateStore, store, proxy as unknown as StateStore);
  await isSwallowed;
  proxy.mute("nothing that is sent");
  await expectChanges(feed);
});

describe("a name that leads to another server", () => {
  async function openBehindProxy(log?: (event: { readonly message: string }) => void) {
    const other = await startRedis(redisHome());
    const proxy = await openTcpProxy(server.port);
    const store = await openRedisStore({ url: `redis://127.0.0.1:${proxy.port}` }, log);
    const client = new Redis({ path: other.socket });
    await client.hset("shop||there", { data: "x", version: "1" });
    const feed = new Feed();
    if (!isInvalidationSource(store)) throw new Error("a Redis store reports changes");
    const stop = store.invalidations("shop||", feed);
    stores.push({
      close: async () => {
        await stop();
        await store.close();
        client.disconnect();
        await proxy.close();
        await other.process.stop();
      },
    } as StateStore);
    await until(() => feed.isOpen, 5_000);
    const isThere = async () => {
      const result = await attemptRead(store, "shop||there");
      return result !== undefined && !(result instanceof StoreError);
    };
    return { proxy, feed, isThere, client, port: other.port };
  }

  // Only the feed has subscriptions and tracking (the flag t).
  async function kill(whose: "feed" | "calls"): Promise<void> {
    for (const line of String(await admin.client("LIST")).split("\n")) {
      const id = /^id=(\d+)/.exec(line)?.[1];
      const isFeed = / sub=[1-9]/.test(line) || / flags=\S*t/.test(line);
      if (id !== undefined && line.includes("name=pillion") && isFeed === (whose === "feed"))
        await admin.client("KILL", "ID", id);
    }
  }

  it("ends the feed before the first read from that server", async () => {
    const { proxy, client, feed, isThere, port } = await openBehindProxy();
    proxy.retarget(port);
    await kill("calls");
    await until(isThere, 5_000);
    expect(feed.losses).toBe(1);
    await until(() => feed.isOpen, 5_000);
    await client.hset("shop||there", "data", "y");
    await until(() => feed.keys.includes("shop||there"), 5_000);
  });

  it("is no reason to open the feed there while reads go to the old one", async () => {
    const messages: string[] = [];
    const { proxy, feed, isThere, port } = await openBehindProxy(({ message }) => messages.push(message));
    proxy.retarget(port);
    await kill("feed");
    await until(() => messages.some((text) => text.includes("cannot be tracked yet")), 5_000);
    expect(await isThere()).toBe(false);
    expect(feed.isOpen).toBe(false);
    await kill("calls");
    await until(async () => (await isThere()) && feed.isOpen, 10_000);
  });
});
