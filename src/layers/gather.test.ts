// Calls that meet: what goes down together, in what order, what stays apart,
// and whose failure is whose. Over a real store in memory, with a door before
// it that notes what comes through and can be held shut.
import { afterEach, beforeEach, expect, it } from "vitest";
import { absent, add, put } from "../../test/conformance/mutations.ts";
import { memoryDriver } from "../drivers/memory/memory-driver.ts";
import { type Call, createCall, systemClock } from "../model/call.ts";
import { asStoreError, StoreError } from "../model/errors.ts";
import type { Mutation, Transaction } from "../model/mutation.ts";
import type { ReadOptions, StateStore, TransactionResult } from "../store/state-store.ts";
import { type GatherOptions, gather } from "./gather.ts";

// A store that notes each arrival, and answers when its door is open.
class Door implements StateStore {
  readonly facts;
  readonly commits: string[][] = [];
  readonly reads: string[][] = [];
  readonly calls: Call[] = [];
  fault: ((keys: readonly string[]) => StoreError | undefined) | undefined;
  underWayMax = 0;
  readonly #inner: StateStore;
  #shut: Promise<void> | undefined;
  #open: () => void = () => undefined;
  #underWay = 0;

  constructor(inner: StateStore) {
    this.#inner = inner;
    this.facts = inner.facts;
  }

