// What each call takes and gives, and the calls themselves as one interface:
// the client has it for bytes, a typed store for its own type. What a call
// promises is said here, once, for both.
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

/** How to set a record; see its parts. */
export interface SetOptions extends SetParts, WriteOptions {}

/** How to delete a record; see its parts. */
export interface DeleteOptions extends DeleteParts, WriteOptions {}

/** How to increment a counter; see its parts. */
export interface IncrementOptions extends IncrementParts, WriteOptions {}

/** How to touch a record; see its parts. */
export interface TouchOptions extends TouchParts, Omit<WriteOptions, "consistency"> {}

/** What a set did. */
export interface SetResult<T = Uint8Array> {
  /** The version that the record now has. */
  readonly version: string;
  /** The record that was there before; set only if asked for and there. */
  readonly previous: State<T> | undefined;
}

/** What a delete did. */
export interface DeleteResult<T = Uint8Array> {
  /** Whether the key was there. */
  readonly deleted: boolean;
  /** The record that was there before; set only if asked for and there. */
  readonly previous: State<T> | undefined;
}

/** What an increment did. */
export interface IncrementResult {
  /** The counter after the addition. */
  readonly value: bigint;
  /** The version that the record now has. */
  readonly version: string;
}

/** What a touch did. */
export interface TouchResult {
  /** Whether the key is there; if not, nothing was changed. */
  readonly found: boolean;
  /** When the record will be gone; undefined if it does not expire. */
  readonly expiry: Date | undefined;
}

/** How to list. */
export interface ListOptions<V extends View = View> extends CallOptions {
  /** How much of each record. Default: `full`. */
  readonly view?: V;
  /** Most entries of one page: 1 to 1000. Default: 100. */
  readonly pageSize?: number;
}

/** How to list one page. */
export interface ListPageOptions<V extends View = View> extends ListOptions<V> {
  /** `nextPageToken` of the page before, of the same prefix and view. Default: the first page. */
  readonly pageToken?: string;
}

/** One page of a list. */
export interface ListPage<E> {
  /** Possibly fewer than asked, even none, while there is more. */
  readonly entries: readonly E[];
  /** Asks for the next page; undefined if this was the last. */
  readonly nextPageToken: string | undefined;
}

/** How to watch. A watch has no time limit unless one is given. */
export interface WatchOptions<V extends View = View> extends CallOptions {
  /** How much of each record. Default: `full`. */
  readonly view?: V;
  /** Goes on after the event that had this token. Default: from now on. */
  readonly resumeToken?: string;
  /** Whether to tell first what is there already. Default: false. */
  readonly sendInitial?: boolean;
}

/** The calls on one store. Every promise rejects with StateError; a write's error says what is known of the write. */
export interface StateCalls<T> {
  /** The record, or undefined if the key is not there. */
  get(key: string, options?: ReadOptions): Promise<State<T> | undefined>;
  /** Up to 1000 records, in the order asked, not from one snapshot. Each key is answered by itself. */
  batchGet(keys: readonly string[], options?: ReadOptions): Promise<BatchGetEntry<T>[]>;
  /** Whether the key is there. */
  exists(key: string, options?: ReadOptions): Promise<boolean>;
  /** The version that the key has, without its value; undefined if it is not there. */
  version(key: string, options?: ReadOptions): Promise<string | undefined>;
  /** Writes a record whole. A record that had an expiry loses it, unless `ttlMs` or `expiry: "keep"` is given. */
  set(key: string, value: T, options?: SetOptions): Promise<SetResult<T>>;
  /** Removes a record. A key that is not there is no error. */
  delete(key: string, options?: DeleteOptions): Promise<DeleteResult<T>>;
  /**
   * Adds to a counter, a record whose value is a decimal 64-bit signed integer in ASCII; a key that is not there
   * starts from `initial`. Default delta: 1. Another value is `wrong-type`; a sum that does not fit is `invalid`.
   */
  increment(key: string, delta?: bigint | number, options?: IncrementOptions): Promise<IncrementResult>;
  /** Changes when a record expires; value and version stay. Needs `ttlMs` or `expiry: "none"`. */
  touch(key: string, options: TouchOptions): Promise<TouchResult>;
  /** Applies up to 1000 mutations of different keys, all or none; the error names the one that failed. */
  commit(mutations: readonly Mutation<T>[], options?: WriteOptions): Promise<MutationResult<T>[]>;
  /** Applies up to 100 mutations, each by itself; one that fails does not keep the others from being applied. */
  batchWrite(mutations: readonly Mutation<T>[], options?: WriteOptions): Promise<BatchWriteEntry<T>[]>;
  /** Every record whose key begins with a prefix, page by page as it is asked for. `timeoutMs` bounds each page. */
  list<V extends View = "full">(prefix?: string, options?: ListOptions<V>): AsyncIterable<Entry<V, T>>;
  /** One page of the records whose keys begin with a prefix. */
  listPage<V extends View = "full">(
    prefix?: string,
    options?: ListPageOptions<V>,
  ): Promise<ListPage<Entry<V, T>>>;
  /**
   * Removes every record whose key begins with a prefix and that was there when the call began; answers how many.
   * Not atomic: after an error some may be gone, and calling again is safe. A large prefix may need a larger `timeoutMs`.
   */
  deletePrefix(prefix: string, options?: CallOptions): Promise<number>;
  /**
   * Follows the changes of a key or a prefix until the iteration is left, the signal aborts or the connection ends
   * (then it throws; go on with the last `resumeToken`). `unsupported` on a store without a change feed.
   */
  watch<V extends View = "full">(
    target: WatchTarget,
    options?: WatchOptions<V>,
  ): AsyncIterable<WatchEvent<V, T>>;
}
