// A typed store: the calls of the client with values of one type. The prefix is
// added to keys in requests and removed from keys in replies.

import {
  checkedKeys,
  checkedMutations,
  checkKey,
  checkMutation,
  checkOptions,
  checkPrefix,
  checkWatchTarget,
  optionNames,
} from "./argument-checks.ts";
import {
  type AtomicUpdateOptions,
  type AtomicUpdateResult,
  type Change,
  updateOptions,
} from "./atomic-update.ts";
import type { CallOptions, ReadOptions, WriteOptions } from "./call-options.ts";
import type { BatchGetEntry, BatchWriteEntry, Mutation, MutationResult } from "./mutation.ts";
import { deserialize, type Serializer, serialize } from "./serializer.ts";
import { type Entry, State, UnreadableState, type View } from "./state.ts";
import type {
  DeleteOptions,
  DeleteResult,
  IncrementOptions,
  IncrementResult,
  ListOptions,
  ListPage,
  ListPageOptions,
  SetOptions,
  SetResult,
  StateCalls,
  TouchOptions,
  TouchResult,
  WatchOptions,
} from "./state-calls.ts";
import { SerializerError } from "./state-error.ts";
import type { UpdateQueues } from "./update-queues.ts";
import { checkObject, guarded } from "./value-checks.ts";
import type { WatchEvent, WatchedState, WatchTarget } from "./watch-event.ts";

/** Options of a typed store. */
export interface StateStoreOptions {
  /** Put before every key, for example `cart/`. Default: empty. */
  readonly prefix?: string;
}

/** Options of `list` of a typed store. */
export interface TypedListOptions<V extends View = View> extends ListOptions<V> {
  /** Whether to leave out records whose value cannot be deserialized. Default: false, they are `UnreadableState`s. */
  readonly skipUnreadable?: boolean;
}

/** Options of `listPage` of a typed store. */
export interface TypedListPageOptions<V extends View = View> extends ListPageOptions<V> {
  /** Whether to leave out records whose value cannot be deserialized. Default: false, they are `UnreadableState`s. */
  readonly skipUnreadable?: boolean;
}

/** The option that leaves out unreadable records, so that every entry has a value. */
export interface SkipUnreadable {
  readonly skipUnreadable: true;
}

/** A store of values of one type. Created by `StateClient.store`; holds no resources and needs no close. */
export class StateStore<T> implements StateCalls<T, UnreadableState> {
  readonly #calls: StateCalls<Uint8Array>;
  readonly #name: string;
  readonly #serializer: Serializer<T>;
  readonly #prefix: string;
  readonly #updates: UpdateQueues;

  /** For `StateClient.store`, which checks the arguments. */
  constructor(
    calls: StateCalls<Uint8Array>,
    name: string,
    serializer: Serializer<T>,
    prefix: string,
    updates: UpdateQueues,
  ) {
    this.#calls = calls;
    this.#name = name;
    this.#serializer = serializer;
    this.#prefix = prefix;
    this.#updates = updates;
  }

  async get(key: string, options: ReadOptions = {}): Promise<State<T> | undefined> {
    const state = await this.#calls.get(this.#key(key), withStore(options, this.#name));
    return state && this.#decode(state, false);
  }

