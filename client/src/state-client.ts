// The client: the methods of the contract, with bytes for values. It adds
// deadlines, typed errors and checks of arguments, and nothing that the sidecar
// does not do. `store` adds typed values on top.
import { StateStoreMethods, StoresMethods } from "@pillion/proto";
import type { Transport } from "@pillion/wire";
import { checkSerializer, checkStoreOptions } from "./argument-checks.ts";
import { batchGetAll } from "./batch-get.ts";
import type { CallOptions, ReadOptions, WriteOptions } from "./call-options.ts";
import { Caller } from "./caller.ts";
import { type ClientOptions, checkTransport, compileClient, connectionOptionsOf } from "./client-options.ts";
import { connect } from "./connection.ts";
import { stateErrorOfStatus } from "./error-messages.ts";
import { int64Of } from "./int64.ts";
import type { BatchGetEntry, BatchWriteEntry, Mutation, MutationResult } from "./mutation.ts";
import { mutationResultOf } from "./mutation-messages.ts";
import { RecentKeys } from "./recent-keys.ts";
import {
  batchGetRequest,
  checkListArguments,
  checkListStores,
  deletePrefixRequest,
  deleteRequest,
  incrementRequest,
  listRequest,
  mutationsRequest,
  readRequest,
  setRequest,
  touchRequest,
  watchRequest,
} from "./request-messages.ts";
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
import { entryOf, stateOf } from "./state-messages.ts";
import { StateStore, type StateStoreOptions } from "./state-store.ts";
import { type StoreInfo, storeInfoOf } from "./store-info.ts";
import { dateOf } from "./time-messages.ts";
import { UpdateQueues } from "./update-queues.ts";
import { checkString, guarded } from "./value-checks.ts";
import { type WatchEvent, type WatchTarget, watchEventOf } from "./watch-event.ts";

/**
 * A client of a sidecar. The first call opens the connection. Every method
 * rejects with StateError only. Call `close` when done.
 */
export class StateClient implements StateCalls<Uint8Array>, AsyncDisposable {
  readonly #caller: Caller;
  /** The store of calls that name none. */
  readonly #store: string;
  readonly #updates: UpdateQueues;

  /** Throws `invalid`, naming the option, if an option is invalid. */
  constructor(options: ClientOptions = {}) {
    const settings = compileClient(options);
    this.#caller = new Caller(openTransport(options), settings);
    this.#store = settings.store;
    this.#updates = new UpdateQueues(this, settings);
  }

