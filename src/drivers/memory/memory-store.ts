// The reference store: all in the memory of this process, gone with it. Each
// call does its work in one step of the event loop, so that transactions are atomic
// and in order by nature. Records are never changed once they are kept; a
// write copies the caller's bytes, which may be a view of what the network read.

import { applyTransaction, type Change } from "../../driver-kit/apply-transaction.ts";
import { type RememberedTransaction, recall } from "../../driver-kit/idempotency.ts";
import { decodeKeyCursor, encodeKeyCursor } from "../../driver-kit/key-cursor.ts";
import { VersionSource } from "../../driver-kit/version-source.ts";
import type { Call } from "../../model/call.ts";
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { Idempotency, MutationResult, Transaction } from "../../model/mutation.ts";
import { emptyValue, isExpired, type StateRecord } from "../../model/record.ts";
import { closedError, endedCallError } from "../../store/call-check.ts";
import type { DriverContext } from "../../store/driver.ts";
import { type StoreFacts, unlimited } from "../../store/facts.ts";
import { viewRecord } from "../../store/record-view.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../../store/state-store.ts";
import { ExpiryQueue } from "./expiry-queue.ts";
import type { MemoryOptions } from "./memory-options.ts";
import { SortedKeys } from "./sorted-keys.ts";

const memoryFacts: StoreFacts = Object.freeze({
  driver: "memory",
  atomicity: "any-keys",
  durability: "memory",
  durabilityPromise: "An acknowledged write lives in the memory of this process and is gone when it ends.",
  nativeExpiry: false,
  orderedScan: true,
  changeFeed: false,
  replicas: false,
  queries: false,
  limits: unlimited,
  gathering: undefined,
} satisfies StoreFacts);

// How many due records one page may step over before it is answered as it is.
const dueStepsMax = 1000;

// One source for all memory stores of the process, so that a store opened anew never gives an old version again.
const versions = new VersionSource();

/** A store in memory. Opened by `memoryDriver`. */
export class MemoryStore implements StateStore {
  readonly facts = memoryFacts;
  readonly #options: MemoryOptions;
  readonly #clock: DriverContext["clock"];
  readonly #records = new Map<string, StateRecord>();
  readonly #keys = new SortedKeys();
  readonly #due = new ExpiryQueue();
  readonly #remembered = new Map<string, RememberedTransaction>();
  readonly #forgettable = new ExpiryQueue();
  readonly #nextVersion = () => versions.next();
  readonly #timer: NodeJS.Timeout;
  #closed = false;

  constructor(options: MemoryOptions, context: DriverContext) {
    this.#options = options;
    this.#clock = context.clock;
    versions.startAbove(context.clock);
    this.#timer = setInterval(() => this.#sweep(), options.sweepIntervalMs);
    this.#timer.unref();
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    this.#admit(call);
    const now = call.clock.now();
    return keys.map((key) => {
      const record = this.#records.get(key);
      if (record === undefined || isExpired(record.expireTime, now)) return undefined;
      return viewRecord(record, options.view);
    });
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    this.#admit(call);
    const now = call.clock.now();
    return transactions.map((transaction) => this.#apply(transaction, now));
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    this.#admit(call);
    const { prefix, cursor } = query;
    const from = cursor === undefined ? prefix : decodeKeyCursor(cursor, prefix);
    const keys = this.#keys.walk(from, cursor === undefined ? "at" : "after");
    return this.#page(keys, query, call.clock.now());
  }

  async ping(call: Call): Promise<void> {
    this.#admit(call);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  #admit(call: Call): void {
    if (this.#closed) throw closedError();
    const fault = endedCallError(call);
    if (fault !== undefined) throw fault;
  }

  #apply(transaction: Transaction, now: number): TransactionResult {
    try {
      const { idempotency } = transaction;
      const before = idempotency && this.#recall(idempotency, now);
      if (before !== undefined) return before;
      const applied = applyTransaction(transaction, (key) => this.#records.get(key), {
        now,
        nextVersion: this.#nextVersion,
      });
      if (applied instanceof StoreError) return applied;
      for (const change of applied.changes) this.#keep(change);
      if (idempotency !== undefined) this.#remember(idempotency, applied.results);
      return applied.results;
    } catch (thrown) {
      return asStoreError(thrown);
    }
  }

  #keep({ key, record }: Change): void {
    if (record === undefined) {
      this.#drop(key);
      return;
    }
    const old = this.#records.get(key);
    const value = record.value === old?.value ? record.value : copyOf(record.value);
    this.#records.set(key, { ...record, value });
    this.#due.set(key, record.expireTime);
    if (old === undefined) this.#keys.add(key);
  }

  #drop(key: string): void {
    if (!this.#records.delete(key)) return;
    this.#keys.delete(key);
    this.#due.delete(key);
  }

  #recall(asked: Idempotency, now: number): TransactionResult | undefined {
    const before = recall(this.#remembered.get(asked.key), asked, now);
    if (before !== undefined || this.#remembered.has(asked.key)) return before;
    if (this.#remembered.size < this.#options.idempotencyKeysMax) return undefined;
    this.#sweep();
    if (this.#remembered.size < this.#options.idempotencyKeysMax) return undefined;
    // To forget one early could apply a repeat twice; to refuse costs a retry.
    return new StoreError(
      "overloaded",
      `idempotency_key: the store remembers its limit of ${this.#options.idempotencyKeysMax} keys`,
    );
  }

  #remember({ key, fingerprint, expireTime }: Idempotency, results: readonly MutationResult[]): void {
    this.#remembered.set(key, { fingerprint, expireTime, results });
    this.#forgettable.set(key, expireTime);
  }

  #page(keys: Iterable<string>, { prefix, limit, view }: ScanQuery, now: number): ScanPage {
    const records: StateRecord[] = [];
    let last: string | undefined;
    let dueSteps = 0;
    for (const key of keys) {
      if (!key.startsWith(prefix)) break;
      if (last !== undefined && (records.length >= limit || dueSteps >= dueStepsMax)) {
        return { records, cursor: encodeKeyCursor(last) };
      }
      last = key;
      const record = this.#records.get(key);
      if (record === undefined || isExpired(record.expireTime, now)) dueSteps += 1;
      else records.push(viewRecord(record, view));
    }
    return { records, cursor: undefined };
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (let step = 0; step < this.#options.sweepKeysMax; step++) {
      const key = this.#due.takeDue(now);
      const forgettable = this.#forgettable.takeDue(now);
      if (key !== undefined) this.#drop(key);
      if (forgettable !== undefined) this.#remembered.delete(forgettable);
      if (key === undefined && forgettable === undefined) return;
    }
    // More may be due: go on after whoever waits for the event loop.
    if (!this.#closed) setImmediate(() => this.#sweep()).unref();
  }
}

function copyOf(value: Uint8Array): Uint8Array {
  return value.byteLength === 0 ? emptyValue : new Uint8Array(value);
}
