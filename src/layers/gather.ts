// The one place where calls meet. What arrives in one turn of the event loop,
// or while a round trip is under way, goes to the store below together, bounded
// in count and bytes; a lone call leaves at the end of its turn. What holds:
// writes of one key depart in the order in which they came; a call that was
// given up before it departed is taken out; one call's failure is its own.
import type { Call } from "../model/call.ts";
import { asStoreError, type ErrorCode } from "../model/errors.ts";
import type { Transaction } from "../model/mutation.ts";
import { closedError } from "../store/call-check.ts";
import { DeadlineTimer } from "../store/deadline-timer.ts";
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
import { GatherQueue, type GatherRound } from "./gather-queue.ts";
import type { Layer } from "./layer.ts";

/** How calls are gathered; every bound has a default. */
export interface GatherOptions {
  /** Most commits under way at once; 1 suits a store with one writer. 0: commits are not gathered. Default: 1. */
  readonly commitDeparturesMax?: number;
  /** Most reads under way at once for each consistency and view. 0: reads are not gathered, as suits a store that reads in this process. Default: 4. */
  readonly readDeparturesMax?: number;
  /** Most mutations of one departure; a call that has more departs alone. Default: 1000. */
  readonly departureMutationsMax?: number;
  /** Most keys of one departure of reads. Default: 1000. */
  readonly departureKeysMax?: number;
  /** Most bytes of values of one departure; a call that has more departs alone. Default: 4 MiB. */
  readonly departureBytesMax?: number;
  /** Most calls that wait in one queue; one more is `overloaded`. Default: 10 000. */
  readonly waitingCallsMax?: number;
  /** Most bytes of values that wait; a call beyond is `overloaded`. Default: 64 MiB. */
  readonly waitingBytesMax?: number;
}

const mebibyte = 2 ** 20;
const defaults: Required<GatherOptions> = {
  commitDeparturesMax: 1,
  readDeparturesMax: 4,
  departureMutationsMax: 1000,
  departureKeysMax: 1000,
  departureBytesMax: 4 * mebibyte,
  waitingCallsMax: 10_000,
  waitingBytesMax: 64 * mebibyte,
};

/** The layer that gathers calls; see GatherOptions. */
export function gather(options: GatherOptions = {}): Layer {
  const checked = { ...defaults, ...options };
  return (inner) => new GatheringStore(inner, checked);
}

// Errors that blame the request: when a departure is refused so, whose fault it was is found by sending each call alone.
const requestFaults: ReadonlySet<ErrorCode> = new Set(["invalid", "too-large", "unsupported", "corrupt"]);

class GatheringStore implements StateStore {
  readonly #inner: StateStore;
  readonly #options: Required<GatherOptions>;
  readonly #deadlines = new DeadlineTimer();
  readonly #commits: GatherQueue<Transaction, TransactionResult>;
  readonly #reads = new Map<string, GatherQueue<string, ReadResult>>();
  #closing: Promise<void> | undefined;

  constructor(inner: StateStore, options: Required<GatherOptions>) {
    this.#inner = inner;
    this.#options = options;
    this.#commits = new GatherQueue({
      ...options,
      departuresMax: options.commitDeparturesMax,
      departureUnitsMax: options.departureMutationsMax,
      deadlines: this.#deadlines,
      lateOutcome: "unknown",
      isOrdered: true,
      isRequestFault,
      depart: (round) => inner.commit(round.items, round.call),
    });
  }

  // Asked each time: a driver may learn more once its server has answered.
  get facts(): StoreFacts {
    return this.#inner.facts;
  }

  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (this.#closing !== undefined) return Promise.reject(closedError());
    if (this.#options.readDeparturesMax === 0) return this.#inner.read(keys, options, call);
    return this.#readsOf(options).enter({ items: keys, keys: [], units: keys.length, bytes: 0, call });
  }

  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    if (this.#closing !== undefined) return Promise.reject(closedError());
    if (this.#options.commitDeparturesMax === 0) return this.#inner.commit(transactions, call);
    const keys = this.#options.commitDeparturesMax > 1 ? transactions.flatMap(keysOf) : [];
    return this.#commits.enter({ items: transactions, keys, ...sizeOf(transactions), call });
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    this.#admit();
    return this.#inner.scan(query, call);
  }

  get query(): QueryRecords | undefined {
    const { query } = this.#inner;
    if (query === undefined) return undefined;
    return async (asked, call) => {
      this.#admit();
      return query(asked, call);
    };
  }

  async ping(call: Call): Promise<void> {
    this.#admit();
    return this.#inner.ping(call);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  #admit(): void {
    if (this.#closing !== undefined) throw closedError();
  }

  async #end(): Promise<void> {
    await Promise.all([this.#commits, ...this.#reads.values()].map((queue) => queue.idle()));
    this.#deadlines.close();
    await this.#inner.close();
  }

  // Six queues at most: what differs in consistency or view cannot share an answer.
  #readsOf(options: ReadOptions): GatherQueue<string, ReadResult> {
    const name = `${options.consistency} ${options.view}`;
    const known = this.#reads.get(name);
    if (known !== undefined) return known;
    const queue = new GatherQueue<string, ReadResult>({
      ...this.#options,
      departuresMax: this.#options.readDeparturesMax,
      departureUnitsMax: this.#options.departureKeysMax,
      deadlines: this.#deadlines,
      lateOutcome: "not-applied",
      isOrdered: false,
      isRequestFault,
      depart: (round: GatherRound<string>) => this.#inner.read(round.items, options, round.call),
    });
    this.#reads.set(name, queue);
    return queue;
  }
}

function isRequestFault(thrown: unknown): boolean {
  const error = asStoreError(thrown);
  return error.outcome === "not-applied" && requestFaults.has(error.code);
}

function keysOf({ mutations, idempotency }: Transaction): string[] {
  const keys = mutations.map(({ key }) => key);
  // A repeat must find what the first one left, so it may not overtake it either.
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
