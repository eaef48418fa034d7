// Gathering: which calls are sent together, in what order, which stay apart, and
// which calls fail. Runs over a memory store behind a probe that records what arrives
// and can be blocked.
import { afterEach, beforeEach, expect, it } from "vitest";
import { absent, add, put } from "../../test/conformance/mutations.ts";
import { memoryDriver } from "../drivers/memory/memory-driver.ts";
import { type Call, createCall, systemClock } from "../model/call.ts";
import { asStoreError, StoreError } from "../model/errors.ts";
import type { Mutation, Transaction } from "../model/mutation.ts";
import type { ReadOptions, StateStore, TransactionResult } from "../store/state-store.ts";
import { type GatherOptions, gather } from "./gather.ts";

// Records each call that arrives, and lets it pass unless it is blocked.
class Probe implements StateStore {
  readonly facts;
  readonly commits: string[][] = [];
  readonly reads: string[][] = [];
  readonly calls: Call[] = [];
  failure: ((keys: readonly string[]) => StoreError | undefined) | undefined;
  inFlightMax = 0;
  readonly #inner: StateStore;
  #blocked: Promise<void> | undefined;
  #unblock: () => void = () => undefined;
  #inFlight = 0;

  constructor(inner: StateStore) {
    this.#inner = inner;
    this.facts = inner.facts;
  }

  block(): void {
    this.#blocked = new Promise((resolve) => {
      this.#unblock = resolve;
    });
  }

  unblock(): void {
    this.#blocked = undefined;
    this.#unblock();
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call) {
    this.reads.push([...keys]);
    return this.#pass(keys, call, () => this.#inner.read(keys, options, call));
  }

  async commit(transactions: readonly Transaction[], call: Call) {
    const keys = transactions.flatMap(({ mutations }) => mutations.map(({ key }) => key));
    this.commits.push(keys);
    return this.#pass(keys, call, () => this.#inner.commit(transactions, call));
  }

  scan(...query: Parameters<StateStore["scan"]>) {
    return this.#inner.scan(...query);
  }

  ping(call: Call) {
    return this.#inner.ping(call);
  }

  close() {
    return this.#inner.close();
  }

  async #pass<T>(keys: readonly string[], call: Call, send: () => Promise<T>): Promise<T> {
    this.calls.push(call);
    this.#inFlight += 1;
    this.inFlightMax = Math.max(this.inFlightMax, this.#inFlight);
    await (this.#blocked ?? new Promise((resolve) => setImmediate(resolve)));
    this.#inFlight -= 1;
    const error = this.failure?.(keys);
    if (error !== undefined) throw error;
    return send();
  }
}

let probe: Probe;
let store: StateStore;
beforeEach(async () => {
  await use({});
});
afterEach(async () => {
  probe.unblock();
  await store.close();
});

it("a lone request is sent unchanged, with its own call", async () => {
  const call = createCall();
  await store.commit([{ mutations: [put("a", "x")] }], call);
  await store.read(["a"], { consistency: "strong", view: "full" }, call);
  expect(probe.commits).toEqual([["a"]]);
  expect(probe.reads).toEqual([["a"]]);
  expect(probe.calls).toEqual([call, call]);
});

it("requests of one turn are sent together, in order, and each gets its own results", async () => {
  const keys = Array.from({ length: 50 }, (_, index) => `k${index}`);
  const results = await Promise.all(keys.map((key) => commit(put(key, key))));
  expect(probe.commits).toEqual([keys]);
  expect(new Set(results.map((result) => versionOf(result))).size).toBe(50);
  const records = await Promise.all(keys.map((key) => read(key)));
  expect(records).toEqual(keys);
  expect(probe.reads).toEqual([keys]);
});

it("requests that arrive while a commit is in flight wait and are sent together", async () => {
  probe.block();
  const first = commit(put("first", "x"));
  await turns(3);
  const others = ["a", "b", "c"].map((key) => commit(put(key, "x")));
  await turns(3);
  expect(probe.commits).toEqual([["first"]]);
  probe.unblock();
  await Promise.all([first, ...others]);
  expect(probe.commits).toEqual([["first"], ["a", "b", "c"]]);
  expect(probe.inFlightMax).toBe(1);
});

it("callers that write again as soon as they have a result stay gathered", async () => {
  const rounds = 20;
  const writer = async (name: string) => {
    for (let round = 0; round < rounds; round++) await commit(put(name, String(round)));
  };
  await Promise.all(Array.from({ length: 16 }, (_, index) => writer(`w${index}`)));
  expect(probe.commits).toHaveLength(rounds);
});

