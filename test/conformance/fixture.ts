// What a test of the suite uses: the store under test, keys that no other test uses,
// and short methods to apply one mutation and read its effect.
import { expect } from "vitest";
import { type Call, type Clock, createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Consistency, Expiry, Mutation, MutationResult, Transaction } from "../../src/model/mutation.ts";
import type { StateRecord, View } from "../../src/model/record.ts";
import type { ReadResult, ScanPage, ScanQuery, StateStore } from "../../src/store/state-store.ts";
import { at } from "./mutations.ts";
import type { OpenSubject, Subject } from "./subject.ts";

const waitMsMax = 10_000;
const pagesMax = 2000;

/** Calls `look` until it resolves to true; fails after ten seconds. */
export async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + waitMsMax;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`waited ${waitMsMax} ms for ${what}`);
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

/** The fixture of one test on one opened store. */
export class Fixture {
  readonly subject: Subject;
  readonly opened: OpenSubject;
  /** The store under test. */
  readonly store: StateStore;
  /** The clock of every call. */
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

  /** A short time to live: long on an adjustable clock, short on a real one. */
  get shortMs(): number {
    return this.opened.clock === undefined ? 250 : 60_000;
  }

  /** A key that only this test uses. */
  key(name: string): string {
    return `${this.subject.keyPrefix ?? ""}${this.#keyRoot}${name}`;
  }

  /** A call with this deadline. Default: ten seconds. */
  call(deadlineMs = waitMsMax, signal?: AbortSignal): Call {
    return createCall({
      clock: this.clock,
      deadline: this.clock.monotonic() + deadlineMs,
      app: "conformance",
      ...(signal !== undefined && { signal }),
    });
  }

  /** The record of a key, or undefined; fails if it cannot be read. */
  async get(key: string, view: View = "full", consistency?: Consistency): Promise<StateRecord | undefined> {
    const [result] = await this.read([key], view, consistency);
    if (result instanceof StoreError) throw result;
    return result;
  }

  /** The record of a key; fails if there is none. */
  async record(key: string, view: View = "full"): Promise<StateRecord> {
    const found = await this.get(key, view);
    if (found === undefined) throw new Error("the key should exist");
    return found;
  }

  /** Reads keys. Default: with the subject's consistency. */
  async read(
    keys: readonly string[],
    view: View = "full",
    consistency: Consistency = this.subject.readConsistency ?? "strong",
  ): Promise<readonly ReadResult[]> {
    // The cache keeps only whole records; the first read fills it for the second.
    if (consistency === "eventual") await this.store.read(keys, { consistency, view: "full" }, this.call());
    return this.store.read(keys, { consistency, view }, this.call());
  }

  /** Applies one transaction and returns its results or its error. */
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

  /** The version after a mutation; fails if there is none. */
  async versionAfter(mutation: Mutation): Promise<string> {
    const { version } = await this.do(mutation);
    if (version === undefined) throw new Error("the mutation should have returned a version");
    return version;
  }

  /** The error of a transaction; fails if it was applied. */
  async errorOf(mutations: readonly Mutation[], changes: Partial<Transaction> = {}): Promise<StoreError> {
    const results = await this.attempt(mutations, changes);
    if (results instanceof StoreError) return results;
    throw new Error("the transaction should not have been applied");
  }

  /** Every record of a scan, in the order of its pages. */
  async walk(prefix: string, changes: Partial<ScanQuery> = {}): Promise<StateRecord[]> {
    const records: StateRecord[] = [];
    for await (const page of this.pages(prefix, changes)) records.push(...page.records);
    return records;
  }

  /** The pages of a scan from the given cursor, or from the beginning; fails if they do not end. */
  async *pages(prefix: string, changes: Partial<ScanQuery> = {}): AsyncGenerator<ScanPage> {
    let cursor = changes.cursor;
    for (let count = 0; count < pagesMax; count += 1) {
      const query: ScanQuery = { prefix, limit: 1000, view: "full", ...changes, cursor };
      const page = await this.store.scan(query, this.call());
      yield page;
      if (page.cursor === undefined) return;
      cursor = page.cursor;
    }
    throw new Error(`the scan did not end within ${pagesMax} pages`);
  }

  /** An expiry this far in the future. */
  expiresIn(ms: number): Expiry {
    return at(this.clock.now() + ms);
  }

  /** Lets wall time pass: advances the subject's clock if it has one, else waits. */
  async passTime(ms: number): Promise<void> {
    if (this.opened.clock !== undefined) {
      this.opened.clock.advance(ms);
      return;
    }
    const end = Date.now() + ms;
    await until(`${ms} ms to pass`, async () => Date.now() > end);
  }

  /** Fails unless an expired key does not exist: at once on an adjustable clock, else within seconds. */
  async expectGone(key: string): Promise<void> {
    if (this.opened.clock === undefined) {
      await until("the key to expire", async () => (await this.get(key)) === undefined);
    }
    expect(await this.get(key)).toBeUndefined();
  }

  /** A fixture of this test on another store, which is opened for it and closed after it. */
  async another(): Promise<Fixture> {
    const opened = await this.subject.open();
    this.#alsoOpened.push(opened);
    return this.of(opened, opened.store);
  }

  /** A fixture of this test, with the same keys, on a given store. */
  of(opened: OpenSubject, store: StateStore): Fixture {
    return new Fixture(this.subject, opened, this.#keyRoot, store);
  }

  /** Closes what the test opened. */
  async close(): Promise<void> {
    for (const opened of this.#alsoOpened) await opened.close();
  }
}
