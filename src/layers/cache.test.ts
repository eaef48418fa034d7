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
      const mutation = {
        type: "put",
        key: "k",
        value: Buffer.from(text),
        contentType: "",
        kind: "persistent",
        expiry,
        precondition: noPrecondition,
        returnPrevious: false,
      } as const;
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
  feed.opened();
  expect(await get()).toBe("2");
  expect(hits).toEqual([false, false, false]);
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
