// The client: the methods of the contract, with bytes for values. It adds
// deadlines, typed errors and checks of arguments, and nothing that the sidecar
// does not do. `store` adds typed values on top.
import { StateStoreMethods, StoresMethods } from "@pillion/proto";
import { checkBytes, checkOptions, optionNames } from "./argument-checks.ts";
import { type CallOptions, consistencyMessage, type ReadOptions, type WriteOptions } from "./call-options.ts";
import { Caller } from "./caller.ts";
import { type ClientOptions, compileClient } from "./client-options.ts";
import { connect } from "./connection.ts";
import { stateErrorOfStatus } from "./error-messages.ts";
import { int64Field, int64Of } from "./int64.ts";
import type { BatchGetEntry, BatchWriteEntry, Mutation, MutationResult } from "./mutation.ts";
import {
  expiryMessage,
  mutationMessages,
  mutationResultOf,
  preconditionMessage,
  touchExpiryMessage,
} from "./mutation-messages.ts";
import type { Serializer } from "./serializer.ts";
import type { Entry, State, View } from "./state.ts";
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
import { entryOf, kindMessage, stateOf, viewMessage } from "./state-messages.ts";
import { StateStore, type StateStoreOptions } from "./state-store.ts";
import { type StoreInfo, storeInfoOf } from "./store-info.ts";
import { dateOf } from "./time-messages.ts";
import { type WatchEvent, type WatchTarget, watchEventOf } from "./watch-event.ts";

/**
 * A client of a sidecar. The first call opens the connection. Every method
 * rejects with StateError only. Call `close` when done.
 */
export class StateClient implements StateCalls<Uint8Array>, AsyncDisposable {
  readonly #caller: Caller;

  /** Throws `invalid`, naming the option, if an option is invalid. */
  constructor(options: ClientOptions = {}) {
    const settings = compileClient(options);
    const { transport = connect, ...connection } = options;
    const opened = typeof transport === "function" ? transport(connection) : transport;
    this.#caller = new Caller(opened, settings);
  }

  async get(key: string, options: ReadOptions = {}): Promise<State<Uint8Array> | undefined> {
    checkOptions(options, optionNames.read);
    const request = {
      store: this.#store(options),
      key,
      consistency: consistencyMessage(options.consistency),
    };
    const { found, record } = await this.#caller.read(StateStoreMethods.get, request, options);
    return found ? stateOf(requireRecord(record)) : undefined;
  }

