// The calls as one interface with their options and results. The client
// implements it for bytes, a typed store for its own type. The documentation of
// each call is here.
import type { CallOptions, ReadOptions, WriteOptions } from "./call-options.ts";
import type {
  BatchGetEntry,
  BatchWriteEntry,
  DeleteParts,
  IncrementParts,
  Mutation,
  MutationResult,
  SetParts,
  TouchParts,
} from "./mutation.ts";
import type { Entry, State, View } from "./state.ts";
import type { WatchEvent, WatchTarget } from "./watch-event.ts";

/** Options of `set`. */
export interface SetOptions extends SetParts, WriteOptions {}

/** Options of `delete`. */
export interface DeleteOptions extends DeleteParts, WriteOptions {}

/** Options of `increment`. */
export interface IncrementOptions extends IncrementParts, WriteOptions {}

/** Options of `touch`. */
export interface TouchOptions extends TouchParts, Omit<WriteOptions, "consistency"> {}

/** The result of `set`. */
export interface SetResult<T = Uint8Array> {
  /** The new version of the record. */
  readonly version: string;
  /** The previous record; set only with `returnPrevious`, and if there was one. */
  readonly previous: State<T> | undefined;
}

/** The result of `delete`. */
export interface DeleteResult<T = Uint8Array> {
  /** Whether the key existed. */
  readonly deleted: boolean;
  /** The previous record; set only with `returnPrevious`, and if there was one. */
  readonly previous: State<T> | undefined;
}

/** The result of `increment`. */
export interface IncrementResult {
  /** The counter after the addition. */
  readonly value: bigint;
  /** The new version of the record. */
  readonly version: string;
}

/** The result of `touch`. */
export interface TouchResult {
  /** Whether the key exists; if not, nothing was changed. */
  readonly found: boolean;
  /** When the record expires; undefined if it does not. */
  readonly expiry: Date | undefined;
}

/** Options of `list`. */
export interface ListOptions<V extends View = View> extends CallOptions {
  /** How much of each record to return. Default: `full`. */
  readonly view?: V;
  /** The maximum number of entries of a page: 1 to 1000. Default: 100. */
  readonly pageSize?: number;
}

/** Options of `listPage`. */
export interface ListPageOptions<V extends View = View> extends ListOptions<V> {
  /** `nextPageToken` of the previous page, with the same prefix and view. Default: the first page. */
  readonly pageToken?: string;
}

/** One page of a list. */
export interface ListPage<E> {
  /** May have fewer than `pageSize` entries, even none, although there are more pages. */
  readonly entries: readonly E[];
  /** The token of the next page; undefined if this is the last one. */
  readonly nextPageToken: string | undefined;
}

/** Options of `watch`. No time limit unless `timeoutMs` is given. */
export interface WatchOptions<V extends View = View> extends CallOptions {
  /** How much of each record to return. Default: `full`. */
  readonly view?: V;
  /** Resumes after the event with this token. Default: changes from now on. */
  readonly resumeToken?: string;
  /** Whether to send the existing records first. Default: false. */
  readonly sendInitial?: boolean;
}

/** The calls on one store. Every promise rejects with StateError; the `outcome` of a write's error is what is known of the write. */
export interface StateCalls<T, Unreadable = never> {
  /** Returns the record, or undefined if the key does not exist. */
  get(key: string, options?: ReadOptions): Promise<State<T> | undefined>;
  /**
   * Returns up to 1000 records in the order of the keys, not from one snapshot. Each key has its own result. Records that do
   * not fit into one reply are read with further requests, within the deadline of the call.
   */
  batchGet(keys: readonly string[], options?: ReadOptions): Promise<BatchGetEntry<T>[]>;
  /** Returns whether the key exists. */
  exists(key: string, options?: ReadOptions): Promise<boolean>;
  /** Returns the version of the record without its value, or undefined if the key does not exist. */
  version(key: string, options?: ReadOptions): Promise<string | undefined>;
  /** Writes a whole record. An existing expiry is removed unless `ttlMs` or `expiry: "keep"` is given. */
  set(key: string, value: T, options?: SetOptions): Promise<SetResult<T>>;
  /** Removes a record. A key that does not exist is not an error. */
  delete(key: string, options?: DeleteOptions): Promise<DeleteResult<T>>;
  /**
   * Adds to a counter: a record whose value is a decimal 64-bit signed integer in ASCII. A key that does not exist
   * starts from `initial`. Default delta: 1. Fails with `wrong-type` if the value is not a counter, and with `invalid`
   * if the sum does not fit 64 bits.
   */
  increment(key: string, delta?: bigint | number, options?: IncrementOptions): Promise<IncrementResult>;
  /** Changes the expiry of a record, but not its value or version. Requires `ttlMs` or `expiry: "none"`. */
  touch(key: string, options: TouchOptions): Promise<TouchResult>;
  /** Applies up to 1000 mutations of different keys, all or none. The error has the index of the failed mutation. */
  commit(mutations: readonly Mutation<T>[], options?: WriteOptions): Promise<MutationResult<T>[]>;
  /** Applies up to 100 mutations independently: a failed mutation does not affect the others. */
  batchWrite(mutations: readonly Mutation<T>[], options?: WriteOptions): Promise<BatchWriteEntry<T>[]>;
  /**
   * Returns every record whose key begins with the prefix. Pages are read as needed; `timeoutMs` applies to each page. No key
   * is returned twice among 100 000 consecutive ones; see `listPage`.
   */
  list<V extends View = "full">(
    prefix?: string,
    options?: ListOptions<V>,
  ): AsyncIterable<Entry<V, T, Unreadable>>;
  /**
   * Returns one page of the records whose keys begin with the prefix. Where `orderedScan` is false in the facts of the store
   * (Redis without an index), a key can be on two pages.
   */
  listPage<V extends View = "full">(
    prefix?: string,
    options?: ListPageOptions<V>,
  ): Promise<ListPage<Entry<V, T, Unreadable>>>;
  /**
   * Removes every record whose key begins with the prefix and that existed when the call began; returns their number.
   * Not atomic: after an error some records may be removed, and calling it again is safe. A prefix with many records
   * may need a larger `timeoutMs`.
   */
  deletePrefix(prefix: string, options?: CallOptions): Promise<number>;
  /**
   * Returns the changes of a key or a prefix until the iteration is left, the signal aborts or the connection ends.
   * After a lost connection it throws; resume with the last `resumeToken`. Fails with `unsupported` on a store without
   * a change feed.
   */
  watch<V extends View = "full">(
    target: WatchTarget,
    options?: WatchOptions<V>,
  ): AsyncIterable<WatchEvent<V, T, Unreadable>>;
}
