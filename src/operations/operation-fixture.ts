// Shared by the tests of the verbs: a memory store, an adjustable clock, and stores that
// intercept commits or count what is read.
import { memoryDriver } from "../drivers/memory/memory-driver.ts";
import {
  type Call,
  type Clock,
  createCall,
  noExpiry,
  noPrecondition,
  type PutMutation,
  type ReadResult,
  type StateStore,
  type Transaction,
  type TransactionResult,
} from "../index.ts";

/** A clock that only moves when it is advanced. */
export interface HandClock extends Clock {
  advance(ms: number): void;
}

/** A clock at a fixed moment. */
export function handClock(start = 1_700_000_000_000): HandClock {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now - start,
    advance: (ms) => {
      now += ms;
    },
  };
}

/** An empty memory store. */
export function openStore(clock: Clock): Promise<StateStore> {
  return memoryDriver.open(memoryDriver.compile({}), {
    clock,
    random: Math.random,
    log: () => {},
    storeName: "test",
  });
}

/** A put of a text without precondition and expiry. */
export function put(key: string, text: string | Uint8Array = "x"): PutMutation {
  return {
    type: "put",
    key,
    value: typeof text === "string" ? Buffer.from(text) : text,
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  };
}

/** Puts many keys. */
export async function fill(store: StateStore, keys: readonly string[], call: Call): Promise<void> {
  for (const key of keys) await store.commit([{ mutations: [put(key)] }], call);
}

/** Keys of a prefix with padded numbers, which sort in numeric order. */
export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, "0")}`);

/** Every key of the store, in order. */
export async function keysOf(store: StateStore): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.scan({ prefix: "", cursor, limit: 1000, view: "keys" }, createCall());
    keys.push(...page.records.map(({ key }) => key));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return keys;
}

/** The store, with commits intercepted by a function of the test. */
export function withCommit(
  store: StateStore,
  commit: (
    transactions: readonly Transaction[],
    next: () => Promise<readonly TransactionResult[]>,
  ) => Promise<readonly TransactionResult[]>,
): StateStore {
  return {
    facts: store.facts,
    read: (keys, options, call) => store.read(keys, options, call),
    commit: (transactions, call) => commit(transactions, () => store.commit(transactions, call)),
    scan: (query, call) => store.scan(query, call),
    ping: (call) => store.ping(call),
    close: () => store.close(),
  };
}

/** The error of a rejected promise. Fails the test if it resolves. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new TypeError("expected a rejection");
    },
    (thrown: unknown) => thrown,
  );
}

/** The store, and how many bytes of values each read and scan of it fetched. */
export function countingFetches(store: StateStore): { counted: StateStore; fetchedBytes: number[] } {
  const fetchedBytes: number[] = [];
  const bytesOf = (results: readonly ReadResult[]): number =>
    results.reduce((sum, result) => sum + (result && "value" in result ? result.value.byteLength : 0), 0);
  const counted: StateStore = {
    ...withCommit(store, (_, next) => next()),
    read: async (keys, options, call) => {
      const results = await store.read(keys, options, call);
      fetchedBytes.push(bytesOf(results));
      return results;
    },
    scan: async (query, call) => {
      const page = await store.scan(query, call);
      fetchedBytes.push(bytesOf(page.records));
      return page;
    },
  };
  return { counted, fetchedBytes };
}