  async batchGet(keys: readonly string[], options: ReadOptions = {}): Promise<BatchGetEntry<T>[]> {
    const stored = prefixedKeys(keys, this.#prefix);
    const entries = await this.#calls.batchGet(stored, withStore(options, this.#name));
    return entries.map((entry): BatchGetEntry<T> => {
      const key = this.#withoutPrefix(entry.key);
      if (entry.status !== "found") return { ...entry, key };
      return caught<BatchGetEntry<T>>(
        () => ({ status: "found", key, state: this.#decode(entry.state, false) }),
        (error) => ({ status: "failed", key, error }),
      );
    });
  }

  async exists(key: string, options: ReadOptions = {}): Promise<boolean> {
    return this.#calls.exists(this.#key(key), withStore(options, this.#name));
  }

  async version(key: string, options: ReadOptions = {}): Promise<string | undefined> {
    return this.#calls.version(this.#key(key), withStore(options, this.#name));
  }

  async set(key: string, value: T, options: SetOptions = {}): Promise<SetResult<T>> {
    const stored = this.#key(key);
    const bytes = serialize(this.#serializer, value, "value");
    const setOptions = withContentType(options, this.#name, this.#serializer.contentType);
    const { version, previous } = await this.#calls.set(stored, bytes, setOptions);
    return { version, previous: previous && this.#decode(previous, true) };
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<DeleteResult<T>> {
    const { deleted, previous } = await this.#calls.delete(this.#key(key), withStore(options, this.#name));
    return { deleted, previous: previous && this.#decode(previous, true) };
  }

  async increment(
    key: string,
    delta: bigint | number = 1,
    options: IncrementOptions = {},
  ): Promise<IncrementResult> {
    return this.#calls.increment(this.#key(key), delta, withStore(options, this.#name));
  }

  async touch(key: string, options: TouchOptions): Promise<TouchResult> {
    return this.#calls.touch(this.#key(key), withStore(options, this.#name));
  }

  async commit(mutations: readonly Mutation<T>[], options: WriteOptions = {}): Promise<MutationResult<T>[]> {
    const results = await this.#calls.commit(this.encode(mutations), withStore(options, this.#name));
    return results.map((result) => this.#decodeResult(result));
  }

  async batchWrite(
    mutations: readonly Mutation<T>[],
    options: WriteOptions = {},
  ): Promise<BatchWriteEntry<T>[]> {
    const entries = await this.#calls.batchWrite(this.encode(mutations), withStore(options, this.#name));
    return entries.map((entry): BatchWriteEntry<T> => {
      if (entry.status === "failed") return entry;
      return caught<BatchWriteEntry<T>>(
        () => ({ status: "applied", result: this.#decodeResult(entry.result) }),
        (error) => ({ status: "failed", error }),
      );
    });
  }

  list<V extends View = "full">(
    prefix: string | undefined,
    options: ListOptions<V> & SkipUnreadable,
  ): AsyncGenerator<Entry<V, T>, void, undefined>;
  list<V extends View = "full">(
    prefix?: string,
    options?: TypedListOptions<V>,
  ): AsyncGenerator<Entry<V, T, UnreadableState>, void, undefined>;
  async *list<V extends View = "full">(
    prefix = "",
    options: TypedListOptions<V> = {},
  ): AsyncGenerator<Entry<V, T, UnreadableState>, void, undefined> {
    const request = checkedList(prefix, options, optionNames.typedList, this.#name);
    for await (const entry of this.#calls.list<V>(this.#prefix + prefix, request.options as ListOptions<V>)) {
      const decoded = this.#decodeEntry(entry);
      if (!(request.skips && decoded instanceof UnreadableState))
        yield decoded as Entry<V, T, UnreadableState>;
    }
  }

  listPage<V extends View = "full">(
    prefix: string | undefined,
    options: ListPageOptions<V> & SkipUnreadable,
  ): Promise<ListPage<Entry<V, T>>>;
  listPage<V extends View = "full">(
    prefix?: string,
    options?: TypedListPageOptions<V>,
  ): Promise<ListPage<Entry<V, T, UnreadableState>>>;
  async listPage<V extends View = "full">(
    prefix = "",
    options: TypedListPageOptions<V> = {},
  ): Promise<ListPage<Entry<V, T, UnreadableState>>> {
    const request = checkedList(prefix, options, optionNames.typedListPage, this.#name);
    const page = await this.#calls.listPage<V>(this.#prefix + prefix, request.options as ListPageOptions<V>);
    const decoded = page.entries.map((entry) => this.#decodeEntry(entry));
    const entries = request.skips ? decoded.filter((entry) => !(entry instanceof UnreadableState)) : decoded;
    return { ...page, entries: entries as Entry<V, T, UnreadableState>[] };
  }

  async deletePrefix(prefix: string, options: CallOptions = {}): Promise<number> {
    checkPrefix(prefix);
    return this.#calls.deletePrefix(this.#prefix + prefix, withStore(options, this.#name));
  }

  async *watch<V extends View = "full">(
    target: WatchTarget,
    options: WatchOptions<V> = {},
  ): AsyncGenerator<WatchEvent<V, T, UnreadableState>, void, undefined> {
    const stored = prefixedTarget(target, this.#prefix);
    for await (const event of this.#calls.watch<V>(stored, withStore(options, this.#name))) {
      if (event.type === "progress" || event.type === "reset") yield event;
      else yield this.#decodeEvent<V>(event);
    }
  }

  /**
   * Reads the record, changes it and saves it only if it was not written in between; otherwise starts again after a
   * random delay, until the deadline. Concurrent updates of one key within a client are saved together, in order of
   * arrival, if they have the same serializer and options. Rejects with `deadline` when `timeoutMs` is over, with
   * `conflict` after `attemptsMax` attempts, and at once when the outcome of a save is unknown: all updates of that save
   * then receive the error. A function that throws or takes too long fails alone: when its promise has been pending for a
   * quarter of the shortest time that an update of the same save has left, the others are saved without it, and it goes on
   * by itself. It may then be called again, and be saved after updates that arrived later. The expiry is kept unless the
   * options set it. Return `remove` to delete the record and `unchanged` to leave it as it is; undefined is rejected.
   */
  async atomicUpdate(
    key: string,
    change: Change<T>,
    options: AtomicUpdateOptions = {},
  ): Promise<AtomicUpdateResult<T>> {
    const checked = updateOptions(key, change, options);
    const result = await this.#updates.run({
      store: checked.store ?? this.#name,
      prefix: this.#prefix,
      key: this.#prefix + key,
      serializer: this.#serializer as Serializer<unknown>,
      change: change as Change<unknown>,
      options: checked,
    });
    return result as AtomicUpdateResult<T>;
  }

  /**
   * Returns the mutations with the values as bytes and with the prefix, for `StateClient.commit`. This way mutations
   * of several typed stores of the same store can be committed together.
   */
  encode(mutations: readonly Mutation<T>[]): Mutation[] {
    return encodeMutations(mutations, this.#prefix, this.#serializer as Serializer<unknown>);
  }

  #key(key: string): string {
    checkKey(key);
    return this.#prefix + key;
  }

  #withoutPrefix(key: string): string {
    return key.slice(this.#prefix.length);
  }

  #decode(state: State<Uint8Array>, applied: boolean): State<T> {
    return state.with(deserialize(this.#serializer, state, applied), this.#withoutPrefix(state.key));
  }

  #decodeResult(result: MutationResult): MutationResult<T> {
    return { ...result, previous: result.previous && this.#decode(result.previous, true) };
  }

  #decodeEntry(
    entry: string | State<undefined> | State<Uint8Array>,
  ): string | State<undefined> | State<T> | UnreadableState {
    if (typeof entry === "string") return this.#withoutPrefix(entry);
    const { value } = entry;
    const key = this.#withoutPrefix(entry.key);
    if (value === undefined) return entry.with(undefined, key);
    return caught<State<T> | UnreadableState>(
      () => this.#decode(entry as State<Uint8Array>, false),
      (error) => new UnreadableState({ ...entry, key, value: undefined }, error),
    );
  }

  #decodeEvent<V extends View>(
    event: Extract<WatchEvent<V>, { type: "put" | "delete" | "expire" }>,
  ): WatchEvent<V, T, UnreadableState> {
    const key = this.#withoutPrefix(event.key);
    if (event.type !== "put") return { ...event, key };
    const state = event.state instanceof State ? this.#decodeEntry(event.state) : undefined;
    return { ...event, key, state: state as WatchedState<V, T, UnreadableState> };
  }
}

// An explicit undefined is treated as unset, and must not send the call to another store.
const withStore = guarded(<O extends CallOptions>(options: O, name: string): O => {
  checkObject(options, "options");
  return { ...options, store: options.store ?? name };
}) as <O extends CallOptions>(options: O, name: string) => O;

const withContentType = guarded((options: SetOptions, name: string, contentType: string): SetOptions => {
  checkObject(options, "options");
  return { ...options, store: options.store ?? name, contentType: options.contentType ?? contentType };
});

const prefixedKeys = guarded((keys: readonly string[], prefix: string): string[] =>
  checkedKeys(keys).map((key) => prefix + key),
);

const prefixedTarget = guarded((target: WatchTarget, prefix: string): WatchTarget => {
  checkWatchTarget(target);
  const { key, prefix: watched } = target as { readonly key?: string; readonly prefix?: string };
  return key === undefined ? { prefix: prefix + (watched ?? "") } : { key: prefix + key };
});

const encodeMutations = guarded(
  (mutations: readonly Mutation<unknown>[], prefix: string, serializer: Serializer<unknown>): Mutation[] => {
    return checkedMutations(mutations).map((mutation, index): Mutation => {
      checkMutation(mutation, `mutations[${index}].`);
      const key = prefix + mutation.key;
      if (mutation.type !== "set") return { ...mutation, key };
      const value = serialize(serializer, mutation.value, `mutations[${index}].value`);
      const contentType = mutation.contentType ?? serializer.contentType;
      return { ...mutation, contentType, key, value };
    });
  },
);

const checkedList = guarded(
  (prefix: string, options: TypedListPageOptions, names: ReadonlySet<string>, name: string) => {
    checkPrefix(prefix);
    checkOptions(options, names);
    const { skipUnreadable = false, ...others } = options;
    return { options: { ...others, store: others.store ?? name }, skips: skipUnreadable };
  },
);

function caught<R>(make: () => R, failed: (error: SerializerError) => R): R {
  try {
    return make();
  } catch (error) {
    if (error instanceof SerializerError) return failed(error);
    throw error;
  }
}
