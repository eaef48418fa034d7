// The guard: nothing below it sees a request that breaks a limit, and nothing
// above it waits longer than the deadline, whatever the store does. A fault in
// one transaction or key is answered in its own place and the rest goes on. What a
// store answers after the deadline is dropped.
import type { Call } from "../model/call.ts";
import { asStoreError, type Outcome, rejectionError, StoreError } from "../model/errors.ts";
import { keyRejection } from "../model/key.ts";
import {
  deadlineMsDefault,
  deadlineMsMax,
  messageBytesMaxDefault,
  mutationsMax,
  readKeysMax,
  transactionsMax,
} from "../model/limits.ts";
import type { Transaction } from "../model/mutation.ts";
import { endedCallError } from "../store/call-check.ts";
import { type DeadlineTimer, type Expirable, noSlot, sharedDeadlines } from "../store/deadline-timer.ts";
import type { StoreFacts, StoreLimits } from "../store/facts.ts";
import type { QueryRecords } from "../store/record-query.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../store/state-store.ts";
import { checkScan, transactionError } from "./guard-checks.ts";
import type { Layer } from "./layer.ts";
import { checkRecordQuery } from "./query-checks.ts";

/** What a guard holds callers to, besides the fixed limits of the model and those in the store's facts. */
export interface GuardOptions {
  /** Largest value, in bytes. Default: 4 MiB; where values come in messages, what a message may hold. */
  readonly valueBytesMax?: number;
  /** How long a call may take that has no deadline, in ms. Default: 5000. */
  readonly deadlineMsDefault?: number;
  /** How long a call may take whatever it says, in ms. Default: 60 000. */
  readonly deadlineMsMax?: number;
  /** Who ends calls by their deadline. Default: the watch of the process. */
  readonly deadlines?: DeadlineTimer;
}

/** The layer that checks limits and ends calls by their deadline (clauses L1, L2 and C12). */
export function guard(options: GuardOptions = {}): Layer {
  return (inner) => new GuardedStore(inner, options);
}

class GuardedStore implements StateStore {
  readonly #inner: StateStore;
  readonly #limits: StoreLimits;
  readonly #deadlineMsDefault: number;
  readonly #deadlineMsMax: number;
  readonly #deadlines: DeadlineTimer;

