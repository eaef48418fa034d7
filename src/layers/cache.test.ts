// The cache layer alone: when it serves a read, and when it must not.
import { expect, it } from "vitest";
import { probeCache } from "../../test/conformance/cache-hits.ts";
import { type AdjustableClock, createAdjustableClock } from "../../test/conformance/subject.ts";
import { createLatch } from "../driver-kit/latch.ts";
import { memoryDriver } from "../drivers/memory/memory-driver.ts";
import {
  type CacheOptions,
  cache,
  createCall,
  type InvalidationListener,
  noExpiry,
  noPrecondition,
  type StateStore,
  StoreError,
  type TransactionResult,
} from "../index.ts";

const record = {
  type: "put",
  contentType: "",
  kind: "persistent",
  expiry: noExpiry,
  precondition: noPrecondition,
  returnPrevious: false,
} as const;

interface CacheFixture {
  readonly cached: StateStore;
  /** The store below. A write to it stands for one of another process. */
  readonly below: StateStore;
  readonly feed: InvalidationListener;
  readonly hits: boolean[];
  readonly clock: AdjustableClock;
  get(consistency?: "eventual" | "strong"): Promise<string | undefined>;
  put(store: StateStore, text: string, expireTime?: number): Promise<void>;
  /** How the store below fails after it has applied a commit. Default: it does not. */
  readonly commits: { failure: CommitFailure | undefined };
  /** Holds back the results of reads of the store below until the returned function is called. */
  hold(): () => void;
}

type CommitFailure = "throws" | "returns an error";

interface FixtureOptions extends Partial<CacheOptions> {
  /** Whether the store below has a clock of its own that decides expiry. */
  readonly nativeExpiry?: boolean;
}

async function open({ nativeExpiry = false, ...options }: FixtureOptions = {}): Promise<CacheFixture> {
  const clock = createAdjustableClock();
  const context = { clock, random: Math.random, log: () => {}, storeName: "cache" };
  const below = await memoryDriver.open(memoryDriver.compile({}), context);
  const feeds: InvalidationListener[] = [];
  const source = {
    invalidations: (_prefix: string, listener: InvalidationListener) => {
      feeds.push(listener);
      return () => Promise.resolve();
    },
  };
  let held: Promise<void> | undefined;
  const commits: CacheFixture["commits"] = { failure: undefined };
  const slow: StateStore = {
    facts: { ...below.facts, nativeExpiry },
    read: async (...args) => {
      const results = await below.read(...args);
      await held;
      // Small values of a real driver are views of a shared buffer, as those of Buffer.from are.
      return results.map((result) =>
        result && "value" in result ? { ...result, value: Buffer.from(result.value) } : result,
      );
    },
    commit: async (...args) => failedAs(commits.failure, await below.commit(...args)),
    scan: (...args) => below.scan(...args),
    ping: (...args) => below.ping(...args),
    close: () => below.close(),
  };
  const { store: cached, hits } = probeCache(cache({ source, prefix: "", ...options }), slow);
  const call = createCall({ clock });
  const [feed] = feeds;
  if (feed === undefined) throw new Error("the cache has not subscribed");
  feed.opened();
  return {
    cached,
    below,
    feed,
    hits,
    clock,
    get: async (consistency = "eventual") => {
      const [record] = await cached.read(["k"], { consistency, view: "full" }, call);
      return record !== undefined && "value" in record ? Buffer.from(record.value).toString() : undefined;
    },
    put: async (store, text, expireTime) => {
      const expiry = expireTime === undefined ? noExpiry : ({ type: "at", time: expireTime } as const);
      const mutation = { ...record, key: "k", value: Buffer.from(text), expiry };
      await store.commit([{ mutations: [mutation] }], call);
    },
    commits,
    hold: () => {
      const latch = createLatch();
      held = latch.opened;
      return () => {
        held = undefined;
        latch.open();
      };
    },
  };
}

function failedAs(
  failure: CommitFailure | undefined,
  results: readonly TransactionResult[],
): readonly TransactionResult[] {
  if (failure === undefined) return results;
  const error = new StoreError("unavailable", "the connection was lost");
  if (failure === "throws") throw error;
  return results.map(() => error);
}

it("a second eventual read is served from the cache", async () => {
  const { put, below, get, hits } = await open();
  await put(below, "1");
  expect([await get(), await get()]).toEqual(["1", "1"]);
  expect(hits).toEqual([false, true]);
});

