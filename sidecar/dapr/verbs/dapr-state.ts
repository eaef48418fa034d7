// The verbs of Dapr's state API over the engine's operations, without a word of
// gRPC or HTTP: both faces come here. Bulk is one read, or one commit of many
// batches, whatever parallelism asks; a transaction is one batch. Every failure
// is a DaprError.
import {
  asStoreError,
  batchGet,
  type Call,
  type Consistency,
  get,
  keySeparator,
  type Mutation,
  mutationsMax,
  type ReadResult,
  readKeysMax,
  type StateRecord,
  type StoreError,
} from "../../../src/index.ts";
import { DaprError, type DaprFault, type FaultKind } from "../texts/dapr-status.ts";
import { type CommitFault, commitAll, commitEach } from "./dapr-commit.ts";
import {
  consistencyOf,
  type DaprItem,
  type DaprMetadata,
  deleteMutation,
  type ItemFault,
  isItemFault,
  isJson,
  itemFaultOf,
  jsonContentType,
  metadataOf,
  toldOf,
  upsertMutation,
} from "./dapr-item.ts";
import { answerQuery, type DaprQueryAnswer } from "./dapr-query.ts";
import type { DaprStore, DaprStores } from "./dapr-store.ts";
import { foldOperations } from "./dapr-transaction.ts";

/** One operation of a transaction. */
export interface DaprOperation {
  /** `upsert` or `delete`; anything else is refused. */
  readonly type: string;
  readonly item: DaprItem;
}

/** What a component operation was, for metrics. */
export type DaprStateVerb = "get" | "set" | "delete" | "bulk_get" | "bulk_delete" | "query" | "transaction";

/** How a component operation ended; `timed-out`: by a deadline, the caller's or a policy's. */
export type DaprStateEnd = "ok" | "failed" | "timed-out";

/** Hears the end of each operation on a component. Must not throw. */
export type DaprStateObserver = (
  store: string,
  verb: DaprStateVerb,
  end: DaprStateEnd,
  durationMs: number,
) => void;

/** What the verbs need of the process. */
export interface DaprStateContext {
  readonly appId: string;
  readonly stores: DaprStores;
  readonly observe?: DaprStateObserver | undefined;
}

/** Dapr's state API. */
export class DaprState {
  readonly #context: DaprStateContext;

  constructor(context: DaprStateContext) {
    this.#context = context;
  }

  /** Whether there is a store of this name. */
  has(name: string): boolean {
    return this.#context.stores.get(name) !== undefined;
  }

  /** The store of this name. Throws where there is none. */
  store(name: string): DaprStore {
    const { appId, stores } = this.#context;
    const found = stores.get(name);
    if (found !== undefined) return found;
    const metadata = { appID: appId };
    if (stores.stores.length === 0) {
      throw new DaprError("no-stores", `state store ${name} is not configured`, { metadata });
    }
    throw new DaprError("store-not-found", `state store ${name} is not found`, { metadata });
  }

