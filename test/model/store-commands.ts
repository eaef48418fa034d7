// The commands of the model test: each runs on a store and on the model and
// compares the two. A command refers to a version by its role (the present one, a
// former one), and the actual version is looked up when it runs.
import fc from "fast-check";
import { expect } from "vitest";
import { createCall } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type {
  CheckPrecondition,
  ExistingPrecondition,
  Expiry,
  Mutation,
  Precondition,
  Transaction,
} from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import type { StateStore, TransactionResult } from "../../src/store/state-store.ts";
import { add, check, put, remove, touch } from "../conformance/mutations.ts";
import type { AdjustableClock, OpenSubject } from "../conformance/subject.ts";
import type { ExpectedOutcome, ExpectedResult, ModelRecord, StoreModel } from "./store-model.ts";

/** The store under test, with every version that it has returned, by key. */
export interface Real {
  store: StateStore;
  readonly opened: OpenSubject;
  readonly clock: AdjustableClock;
  readonly versions: Map<string, string[]>;
}

type Command = fc.AsyncCommand<StoreModel, Real>;

const keys = ["a", "A", "a/b", "\uff5e", "\u{1f600}"];
const anyKey = fc.constantFrom(...keys);
const anyText = fc.constantFrom(
  "",
  "5",
  "-9223372036854775808",
  "9223372036854775807",
  "text",
  "\u00ff\u0000",
);
const anyDelta = fc.constantFrom(1n, -1n, 0n, 7n, 2n ** 63n - 1n, -(2n ** 63n));

/** An expiry, relative to the time at which the command runs. */
const anyExpiry = fc.constantFrom<Expiry>(
  { type: "none" },
  { type: "keep" },
  { type: "at", time: 5 },
  { type: "at", time: 1000 },
  { type: "at", time: 0 },
  { type: "at", time: -10 },
  { type: "after", ttlMs: 5 },
);

/** A precondition whose version is the role of the version to use. */
const anyPrecondition = fc.constantFrom<Precondition>(
  { type: "none" },
  { type: "none" },
  { type: "absent" },
  { type: "present" },
  { type: "version", version: "present" },
  { type: "version", version: "present" },
  { type: "version", version: "former" },
  { type: "version", version: "unknown" },
);

const anyMutation: fc.Arbitrary<Mutation> = fc
  .record({
    type: fc.constantFrom("put", "put", "remove", "add", "touch", "check"),
    key: anyKey,
    text: anyText,
    delta: anyDelta,
    initial: anyDelta,
    expiry: anyExpiry,
    precondition: anyPrecondition,
    returnPrevious: fc.boolean(),
    kind: fc.constantFrom("ephemeral" as const, "cached" as const),
  })
  .filter(({ type, precondition }) => !contradicts(type, precondition))
  .map(({ type, key, text, delta, initial, expiry, precondition, returnPrevious, kind }): Mutation => {
    if (type === "put") {
      const value = Uint8Array.from(Buffer.from(text, "latin1"));
      return put(key, value, { expiry, precondition, returnPrevious, kind });
    }
    if (type === "add") return add(key, delta, { initial, expiry, precondition });
    if (type === "check") return check(key, precondition as CheckPrecondition);
    const existing = precondition as ExistingPrecondition;
    return type === "remove"
      ? remove(key, { precondition: existing, returnPrevious })
      : touch(key, expiry, { precondition: existing });
  });

// What the types of the mutations exclude.
function contradicts(type: string, precondition: Precondition): boolean {
  if (type === "check") return precondition.type === "none";
  return precondition.type === "absent" && (type === "remove" || type === "touch");
}

const anyTransaction: fc.Arbitrary<Transaction> = fc.record(
  {
    mutations: fc.uniqueArray(anyMutation, { minLength: 1, maxLength: 4, selector: ({ key }) => key }),
    idempotency: fc.record({
      key: fc.constantFrom("once", "twice"),
      fingerprint: fc.constantFrom("f", "f", "g"),
      expireTime: fc.constantFrom(1000, 5),
    }),
  },
  { requiredKeys: ["mutations"] },
);

class Commit implements Command {
  readonly #transactions: readonly Transaction[];

  constructor(transactions: readonly Transaction[]) {
    this.#transactions = transactions;
  }

  check(): boolean {
    return true;
  }

  async run(model: StoreModel, real: Real): Promise<void> {
    const transactions = this.#transactions.map((transaction) =>
      resolveTransaction(transaction, model, real),
    );
    const expected = transactions.map((transaction) => model.apply(transaction));
    const results = await real.store.commit(transactions, createCall({ clock: real.clock }));
    expect(results).toHaveLength(transactions.length);
    for (const index of transactions.keys()) compare(expected[index], results[index], real);
  }

  toString(): string {
    const written = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
    return `commit ${JSON.stringify(this.#transactions, written)}`;
  }
}

class ReadAll implements Command {
  check(): boolean {
    return true;
  }

  async run(model: StoreModel, real: Real): Promise<void> {
    const call = createCall({ clock: real.clock });
    const records = await real.store.read(keys, { consistency: "strong", view: "full" }, call);
    for (const [index, key] of keys.entries()) expectRecord(records[index], key, model.get(key));
  }

  toString(): string {
    return "read all";
  }
}

class ScanAll implements Command {
  readonly #prefix: string;
  readonly #limit: number;