it("a strong read bypasses the cache", async () => {
  const { put, below, get } = await open();
  await put(below, "1");
  await get();
  await put(below, "2");
  expect(await get("strong")).toBe("2");
});

it("a write through the cache is visible to the next read", async () => {
  const { put, cached, get } = await open();
  await put(cached, "1");
  await get();
  await put(cached, "2");
  expect(await get()).toBe("2");
});

it.each(["throws", "returns an error"] as const)(
  "a write of unknown outcome removes the copy, because it may have been applied, if the store %s",
  async (failure) => {
    const { put, cached, get, commits } = await open();
    await put(cached, "1");
    await get();
    commits.failure = failure;
    await put(cached, "2").catch(() => {});
    expect(await get()).toBe("2");
  },
);

it("a read that was in flight when its key was written leaves no copy", async () => {
  const { put, cached, below, get, hold } = await open();
  await put(below, "1");
  const release = hold();
  const early = get();
  await new Promise(setImmediate);
  await put(cached, "2");
  release();
  expect(await early).toBe("1");
  expect(await get()).toBe("2");
});

it("a reported change removes the copy", async () => {
  const { put, below, get, feed } = await open();
  await put(below, "1");
  await get();
  await put(below, "2");
  feed.changed("k");
  expect(await get()).toBe("2");
});

it("a read that was in flight when its key changed leaves no copy", async () => {
  const { put, below, get, feed, hold } = await open();
  await put(below, "1");
  const release = hold();
  const early = get();
  await new Promise(setImmediate);
  await put(below, "2");
  feed.changed("k");
  release();
  expect(await early).toBe("1");
  expect(await get()).toBe("2");
});

it("a read that was in flight when the feed was lost leaves no copy", async () => {
  const { put, below, get, feed, hold } = await open();
  await put(below, "1");
  const release = hold();
  const early = get();
  await new Promise(setImmediate);
  feed.lost();
  await put(below, "2");
  feed.opened();
  release();
  await early;
  expect(await get()).toBe("2");
});

it("no read is served from the cache while the feed is down, and no old copy afterwards", async () => {
  const { put, below, get, feed, hits } = await open();
  await put(below, "1");
  await get();
  feed.lost();
  await put(below, "2");
  expect(await get()).toBe("2");
  await put(below, "3");
  expect(await get()).toBe("3");
  feed.opened();
  expect(await get()).toBe("3");
  expect(hits).toEqual([false, false, false, false]);
});

it("a copy is not used once its record has expired", async () => {
  const { put, below, get, clock } = await open();
  await put(below, "1", clock.now() + 1000);
  await get();
  clock.advance(1000);
  expect(await get()).toBeUndefined();
});

it.each([
  { ttlMs: 60_000, marginMs: 30_000 },
  { ttlMs: 10_000, marginMs: 10_000 },
])(
  "where the store's clock decides expiry, a copy is not used in the last $marginMs ms with a ttl of $ttlMs ms",
  async ({ ttlMs, marginMs }) => {
    const { put, below, get, clock, hits } = await open({ nativeExpiry: true, ttlMs });
    await put(below, "1", clock.now() + marginMs + 2);
    await get();
    clock.advance(1);
    await get();
    clock.advance(1);
    await get();
    // This read found too little time left to keep a copy.
    await get();
    expect(hits).toEqual([false, true, false, false]);
  },
);

it("where the store's clock decides expiry, a record without expiry is cached", async () => {
  const { put, below, get, hits } = await open({ nativeExpiry: true });
  await put(below, "1");
  await get();
  await get();
  expect(hits).toEqual([false, true]);
});

it("a record larger than an eighth of the limit is not kept", async () => {
  const { put, below, get, hits } = await open({ bytesMax: 8 * 1024 });
  await put(below, "x".repeat(1025));
  await get();
  await get();
  expect(hits).toEqual([false, false]);
});

it("a copy keeps no more memory alive than is counted for it", async () => {
  const { put, below, cached, clock } = await open();
  await put(below, "small");
  const call = createCall({ clock });
  const options = { consistency: "eventual", view: "full" } as const;
  await cached.read(["k"], options, call);
  const [copy] = await cached.read(["k"], options, call);
  if (copy === undefined || !("value" in copy)) throw new Error("expected a record");
  expect(copy.value.buffer.byteLength).toBe("small".length);
});