it("several transactions of one caller stay together and in order", async () => {
  const transactions = ["a", "b", "c"].map((key) => ({
    mutations: [put(key, "x", { precondition: absent })],
  }));
  const [mine, theirs] = await Promise.all([
    store.commit(transactions, createCall()),
    store.commit([{ mutations: [put("b", "y", { precondition: absent })] }], createCall()),
  ]);
  expect(mine.map((result) => result instanceof StoreError)).toEqual([false, false, false]);
  expect(theirs[0]).toMatchObject({ code: "already-exists" });
});

it("a flush is bounded in mutations and in bytes, and a request beyond both is sent alone", async () => {
  await use({ flushMutationsMax: 4, flushBytesMax: 1000 });
  const big = Buffer.alloc(2000);
  await Promise.all([
    ...["a", "b", "c", "d", "e"].map((key) => commit(put(key, "x"))),
    commit(put("big", big)),
    commit(put("f", "x")),
    store.commit(
      [{ mutations: Array.from({ length: 6 }, (_, index) => put(`m${index}`, "x")) }],
      createCall(),
    ),
    commit(put("g", Buffer.alloc(600))),
    commit(put("h", Buffer.alloc(600))),
  ]);
  const flushes = [["a", "b", "c", "d"], ["e"], ["big"], ["f"]];
  expect(probe.commits).toEqual([...flushes, ["m0", "m1", "m2", "m3", "m4", "m5"], ["g"], ["h"]]);
});

it("reads that differ in consistency or view are kept apart", async () => {
  await commit(put("a", "x"));
  const readAs = (options: ReadOptions) => store.read(["a"], options, createCall());
  const [full, keys, eventual, again] = await Promise.all([
    readAs({ consistency: "strong", view: "full" }),
    readAs({ consistency: "strong", view: "keys" }),
    readAs({ consistency: "eventual", view: "full" }),
    readAs({ consistency: "strong", view: "full" }),
  ]);
  expect(probe.reads).toEqual([["a", "a"], ["a"], ["a"]]);
  expect(full).toEqual(again);
  expect(eventual).toEqual(full);
  expect(keys[0]).toMatchObject({ version: "" });
});

it("C12 with several flushes in flight, writes of one key are still sent in order of arrival", async () => {
  await use({ commitsInFlightMax: 3, flushMutationsMax: 1 });
  const order: string[] = [];
  const sent = ["a1", "b1", "a2", "c1", "b2", "a3"].map(async (name) => {
    await commit(put(name.slice(0, 1), name));
    order.push(name);
  });
  await Promise.all(sent);
  for (const key of ["a", "b"]) {
    const ofKey = order.filter((name) => name.startsWith(key));
    expect(ofKey).toEqual(ofKey.toSorted());
  }
  expect(await read("a")).toBe("a3");
  expect(probe.inFlightMax).toBe(3);
});

it("C13 with several flushes in flight, a repeat does not overtake the first request with its idempotency key", async () => {
  await use({ commitsInFlightMax: 4, flushMutationsMax: 1 });
  const idempotency = { key: "once", fingerprint: "f", expireTime: Date.now() + 60_000 };
  const results = await Promise.all(
    [1, 2, 3, 4].map(() => store.commit([{ mutations: [add("n", 1n)], idempotency }], createCall())),
  );
  for (const [result] of results) expect(result).toMatchObject([{ value: 1n }]);
});

it("L1 a call that is cancelled while it waits is removed, and the others are sent", async () => {
  probe.block();
  const first = commit(put("first", "x"));
  await turns(3);
  const controller = new AbortController();
  const cancelled = failure(
    store.commit([{ mutations: [put("cancelled", "x")] }], createCall({ signal: controller.signal })),
  );
  const kept = commit(put("kept", "x"));
  controller.abort();
  probe.unblock();
  await Promise.all([first, kept]);
  expect(await cancelled).toBe("cancelled not-applied");
  expect(probe.commits).toEqual([["first"], ["kept"]]);
});

it("L2 a call ends at its deadline: unknown if it is in flight, not applied if it waits", async () => {
  probe.block();
  const inFlight = failure(store.commit([{ mutations: [put("in-flight", "x")] }], within(80)));
  await turns(3);
  const waiting = failure(store.commit([{ mutations: [put("waiting", "x")] }], within(40)));
  const reading = failure(store.read(["a"], { consistency: "strong", view: "full" }, within(40)));
  expect(await Promise.all([inFlight, waiting, reading])).toEqual([
    "deadline unknown",
    "deadline not-applied",
    "deadline not-applied",
  ]);
  probe.unblock();
  await commit(put("after", "x"));
  expect(probe.commits).toEqual([["in-flight"], ["after"]]);
});