  shut(): void {
    this.#shut = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#shut = undefined;
    this.#open();
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

  async #pass<T>(keys: readonly string[], call: Call, ask: () => Promise<T>): Promise<T> {
    this.calls.push(call);
    this.#underWay += 1;
    this.underWayMax = Math.max(this.underWayMax, this.#underWay);
    await (this.#shut ?? new Promise((resolve) => setImmediate(resolve)));
    this.#underWay -= 1;
    const fault = this.fault?.(keys);
    if (fault !== undefined) throw fault;
    return ask();
  }
}

let door: Door;
let store: StateStore;
beforeEach(async () => {
  await use({});
});
afterEach(async () => {
  door.open();
  await store.close();
});

it("a lone call goes down as it came, with its own call", async () => {
  const call = createCall();
  await store.commit([{ mutations: [put("a", "x")] }], call);
  await store.read(["a"], { consistency: "strong", view: "full" }, call);
  expect(door.commits).toEqual([["a"]]);
  expect(door.reads).toEqual([["a"]]);
  expect(door.calls).toEqual([call, call]);
});

it("what comes in one turn goes down together, in order, and each gets its own answer", async () => {
  const keys = Array.from({ length: 50 }, (_, index) => `k${index}`);
  const results = await Promise.all(keys.map((key) => commit(put(key, key))));
  expect(door.commits).toEqual([keys]);
  expect(new Set(results.map((result) => versionOf(result))).size).toBe(50);
  const records = await Promise.all(keys.map((key) => read(key)));
  expect(records).toEqual(keys);
  expect(door.reads).toEqual([keys]);
});

it("what comes while a commit is under way waits and goes down together", async () => {
  door.shut();
  const first = commit(put("first", "x"));
  await turns(3);
  const others = ["a", "b", "c"].map((key) => commit(put(key, "x")));
  await turns(3);
  expect(door.commits).toEqual([["first"]]);
  door.open();
  await Promise.all([first, ...others]);
  expect(door.commits).toEqual([["first"], ["a", "b", "c"]]);
  expect(door.underWayMax).toBe(1);
});

it("callers that write again as soon as they are answered keep meeting", async () => {
  const rounds = 20;
  const writer = async (name: string) => {
    for (let round = 0; round < rounds; round++) await commit(put(name, String(round)));
  };
  await Promise.all(Array.from({ length: 16 }, (_, index) => writer(`w${index}`)));
  expect(door.commits).toHaveLength(rounds);
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

it("a departure is bounded in mutations and in bytes, and a call beyond both departs alone", async () => {
  await use({ departureMutationsMax: 4, departureBytesMax: 1000 });
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
  const departures = [["a", "b", "c", "d"], ["e"], ["big"], ["f"]];
  expect(door.commits).toEqual([...departures, ["m0", "m1", "m2", "m3", "m4", "m5"], ["g"], ["h"]]);
});

it("reads that differ in consistency or view are kept apart", async () => {
  await commit(put("a", "x"));
  const ask = (options: ReadOptions) => store.read(["a"], options, createCall());
  const [full, keys, eventual, again] = await Promise.all([
    ask({ consistency: "strong", view: "full" }),
    ask({ consistency: "strong", view: "keys" }),
    ask({ consistency: "eventual", view: "full" }),
    ask({ consistency: "strong", view: "full" }),
  ]);
  expect(door.reads).toEqual([["a", "a"], ["a"], ["a"]]);
  expect(full).toEqual(again);
  expect(eventual).toEqual(full);
  expect(keys[0]).toMatchObject({ version: "" });
});

it("C12 with several departures at once, writes of one key still go down in the order in which they came", async () => {
  await use({ commitDeparturesMax: 3, departureMutationsMax: 1 });
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
  expect(door.underWayMax).toBe(3);
});

it("C13 with several departures at once, a repeat does not overtake the first of its idempotency key", async () => {
  await use({ commitDeparturesMax: 4, departureMutationsMax: 1 });
  const idempotency = { key: "once", fingerprint: "f", expireTime: Date.now() + 60_000 };
  const results = await Promise.all(
    [1, 2, 3, 4].map(() => store.commit([{ mutations: [add("n", 1n)], idempotency }], createCall())),
  );
  for (const [result] of results) expect(result).toMatchObject([{ value: 1n }]);
});

it("L1 a call that is given up while it waits is taken out, and the others go down", async () => {
  door.shut();
  const first = commit(put("first", "x"));
  await turns(3);
  const controller = new AbortController();
  const given = failure(
    store.commit([{ mutations: [put("given-up", "x")] }], createCall({ signal: controller.signal })),
  );
  const kept = commit(put("kept", "x"));
  controller.abort();
  door.open();
  await Promise.all([first, kept]);
  expect(await given).toBe("cancelled not-applied");
  expect(door.commits).toEqual([["first"], ["kept"]]);
});

it("L2 a call ends by its deadline: unknown if it is under way, not applied if it waits", async () => {
  door.shut();
  const departed = failure(store.commit([{ mutations: [put("departed", "x")] }], within(80)));
  await turns(3);
  const waiting = failure(store.commit([{ mutations: [put("waiting", "x")] }], within(40)));
  const reading = failure(store.read(["a"], { consistency: "strong", view: "full" }, within(40)));
  expect(await Promise.all([departed, waiting, reading])).toEqual([
    "deadline unknown",
    "deadline not-applied",
    "deadline not-applied",
  ]);
  door.open();
  await commit(put("after", "x"));
  expect(door.commits).toEqual([["departed"], ["after"]]);
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

it("a departure that is refused for one request is sent again one by one, in order", async () => {
  door.fault = (keys) => (keys.includes("bad") ? new StoreError("invalid", "bad: is bad") : undefined);
  const sent = ["a", "bad", "b"].map((key) => commit(put(key, "x")));
  const ends = await Promise.allSettled(sent);
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(door.commits).toEqual([["a", "bad", "b"], ["a"], ["bad"], ["b"]]);
});

it("a departure whose outcome is not known is not sent again", async () => {
  door.fault = () => new StoreError("unavailable", "gone");
  const ends = await Promise.all(["a", "b"].map((key) => failure(commit(put(key, "x")))));
  expect(ends).toEqual(["unavailable unknown", "unavailable unknown"]);
  expect(door.commits).toEqual([["a", "b"]]);
});

it("more calls or bytes than may wait are refused", async () => {
  await use({ waitingCallsMax: 2, waitingBytesMax: 100 });
  door.shut();
  const sent = [commit(put("first", "x"))];
  await turns(3);
  sent.push(commit(put("a", Buffer.alloc(60))));
  expect(await failure(commit(put("b", Buffer.alloc(60))))).toBe("overloaded not-applied");
  sent.push(commit(put("c", "x")));
  expect(await failure(commit(put("d", "x")))).toBe("overloaded not-applied");
  door.open();
  await Promise.all(sent);
  await commit(put("later", "x"));
});

it("calls whose deadline passed while they waited do not take up room", async () => {
  await use({ waitingCallsMax: 2 });
  door.shut();
  const first = commit(put("first", "x"));
  await turns(3);
  const late = ["a", "b"].map((key) => failure(store.commit([{ mutations: [put(key, "x")] }], within(10))));
  await Promise.all(late);
  const next = commit(put("next", "x"));
  door.open();
  await Promise.all([first, next]);
});

it("L4 close lets those who wait depart, and refuses those who come", async () => {
  door.shut();
  const sent = [commit(put("first", "x"))];
  await turns(3);
  sent.push(commit(put("waiting", "x")));
  const closing = store.close();
  expect(await failure(commit(put("late", "x")))).toBe("closed not-applied");
  door.open();
  expect(await Promise.all(sent)).toHaveLength(2);
  await closing;
});

it("what is not to be gathered goes straight through", async () => {
  await use({ commitDeparturesMax: 0, readDeparturesMax: 0 });
  await Promise.all(["a", "b"].map((key) => commit(put(key, "x"))));
  await Promise.all(["a", "b"].map((key) => read(key)));
  expect(door.commits).toEqual([["a"], ["b"]]);
  expect(door.reads).toEqual([["a"], ["b"]]);
});

async function use(options: GatherOptions): Promise<void> {
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "gather" };
  door = new Door(await memoryDriver.open(memoryDriver.compile({}), context));
  store = gather(options)(door);
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
