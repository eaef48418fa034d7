// Component encryption: below this layer a value is what `crypto/envelope`
// makes of it; above it, the caller's bytes. Keys, content types, versions and
// times stay clear. What holds: a value that does not open is `corrupt` in its
// own place and is never handed on. Since the store below cannot add to what it
// cannot read, additions are made here (`encrypted-counters`).
import { open, type RandomBytes, seal } from "../crypto/envelope.ts";
import type { KeyRing } from "../crypto/key-ring.ts";
import type { Call } from "../model/call.ts";
import { asStoreError, StoreError } from "../model/errors.ts";
import type { Mutation, MutationResult, Transaction } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import { endedCallError } from "../store/call-check.ts";
import type { StoreFacts } from "../store/facts.ts";
import type { QueryRecords } from "../store/record-query.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";
import { additionResults, isOutrun, KeyTurns, planAdditions } from "./encrypted-counters.ts";
import type { Layer } from "./layer.ts";

/** The layer that stores values encrypted with a ring's primary key and reads those of either key. */
export function encrypt(ring: KeyRing, randomBytes: RandomBytes): Layer {
  return (inner) => new EncryptedStore(inner, ring, randomBytes);
}

class EncryptedStore implements StateStore {
  readonly #inner: StateStore;
  readonly #ring: KeyRing;
  readonly #randomBytes: RandomBytes;
  readonly #turns = new KeyTurns();

  constructor(inner: StateStore, ring: KeyRing, randomBytes: RandomBytes) {
    this.#inner = inner;
    this.#ring = ring;
    this.#randomBytes = randomBytes;
  }

  // Asked each time: a driver may learn more once its server has answered.
  get facts(): StoreFacts {
    const { facts } = this.#inner;
    return facts.queries ? { ...facts, queries: false } : facts;
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    const results = await this.#inner.read(keys, options, call);
    if (options.view !== "full") return results;
    return results.map((result) =>
      result === undefined || result instanceof StoreError ? result : this.#opened(result),
    );
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    if (!transactions.some(isCounting)) return this.#commitSealed(transactions, call);
    const results: TransactionResult[] = [];
    // In order, because a later transaction may name a counter of an earlier one.
    for (const group of groupsOf(transactions)) results.push(...(await this.#commitGroup(group, call)));
    return results;
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    const page = await this.#inner.scan(query, call);
    if (query.view !== "full") return page;
    const records = page.records.map((record) => {
      const opened = this.#opened(record);
      if (opened instanceof StoreError) throw opened;
      return opened;
    });
    return { records, cursor: page.cursor };
  }

  /** Refused: what is stored is ciphertext, in which nothing can be found. */
  get query(): QueryRecords | undefined {
    return this.#inner.query && refuseQuery;
  }

  ping(call: Call): Promise<void> {
    return this.#inner.ping(call);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  async #commitSealed(
    transactions: readonly Transaction[],
    call: Call,
  ): Promise<readonly TransactionResult[]> {
    const sealed = transactions.map((transaction) => ({
      ...transaction,
      mutations: transaction.mutations.map((mutation) => this.#sealed(mutation)),
    }));
    const results = await this.#inner.commit(sealed, call);
    return results.map((result) => (result instanceof StoreError ? result : this.#openedResults(result)));
  }

  // What an earlier group did stands, so the failure of a later one is answered in its own places.
  async #commitGroup(group: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    try {
      const [first] = group;
      if (first === undefined || !isCounting(first)) return await this.#commitSealed(group, call);
      const keys = counterKeys(first);
      return [await this.#turns.run(keys, () => this.#add(first, keys, call))];
    } catch (thrown) {
      return group.map(() => asStoreError(thrown));
    }
  }

  async #add(transaction: Transaction, keys: readonly string[], call: Call): Promise<TransactionResult> {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const late = endedCallError(call);
      if (late !== undefined) return late;
      const plan = planAdditions(transaction.mutations, await this.#counters(keys, call));
      const [result] = await this.#commitSealed([{ ...transaction, mutations: plan.mutations }], call);
      if (result === undefined) break;
      if (!(result instanceof StoreError)) return additionResults(transaction.mutations, result);
      const refusal = plan.refusals.get(result.mutationIndex ?? -1);
      if (refusal !== undefined) return refusal;
      if (!isOutrun(transaction.mutations, result)) return result;
    }
    const message = `the counter was changed by others ${attemptsMax} times while it was added to`;
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

  #sealed(mutation: Mutation): Mutation {
    if (mutation.type !== "put") return mutation;
    const { hints } = mutation;
    const value = seal(mutation.value, this.#ring.primary, this.#randomBytes);
    // An encrypted value is not JSON.
    return hints?.asJson === true
      ? { ...mutation, value, hints: { ...hints, asJson: false } }
      : { ...mutation, value };
  }

  #opened(record: StateRecord): StateRecord | StoreError {
    const value = open(record.value, this.#ring);
    if (typeof value !== "string") return { ...record, value };
    const message = `what is stored under key ${JSON.stringify(record.key)} ${value}`;
    return new StoreError("corrupt", message);
  }

  // The transaction was applied; that what was there before cannot be told must not read as if it had not been.
  #openedResults(results: readonly MutationResult[]): readonly MutationResult[] | StoreError {
    const opened: MutationResult[] = [];
    for (const [mutationIndex, result] of results.entries()) {
      const previous = result.previous && this.#opened(result.previous);
      if (previous instanceof StoreError) return previous.with({ outcome: "unknown", mutationIndex });
      opened.push(previous === undefined ? result : { ...result, previous });
    }
    return opened;
  }
}

// Each time, somebody else's write went through; callers of this process take turns.
const attemptsMax = 100;

const refuseQuery: QueryRecords = async () => {
  throw new StoreError("unsupported", "cannot query encrypted store");
};

const isCounting = ({ mutations }: Transaction): boolean => mutations.some(({ type }) => type === "add");

const counterKeys = ({ mutations }: Transaction): readonly string[] =>
  mutations.flatMap(({ type, key }) => (type === "add" ? [key] : []));

/** Transactions with counters each by itself, those between them together. */
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