  constructor(prefix: string, limit: number) {
    this.#prefix = prefix;
    this.#limit = limit;
  }

  check(): boolean {
    return true;
  }

  async run(model: StoreModel, real: Real): Promise<void> {
    const seen: StateRecord[] = [];
    let cursor: string | undefined;
    // With fewer than ten keys, a scan never needs more pages than this.
    for (let page = 0; page === 0 || (cursor !== undefined && page < 100); page += 1) {
      const query = { prefix: this.#prefix, limit: this.#limit, view: "full", cursor } as const;
      const found = await real.store.scan(query, createCall({ clock: real.clock }));
      expect(found.records.length).toBeLessThanOrEqual(this.#limit);
      seen.push(...found.records);
      cursor = found.cursor;
    }
    expect(seen.map(({ key }) => key)).toEqual(model.keys(this.#prefix));
    for (const record of seen) expectRecord(record, record.key, model.get(record.key));
  }

  toString(): string {
    return `scan ${JSON.stringify(this.#prefix)} by ${this.#limit}`;
  }
}

class PassTime implements Command {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(model: StoreModel, real: Real): Promise<void> {
    model.now += this.#ms;
    real.clock.advance(this.#ms);
  }

  toString(): string {
    return `pass ${this.#ms} ms`;
  }
}

class Reopen implements Command {
  check(): boolean {
    return true;
  }

  async run(_: StoreModel, real: Real): Promise<void> {
    if (real.opened.reopen !== undefined) real.store = await real.opened.reopen();
  }

  toString(): string {
    return "reopen";
  }
}

/** Every command, in the proportions that find the most bugs. */
export const storeCommands: readonly fc.Arbitrary<Command>[] = [
  fc.array(anyTransaction, { minLength: 1, maxLength: 3 }).map((transactions) => new Commit(transactions)),
  fc.array(anyTransaction, { minLength: 1, maxLength: 1 }).map((transactions) => new Commit(transactions)),
  fc.constant(new ReadAll()),
  fc
    .tuple(fc.constantFrom("", "a", "a/"), fc.constantFrom(1, 2, 1000))
    .map(([prefix, limit]) => new ScanAll(prefix, limit)),
  fc.constantFrom(1, 5, 1000).map((ms) => new PassTime(ms)),
  fc.constant(new Reopen()),
];

function resolveTransaction(transaction: Transaction, model: StoreModel, real: Real): Transaction {
  const expiryFrom = (expiry: Expiry): Expiry =>
    expiry.type === "at" ? { type: "at", time: model.now + expiry.time } : expiry;
  const mutations = transaction.mutations.map((mutation): Mutation => {
    const precondition = resolvePrecondition(mutation, model, real);
    const resolved = { ...mutation, precondition } as Mutation;
    return "expiry" in resolved ? { ...resolved, expiry: expiryFrom(resolved.expiry) } : resolved;
  });
  if (transaction.idempotency === undefined) return { mutations };
  const { key, fingerprint, expireTime } = transaction.idempotency;
  return { mutations, idempotency: { key, fingerprint, expireTime: model.now + expireTime } };
}

function resolvePrecondition({ key, precondition }: Mutation, model: StoreModel, real: Real): Precondition {
  if (precondition.type !== "version") return precondition;
  const present = model.get(key)?.version;
  const former = real.versions.get(key)?.findLast((version) => version !== present);
  const versions: Record<string, string | undefined> = { present, former };
  return { type: "version", version: versions[precondition.version] ?? "no such version" };
}

function compare(
  outcome: ExpectedOutcome | undefined,
  result: TransactionResult | undefined,
  real: Real,
): void {
  if (outcome === undefined || result === undefined) throw new Error("expected one result per transaction");
  if ("code" in outcome) {
    expect(result).toBeInstanceOf(StoreError);
    expect(result).toMatchObject({ ...outcome, outcome: "not-applied" });
    return;
  }
  if (result instanceof StoreError) throw result;
  expect(result).toHaveLength(outcome.length);
  for (const [index, expected] of outcome.entries()) {
    const actual = result[index];
    expect({ found: actual?.found, expireTime: actual?.expireTime, value: actual?.value }).toEqual({
      found: expected.found,
      expireTime: expected.expireTime,
      value: expected.value,
    });
    expectRecord(actual?.previous, expected.key, expected.previous);
    recordVersion(expected, actual?.version, real);
  }
}

function recordVersion({ key, record }: ExpectedResult, version: string | undefined, real: Real): void {
  if (record === undefined) {
    expect(version).toBeUndefined();
    return;
  }
  if (record.version === undefined) {
    const earlier = real.versions.get(key) ?? [];
    expect(version).toBeTypeOf("string");
    expect(earlier, "a version is never reused").not.toContain(version);
    real.versions.set(key, [...earlier, version ?? ""]);
    record.version = version;
  }
  expect(version).toBe(record.version);
}

function expectRecord(real: unknown, key: string, model: ModelRecord | undefined): void {
  if (model === undefined) {
    expect(real, `no record under ${JSON.stringify(key)}`).toBeUndefined();
    return;
  }
  const { text, version, ...rest } = model;
  expect(real).toMatchObject({ key, ...rest, ...(version !== undefined && { version }) });
  expect(Buffer.from((real as StateRecord).value).toString("latin1")).toBe(text);
}