  /** The record, or undefined. */
  get(store: DaprStore, key: string, consistency: Consistency, call: Call): Promise<StateRecord | undefined> {
    checkKey(store, key);
    return this.#observed(store, "get", call, async () => {
      try {
        return await get(store.store, { key, consistency }, call);
      } catch (thrown) {
        const cause = asStoreError(thrown);
        const message = `fail to get ${key} from state store ${store.name}: ${toldOf(cause)}`;
        throw new DaprError("get", message, { cause, kind: kindOf(cause) });
      }
    });
  }

  /** One result per key, in order. */
  getBulk(store: DaprStore, keys: readonly string[], call: Call): Promise<readonly ReadResult[]> {
    for (const key of keys) checkKey(store, key);
    if (keys.length === 0) return Promise.resolve([]);
    return this.#observed(store, "bulk_get", call, async () => {
      try {
        const results: ReadResult[] = [];
        for (let from = 0; from < keys.length; from += readKeysMax) {
          const part = keys.slice(from, from + readKeysMax);
          results.push(...(await batchGet(store.store, { keys: part, consistency: "eventual" }, call)));
        }
        return results;
      } catch (thrown) {
        const cause = asStoreError(thrown);
        throw new DaprError("bulk-get", toldOf(cause), { cause });
      }
    });
  }

  /** Writes records, each by itself. Throws if one of them failed; the others are written all the same. */
  async save(store: DaprStore, items: readonly DaprItem[], call: Call): Promise<void> {
    if (items.length === 0) return;
    for (const { key } of items) {
      if (key === "") throw new DaprError("empty-key", "state key cannot be empty");
      checkKey(store, key);
    }
    for (const item of items) checkJson(item);
    const now = call.clock.now();
    const made = items.map((item) => upsertMutation(item, store, now));
    const failure = (message: string) => `failed saving state in state store ${store.name}: ${message}`;
    await this.#write(store, items, made, { verb: "set", fault: "save", failure }, call);
  }

  /** Removes one record. A key that is not there is no error. */
  async delete(store: DaprStore, item: DaprItem, call: Call): Promise<void> {
    checkKey(store, item.key);
    const failure = (message: string) => `failed deleting state with key ${item.key}: ${message}`;
    const made = [deleteMutation(item, store)];
    await this.#write(store, [item], made, { verb: "delete", fault: "delete", failure }, call);
  }

  /** Removes records, each by itself. Throws if one of them failed; the others are removed all the same. */
  async deleteBulk(store: DaprStore, items: readonly DaprItem[], call: Call): Promise<void> {
    if (items.length === 0) return;
    for (const { key } of items) checkKey(store, key);
    const failure = (message: string) => `failed deleting state in state store ${store.name}: ${message}`;
    const made = items.map((item) => deleteMutation(item, store));
    await this.#write(store, items, made, { verb: "bulk_delete", fault: "bulk-delete", failure }, call);
  }

  /** Applies operations, all or none. */
  async transact(store: DaprStore, operations: readonly DaprOperation[], call: Call): Promise<void> {
    checkTransactional(store);
    if (operations.length === 0) return;
    const now = call.clock.now();
    const made = operations.map((operation) => operationMutation(operation, store, now));
    checkSize(store, operations.length, new Set(operations.map(({ item }) => item.key)).size);
    const consistency = consistencyOf(operations.map(({ item }) => item));
    const { etagHoldsWhereMissing } = store.quirks;
    await this.#observed(store, "transaction", call, async () => {
      const mutations = made.map(orTransactionFault);
      const folded = foldOperations(mutations, store.quirks);
      if (!Array.isArray(folded)) throw transactionError(folded as ItemFault);
      try {
        await commitAll(store.store, folded, { consistency, etagHoldsWhereMissing }, call);
      } catch (thrown) {
        throw transactionErrorOf(asStoreError(thrown), folded, store);
      }
    });
  }

  /** Finds records by what is in them; `text` is Dapr's query as JSON. Most stores cannot, and the answer says so. */
  query(store: DaprStore, text: string, metadata: DaprMetadata, call: Call): Promise<DaprQueryAnswer> {
    const { name } = store;
    const unsupported = "state store does not support querying";
    if (store.store.query === undefined && !store.quirks.takesQueries)
      throw new DaprError("query-unsupported", unsupported, { store: name });
    const failed = (thrown: unknown) => {
      const cause = asStoreError(thrown);
      return new DaprError("query", `state store ${name} query failed: ${toldOf(cause)}`, {
        store: name,
        cause,
      });
    };
    return this.#observed(store, "query", call, async () => {
      try {
        return await answerQuery(store.store, text, metadata, call);
      } catch (thrown) {
        throw failed(thrown);
      }
    });
  }

  async #write(
    store: DaprStore,
    items: readonly DaprItem[],
    made: readonly (Mutation | ItemFault)[],
    { verb, fault, failure }: WriteKind,
    call: Call,
  ): Promise<void> {
    const { quirks } = store;
    const options = {
      consistency: consistencyOf(items),
      etagHoldsWhereMissing: quirks.etagHoldsWhereMissing,
    };
    await this.#observed(store, verb, call, async () => {
      const sound = made.filter((one) => !isItemFault(one)) as readonly Mutation[];
      const applied = sound.length === 0 ? [] : await commitEach(store.store, sound, options, call);
      const faults = faultsOf(items, made, applied, store);
      if (faults.length === 0) return;
      const messages = faults
        .slice(0, faultsToldMax)
        .map(({ index, message }) =>
          items.length === 1 ? message : `key ${shown(items[index]?.key ?? "")}: ${message}`,
        );
      if (faults.length > faultsToldMax) messages.push(`and ${faults.length - faultsToldMax} more`);
      // The first fault that is about an etag decides, as Dapr's clients expect.
      const deciding = faults.find(({ kind }) => kind === "mismatch") ?? worstOf(faults);
      const { kind, cause } = deciding ?? { kind: "failure", cause: undefined };
      throw new DaprError(fault, failure(messages.join("\n")), { kind, cause });
    });
  }

  async #observed<T>(store: DaprStore, verb: DaprStateVerb, call: Call, run: () => Promise<T>): Promise<T> {
    const { observe } = this.#context;
    if (observe === undefined) return run();
    const start = call.clock.monotonic();
    let end: DaprStateEnd = "ok";
    try {
      return await run();
    } catch (thrown) {
      end = endedByDeadline(thrown) ? "timed-out" : "failed";
      throw thrown;
    } finally {
      observe(store.name, verb, end, call.clock.monotonic() - start);
    }
  }
}

