// One app's part of a store. `app||`, or another prefix that Dapr's `keyPrefix` chooses,
// is added to every key and prefix of a request and removed from every record of a
// result. Two prefixes never share a stored key: none contains the separator or ends with
// a part of it, so that the first `||` of a stored key ends the prefix. Keys with a
// second separator (Dapr's actors keep their state under `app||type||id||key`) do not
// belong to the caller, and scans and queries skip them.
import type { Call } from "../model/call.ts";
import { type Rejection, rejectionError, StoreError } from "../model/errors.ts";
import { keySeparator, textRejection } from "../model/key.ts";
import { appIdBytesMax, keyPrefixBytesMax } from "../model/limits.ts";
import type { Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import type { QueriedRecord, QueryRecords } from "../store/record-query.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";
import { ForwardingStore } from "./forwarding-store.ts";
import type { Layer } from "./layer.ts";

/** Throws `invalid` or `too-large` with a violation of `appId`, unless this can be an app id. */
export function checkAppId(app: string): void {
  const rejection: Rejection | undefined =
    app === "" ? { code: "invalid", description: "is missing" } : scopeRejection(app, appIdBytesMax);
  if (rejection !== undefined) throw rejectionError(rejection, ["appId"]);
}

/** Throws `invalid` or `too-large` with a violation of `keyPrefix`, unless this can be a prefix of stored keys. Empty is allowed. */
export function checkKeyPrefix(prefix: string): void {
  const rejection = scopeRejection(prefix, keyPrefixBytesMax);
  if (rejection !== undefined) throw rejectionError(rejection, ["keyPrefix"]);
}

/**
 * The layer that keeps an app's keys apart. Throws at once if the app id or the prefix is not valid. Cursors pass
 * unchanged. `prefix` is the text before the separator; if it is empty, keys are stored without a prefix, and apps
 * that share the store share their keys. Default: the app id. Idempotency keys always have the app id as prefix.
 */
export function namespace(app: string, prefix: string = app): Layer {
  checkAppId(app);
  checkKeyPrefix(prefix);
  return (inner) =>
    new NamespacedStore(inner, prefix === "" ? "" : prefix + keySeparator, app + keySeparator);
}

class NamespacedStore extends ForwardingStore {
  readonly #prefix: string;
  readonly #appPrefix: string;

  constructor(inner: StateStore, prefix: string, appPrefix: string) {
    super(inner);
    this.#prefix = prefix;
    this.#appPrefix = appPrefix;
  }

  override async read(
    keys: readonly string[],
    options: ReadOptions,
    call: Call,
  ): Promise<readonly ReadResult[]> {
    const stored = keys.map((key) => this.#prefix + key);
    const results = await this.inner.read(stored, options, call);
    return results.map((result) =>
      result === undefined || result instanceof StoreError ? result : this.#fromStored(result),
    );
  }

  override async commit(
    transactions: readonly Transaction[],
    call: Call,
  ): Promise<readonly TransactionResult[]> {
    const results = await this.inner.commit(
      transactions.map((transaction) => this.#toStored(transaction)),
      call,
    );
    return results.map((result) =>
      result instanceof StoreError || !result.some(hasPrevious)
        ? result
        : result.map((one) => this.#resultFromStored(one)),
    );
  }

  override async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    const page = await this.inner.scan({ ...query, prefix: this.#prefix + query.prefix }, call);
    const own = page.records.filter(({ key }) => this.#isOwn(key));
    return { records: own.map((record) => this.#fromStored(record)), cursor: page.cursor };
  }

  override get query(): QueryRecords | undefined {
    const { query } = this.inner;
    if (query === undefined) return undefined;
    return async (request, call) => {
      const page = await query({ ...request, prefix: this.#prefix + request.prefix }, call);
      const own = page.records.filter(({ key }) => this.#isOwn(key));
      return { ...page, records: own.map((found) => this.#foundFromStored(found)) };
    };
  }

  #toStored(transaction: Transaction): Transaction {
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

  #foundFromStored({ key, result }: QueriedRecord): QueriedRecord {
    return {
      key: key.slice(this.#prefix.length),
      result: result instanceof StoreError ? result : this.#fromStored(result),
    };
  }

  #fromStored(record: StateRecord): StateRecord {
    return { ...record, key: record.key.slice(this.#prefix.length) };
  }

  #resultFromStored(result: MutationResult): MutationResult {
    return result.previous === undefined
      ? result
      : { ...result, previous: this.#fromStored(result.previous) };
  }
}

function hasPrevious(result: MutationResult): boolean {
  return result.previous !== undefined;
}

function scopeRejection(text: string, bytesMax: number): Rejection | undefined {
  const description = scopeViolation(text);
  return description === undefined ? textRejection(text, bytesMax) : { code: "invalid", description };
}

function scopeViolation(text: string): string | undefined {
  if (text.includes(keySeparator)) return `must not contain "${keySeparator}"`;
  // "a|" + "||" + "b" and "a" + "||" + "|b" would be the same stored key.
  return text.endsWith("|") ? 'must not end with "|"' : undefined;
}