  async get(key: string, options: ReadOptions = {}): Promise<State<Uint8Array> | undefined> {
    const request = readRequest(this.#store, key, options);
    const { found, record } = await this.#caller.read(StateStoreMethods.get, request, options);
    return found ? stateOf(requireRecord(record)) : undefined;
  }

  async batchGet(keys: readonly string[], options: ReadOptions = {}): Promise<BatchGetEntry[]> {
    const request = batchGetRequest(this.#store, keys, options);
    const { clock } = this.#caller.settings;
    const { timeoutMs = this.#caller.settings.timeoutMs } = options;
    const end = clock.monotonic() + timeoutMs;
    let leftMs = timeoutMs;
    return batchGetAll(request.keys, async (keys) => {
      const entries = await this.#batchGetPart(
        { ...request, keys: [...keys] },
        { ...options, timeoutMs: leftMs },
      );
      leftMs = Math.max(1, Math.ceil(end - clock.monotonic()));
      return entries;
    });
  }

  async #batchGetPart(
    request: ReturnType<typeof batchGetRequest>,
    options: ReadOptions,
  ): Promise<BatchGetEntry[]> {
    const { entries } = await this.#caller.read(StateStoreMethods.batchGet, request, options);
    checkCount(entries.length, request.keys.length, undefined);
    return request.keys.map((key, index): BatchGetEntry => {
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
    const request = readRequest(this.#store, key, options);
    const { exists, version } = await this.#caller.read(StateStoreMethods.exists, request, options);
    return exists ? version : undefined;
  }

  async set(key: string, value: Uint8Array, options: SetOptions = {}): Promise<SetResult> {
    const request = setRequest(this.#store, key, value, options);
    const { version, previous } = await this.#caller.write(StateStoreMethods.set, request, options);
    return { version, previous: previous ? stateOf(previous) : undefined };
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<DeleteResult> {
    const request = deleteRequest(this.#store, key, options);
    const { deleted, previous } = await this.#caller.write(StateStoreMethods.delete, request, options);
    return { deleted, previous: previous ? stateOf(previous) : undefined };
  }

  async increment(
    key: string,
    delta: bigint | number = 1,
    options: IncrementOptions = {},
  ): Promise<IncrementResult> {
    const request = incrementRequest(this.#store, key, delta, options);
    const reply = await this.#caller.write(StateStoreMethods.increment, request, options);
    return { value: int64Of(reply.value), version: reply.version };
  }

  async touch(key: string, options: TouchOptions): Promise<TouchResult> {
    const request = touchRequest(this.#store, key, options);
    const reply = await this.#caller.write(StateStoreMethods.touch, request, options);
    return { found: reply.found, expiry: dateOf(reply.expireTime) };
  }

  async commit(mutations: readonly Mutation[], options: WriteOptions = {}): Promise<MutationResult[]> {
    const request = mutationsRequest(this.#store, mutations, options);
    const { results } = await this.#caller.write(StateStoreMethods.commit, request, options);
    checkCount(results.length, request.mutations.length, "applied");
    return results.map(mutationResultOf);
  }

  async batchWrite(mutations: readonly Mutation[], options: WriteOptions = {}): Promise<BatchWriteEntry[]> {
    const request = mutationsRequest(this.#store, mutations, options);
    const { entries } = await this.#caller.write(StateStoreMethods.batchWrite, request, options);
    checkCount(entries.length, request.mutations.length, "unknown");
    return entries.map(({ status, result }, index): BatchWriteEntry => {
      if (status)
        return { status: "failed", error: stateErrorOfStatus(status, "write", request.mutations[index]) };
      return { status: "applied", result: mutationResultOf(result ?? {}) };
    });
  }

  async *list<V extends View = "full">(
    prefix = "",
    options: ListOptions<V> = {},
  ): AsyncGenerator<Entry<V, Uint8Array>, void, undefined> {
    checkListArguments(prefix, options);
    const recent = new RecentKeys();
    for (let pageToken = ""; ; ) {
      const page: ListPage<Entry<V, Uint8Array>> = await this.listPage(
        prefix,
        pageOptions(options, pageToken),
      );
      for (const entry of page.entries)
        if (recent.add(typeof entry === "string" ? entry : entry.key)) yield entry;
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
    const request = listRequest(this.#store, prefix, options);
    const view = options.view ?? ("full" as V);
    const reply = await this.#caller.read(StateStoreMethods.list, request, options);
    return {
      entries: reply.entries.map((record) => entryOf(view, record)),
      nextPageToken: reply.nextPageToken || undefined,
    };
  }

  async deletePrefix(prefix: string, options: CallOptions = {}): Promise<number> {
    const request = deletePrefixRequest(this.#store, prefix, options);
    const reply = await this.#caller.write(StateStoreMethods.deletePrefix, request, options);
    return Number(int64Of(reply.deletedCount));
  }

  async *watch<V extends View = "full">(
    target: WatchTarget,
    options: WatchOptions<V> = {},
  ): AsyncGenerator<WatchEvent<V>, void, undefined> {
    const request = watchRequest(this.#store, target, options);
    const view = options.view ?? ("full" as V);
    for await (const message of this.#caller.stream(StateStoreMethods.watch, request, options))
      yield watchEventOf(view, message);
  }

  /** Returns every store of the sidecar with its facts and its health. */
  async listStores(options: Omit<CallOptions, "store"> = {}): Promise<StoreInfo[]> {
    checkListStores(options);
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
    // A call without an object first is meant to have a name.
    const isNamed =
      typeof nameOrSerializer === "string" ||
      (serializerOrOptions !== undefined && !["object", "function"].includes(typeof nameOrSerializer));
    const { name, serializer, prefix } = storeParts(
      isNamed ? (nameOrSerializer as string) : this.#store,
      (isNamed ? serializerOrOptions : nameOrSerializer) as Serializer<unknown>,
      (isNamed ? options : serializerOrOptions === undefined ? {} : serializerOrOptions) as StateStoreOptions,
    );
    return new StateStore(this, name, serializer as Serializer<T>, prefix, this.#updates);
  }

  /** Ends every call in flight with `cancelled` and closes the connection. Later calls fail with `closed`. */
  close(): Promise<void> {
    return this.#caller.close();
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const pageOptions = guarded((options: object, pageToken: string) => ({ ...options, pageToken }));

const storeParts = guarded((name: string, serializer: Serializer<unknown>, options: StateStoreOptions) => {
  checkString(name, "name");
  checkSerializer(serializer);
  checkStoreOptions(options);
  return { name, serializer, prefix: options.prefix ?? "" };
});

const openTransport = guarded((options: ClientOptions): Transport => {
  const { transport = connect } = options;
  const opened = typeof transport === "function" ? transport(connectionOptionsOf(options)) : transport;
  checkTransport(opened);
  return opened;
});

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
