// The layer that tells what happens: each call, when it ends, is reported to
// whoever listens: metrics, logs, traces. While nobody listens it hands calls
// on and makes nothing. A listener that fails harms no call.
import type { Call } from "../model/call.ts";
import { asStoreError, StoreError } from "../model/errors.ts";
import type { Transaction } from "../model/mutation.ts";
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
import type { Layer } from "./layer.ts";

/** What can be asked of a store. */
export type StoreOperation = "read" | "commit" | "scan" | "query" | "ping";

/** One call that has ended. No keys, no values. */
export interface CallReport {
  readonly operation: StoreOperation;
  readonly call: Call;
  /** When it began, by the call's wall clock, in ms since the Unix epoch. */
  readonly startTime: number;
  /** How long it took, by the call's monotonic clock, in ms. */
  readonly durationMs: number;
  /** Why the whole call failed; undefined if it was answered. */
  readonly error: StoreError | undefined;
  /** Why single transactions or keys failed in a call that was answered. */
  readonly failures: readonly StoreError[];
  /** Transactions of a commit; else 0. */
  readonly transactionCount: number;
  /** Keys asked, mutations sent, or records of a page. */
  readonly keyCount: number;
  /** Bytes of values sent to the store. */
  readonly writtenBytes: number;
  /** Bytes of values that the store answered. */
  readonly readBytes: number;
}

/** Is told of every call. */
export interface StoreObserver {
  /** Asked before each call; while false nothing is measured. */
  readonly listening: boolean;
  /** Told after the call, before its caller is answered. Must be quick; what it throws is dropped. */
  ended(report: CallReport): void;
}

/** The layer that reports to an observer. */
export function observe(observer: StoreObserver): Layer {
  return (inner) => new ObservedStore(inner, observer);
}

/** Several listeners as one observer; listening while there is at least one. */
export class ObserverList implements StoreObserver {
  #listeners: readonly ((report: CallReport) => void)[] = [];

  get listening(): boolean {
    return this.#listeners.length > 0;
  }

  /** Adds a listener; the returned function takes it out. */
  add(listener: (report: CallReport) => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  ended(report: CallReport): void {
    for (const listener of this.#listeners) tell(listener, report);
  }
}

type Counts = Pick<CallReport, "failures" | "transactionCount" | "keyCount" | "writtenBytes" | "readBytes">;

const nothing: Counts = { failures: [], transactionCount: 0, keyCount: 0, writtenBytes: 0, readBytes: 0 };

class ObservedStore implements StateStore {
  readonly #inner: StateStore;
  readonly #observer: StoreObserver;

  constructor(inner: StateStore, observer: StoreObserver) {
    this.#inner = inner;
    this.#observer = observer;
  }

  // Asked each time: a driver may learn more once its server has answered.
  get facts(): StoreFacts {
    return this.#inner.facts;
  }

  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (!this.#observer.listening) return this.#inner.read(keys, options, call);
    const answer = () => this.#inner.read(keys, options, call);
    return this.#observed("read", call, answer, (results) => ({
      ...nothing,
      keyCount: keys.length,
      failures: results?.filter((result) => result instanceof StoreError) ?? [],
      readBytes: sumOf(results ?? [], bytesOf),
    }));
  }

  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    if (!this.#observer.listening) return this.#inner.commit(transactions, call);
    const answer = () => this.#inner.commit(transactions, call);
    return this.#observed("commit", call, answer, (results) => ({
      transactionCount: transactions.length,
      keyCount: sumOf(transactions, ({ mutations }) => mutations.length),
      failures: results?.filter((result) => result instanceof StoreError) ?? [],
      writtenBytes: sumOf(transactions, writtenBytesOf),
      readBytes: sumOf(results ?? [], previousBytesOf),
    }));
  }

  scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    if (!this.#observer.listening) return this.#inner.scan(query, call);
    const answer = () => this.#inner.scan(query, call);
    return this.#observed("scan", call, answer, (page) => ({
      ...nothing,
      keyCount: page?.records.length ?? 0,
      readBytes: sumOf(page?.records ?? [], bytesOf),
    }));
  }

  get query(): QueryRecords | undefined {
    const { query } = this.#inner;
    if (query === undefined || !this.#observer.listening) return query;
    return (asked, call) =>
      this.#observed(
        "query",
        call,
        () => query(asked, call),
        (page) => ({
          ...nothing,
          keyCount: page?.records.length ?? 0,
          failures:
            page?.records.flatMap(({ result }) => (result instanceof StoreError ? [result] : [])) ?? [],
          readBytes: sumOf(page?.records ?? [], ({ result }) => bytesOf(result)),
        }),
      );
  }

  ping(call: Call): Promise<void> {
    if (!this.#observer.listening) return this.#inner.ping(call);
    return this.#observed(
      "ping",
      call,
      () => this.#inner.ping(call),
      () => nothing,
    );
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  async #observed<T>(
    operation: StoreOperation,
    call: Call,
    answer: () => Promise<T>,
    count: (answered: T | undefined) => Counts,
  ): Promise<T> {
    const startTime = call.clock.now();
    const start = call.clock.monotonic();
    const report = (error: StoreError | undefined, answered: T | undefined) => {
      const durationMs = call.clock.monotonic() - start;
      const listener = (ended: CallReport) => this.#observer.ended(ended);
      tell(listener, { operation, call, startTime, durationMs, error, ...count(answered) });
    };
    try {
      const answered = await answer();
      report(undefined, answered);
      return answered;
    } catch (thrown) {
      const error = asStoreError(thrown);
      report(error, undefined);
      throw error;
    }
  }
}

function tell(listener: (report: CallReport) => void, report: CallReport): void {
  try {
    listener(report);
  } catch {
    // Who listens may fail; who calls must not notice.
  }
}

function sumOf<T>(all: readonly T[], sizeOf: (one: T) => number): number {
  return all.reduce((sum, one) => sum + sizeOf(one), 0);
}

function bytesOf(result: ReadResult): number {
  return result === undefined || result instanceof StoreError ? 0 : result.value.byteLength;
}

function writtenBytesOf({ mutations }: Transaction): number {
  return sumOf(mutations, (mutation) => (mutation.type === "put" ? mutation.value.byteLength : 0));
}

function previousBytesOf(result: TransactionResult): number {
  return result instanceof StoreError ? 0 : sumOf(result, ({ previous }) => previous?.value.byteLength ?? 0);
}
