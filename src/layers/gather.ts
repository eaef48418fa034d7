// Joins concurrent calls. Calls that arrive in one turn of the event loop, or while a
// flush is in flight, are sent to the store below together, bounded in count and
// bytes; a lone call is sent at the end of its turn. What holds: writes of one key are
// sent in the order of their arrival; a call that ended before it was sent is never
// sent; the failure of one call does not affect the others.
import type { Call } from "../model/call.ts";
import { asStoreError, type ErrorCode } from "../model/errors.ts";
import type { Transaction } from "../model/mutation.ts";
import { closedError } from "../store/call-check.ts";
import { DeadlineTimer } from "../store/deadline-timer.ts";
import type { QueryRecords } from "../store/record-query.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";
import { ForwardingStore } from "./forwarding-store.ts";
import { GatherQueue } from "./gather-queue.ts";
import type { Layer } from "./layer.ts";

/** How calls are gathered; every bound has a default. */
export interface GatherOptions {
  /** The maximum number of flushes of commits in flight; 1 suits a store with one writer. 0: commits are not gathered. Default: 1. */
  readonly commitsInFlightMax?: number;
  /** The maximum number of flushes of reads in flight for each consistency and view. 0: reads are not gathered, which suits a store that reads in this process. Default: 4. */
  readonly readsInFlightMax?: number;
  /** The maximum number of mutations of one flush; a call that has more is sent alone. Default: 1000. */
  readonly flushMutationsMax?: number;
  /** The maximum number of keys of one flush of reads; a call that has more is sent alone. Default: 1000. */
  readonly flushKeysMax?: number;
  /** The maximum number of bytes of values of one flush; a call that has more is sent alone. Default: 4 MiB. */
  readonly flushBytesMax?: number;
  /** The maximum number of calls waiting in one queue; one more is `overloaded`. Default: 10 000. */
  readonly waitingCallsMax?: number;
  /** The maximum number of bytes of values waiting in one queue; a call beyond is `overloaded`. Default: 64 MiB. */
  readonly waitingBytesMax?: number;
}

const mebibyte = 2 ** 20;
const defaults: Required<GatherOptions> = {
  commitsInFlightMax: 1,
  readsInFlightMax: 4,
  flushMutationsMax: 1000,
  flushKeysMax: 1000,
  flushBytesMax: 4 * mebibyte,
  waitingCallsMax: 10_000,
  waitingBytesMax: 64 * mebibyte,
};

/** The layer that gathers calls; see GatherOptions. */
export function gather(options: GatherOptions = {}): Layer {
  const complete = { ...defaults, ...options };
  return (inner) => new GatheringStore(inner, complete);
}

// Codes that mean that a request was not valid. If a flush fails with one, each of its calls is sent again alone.
const requestErrorCodes: ReadonlySet<ErrorCode> = new Set(["invalid", "too-large", "unsupported", "corrupt"]);

class GatheringStore extends ForwardingStore {
  readonly #options: Required<GatherOptions>;
  readonly #deadlines = new DeadlineTimer();
  readonly #commits: GatherQueue<Transaction, TransactionResult>;
  readonly #reads = new Map<string, GatherQueue<string, ReadResult>>();
  #closing: Promise<void> | undefined;

  constructor(inner: StateStore, options: Required<GatherOptions>) {
    super(inner);
    this.#options = options;
    this.#commits = new GatherQueue({
      ...options,
      inFlightMax: options.commitsInFlightMax,
      flushUnitsMax: options.flushMutationsMax,
      deadlines: this.#deadlines,
      lateOutcome: "unknown",
      isOrdered: true,
      isRequestError,
      send: ({ items, call }) => inner.commit(items, call),
    });
  }

  override read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (this.#closing !== undefined) return Promise.reject(closedError());
    if (this.#options.readsInFlightMax === 0) return this.inner.read(keys, options, call);
    return this.#readsOf(options).enqueue({ items: keys, keys: [], units: keys.length, bytes: 0, call });
  }

  override commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    if (this.#closing !== undefined) return Promise.reject(closedError());
    if (this.#options.commitsInFlightMax === 0) return this.inner.commit(transactions, call);
    const keys = this.#options.commitsInFlightMax > 1 ? transactions.flatMap(keysOf) : [];
    return this.#commits.enqueue({ items: transactions, keys, ...sizeOf(transactions), call });
  }

  override async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    this.#checkOpen();
    return this.inner.scan(query, call);
  }

  override get query(): QueryRecords | undefined {
    const { query } = this.inner;
    if (query === undefined) return undefined;
    return async (request, call) => {
      this.#checkOpen();
      return query(request, call);
    };
  }

  override async ping(call: Call): Promise<void> {
    this.#checkOpen();
    return this.inner.ping(call);
  }

  override close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw closedError();
  }

  async #drain(): Promise<void> {
    await Promise.all([this.#commits, ...this.#reads.values()].map((queue) => queue.idle()));
    this.#deadlines.close();
    await this.inner.close();
  }

  // At most six queues: reads that differ in consistency or view cannot share a request.
  #readsOf(options: ReadOptions): GatherQueue<string, ReadResult> {
    const name = `${options.consistency} ${options.view}`;
    const known = this.#reads.get(name);
    if (known !== undefined) return known;
    const queue = new GatherQueue<string, ReadResult>({
      ...this.#options,
      inFlightMax: this.#options.readsInFlightMax,
      flushUnitsMax: this.#options.flushKeysMax,
      deadlines: this.#deadlines,
      lateOutcome: "not-applied",
      isOrdered: false,
      isRequestError,
      send: ({ items, call }) => this.inner.read(items, options, call),
    });
    this.#reads.set(name, queue);
    return queue;
  }
}

function isRequestError(thrown: unknown): boolean {
  const error = asStoreError(thrown);
  return error.outcome === "not-applied" && requestErrorCodes.has(error.code);
}

function keysOf({ mutations, idempotency }: Transaction): string[] {
  const keys = mutations.map(({ key }) => key);
  // A repeated request must find the result of the first, so it must not overtake it.
  if (idempotency !== undefined) keys.push(`\0${idempotency.key}`);
  return keys;
}

function sizeOf(transactions: readonly Transaction[]): { units: number; bytes: number } {
  let units = 0;
  let bytes = 0;
  for (const { mutations } of transactions) {
    units += mutations.length;
    for (const mutation of mutations) if (mutation.type === "put") bytes += mutation.value.byteLength;
  }
  return { units, bytes };
}
