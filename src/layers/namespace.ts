// One app's own part of a store. Going down, every key and prefix gets `app||`,
// or another prefix that Dapr's `keyPrefix` asks for, before it; coming up,
// every record loses it again. Two prefixes never see each other's keys: none
// holds the separator or ends with a part of it, so that the first `||` of a
// stored key ends the prefix. What lies deeper (Dapr's actors keep their state
// under `app||type||id||key`) is not the caller's, and a walk passes over it.
import type { Call } from "../model/call.ts";
import { type Rejection, rejectionError, StoreError } from "../model/errors.ts";
import { keySeparator, textRejection } from "../model/key.ts";
import { appIdBytesMax, keyPrefixBytesMax } from "../model/limits.ts";
import type { Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { StoreFacts } from "../store/facts.ts";
import type { QueriedRecord, QueryRecords } from "../store/record-query.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";
import type { Layer } from "./layer.ts";

/** Throws `invalid` or `too-large` with a violation of `appId`, unless keys can be kept for such an app. */
export function checkAppId(app: string): void {
  const rejection: Rejection | undefined =
    app === "" ? { code: "invalid", description: "is missing" } : scopeRejection(app, appIdBytesMax);
  if (rejection !== undefined) throw rejectionError(rejection, ["appId"]);
}

/** Throws `invalid` or `too-large` with a violation of `keyPrefix`, unless it can stand before keys. Empty is allowed. */
export function checkKeyPrefix(prefix: string): void {
  const rejection = scopeRejection(prefix, keyPrefixBytesMax);
  if (rejection !== undefined) throw rejectionError(rejection, ["keyPrefix"]);
}

/**
 * The layer that keeps an app's keys apart. Throws at once if the app id or the prefix cannot be one. Cursors pass as
 * they are. `prefix` stands before the separator; empty: keys are kept bare, and apps that share the store share their
 * keys. Default: the app id. Idempotency keys are the app's own whatever the prefix.
 */
export function namespace(app: string, prefix: string = app): Layer {
  checkAppId(app);
  checkKeyPrefix(prefix);
  return (inner) =>
    new NamespacedStore(inner, prefix === "" ? "" : prefix + keySeparator, app + keySeparator);
}

class NamespacedStore implements StateStore {
  readonly #inner: StateStore;
  readonly #prefix: string;
  readonly #appPrefix: string;

  constructor(inner: StateStore, prefix: string, appPrefix: string) {
    this.#inner = inner;
    this.#prefix = prefix;
    this.#appPrefix = appPrefix;
  }

  // Asked each time: a driver may learn more once its server has answered.
  get facts(): StoreFacts {
    return this.#inner.facts;
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    const stored = keys.map((key) => this.#prefix + key);
    const results = await this.#inner.read(stored, options, call);
    return results.map((result) =>
      result === undefined || result instanceof StoreError ? result : this.#up(result),
    );
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    const results = await this.#inner.commit(
      transactions.map((transaction) => this.#down(transaction)),
      call,
    );
    return results.map((result) =>
      result instanceof StoreError || !result.some(hasPrevious)
        ? result
        : result.map((one) => this.#upResult(one)),
    );
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    const page = await this.#inner.scan({ ...query, prefix: this.#prefix + query.prefix }, call);
    const own = page.records.filter(({ key }) => this.#isOwn(key));
    return { records: own.map((record) => this.#up(record)), cursor: page.cursor };
  }

  get query(): QueryRecords | undefined {
    const { query } = this.#inner;
    if (query === undefined) return undefined;
    return async (asked, call) => {
      const page = await query({ ...asked, prefix: this.#prefix + asked.prefix }, call);
      const own = page.records.filter(({ key }) => this.#isOwn(key));
      return { ...page, records: own.map((found) => this.#upFound(found)) };
    };
  }

  ping(call: Call): Promise<void> {
    return this.#inner.ping(call);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #down(transaction: Transaction): Transaction {
    const { idempotency } = transaction;
    const mutations = transaction.mutations.map(
      (mutation): Mutation => ({ ...mutation, key: this.#prefix + mutation.key }),
    );
    if (idempotency === undefined) return { ...transaction, mutations };
    return {
      ...transaction,
      mutations,
      idempotency: { ...idempotency, key: this.#appPrefix + idempotency.key },
    };
  }

  #isOwn(key: string): boolean {
    return key.startsWith(this.#prefix) && !key.includes(keySeparator, this.#prefix.length);
  }

  #upFound({ key, result }: QueriedRecord): QueriedRecord {
    return {
      key: key.slice(this.#prefix.length),
      result: result instanceof StoreError ? result : this.#up(result),
    };
  }

  #up(record: StateRecord): StateRecord {
    return { ...record, key: record.key.slice(this.#prefix.length) };
  }

  #upResult(result: MutationResult): MutationResult {
    return result.previous === undefined ? result : { ...result, previous: this.#up(result.previous) };
  }
}

function hasPrevious(result: MutationResult): boolean {
  return result.previous !== undefined;
}

function scopeRejection(text: string, bytesMax: number): Rejection | undefined {
  const description = scopeFault(text);
  return description === undefined ? textRejection(text, bytesMax) : { code: "invalid", description };
}

function scopeFault(text: string): string | undefined {
  if (text.includes(keySeparator)) return `must not contain "${keySeparator}"`;
  // "a|" + "||" + "b" and "a" + "||" + "|b" would be the same stored key.
  return text.endsWith("|") ? 'must not end with "|"' : undefined;
}
