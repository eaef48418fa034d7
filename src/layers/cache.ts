// The cache: serves `eventual` reads from the memory of this process. What holds: it
// serves them only while the store below reports every change, so a copy is stale for
// moments, or for seconds where the connection dies without notice (see
// InvalidationSource); a write through this process is visible to every read after its
// acknowledgement; `strong` reads, preconditions and scans bypass the cache. It is
// bounded in bytes and in age, and empty while the feed of changes is down. Where the
// store's clock decides expiry, a copy is not served shortly before its expire time,
// because the call's clock, which the cache compares it with, may be behind.
import { LRUCache } from "lru-cache";
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { Transaction } from "../model/mutation.ts";
import { isExpired, type StateRecord } from "../model/record.ts";
import type { InvalidationListener, InvalidationSource } from "../store/invalidation-source.ts";
import { viewRecord } from "../store/record-view.ts";
import type { ReadOptions, ReadResult, StateStore, TransactionResult } from "../store/state-store.ts";
import { ForwardingStore } from "./forwarding-store.ts";
import type { Layer } from "./layer.ts";

/** Size, age and source of a cache. */
export interface CacheOptions {
  /** The driver's store, which reports changes. */
  readonly source: InvalidationSource;
  /** The prefix of the stored keys that this process reads: the app's. Other changes are not reported. */
  readonly prefix: string;
  /** The maximum number of bytes of keys, values and overhead. Default: 16 MiB. A record larger than an eighth of it is not kept. */
  readonly bytesMax?: number;
  /** The maximum time that a copy is used, in ms, even if no change is reported. Default: 30 000. */
  readonly ttlMs?: number;
}

const bytesMaxDefault = 16 * 2 ** 20;
const ttlMsDefault = 30_000;
// The most that the call's clock may be behind the store's without an expired copy being served, in ms.
const clockLagMsMax = 30_000;
// Overhead of an entry: the record, the slot of the map, the links of the list.
const entryBytes = 256;

/** The layer that keeps copies of records in memory. */
export function cache(options: CacheOptions): Layer {
  return (inner) => new CachingStore(inner, options);
}

class CachingStore extends ForwardingStore implements InvalidationListener {
  readonly #records: LRUCache<string, StateRecord>;
  /** The newest read in flight of each key that may fill the cache. A change of the key removes it, so that the read no longer may. */
  readonly #fills = new Map<string, symbol>();
  readonly #unsubscribe: () => Promise<void>;
  // How long before its expire time a record that expires by the store's clock is no longer served, in ms. No more than
  // the maximum age of a copy, so that short-lived records can be cached with a short ttl.
  readonly #expiryMarginMs: number;
  #isFeedOpen = false;

  constructor(inner: StateStore, options: CacheOptions) {
    super(inner);
    const { prefix, bytesMax = bytesMaxDefault, ttlMs = ttlMsDefault } = options;
    this.#expiryMarginMs = Math.min(ttlMs, clockLagMsMax);
    this.#records = new LRUCache({
      maxSize: bytesMax,
      maxEntrySize: Math.max(1, Math.floor(bytesMax / 8)),
      ttl: ttlMs,
      sizeCalculation: (record) => record.key.length * 2 + record.value.byteLength + entryBytes,
    });
    this.#unsubscribe = options.source.invalidations(prefix, this);
  }

  override async read(
    keys: readonly string[],
    options: ReadOptions,
    call: Call,
  ): Promise<readonly ReadResult[]> {
    if (options.consistency === "strong" || !this.#isFeedOpen) return this.inner.read(keys, options, call);
    const now = call.clock.now();
    const results: ReadResult[] = keys.map((key) => this.#copy(key, options, now));
    const missing = keys.filter((_, index) => results[index] === undefined);
    if (missing.length === 0) return results;
    const read = await this.#fill(missing, options, call);
    let next = 0;
    return results.map((result) => result ?? read[next++]);
  }

  override async commit(
    transactions: readonly Transaction[],
    call: Call,
  ): Promise<readonly TransactionResult[]> {
    try {
      return await this.inner.commit(transactions, call);
    } finally {
      // Also after an error: a write of unknown outcome may have been applied.
      for (const { mutations } of transactions) for (const { key } of mutations) this.changed(key);
    }
  }

  override async close(): Promise<void> {
    this.lost();
    try {
      await this.#unsubscribe();
    } finally {
      await this.inner.close();
    }
  }

  changed(key: string): void {
    this.#fills.delete(key);
    this.#records.delete(key);
  }

  opened(): void {
    this.#clear();
    this.#isFeedOpen = true;
  }

  lost(): void {
    this.#isFeedOpen = false;
    this.#clear();
  }

  #clear(): void {
    this.#fills.clear();
    this.#records.clear();
  }

  #copy(key: string, { view }: ReadOptions, now: number): StateRecord | undefined {
    const record = this.#records.get(key);
    if (record === undefined || !this.#isServable(record, now)) return undefined;
    return viewRecord(record, view);
  }

  #isServable({ expireTime }: StateRecord, now: number): boolean {
    if (expireTime === undefined) return true;
    const marginMs = this.inner.facts.nativeExpiry ? this.#expiryMarginMs : 0;
    return !isExpired(expireTime, now + marginMs);
  }

  // Only whole records are kept, so only reads of whole records fill the cache.
  async #fill(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (options.view !== "full") return this.inner.read(keys, options, call);
    const fill = Symbol("fill");
    for (const key of keys) this.#fills.set(key, fill);
    try {
      const results = await this.inner.read(keys, options, call);
      const now = call.clock.now();
      for (const result of results) {
        if (result === undefined || result instanceof StoreError) continue;
        if (this.#fills.get(result.key) === fill && this.#isServable(result, now))
          this.#records.set(result.key, compact(result));
      }
      return results;
    } finally {
      for (const key of keys) if (this.#fills.get(key) === fill) this.#fills.delete(key);
    }
  }
}

// A small value that a driver decoded is often a view of a larger buffer, which a copy in the cache would keep alive.
function compact(record: StateRecord): StateRecord {
  const { value } = record;
  if (value.byteLength === value.buffer.byteLength) return record;
  const copy = new Uint8Array(value);
  return { ...record, value: Buffer.isBuffer(value) ? Buffer.from(copy.buffer) : copy };
}
