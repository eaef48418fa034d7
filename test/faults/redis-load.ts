// Load for fault tests, with accounts: many callers add to counters. Afterwards each
// counter must be at least the number of acknowledged additions, and at most that
// plus the number of unknown ones. More means a write applied twice, less a lost
// write.
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { type Call, createCall, systemClock } from "../../src/model/call.ts";
import { asStoreError, StoreError } from "../../src/model/errors.ts";
import type { Mutation, MutationResult, Transaction } from "../../src/model/mutation.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { add } from "../conformance/mutations.ts";

/** A call whose deadline is this many ms away. */
export function callOf(leftMs = 5000): Call {
  return createCall({ deadline: systemClock.monotonic() + leftMs, app: "faults" });
}

/** Applies one mutation: its result, or the error, whether thrown or returned. */
export async function attempt(
  store: StateStore,
  mutation: Mutation,
  changes: Partial<Transaction> = {},
  leftMs = 5000,
): Promise<MutationResult | StoreError> {
  try {
    const [result] = await store.commit([{ mutations: [mutation], ...changes }], callOf(leftMs));
    if (result instanceof StoreError) return result;
    return result?.[0] ?? new StoreError("internal", "one transaction has to have one result");
  } catch (thrown) {
    return asStoreError(thrown);
  }
}

/** Reads one key: the record, or the error, whether thrown or returned. */
export async function attemptRead(store: StateStore, key: string, leftMs = 5000) {
  try {
    const [result] = await store.read([key], { consistency: "strong", view: "full" }, callOf(leftMs));
    return result;
  } catch (thrown) {
    return asStoreError(thrown);
  }
}

/** The outcomes of the calls on one counter. */
export interface Account {
  readonly key: string;
  acknowledged: number;
  unknown: number;
  rejected: number;
}

/** Callers that add to counters until `stop` is called. */
export class CounterLoad {
  readonly accounts: readonly Account[];
  /** The duration of the slowest call, in ms. */
  slowestMs = 0;
  readonly #store: StateStore;
  readonly #leftMs: number;
  #isStopped = false;
  readonly #workers: Promise<void>[];

  constructor(store: StateStore, callers = 16, leftMs = 1000, keyRoot = `faults||${randomUUID()}`) {
    this.#store = store;
    this.#leftMs = leftMs;
    this.accounts = Array.from({ length: 5 }, (_, index) => ({
      key: `${keyRoot}-${index}`,
      acknowledged: 0,
      unknown: 0,
      rejected: 0,
    }));
    this.#workers = Array.from({ length: callers }, (_, index) => this.#work(index));
  }

  /** The number of additions acknowledged so far. */
  get acknowledged(): number {
    return this.accounts.reduce((sum, account) => sum + account.acknowledged, 0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#workers);
  }

  async #work(caller: number): Promise<void> {
    for (let turn = caller; !this.#isStopped; turn++) {
      const account = this.accounts[turn % this.accounts.length];
      if (account === undefined) throw new Error("no account");
      const start = performance.now();
      const result = await attempt(this.#store, add(account.key, 1n), {}, this.#leftMs);
      this.slowestMs = Math.max(this.slowestMs, performance.now() - start);
      if (!(result instanceof StoreError)) account.acknowledged += 1;
      else if (result.outcome === "unknown") account.unknown += 1;
      else account.rejected += 1;
      // A rejection can be immediate; the loop must not block the event loop.
      if (result instanceof StoreError) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** The stored counters, each with its account, read without the store. */
export async function countersWithAccounts(
  load: CounterLoad,
  client: Redis,
): Promise<readonly { readonly account: Account; readonly value: number }[]> {
  return Promise.all(
    load.accounts.map(async (account) => ({
      account,
      value: Number((await client.hget(account.key, "data")) ?? 0),
    })),
  );
}

/** Fails unless every counter agrees with its account. */
export async function expectAccountsToMatch(load: CounterLoad, port: number): Promise<void> {
  const client = new Redis({ host: "127.0.0.1", port, retryStrategy: () => 50 });
  try {
    for (const { account, value } of await countersWithAccounts(load, client)) {
      const text = `${account.key}: ${value}, account ${JSON.stringify(account)}`;
      if (value < account.acknowledged) throw new Error(`an acknowledged addition was lost: ${text}`);
      if (value > account.acknowledged + account.unknown)
        throw new Error(`an addition was applied twice: ${text}`);
    }
  } finally {
    client.disconnect();
  }
}