const endedByDeadline = (thrown: unknown): boolean =>
  thrown instanceof DaprError && thrown.facts.cause?.code === "deadline";

// What is said of many faults has to fit into what clients take of an error.
const faultsToldMax = 10;
const keyShownMax = 100;

const shown = (key: string) => (key.length > keyShownMax ? `${key.slice(0, keyShownMax)}…` : key);

interface WriteKind {
  readonly verb: DaprStateVerb;
  readonly fault: DaprFault;
  readonly failure: (message: string) => string;
}

interface PlacedFault extends ItemFault {
  readonly index: number;
}

function faultsOf(
  items: readonly DaprItem[],
  made: readonly (Mutation | ItemFault)[],
  applied: readonly CommitFault[],
  { quirks }: DaprStore,
): PlacedFault[] {
  const faults: PlacedFault[] = [];
  let place = 0;
  for (const [index, one] of made.entries()) {
    if (isItemFault(one)) {
      faults.push({ ...one, index });
      continue;
    }
    const error = applied[place];
    place += 1;
    const namesEtag = (items[index]?.etag ?? "") !== "";
    if (error !== undefined) faults.push({ ...itemFaultOf(error, one, quirks, namesEtag), index });
  }
  return faults;
}

// A failure outweighs the caller's own fault: the caller cannot mend it alone.
function worstOf(faults: readonly PlacedFault[]): PlacedFault | undefined {
  return faults.find(({ kind }) => kind === "failure") ?? faults[0];
}

function kindOf({ code }: StoreError): FaultKind {
  return code === "invalid" || code === "too-large" ? "invalid" : "failure";
}

function checkKey(store: DaprStore, key: string): void {
  if (!key.includes(keySeparator)) return;
  throw new DaprError("illegal-key", `input key/keyPrefix '${key}' can't contain '${keySeparator}'`, {
    key,
    store: store.name,
  });
}

// What says that it is JSON has to be.
function checkJson({ key, metadata, value }: DaprItem): void {
  if (metadataOf(metadata, "contentType") !== jsonContentType || isJson(value)) return;
  const message = `the value of the key ${key} is not the JSON that its contentType says`;
  throw new DaprError("bad-json-value", message);
}

function checkTransactional({ name, capabilities }: DaprStore): void {
  if (capabilities.includes("TRANSACTIONAL")) return;
  throw new DaprError("no-transactions", `state store ${name} doesn't support transactions`, { store: name });
}

function checkSize({ name }: DaprStore, count: number, keyCount: number): void {
  if (keyCount <= mutationsMax) return;
  const message = `the transaction contains ${count} operations, which is more than what the state store supports: ${mutationsMax}`;
  const metadata = { currentOpsTransaction: String(count), maxOpsPerTransaction: String(mutationsMax) };
  throw new DaprError("too-many-operations", message, { store: name, metadata });
}

function operationMutation(
  { type, item }: DaprOperation,
  store: DaprStore,
  now: number,
): Mutation | ItemFault {
  if (type !== "upsert" && type !== "delete") {
    throw new DaprError("unknown-operation", `operation type ${type} not supported`);
  }
  checkKey(store, item.key);
  return type === "upsert" ? upsertMutation(item, store, now, true) : deleteMutation(item, store);
}

function orTransactionFault(made: Mutation | ItemFault): Mutation {
  if (isItemFault(made)) throw transactionError(made);
  return made;
}

// Every failure of a transaction is INTERNAL, as in Dapr; what it was stands in the text and in the details.
function transactionError({ message, cause, kind }: ItemFault): DaprError {
  const metadata =
    kind === "mismatch" ? { "pillion.code": "CONFLICT", "pillion.outcome": "NOT_APPLIED" } : {};
  return new DaprError("transaction", `error while executing state transaction: ${message}`, {
    cause,
    metadata,
  });
}

function transactionErrorOf(error: StoreError, mutations: readonly Mutation[], store: DaprStore): DaprError {
  const mutation = error.mutationIndex === undefined ? undefined : mutations[error.mutationIndex];
  if (mutation === undefined)
    return transactionError({ kind: "failure", message: toldOf(error), cause: error });
  return transactionError(itemFaultOf(error, mutation, store.quirks));
}