  async batchGet(keys: readonly string[], options: ReadOptions = {}): Promise<BatchGetEntry[]> {
    checkOptions(options, optionNames.read);
    const consistency = consistencyMessage(options.consistency);
    const request = { store: this.#store(options), keys: [...keys], consistency };
    const { entries } = await this.#caller.read(StateStoreMethods.batchGet, request, options);
    checkCount(entries.length, keys.length, undefined);
    return keys.map((key, index): BatchGetEntry => {
      const { status, found, record } = entries[index] ?? {};
      if (status) return { status: "failed", key, error: stateErrorOfStatus(status, "read") };
      return found
        ? { status: "found", key, state: stateOf(requireRecord(record)) }
        : { status: "missing", key };
    });
  }

  async exists(key: string, options: ReadOptions = {}): Promise<boolean> {
    return (await this.version(key, options)) !== undefined;
  }

  async version(key: string, options: ReadOptions = {}): Promise<string | undefined> {
    checkOptions(options, optionNames.read);
    const request = {
      store: this.#store(options),
      key,
      consistency: consistencyMessage(options.consistency),
    };
    const { exists, version } = await this.#caller.read(StateStoreMethods.exists, request, options);
    return exists ? version : undefined;
  }

  async set(key: string, value: Uint8Array, options: SetOptions = {}): Promise<SetResult> {
    checkOptions(options, optionNames.set);
    checkBytes(value, "value");
    const request = {
      ...this.#writeRequest(options),
      key,
      value,
      contentType: options.contentType ?? "",
      kind: kindMessage(options.kind),
      expiry: expiryMessage(options),
      precondition: preconditionMessage(options),
      returnPrevious: options.returnPrevious ?? false,
    };
    const { version, previous } = await this.#caller.write(StateStoreMethods.set, request, options);
    return { version, previous: previous ? stateOf(previous) : undefined };
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<DeleteResult> {
    checkOptions(options, optionNames.delete);
    const request = {
      ...this.#writeRequest(options),
      key,
      precondition: preconditionMessage(options),
      returnPrevious: options.returnPrevious ?? false,
    };
    const { deleted, previous } = await this.#caller.write(StateStoreMethods.delete, request, options);
    return { deleted, previous: previous ? stateOf(previous) : undefined };
  }

  async increment(
    key: string,
    delta: bigint | number = 1,
    options: IncrementOptions = {},
  ): Promise<IncrementResult> {
    checkOptions(options, optionNames.increment);
    const request = {
      ...this.#writeRequest(options),
      key,
      delta: int64Field(delta, "delta"),
      initial: int64Field(options.initial ?? 0, "initial"),
      expiry: expiryMessage(options),
    };
    const reply = await this.#caller.write(StateStoreMethods.increment, request, options);
    return { value: int64Of(reply.value), version: reply.version };
  }

  async touch(key: string, options: TouchOptions): Promise<TouchResult> {
    checkOptions(options, optionNames.touch);
    const { idempotencyKey = "" } = options;
    const request = { store: this.#store(options), key, expiry: touchExpiryMessage(options), idempotencyKey };
    const reply = await this.#caller.write(StateStoreMethods.touch, request, options);
    return { found: reply.found, expiry: dateOf(reply.expireTime) };
  }

  async commit(mutations: readonly Mutation[], options: WriteOptions = {}): Promise<MutationResult[]> {
    checkOptions(options, optionNames.batch);
    const request = { ...this.#writeRequest(options), mutations: mutationMessages(mutations) };
    const { results } = await this.#caller.write(StateStoreMethods.commit, request, options);
    checkCount(results.length, mutations.length, "applied");
    return results.map(mutationResultOf);
  }

  async batchWrite(mutations: readonly Mutation[], options: WriteOptions = {}): Promise<BatchWriteEntry[]> {
    checkOptions(options, optionNames.batch);
    const request = { ...this.#writeRequest(options), mutations: mutationMessages(mutations) };
    const { entries } = await this.#caller.write(StateStoreMethods.batchWrite, request, options);
    checkCount(entries.length, mutations.length, "unknown");
    return entries.map(({ status, result }): BatchWriteEntry => {
      if (status) return { status: "failed", error: stateErrorOfStatus(status, "write") };
      return { status: "applied", result: mutationResultOf(result ?? {}) };
    });
  }

  async *list<V extends View = "full">(
    prefix = "",
    options: ListOptions<V> = {},
  ): AsyncGenerator<Entry<V, Uint8Array>, void, undefined> {
    checkOptions(options, optionNames.list);
    for (let pageToken = ""; ; ) {
      const page: ListPage<Entry<V, Uint8Array>> = await this.listPage(prefix, { ...options, pageToken });
      yield* page.entries;
      if (page.nextPageToken === undefined) return;
      if (page.nextPageToken === pageToken)
        throw new StateError("internal", "the sidecar returned the same page token twice");
      pageToken = page.nextPageToken;
    }
  }

  async listPage<V extends View = "full">(
    prefix = "",
    options: ListPageOptions<V> = {},
  ): Promise<ListPage<Entry<V, Uint8Array>>> {
    checkOptions(options, optionNames.listPage);
    const { pageToken = "", pageSize = 0, view = "full" as V } = options;
    const request = { store: this.#store(options), prefix, pageSize, pageToken, view: viewMessage(view) };
    const reply = await this.#caller.read(StateStoreMethods.list, request, options);
    return {
      entries: reply.entries.map((record) => entryOf(view, record)),
      nextPageToken: reply.nextPageToken || undefined,
    };
  }

  async deletePrefix(prefix: string, options: CallOptions = {}): Promise<number> {
    checkOptions(options, optionNames.call);
    const request = { store: this.#store(options), prefix };
    const reply = await this.#caller.write(StateStoreMethods.deletePrefix, request, options);
    return Number(int64Of(reply.deletedCount));
  }

  async *watch<V extends View = "full">(
    target: WatchTarget,
    options: WatchOptions<V> = {},
  ): AsyncGenerator<WatchEvent<V>, void, undefined> {
    checkOptions(options, optionNames.watch);
    const { resumeToken = "", sendInitial = false, view = "full" as V } = options;
    const request = {
      store: this.#store(options),
      ...("key" in target ? { key: target.key } : { prefix: target.prefix }),
      resumeToken,
      sendInitial,
      view: viewMessage(view),
    };
    for await (const message of this.#caller.stream(StateStoreMethods.watch, request, options))
      yield watchEventOf(view, message);
  }

  /** Returns every store of the sidecar with its facts and its health. */
  async listStores(options: Omit<CallOptions, "store"> = {}): Promise<StoreInfo[]> {
    checkOptions(options, optionNames.call);
    const { stores } = await this.#caller.read(StoresMethods.listStores, {}, options);
    return stores.map(storeInfoOf);
  }

  /**
   * Returns a typed store: values go through the serializer, and the prefix is put before every key.
   * Without a name it uses the client's default store.
   */
  store<T>(serializer: Serializer<T>, options?: StateStoreOptions): StateStore<T>;
  store<T>(name: string, serializer: Serializer<T>, options?: StateStoreOptions): StateStore<T>;
  store<T>(
    nameOrSerializer: string | Serializer<T>,
    serializerOrOptions?: Serializer<T> | StateStoreOptions,
    options: StateStoreOptions = {},
  ): StateStore<T> {
    const { store, clock, random, timeoutMs } = this.#caller.settings;
    const dependencies = { clock, random, timeoutMs };
    if (typeof nameOrSerializer !== "string") {
      const given = (serializerOrOptions ?? {}) as StateStoreOptions;
      return new StateStore(this, store, nameOrSerializer, given, dependencies);
    }
    const serializer = serializerOrOptions as Serializer<T>;
    return new StateStore(this, nameOrSerializer, serializer, options, dependencies);
  }

  /** Ends every call in flight with `cancelled` and closes the connection. Later calls fail with `closed`. */
  close(): Promise<void> {
    return this.#caller.close();
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #store(options: CallOptions): string {
    return options.store ?? this.#caller.settings.store;
  }

  #writeRequest(options: WriteOptions) {
    return {
      store: this.#store(options),
      consistency: consistencyMessage(options.consistency),
      idempotencyKey: options.idempotencyKey ?? "",
    };
  }
}

function requireRecord<R>(record: R | null | undefined): R {
  if (record) return record;
  throw new StateError("internal", "the sidecar's reply lacks the record that it reports as found");
}

function checkCount(actual: number, expected: number, outcome: "applied" | "unknown" | undefined): void {
  if (actual === expected) return;
  throw new StateError("internal", `the sidecar returned ${actual} results instead of ${expected}`, {
    outcome,
  });
}
