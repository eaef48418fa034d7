// The near cache: answers `eventual` reads from the memory of this process.
// What holds: it answers only while the store below tells of every change, so
// that a copy is stale for moments, and for seconds where the link dies without
// a word (see InvalidationSource); a write through this process is seen by every
// read after its acknowledgement; `strong` reads, preconditions and scans go past
// it. It is bounded in bytes and in age; while the feed is down it is empty.
import { LRUCache } from "lru-cache";
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { Transaction } from "../model/mutation.ts";
import { isExpired, type StateRecord } from "../model/record.ts";
import type { StoreFacts } from "../store/facts.ts";
import type { InvalidationListener, InvalidationSource } from "../store/invalidation-source.ts";
import type { QueryRecords } from "../store/record-query.ts";
import { viewRecord } from "../store/record-view.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";
import type { Layer } from "./layer.ts";

/** How much a near cache keeps, and for how long. */
export interface CacheOptions {
  /** The driver's store, which tells of changes. */
  readonly source: InvalidationSource;
  /** What the stored keys begin with that this process reads: the app's prefix. Others' changes need not be told. */
  readonly prefix: string;
  /** Most bytes of keys, values and bookkeeping. Default: 16 MiB. A record of more than an eighth is not kept. */
  readonly bytesMax?: number;
  /** Longest time that a copy is used, in ms, whatever is told. Default: 30 000. */
  readonly ttlMs?: number;
  /** Told of each read of a key: true if it was answered from here. */
  readonly onRead?: (hit: boolean) => void;
}

const bytesMaxDefault = 16 * 2 ** 20;
const ttlMsDefault = 30_000;
// What an entry costs besides its key and value: the record, the map's slot, the list's links.
const entryBytes = 256;

/** The layer that keeps copies near. */
export function cache(options: CacheOptions): Layer {
  return (inner) => new CachingStore(inner, options);
}

class CachingStore implements StateStore, InvalidationListener {
  readonly #inner: StateStore;
  readonly #records: LRUCache<string, StateRecord>;
  /** Reads under way that may fill the cache, by key; a change of the key takes its entry out, and with it the right to. */
  readonly #fills = new Map<string, symbol>();
  readonly #onRead: ((hit: boolean) => void) | undefined;
  readonly #unsubscribe: () => Promise<void>;
  #isOpen = false;

  constructor(inner: StateStore, options: CacheOptions) {
    const { prefix, bytesMax = bytesMaxDefault, ttlMs = ttlMsDefault } = options;
    this.#inner = inner;
    this.#onRead = options.onRead;
    this.#records = new LRUCache({
      maxSize: bytesMax,
      maxEntrySize: Math.max(1, Math.floor(bytesMax / 8)),
      ttl: ttlMs,
      sizeCalculation: (record) => record.key.length * 2 + record.value.byteLength + entryBytes,
    });
    this.#unsubscribe = options.source.invalidations(prefix, this);
  }

  get facts(): StoreFacts {
    return this.#inner.facts;
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (options.consistency === "strong" || !this.#isOpen) return this.#inner.read(keys, options, call);
    const now = call.clock.now();
    const results: ReadResult[] = keys.map((key) => this.#copy(key, options, now));
    const missing = keys.filter((_, index) => results[index] === undefined);
    if (missing.length === 0) return results;
    const read = await this.#fill(missing, options, call);
    let place = 0;
    return results.map((result) => result ?? read[place++]);
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    try {
      return await this.#inner.commit(transactions, call);
    } finally {
      // Whatever came of it: a write of unknown outcome may have happened, too.
      for (const { mutations } of transactions) for (const { key } of mutations) this.changed(key);
    }
  }

  scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    return this.#inner.scan(query, call);
  }

  get query(): QueryRecords | undefined {
    return this.#inner.query;
  }

  ping(call: Call): Promise<void> {
    return this.#inner.ping(call);
  }

  async close(): Promise<void> {
    this.lost();
    try {
      await this.#unsubscribe();
    } finally {
      await this.#inner.close();
    }
  }

  changed(key: string): void {
    this.#fills.delete(key);
    this.#records.delete(key);
  }

  opened(): void {
    this.#forget();
    this.#isOpen = true;
  }

  lost(): void {
    this.#isOpen = false;
    this.#forget();
  }

  #forget(): void {
    this.#fills.clear();
    this.#records.clear();
  }

  #copy(key: string, { view }: ReadOptions, now: number): StateRecord | undefined {
    const record = this.#records.get(key);
    const isHit = record !== undefined && !isExpired(record.expireTime, now);
    this.#onRead?.(isHit);
    return isHit ? viewRecord(record, view) : undefined;
  }

  // Only whole records are kept, so only reads of whole records fill.
  async #fill(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (options.view !== "full") return this.#inner.read(keys, options, call);
    const fill = Symbol("fill");
    for (const key of keys) this.#fills.set(key, fill);
    try {
      const results = await this.#inner.read(keys, options, call);
      for (const result of results) {
        const isRecord = result !== undefined && !(result instanceof StoreError);
        if (isRecord && this.#fills.get(result.key) === fill) this.#records.set(result.key, ofItsOwn(result));
      }
      return results;
    } finally {
      for (const key of keys) if (this.#fills.get(key) === fill) this.#fills.delete(key);
    }
  }
}

// A small value that a driver decoded is often a view of a slab or of a whole reply, which it would keep from being freed.
function ofItsOwn(record: StateRecord): StateRecord {
  const { value } = record;
  if (value.byteLength === value.buffer.byteLength) return record;
  const copy = new Uint8Array(value);
  return { ...record, value: Buffer.isBuffer(value) ? Buffer.from(copy.buffer) : copy };
}
