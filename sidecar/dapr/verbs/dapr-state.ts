// The verbs of Dapr's state API over the engine's operations, independent of
// gRPC and HTTP, which both call them. A bulk read is one read, a bulk write is
// one commit of independent transactions, whatever parallelism the request
// has; a transaction is one transaction. Every failure is a DaprError.
import { type Call, type Consistency, get, type StateRecord } from "../../../src/index.ts";
import { asDaprError } from "../texts/dapr-error.ts";
import {
  badJsonError,
  emptyKeyError,
  getError,
  noStoresError,
  queryUnsupportedError,
  storeNotFoundError,
  writeErrorTexts,
} from "../texts/state-errors.ts";
import { readBulk, type UseSlice } from "./bulk-read.ts";
import { limitedCall } from "./call-limit.ts";
import {
  type DaprItem,
  type DaprMetadata,
  type DaprOperation,
  isJson,
  jsonContentType,
  metadataValue,
} from "./dapr-item.ts";
import { type DaprQueryResult, runQuery } from "./dapr-query.ts";
import { checkKey, type DaprStore, type DaprStores } from "./dapr-store.ts";
import { applyOperations, operationMutations } from "./dapr-transaction.ts";
import { deleteMutation, upsertMutation } from "./item-mutation.ts";
import { writeItems } from "./item-writes.ts";
import { type DaprStateObserver, type DaprStateVerb, observed } from "./state-observer.ts";

/** What the verbs depend on. */
export interface DaprStateOptions {
  readonly appId: string;
  readonly stores: DaprStores;
  readonly observe?: DaprStateObserver | undefined;
}

/** Dapr's state API. */
export class DaprState {
  readonly #options: DaprStateOptions;

  constructor(options: DaprStateOptions) {
    this.#options = options;
  }

  /** Whether there is a store of this name. */
  has(name: string): boolean {
    return this.#options.stores.get(name) !== undefined;
  }

  /** The store of this name. Throws if there is none. */
  store(name: string): DaprStore {
    const { appId, stores } = this.#options;
    const found = stores.get(name);
    if (found !== undefined) return found;
    throw stores.stores.length === 0 ? noStoresError(name, appId) : storeNotFoundError(name, appId);
  }

  /** The record, or undefined. */
  get(store: DaprStore, key: string, consistency: Consistency, call: Call): Promise<StateRecord | undefined> {
    checkKey(store, key);
    return this.#observed(store, "get", call, (limited) =>
      asDaprError(get(store.store, { key, consistency }, limited), (cause) =>
        getError(key, store.name, cause),
      ),
    );
  }

  /** Reads keys in slices, in order, and passes each slice to `use` before it reads the next. */
  async getBulk(store: DaprStore, keys: readonly string[], call: Call, use: UseSlice): Promise<void> {
    for (const key of keys) checkKey(store, key);
    if (keys.length === 0) return;
    await observed(this.#options.observe, store.name, "bulk_get", call, () =>
      readBulk(store, keys, call, use),
    );
  }

  /** Writes records independently of each other. Throws if one of them failed; the others are written in any case. */
  async save(store: DaprStore, items: readonly DaprItem[], call: Call): Promise<void> {
    if (items.length === 0) return;
    for (const { key } of items) {
      if (key === "") throw emptyKeyError();
      checkKey(store, key);
    }
    for (const item of items) checkJson(item);
    const mutations = items.map((item) => upsertMutation(item, store));
    const errorText = (text: string) => writeErrorTexts.save(store.name, text);
    await this.#observed(store, "set", call, (limited) =>
      writeItems(store, { items, mutations, error: "save", errorText }, limited),
    );
  }

  /** Removes one record. A missing key is not an error. */
  async delete(store: DaprStore, item: DaprItem, call: Call): Promise<void> {
    checkKey(store, item.key);
    const mutations = [deleteMutation(item, store)];
    const errorText = (text: string) => writeErrorTexts.delete(item.key, text);
    await this.#observed(store, "delete", call, (limited) =>
      writeItems(store, { items: [item], mutations, error: "delete", errorText }, limited),
    );
  }

  /** Removes records independently of each other. Throws if one of them failed; the others are removed in any case. */
  async deleteBulk(store: DaprStore, items: readonly DaprItem[], call: Call): Promise<void> {
    if (items.length === 0) return;
    for (const { key } of items) checkKey(store, key);
    const mutations = items.map((item) => deleteMutation(item, store));
    const errorText = (text: string) => writeErrorTexts.bulkDelete(store.name, text);
    await this.#observed(store, "bulk_delete", call, (limited) =>
      writeItems(store, { items, mutations, error: "bulk-delete", errorText }, limited),
    );
  }

  /** Applies operations, all or none. */
  async transact(store: DaprStore, operations: readonly DaprOperation[], call: Call): Promise<void> {
    const mutations = operationMutations(store, operations);
    if (operations.length === 0) return;
    await this.#observed(store, "transaction", call, (limited) =>
      applyOperations(store, operations, mutations, limited),
    );
  }

  /** Finds records by their contents; `text` is Dapr's query as JSON. Throws if the store does not support queries. */
  query(store: DaprStore, text: string, metadata: DaprMetadata, call: Call): Promise<DaprQueryResult> {
    if (store.store.query === undefined && !store.quirks.takesQueries)
      throw queryUnsupportedError(store.name);
    return this.#observed(store, "query", call, (limited) => runQuery(store, text, metadata, limited));
  }

  // Runs an operation within its time limit, and reports its end.
  #observed<T>(
    store: DaprStore,
    verb: DaprStateVerb,
    call: Call,
    run: (call: Call) => Promise<T>,
  ): Promise<T> {
    return observed(this.#options.observe, store.name, verb, limitedCall(call, store), run);
  }
}

// A value with the content type of JSON must be JSON.
function checkJson({ key, metadata, value }: DaprItem): void {
  if (metadataValue(metadata, "contentType") === jsonContentType && !isJson(value)) throw badJsonError(key);
}