  constructor(inner: StateStore, options: GuardOptions) {
    this.#inner = inner;
    const { transactionMutationsMax, valueBytesMax } = inner.facts.limits;
    this.#limits = {
      transactionMutationsMax: Math.min(mutationsMax, transactionMutationsMax),
      valueBytesMax: Math.min(options.valueBytesMax ?? messageBytesMaxDefault, valueBytesMax),
    };
    this.#deadlineMsMax = options.deadlineMsMax ?? deadlineMsMax;
    this.#deadlineMsDefault = Math.min(options.deadlineMsDefault ?? deadlineMsDefault, this.#deadlineMsMax);
    this.#deadlines = options.deadlines ?? sharedDeadlines;
  }

  // Asked each time: a driver may learn more once its server has answered.
  get facts(): StoreFacts {
    return this.#inner.facts;
  }

  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (keys.length > readKeysMax) return refuse("keys", `has ${keys.length} keys`, readKeysMax);
    const faults = faultsOf(keys, keyError);
    return askTheRest(keys, faults, (sound) =>
      this.#bounded(call, "not-applied", (bounded) => this.#inner.read(sound, options, bounded)),
    );
  }

  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    if (transactions.length > transactionsMax)
      return refuse("transactions", `has ${transactions.length} transactions`, transactionsMax);
    const now = call.clock.now();
    const faults = faultsOf(transactions, (transaction) => transactionError(transaction, this.#limits, now));
    return askTheRest(transactions, faults, (sound) =>
      this.#bounded(call, "unknown", (bounded) => this.#inner.commit(sound, bounded)),
    );
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    checkScan(query);
    return this.#bounded(call, "not-applied", (bounded) => this.#inner.scan(query, bounded));
  }

  get query(): QueryRecords | undefined {
    const { query } = this.#inner;
    if (query === undefined) return undefined;
    return async (asked, call) => {
      checkRecordQuery(asked);
      return this.#bounded(call, "not-applied", (bounded) => query(asked, bounded));
    };
  }

  ping(call: Call): Promise<void> {
    return this.#bounded(call, "not-applied", (bounded) => this.#inner.ping(bounded));
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #bounded<T>(call: Call, outcome: Outcome, run: (bounded: Call) => Promise<T>): Promise<T> {
    const fault = endedCallError(call);
    if (fault !== undefined) return Promise.reject(fault);
    const now = call.clock.monotonic();
    const askedMs =
      call.deadline === Number.POSITIVE_INFINITY ? this.#deadlineMsDefault : call.deadline - now;
    const leftMs = Math.min(askedMs, this.#deadlineMsMax);
    const bounded = now + leftMs < call.deadline ? new BoundedCall(call, now + leftMs) : call;
    return new Promise<T>((resolve, reject) => {
      const answer = new Awaited(reject, outcome);
      this.#deadlines.add(answer, bounded);
      run(bounded).then(
        (answered) => {
          this.#deadlines.remove(answer);
          resolve(answered);
        },
        (thrown: unknown) => {
          this.#deadlines.remove(answer);
          reject(asStoreError(thrown));
        },
      );
    });
  }
}

// An answer that a caller waits for, until its deadline.
class Awaited implements Expirable {
  slot = noSlot;
  readonly #reject: (error: StoreError) => void;
  readonly #outcome: Outcome;

  constructor(reject: (error: StoreError) => void, outcome: Outcome) {
    this.#reject = reject;
    this.#outcome = outcome;
  }

  expire(): void {
    this.#reject(
      new StoreError("deadline", "the store did not answer by the deadline", { outcome: this.#outcome }),
    );
  }
}

/** A call with an earlier deadline. */
class BoundedCall implements Call {
  readonly deadline: number;
  readonly #call: Call;

  constructor(call: Call, deadline: number) {
    this.#call = call;
    this.deadline = deadline;
  }

  get clock() {
    return this.#call.clock;
  }

  get cancelled() {
    return this.#call.cancelled;
  }

  get signal() {
    return this.#call.signal;
  }

  get app() {
    return this.#call.app;
  }
}

type Faults = readonly (StoreError | undefined)[];

// Undefined if there is no fault, which is the common case and makes no list.
function faultsOf<Asked>(
  asked: readonly Asked[],
  faultOf: (one: Asked, index: number) => StoreError | undefined,
): Faults | undefined {
  let faults: (StoreError | undefined)[] | undefined;
  for (const [index, one] of asked.entries()) {
    const fault = faultOf(one, index);
    if (fault === undefined) continue;
    faults ??= asked.map(() => undefined);
    faults[index] = fault;
  }
  return faults;
}

// Asks for the sound ones and puts the faults of the others in their places.
async function askTheRest<Asked, Answer>(
  asked: readonly Asked[],
  faults: Faults | undefined,
  ask: (sound: readonly Asked[]) => Promise<readonly (Answer | StoreError)[]>,
): Promise<readonly (Answer | StoreError)[]> {
  if (faults === undefined) return ask(asked);
  const sound = asked.filter((_, index) => faults[index] === undefined);
  const answers = sound.length === 0 ? [] : await ask(sound);
  let place = 0;
  return faults.map((fault) => {
    if (fault !== undefined) return fault;
    const answer = answers[place];
    place += 1;
    return answer as Answer | StoreError;
  });
}

function keyError(key: string, index: number): StoreError | undefined {
  const rejection = keyRejection(key);
  return rejection && rejectionError(rejection, ["keys", index]);
}

function refuse(field: string, size: string, limit: number): Promise<never> {
  const description = `${size}; the limit is ${limit}`;
  return Promise.reject(rejectionError({ code: "too-large", description }, [field]));
}
