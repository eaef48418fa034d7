// Encryption: below this layer a value is an envelope of `crypto/envelope`; above it,
// the caller's bytes. Keys, content types, versions and times are not encrypted. What
// holds: a value that cannot be decrypted is a `corrupt` error in its own place and is
// never returned. The store below cannot add to a value that it cannot read, so
// additions are made here (`encrypted-counters`).
import { decryptValue, encryptValue, type RandomBytes } from "../crypto/envelope.ts";
import type { KeyRing } from "../crypto/key-ring.ts";
import type { Call } from "../model/call.ts";
import { asStoreError, StoreError } from "../model/errors.ts";
import type { Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import { endedCallError } from "../store/call-check.ts";
import type { StoreFacts } from "../store/facts.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";
import { additionResults, isLostRace, planAdditions } from "./encrypted-counters.ts";
import { ForwardingStore } from "./forwarding-store.ts";
import { KeyLocks } from "./key-locks.ts";
import type { Layer } from "./layer.ts";

/** The layer that encrypts values with a ring's primary key and decrypts those of either key. */
export function encrypt(ring: KeyRing, randomBytes: RandomBytes): Layer {
  return (inner) => new EncryptedStore(inner, ring, randomBytes);
}

class EncryptedStore extends ForwardingStore {
  readonly #ring: KeyRing;
  readonly #randomBytes: RandomBytes;
  readonly #locks = new KeyLocks();

  constructor(inner: StateStore, ring: KeyRing, randomBytes: RandomBytes) {
    super(inner);
    this.#ring = ring;
    this.#randomBytes = randomBytes;
  }

  override get facts(): StoreFacts {
    const { facts } = this.inner;
    return facts.queries ? { ...facts, queries: false } : facts;
  }

  override async read(
    keys: readonly string[],
    options: ReadOptions,
    call: Call,
  ): Promise<readonly ReadResult[]> {
    const results = await this.inner.read(keys, options, call);
    if (options.view !== "full") return results;
    return results.map((result) =>
      result === undefined || result instanceof StoreError ? result : this.#decrypted(result),
    );
  }

  override async commit(
    transactions: readonly Transaction[],
    call: Call,
  ): Promise<readonly TransactionResult[]> {
    if (!transactions.some(isCounting)) return this.#commitEncrypted(transactions, call);
    const results: TransactionResult[] = [];
    // In order, because a later transaction may name a counter of an earlier one.
    for (const group of groupsOf(transactions)) results.push(...(await this.#commitGroup(group, call)));
    return results;
  }

  override async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    const page = await this.inner.scan(query, call);
    if (query.view !== "full") return page;
    const records = page.records.map((record) => {
      const decrypted = this.#decrypted(record);
      if (decrypted instanceof StoreError) throw decrypted;
      return decrypted;
    });
    return { records, cursor: page.cursor };
  }

  /** None: nothing can be found in ciphertext. */
  override get query(): undefined {
    return undefined;
  }

  async #commitEncrypted(
    transactions: readonly Transaction[],
    call: Call,
  ): Promise<readonly TransactionResult[]> {
    const encrypted = transactions.map((transaction) => ({
      ...transaction,
      mutations: transaction.mutations.map((mutation) => this.#encrypted(mutation)),
    }));
    const results = await this.inner.commit(encrypted, call);
    return results.map((result) => (result instanceof StoreError ? result : this.#decryptedResults(result)));
  }

  // Earlier groups were applied, so the failure of a later one is reported for its own transactions only.
  async #commitGroup(group: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    try {
      const [first] = group;
      if (first === undefined || !isCounting(first)) return await this.#commitEncrypted(group, call);
      const keys = counterKeys(first);
      return [await this.#locks.run(keys, () => this.#add(first, keys, call))];
    } catch (thrown) {
      return group.map(() => asStoreError(thrown));
    }
  }

  async #add(transaction: Transaction, keys: readonly string[], call: Call): Promise<TransactionResult> {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const ended = endedCallError(call);
      if (ended !== undefined) return ended;
      const plan = planAdditions(transaction.mutations, await this.#counters(keys, call));
      const [result] = await this.#commitEncrypted([{ ...transaction, mutations: plan.mutations }], call);
      if (result === undefined) break;
      if (!(result instanceof StoreError)) return additionResults(transaction.mutations, result);
      const error = plan.errors.get(result.mutationIndex ?? -1);
      if (error !== undefined) return error;
      if (!isLostRace(transaction.mutations, result)) return result;
    }
    const message = `other clients changed the counter during each of ${attemptsMax} attempts to add to it; try again`;
    return new StoreError("overloaded", message, { outcome: "not-applied" });
  }

  async #counters(keys: readonly string[], call: Call): Promise<ReadonlyMap<string, ReadResult>> {
    try {
      const found = await this.read(keys, { consistency: "strong", view: "full" }, call);
      return new Map(keys.map((key, index) => [key, found[index]]));
    } catch (thrown) {
      throw asStoreError(thrown).with({ outcome: "not-applied" });
    }
  }

  #encrypted(mutation: Mutation): Mutation {
    if (mutation.type !== "put") return mutation;
    const { hints } = mutation;
    const value = encryptValue(mutation.value, this.#ring.primary, this.#randomBytes);
    // An encrypted value is not JSON.
    return hints?.asJson === true
      ? { ...mutation, value, hints: { ...hints, asJson: false } }
      : { ...mutation, value };
  }

  #decrypted(record: StateRecord): StateRecord | StoreError {
    const value = decryptValue(record.value, this.#ring);
    if (typeof value !== "string") return { ...record, value };
    const message = `the value stored under key ${JSON.stringify(record.key)} ${value}`;
    return new StoreError("corrupt", message);
  }

  // The transaction was applied. An error for its previous record must not state that it was not.
  #decryptedResults(results: readonly MutationResult[]): readonly MutationResult[] | StoreError {
    const decrypted: MutationResult[] = [];
    for (const [mutationIndex, result] of results.entries()) {
      const previous = result.previous && this.#decrypted(result.previous);
      if (previous instanceof StoreError) return previous.with({ outcome: "unknown", mutationIndex });
      decrypted.push(previous === undefined ? result : { ...result, previous });
    }
    return decrypted;
  }
}

// Each failed attempt means that another process wrote the key; calls of this process hold locks.
const attemptsMax = 100;

const isCounting = ({ mutations }: Transaction): boolean => mutations.some(({ type }) => type === "add");

const counterKeys = ({ mutations }: Transaction): readonly string[] =>
  mutations.flatMap(({ type, key }) => (type === "add" ? [key] : []));

/** Splits transactions into groups: each with an addition alone, those between them together. */
function groupsOf(transactions: readonly Transaction[]): readonly (readonly Transaction[])[] {
  const groups: Transaction[][] = [];
  let open: Transaction[] | undefined;
  for (const transaction of transactions) {
    if (isCounting(transaction)) {
      groups.push([transaction]);
      open = undefined;
    } else if (open === undefined) {
      open = [transaction];
      groups.push(open);
    } else open.push(transaction);
  }
  return groups;
}