it("the store below is closed even if unsubscribing fails", async () => {
  const source = { invalidations: () => () => Promise.reject(new Error("no connection")) };
  const { below } = await open();
  const cached = cache({ source, prefix: "" })(below);
  await expect(cached.close()).rejects.toThrow("no connection");
  await expect(below.ping(createCall())).rejects.toMatchObject({ code: "closed" });
});

it("no read is served from the cache before the feed is first opened, or after it is closed", async () => {
  const { below, put, clock } = await open();
  await put(below, "1");
  const feeds: InvalidationListener[] = [];
  const unsubscribed: string[] = [];
  const source = {
    invalidations: (prefix: string, listener: InvalidationListener) => {
      feeds.push(listener);
      return async () => void unsubscribed.push(prefix);
    },
  };
  const { store, hits } = probeCache(cache({ source, prefix: "shop||" }), below);
  const read = () => store.read(["k"], { consistency: "eventual", view: "full" }, createCall({ clock }));
  await read();
  await read();
  expect(hits).toEqual([false, false]);
  feeds[0]?.opened();
  await read();
  await read();
  expect(hits).toEqual([false, false, false, true]);
  await store.close();
  expect(unsubscribed).toEqual(["shop||"]);
  await expect(read()).rejects.toMatchObject({ code: "closed" });
});

it("records from the cache and from the store are in the order of the keys", async () => {
  const { cached, below, clock, feed } = await open();
  const call = createCall({ clock });
  const keys = ["k", "a", "b", "c", "d"];
  for (const key of keys)
    await below.commit([{ mutations: [{ ...record, key, value: Buffer.from(key) }] }], call);
  const read = async (wanted: readonly string[]) => {
    const results = await cached.read(wanted, { consistency: "eventual", view: "full" }, call);
    return results.map((result) =>
      result && "value" in result ? Buffer.from(result.value).toString() : result,
    );
  };
  await read(["a", "c"]);
  feed.changed("none");
  expect(await read(["k", "a", "b", "missing", "c", "d"])).toEqual(["k", "a", "b", undefined, "c", "d"]);
});

it("a read without values is served from a whole copy, but leaves none", async () => {
  const { cached, below, put, clock, hits } = await open();
  await put(below, "1");
  const call = createCall({ clock });
  const read = (view: "keys" | "metadata" | "full") =>
    cached.read(["k"], { consistency: "eventual", view }, call);
  await read("metadata");
  await read("keys");
  expect(await read("full")).toMatchObject([{ value: Buffer.from("1") }]);
  expect(hits).toEqual([false, false, false]);
  const [metadata] = await read("metadata");
  const [bare] = await read("keys");
  expect(metadata).toMatchObject({ key: "k", value: new Uint8Array(0), version: expect.stringMatching(/./) });
  expect(bare).toMatchObject({ key: "k", version: "" });
  expect(hits).toEqual([false, false, false, true, true]);
});

it("of two reads of a key in flight, a change between them is noticed by the first", async () => {
  const { put, below, get, feed, hold, hits } = await open();
  await put(below, "1");
  const release = hold();
  const early = get();
  await new Promise(setImmediate);
  await put(below, "2");
  feed.changed("k");
  const late = get();
  await new Promise(setImmediate);
  release();
  expect([await early, await late]).toEqual(["1", "2"]);
  expect(await get()).toBe("2");
  expect(hits).toEqual([false, false, true]);
});

it("a read that fails, or finds no record, leaves nothing", async () => {
  const { cached, below, put, get, clock, hits } = await open();
  expect([await get(), await get()]).toEqual([undefined, undefined]);
  const call = createCall({ clock, signal: AbortSignal.abort() });
  await expect(cached.read(["k"], { consistency: "eventual", view: "full" }, call)).rejects.toMatchObject({
    code: "cancelled",
  });
  await put(below, "1");
  expect(await get()).toBe("1");
  expect(hits).toEqual([false, false, false, false]);
});

it("a copy is not used longer than its maximum age", async () => {
  const { put, below, get, hits } = await open({ ttlMs: 30 });
  await put(below, "1");
  await get();
  await new Promise((resolve) => setTimeout(resolve, 60));
  await get();
  expect(hits).toEqual([false, false]);
});
