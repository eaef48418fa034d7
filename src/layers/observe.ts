// Reports each call when it ends, for metrics. It is the outermost layer, so that it
// measures what the caller sees. An observer that throws does not affect the call.
import type { Call } from "../model/call.ts";
import { asStoreError, StoreError } from "../model/errors.ts";
import type { Transaction } from "../model/mutation.ts";
import type { QueryPage, QueryRecords } from "../store/record-query.ts";
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

/** The operations of a store that are reported. */
export type StoreOperation = "read" | "commit" | "scan" | "query" | "ping";

/** One call that has ended. It holds no keys and no values. */
export interface CallReport {
  readonly operation: StoreOperation;
  /** How long the call took, by its monotonic clock, in ms. */
  readonly durationMs: number;
  /** Why the whole call failed; undefined if it returned. */
  readonly error: StoreError | undefined;
  /** Why single transactions, keys or records failed in a call that returned. */
  readonly failures: readonly StoreError[];
}

/** Called once for each call, before its promise settles. Must be quick; what it throws is discarded. */
export type CallObserver = (report: CallReport) => void;

/** The layer that reports every call to an observer. */
export function observe(observer: CallObserver): Layer {
  return (inner) => new ObservedStore(inner, observer);
}

const noFailures: readonly StoreError[] = [];

class ObservedStore extends ForwardingStore {
  readonly #observer: CallObserver;

  constructor(inner: StateStore, observer: CallObserver) {
    super(inner);
    this.#observer = observer;
  }

  override read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    const start = call.clock.monotonic();
    return this.#reported("read", call, start, this.inner.read(keys, options, call), failuresIn);
  }

  override commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    const start = call.clock.monotonic();
    return this.#reported("commit", call, start, this.inner.commit(transactions, call), failuresIn);
  }

  override scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    const start = call.clock.monotonic();
    return this.#reported("scan", call, start, this.inner.scan(query, call), noneFailed);
  }

  override get query(): QueryRecords | undefined {
    const { query } = this.inner;
    if (query === undefined) return undefined;
    return (request, call) => {
      const start = call.clock.monotonic();
      return this.#reported("query", call, start, query(request, call), failuresOnPage);
    };
  }

  override ping(call: Call): Promise<void> {
    const start = call.clock.monotonic();
    return this.#reported("ping", call, start, this.inner.ping(call), noneFailed);
  }

  #reported<T>(
    operation: StoreOperation,
    { clock }: Call,
    start: number,
    promise: Promise<T>,
    failuresOf: (result: T) => readonly StoreError[],
  ): Promise<T> {
    return promise.then(
      (result) => {
        const durationMs = clock.monotonic() - start;
        this.#report({ operation, durationMs, error: undefined, failures: failuresOf(result) });
        return result;
      },
      (thrown: unknown) => {
        const error = asStoreError(thrown);
        this.#report({ operation, durationMs: clock.monotonic() - start, error, failures: noFailures });
        throw error;
      },
    );
  }

  #report(report: CallReport): void {
    try {
      this.#observer(report);
    } catch {
      // An observer that throws does not affect the call.
    }
  }
}

const noneFailed = (): readonly StoreError[] => noFailures;

function failuresIn(results: readonly (ReadResult | TransactionResult)[]): readonly StoreError[] {
  let failures: StoreError[] | undefined;
  for (const result of results) {
    if (!(result instanceof StoreError)) continue;
    failures ??= [];
    failures.push(result);
  }
  return failures ?? noFailures;
}

function failuresOnPage({ records }: QueryPage): readonly StoreError[] {
  return records.flatMap(({ result }) => (result instanceof StoreError ? [result] : []));
}
