// What a test of the suite works with: the store under test, keys of its own
// that no other test uses, and short ways to do one thing and look at it.
import { expect } from "vitest";
import { type Call, type Clock, createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Consistency, Expiry, Mutation, MutationResult, Transaction } from "../../src/model/mutation.ts";
import type { StateRecord, View } from "../../src/model/record.ts";
import type { ReadResult, ScanPage, ScanQuery, StateStore } from "../../src/store/state-store.ts";
import { at } from "./mutations.ts";
import type { OpenSubject, Subject } from "./subject.ts";

const patienceMs = 10_000;
const pagesMax = 2000;

/** Calls `look` until it answers true; fails after ten seconds. */
export async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`waited ${patienceMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The StoreError with which a promise is rejected; fails if it is not. */
export async function rejection(promise: Promise<unknown>): Promise<StoreError> {
  const thrown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(thrown, "the call should have been rejected with a StoreError").toBeInstanceOf(StoreError);
  return thrown as StoreError;
}

/** One test's view of one opened store. */
export class Fixture {
  readonly subject: Subject;
  readonly opened: OpenSubject;
  /** The store under test. */
  readonly store: StateStore;
  /** The clock that goes with every call. */
  readonly clock: Clock;
  readonly #keyRoot: string;
  readonly #alsoOpened: OpenSubject[] = [];

  constructor(subject: Subject, opened: OpenSubject, keyRoot: string, store = opened.store) {
    this.subject = subject;
    this.opened = opened;
    this.store = store;
    this.clock = opened.clock ?? systemClock;
    this.#keyRoot = keyRoot;
  }

  /** How far ahead a test lets things expire: long by a clock that it moves, short by a real one. */
  get shortMs(): number {
    return this.opened.clock === undefined ? 250 : 60_000;
  }

  /** A key of this test's own. */
  key(name: string): string {
    return `${this.subject.keyPrefix ?? ""}${this.#keyRoot}${name}`;
  }

  /** A call with ten seconds to go, unless said otherwise. */
  call(deadlineMs = patienceMs, signal?: AbortSignal): Call {
    return createCall({
      clock: this.clock,
      deadline: this.clock.monotonic() + deadlineMs,
      app: "conformance",
      ...(signal !== undefined && { signal }),
    });
  }

  /** What is there under a key; fails if it cannot be read. */
  async get(key: string, view: View = "full", consistency?: Consistency): Promise<StateRecord | undefined> {
    const [result] = await this.read([key], view, consistency);
    if (result instanceof StoreError) throw result;
    return result;
  }

  /** What is there under a key; fails if there is nothing. */
  async record(key: string, view: View = "full"): Promise<StateRecord> {
    const found = await this.get(key, view);
    if (found === undefined) throw new Error("the key should be there");
    return found;
  }

  /** Reads with the subject's consistency, unless said otherwise. */
  async read(
    keys: readonly string[],
    view: View = "full",
    consistency: Consistency = this.subject.readConsistency ?? "strong",
  ): Promise<readonly ReadResult[]> {
    // Only whole records are kept near; the first read of them makes the copies that the second is answered from.
    if (consistency === "eventual") await this.store.read(keys, { consistency, view: "full" }, this.call());
    return this.store.read(keys, { consistency, view }, this.call());
  }

  /** Applies one transaction and gives its results, or its error. */
  async attempt(
    mutations: readonly Mutation[],
    changes: Partial<Transaction> = {},
  ): Promise<readonly MutationResult[] | StoreError> {
    const [result] = await this.store.commit([{ mutations, ...changes }], this.call());
    if (result === undefined) throw new Error("one transaction has to have one result");
    return result;
  }

  /** Applies one transaction; fails unless it is applied. */
  async apply(
    mutations: readonly Mutation[],
    changes: Partial<Transaction> = {},
  ): Promise<readonly MutationResult[]> {
    const results = await this.attempt(mutations, changes);
    if (results instanceof StoreError) throw results;
    return results;
  }

  /** Applies one mutation; fails unless it is applied. */
  async do(mutation: Mutation): Promise<MutationResult> {
    const [result] = await this.apply([mutation]);
    if (result === undefined) throw new Error("one mutation has to have one result");
    return result;
  }

  /** The version that a mutation left; fails if it left none. */
  async versionAfter(mutation: Mutation): Promise<string> {
    const { version } = await this.do(mutation);
    if (version === undefined) throw new Error("the mutation should have answered a version");
    return version;
  }

  /** The error of a transaction; fails if it was applied. */
  async refusal(mutations: readonly Mutation[], changes: Partial<Transaction> = {}): Promise<StoreError> {
    const results = await this.attempt(mutations, changes);
    if (results instanceof StoreError) return results;
    throw new Error("the transaction should not have been applied");
  }

  /** Every record of a walk, in the order of its pages. */
  async walk(prefix: string, changes: Partial<ScanQuery> = {}): Promise<StateRecord[]> {
    const records: StateRecord[] = [];
    for await (const page of this.pages(prefix, changes)) records.push(...page.records);
    return records;
  }

  /** The pages of a walk from the cursor given, or from the beginning; fails if they do not end. */
  async *pages(prefix: string, changes: Partial<ScanQuery> = {}): AsyncGenerator<ScanPage> {
    let cursor = changes.cursor;
    for (let count = 0; count < pagesMax; count += 1) {
      const query: ScanQuery = { prefix, limit: 1000, view: "full", ...changes, cursor };
      const page = await this.store.scan(query, this.call());
      yield page;
      if (page.cursor === undefined) return;
      cursor = page.cursor;
    }
    throw new Error(`a walk did not end within ${pagesMax} pages`);
  }

  /** An expiry so far ahead. */
  expiresIn(ms: number): Expiry {
    return at(this.clock.now() + ms);
  }

  /** Lets wall time pass: moves the subject's clock if it has one, else waits. */
  async passTime(ms: number): Promise<void> {
    if (this.opened.clock !== undefined) {
      this.opened.clock.advance(ms);
      return;
    }
    const end = Date.now() + ms;
    await until(`${ms} ms to pass`, async () => Date.now() > end);
  }

  /** Fails unless a key whose time has come is gone: at once by a clock that the test moves, else within seconds. */
  async expectGone(key: string): Promise<void> {
    if (this.opened.clock === undefined) {
      await until("the key to be gone", async () => (await this.get(key)) === undefined);
    }
    expect(await this.get(key)).toBeUndefined();
  }

  /** This test's view of another store, opened for it alone and closed after it. */
  async another(): Promise<Fixture> {
    const opened = await this.subject.open();
    this.#alsoOpened.push(opened);
    return this.of(opened, opened.store);
  }

  /** This test's view, with the same keys, of a store that it has at hand. */
  of(opened: OpenSubject, store: StateStore): Fixture {
    return new Fixture(this.subject, opened, this.#keyRoot, store);
  }

  /** Closes what the test opened. */
  async close(): Promise<void> {
    for (const opened of this.#alsoOpened) await opened.close();
  }
}
