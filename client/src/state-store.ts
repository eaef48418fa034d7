// A typed store: the calls of the client with values of one type. The prefix is
// added to keys in requests and removed from keys in replies.

import { checkOptions, optionNames } from "./argument-checks.ts";
import {
  type AtomicUpdateOptions,
  type AtomicUpdateResult,
  atomicUpdate,
  type Change,
  type UpdateDependencies,
} from "./atomic-update.ts";
import type { CallOptions, ReadOptions, WriteOptions } from "./call-options.ts";
import type { BatchGetEntry, BatchWriteEntry, Mutation, MutationResult } from "./mutation.ts";
import { deserialize, type Serializer, serialize } from "./serializer.ts";
import { type Entry, State, type View } from "./state.ts";
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
import { StateError } from "./state-error.ts";
import type { WatchEvent, WatchedState, WatchTarget } from "./watch-event.ts";

/** Options of a typed store. */
export interface StateStoreOptions {
  /** Put before every key, for example `cart/`. Default: empty. */
  readonly prefix?: string;
}

/** A store of values of one type. Created by `StateClient.store`; holds no resources and needs no close. */
export class StateStore<T> implements StateCalls<T> {
  readonly #calls: StateCalls<Uint8Array>;
  readonly #name: string;
  readonly #serializer: Serializer<T>;
  readonly #prefix: string;
  readonly #dependencies: UpdateDependencies;

  constructor(
    calls: StateCalls<Uint8Array>,
    name: string,
    serializer: Serializer<T>,
    options: StateStoreOptions,
    dependencies: UpdateDependencies,
  ) {
    this.#calls = calls;
    this.#name = name;
    this.#serializer = serializer;
    this.#prefix = options.prefix ?? "";
    this.#dependencies = dependencies;
  }

  async get(key: string, options: ReadOptions = {}): Promise<State<T> | undefined> {
    const state = await this.#calls.get(this.#prefix + key, this.#withStore(options));
    return state && this.#decode(state, false);
  }