it("a transaction that fails fails for its caller alone", async () => {
  await commit(put("taken", "x"));
  const results = await Promise.all([
    commit(put("a", "x")),
    commit(put("taken", "y", { precondition: absent })),
    commit(put("b", "x")),
  ]);
  expect(results.map((result) => (result instanceof StoreError ? result.code : "ok"))).toEqual([
    "ok",
    "already-exists",
    "ok",
  ]);
});

it("a flush that is rejected because of one request is sent again one by one, in order", async () => {
  probe.failure = (keys) => (keys.includes("bad") ? new StoreError("invalid", "bad: is bad") : undefined);
  const sent = ["a", "bad", "b"].map((key) => commit(put(key, "x")));
  const ends = await Promise.allSettled(sent);
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(probe.commits).toEqual([["a", "bad", "b"], ["a"], ["bad"], ["b"]]);
});

it("a flush with an unknown outcome is not sent again", async () => {
  probe.failure = () => new StoreError("unavailable", "gone");
  const ends = await Promise.all(["a", "b"].map((key) => failure(commit(put(key, "x")))));
  expect(ends).toEqual(["unavailable unknown", "unavailable unknown"]);
  expect(probe.commits).toEqual([["a", "b"]]);
});

it("more waiting calls or bytes than the limits are rejected", async () => {
  await use({ waitingCallsMax: 2, waitingBytesMax: 100 });
  probe.block();
  const sent = [commit(put("first", "x"))];
  await turns(3);
  sent.push(commit(put("a", Buffer.alloc(60))));
  expect(await failure(commit(put("b", Buffer.alloc(60))))).toBe("overloaded not-applied");
  sent.push(commit(put("c", "x")));
  expect(await failure(commit(put("d", "x")))).toBe("overloaded not-applied");
  probe.unblock();
  await Promise.all(sent);
  await commit(put("later", "x"));
});

it("calls whose deadline passed while they waited do not count", async () => {
  await use({ waitingCallsMax: 2 });
  probe.block();
  const first = commit(put("first", "x"));
  await turns(3);
  const late = ["a", "b"].map((key) => failure(store.commit([{ mutations: [put(key, "x")] }], within(10))));
  await Promise.all(late);
  const next = commit(put("next", "x"));
  probe.unblock();
  await Promise.all([first, next]);
});

it("L4 close sends the waiting calls and rejects new ones", async () => {
  probe.block();
  const sent = [commit(put("first", "x"))];
  await turns(3);
  sent.push(commit(put("waiting", "x")));
  const closing = store.close();
  expect(await failure(commit(put("late", "x")))).toBe("closed not-applied");
  probe.unblock();
  expect(await Promise.all(sent)).toHaveLength(2);
  await closing;
});

it("calls that are not gathered are sent at once", async () => {
  await use({ commitsInFlightMax: 0, readsInFlightMax: 0 });
  await Promise.all(["a", "b"].map((key) => commit(put(key, "x"))));
  await Promise.all(["a", "b"].map((key) => read(key)));
  expect(probe.commits).toEqual([["a"], ["b"]]);
  expect(probe.reads).toEqual([["a"], ["b"]]);
});

async function use(options: GatherOptions): Promise<void> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "gather" };
  probe = new Probe(await memoryDriver.open(memoryDriver.compile({}), context));
  store = gather(options)(probe);
}

async function commit(mutation: Mutation): Promise<TransactionResult> {
  const [result] = await store.commit([{ mutations: [mutation] }], createCall());
  if (result === undefined) throw new Error("one transaction has to have one result");
  return result;
}

async function read(key: string): Promise<string | undefined> {
  const [found] = await store.read([key], { consistency: "strong", view: "full" }, createCall());
  if (found instanceof StoreError) throw found;
  return found && Buffer.from(found.value).toString();
}

function versionOf(result: TransactionResult): string | undefined {
  return result instanceof StoreError ? undefined : result[0]?.version;
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, asStoreError);
  return error === undefined ? "no failure" : `${error.code} ${error.outcome}`;
}

function within(ms: number): Call {
  return createCall({ deadline: systemClock.monotonic() + ms });
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
