// The base of every layer: a store that forwards each call to the store below it. A
// layer overrides only what it changes. An `InvalidationSource` is not forwarded,
// because it reports stored keys, which mean something only to the layer that subscribed.
import type { Call } from "../model/call.ts";
import type { Transaction } from "../model/mutation.ts";
import type { StoreFacts } from "../store/facts.ts";
import type { QueryRecords } from "../store/record-query.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";

/** A store that forwards every call to `inner`. */
export class ForwardingStore implements StateStore {
  protected readonly inner: StateStore;

  constructor(inner: StateStore) {
    this.inner = inner;
  }

  // Read each time: some facts are known only after the server has first replied.
  get facts(): StoreFacts {
    return this.inner.facts;
  }

  get query(): QueryRecords | undefined {
    return this.inner.query;
  }

  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    return this.inner.read(keys, options, call);
  }

  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    return this.inner.commit(transactions, call);
  }

  scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    return this.inner.scan(query, call);
  }

  ping(call: Call): Promise<void> {
    return this.inner.ping(call);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
