// The reference store: all records are in the memory of this process and end with
// it. Each call does its work in one event-loop turn, so transactions are atomic and
// in order. A stored record is never changed; a write copies the caller's bytes,
// which may be a view of a network buffer.

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
  durabilityPromise:
    "An acknowledged write is in the memory of this process and is lost when the process ends.",
  nativeExpiry: false,
  orderedScan: true,
  changeFeed: false,
  replicas: false,
  queries: false,
  limits: unlimited,
  gathering: undefined,
} satisfies StoreFacts);

// A page ends when it has skipped this many expired records.
const skippedMax = 1000;

// One source for all memory stores of the process, so that a reopened store never assigns a version twice.
const versions = new VersionSource();

/** A store in memory. Opened by `memoryDriver`. */
export class MemoryStore implements StateStore {
  readonly facts = memoryFacts;
  readonly #options: MemoryOptions;
  readonly #clock: DriverContext["clock"];
  readonly #records = new Map<string, StateRecord>();
  readonly #keys = new SortedKeys();
  readonly #expiries = new ExpiryQueue();
  readonly #remembered = new Map<string, RememberedTransaction>();
  readonly #idempotencyExpiries = new ExpiryQueue();
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
    this.#check(call);
    const now = call.clock.now();
    return keys.map((key) => {
      const record = this.#records.get(key);
      if (record === undefined || isExpired(record.expireTime, now)) return undefined;
      return viewRecord(record, options.view);
    });
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    this.#check(call);
    const now = call.clock.now();
    return transactions.map((transaction) => this.#apply(transaction, now));
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    this.#check(call);
    const { prefix, cursor } = query;
    const from = cursor === undefined ? prefix : decodeKeyCursor(cursor, prefix);
    const keys = this.#keys.walk(from, cursor === undefined ? "at" : "after");
    return this.#page(keys, query, call.clock.now());
  }

  async ping(call: Call): Promise<void> {
    this.#check(call);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  #check(call: Call): void {
    if (this.#closed) throw closedError();
    const error = endedCallError(call);
    if (error !== undefined) throw error;
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
      for (const change of applied.changes) this.#store(change);
      if (idempotency !== undefined) this.#remember(idempotency, applied.results);
      return applied.results;
    } catch (thrown) {
      return asStoreError(thrown);
    }
  }

  #store({ key, record }: Change): void {
    if (record === undefined) {
      this.#remove(key);
      return;
    }
    const old = this.#records.get(key);
    const value = record.value === old?.value ? record.value : copyOf(record.value);
    this.#records.set(key, { ...record, value });
    this.#expiries.set(key, record.expireTime);
    if (old === undefined) this.#keys.add(key);
  }

  #remove(key: string): void {
    if (!this.#records.delete(key)) return;
    this.#keys.delete(key);
    this.#expiries.delete(key);
  }

  #recall(idempotency: Idempotency, now: number): TransactionResult | undefined {
    const before = recall(this.#remembered.get(idempotency.key), idempotency, now);
    if (before !== undefined || this.#remembered.has(idempotency.key)) return before;
    if (this.#remembered.size < this.#options.idempotencyKeysMax) return undefined;
    this.#sweep();
    if (this.#remembered.size < this.#options.idempotencyKeysMax) return undefined;
    // Removing a key early could apply a repeat twice; rejecting only costs a retry.
    return new StoreError(
      "overloaded",
      `the store already remembers ${this.#options.idempotencyKeysMax} idempotency keys, which is the limit`,
    );
  }

  #remember({ key, fingerprint, expireTime }: Idempotency, results: readonly MutationResult[]): void {
    this.#remembered.set(key, { fingerprint, expireTime, results });
    this.#idempotencyExpiries.set(key, expireTime);
  }

  #page(keys: Iterable<string>, { prefix, limit, view }: ScanQuery, now: number): ScanPage {
    const records: StateRecord[] = [];
    let last: string | undefined;
    let skipped = 0;
    for (const key of keys) {
      if (!key.startsWith(prefix)) break;
      if (last !== undefined && (records.length >= limit || skipped >= skippedMax)) {
        return { records, cursor: encodeKeyCursor(last) };
      }
      last = key;
      const record = this.#records.get(key);
      if (record === undefined || isExpired(record.expireTime, now)) skipped += 1;
      else records.push(viewRecord(record, view));
    }
    return { records, cursor: undefined };
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (let step = 0; step < this.#options.sweepKeysMax; step++) {
      const key = this.#expiries.takeDue(now);
      const idempotencyKey = this.#idempotencyExpiries.takeDue(now);
      if (key !== undefined) this.#remove(key);
      if (idempotencyKey !== undefined) this.#remembered.delete(idempotencyKey);
      if (key === undefined && idempotencyKey === undefined) return;
    }
    // More may have expired: continue after other work of the event loop.
    if (!this.#closed) setImmediate(() => this.#sweep()).unref();
  }
}

function copyOf(value: Uint8Array): Uint8Array {
  return value.byteLength === 0 ? emptyValue : new Uint8Array(value);
}