  async batchGet(keys: readonly string[], options: ReadOptions = {}): Promise<BatchGetEntry<T>[]> {
    const stored = keys.map((key) => this.#prefix + key);
    const entries = await this.#calls.batchGet(stored, this.#withStore(options));
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
    return this.#calls.exists(this.#prefix + key, this.#withStore(options));
  }

  async version(key: string, options: ReadOptions = {}): Promise<string | undefined> {
    return this.#calls.version(this.#prefix + key, this.#withStore(options));
  }

  async set(key: string, value: T, options: SetOptions = {}): Promise<SetResult<T>> {
    const bytes = serialize(this.#serializer, value, "value");
    const contentType = options.contentType ?? this.#serializer.contentType;
    const setOptions = { ...this.#withStore(options), contentType };
    const { version, previous } = await this.#calls.set(this.#prefix + key, bytes, setOptions);
    return { version, previous: previous && this.#decode(previous, true) };
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<DeleteResult<T>> {
    const { deleted, previous } = await this.#calls.delete(this.#prefix + key, this.#withStore(options));
    return { deleted, previous: previous && this.#decode(previous, true) };
  }

  async increment(
    key: string,
    delta: bigint | number = 1,
    options: IncrementOptions = {},
  ): Promise<IncrementResult> {
    return this.#calls.increment(this.#prefix + key, delta, this.#withStore(options));
  }

  async touch(key: string, options: TouchOptions): Promise<TouchResult> {
    return this.#calls.touch(this.#prefix + key, this.#withStore(options));
  }

  async commit(mutations: readonly Mutation<T>[], options: WriteOptions = {}): Promise<MutationResult<T>[]> {
    const results = await this.#calls.commit(this.encode(mutations), this.#withStore(options));
    return results.map((result) => this.#decodeResult(result));
  }

  async batchWrite(
    mutations: readonly Mutation<T>[],
    options: WriteOptions = {},
  ): Promise<BatchWriteEntry<T>[]> {
    const entries = await this.#calls.batchWrite(this.encode(mutations), this.#withStore(options));
    return entries.map((entry): BatchWriteEntry<T> => {
      if (entry.status === "failed") return entry;
      return caught<BatchWriteEntry<T>>(
        () => ({ status: "applied", result: this.#decodeResult(entry.result) }),
        (error) => ({ status: "failed", error }),
      );
    });
  }

  async *list<V extends View = "full">(
    prefix = "",
    options: ListOptions<V> = {},
  ): AsyncGenerator<Entry<V, T>, void, undefined> {
    const entries = this.#calls.list<V>(this.#prefix + prefix, this.#withStore(options));
    for await (const entry of entries) yield this.#decodeEntry<V>(entry);
  }

  async listPage<V extends View = "full">(
    prefix = "",
    options: ListPageOptions<V> = {},
  ): Promise<ListPage<Entry<V, T>>> {
    const page = await this.#calls.listPage<V>(this.#prefix + prefix, this.#withStore(options));
    return { ...page, entries: page.entries.map((entry) => this.#decodeEntry<V>(entry)) };
  }

  async deletePrefix(prefix: string, options: CallOptions = {}): Promise<number> {
    return this.#calls.deletePrefix(this.#prefix + prefix, this.#withStore(options));
  }

  async *watch<V extends View = "full">(
    target: WatchTarget,
    options: WatchOptions<V> = {},
  ): AsyncGenerator<WatchEvent<V, T>, void, undefined> {
    const stored =
      "key" in target ? { key: this.#prefix + target.key } : { prefix: this.#prefix + target.prefix };
    for await (const event of this.#calls.watch<V>(stored, this.#withStore(options))) {
      if (event.type === "progress" || event.type === "reset") yield event;
      else yield this.#decodeEvent<V>(event);
    }
  }

  /**
   * Reads the record, changes it and saves it only if it was not written in between; otherwise starts again after a
   * random delay. Rejects with `conflict` after `attemptsMax` attempts, with `deadline` when `timeoutMs` is over, and
   * at once when the outcome of a save is unknown. The expiry is kept unless the options set it.
   */
  async atomicUpdate(
    key: string,
    change: Change<T>,
    options: AtomicUpdateOptions = {},
  ): Promise<AtomicUpdateResult<T>> {
    checkOptions(options, optionNames.atomicUpdate);
    return atomicUpdate(this, key, change, options, this.#dependencies);
  }

  /**
   * Returns the mutations with the values as bytes and with the prefix, for `StateClient.commit`. This way mutations
   * of several typed stores of the same store can be committed together.
   */
  encode(mutations: readonly Mutation<T>[]): Mutation[] {
    return mutations.map((mutation, index): Mutation => {
      const key = this.#prefix + mutation.key;
      if (mutation.type !== "set") return { ...mutation, key };
      const value = serialize(this.#serializer, mutation.value, `mutations[${index}].value`);
      const contentType = mutation.contentType ?? this.#serializer.contentType;
      return { ...mutation, contentType, key, value };
    });
  }

  #withStore<O extends CallOptions>(options: O): O {
    if (options === null || typeof options !== "object") checkOptions(options, optionNames.call);
    // An explicit undefined is treated as unset, and must not send the call to another store.
    return { ...options, store: options.store ?? this.#name };
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

  #decodeEntry<V extends View>(entry: string | State<undefined> | State<Uint8Array>): Entry<V, T> {
    return this.#decodeAny(entry) as Entry<V, T>;
  }

  #decodeAny(entry: string | State<undefined> | State<Uint8Array>): string | State<undefined> | State<T> {
    if (typeof entry === "string") return this.#withoutPrefix(entry);
    const { value } = entry;
    if (value === undefined) return entry.with(undefined, this.#withoutPrefix(entry.key));
    return this.#decode(entry as State<Uint8Array>, false);
  }

  #decodeEvent<V extends View>(
    event: Extract<WatchEvent<V>, { type: "put" | "delete" | "expire" }>,
  ): WatchEvent<V, T> {
    const key = this.#withoutPrefix(event.key);
    if (event.type !== "put") return { ...event, key };
    const state = event.state instanceof State ? this.#decodeAny(event.state) : undefined;
    return { ...event, key, state: state as WatchedState<V, T> };
  }
}

function caught<R>(make: () => R, failed: (error: StateError) => R): R {
  try {
    return make();
  } catch (error) {
    if (error instanceof StateError) return failed(error);
    throw error;
  }
}
