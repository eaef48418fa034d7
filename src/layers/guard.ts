// The guard: the only layer that validates, and the one that ends calls. No request
// below it exceeds a limit, and no call above it waits longer than its deadline,
// whatever the store does. A rejected transaction or key is reported in its own place,
// and the others are sent. A result that arrives after the deadline is discarded.
import { type Call, endingBy } from "../model/call.ts";
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
import type { StoreLimits } from "../store/facts.ts";
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
import { checkScan, transactionError } from "./guard-checks.ts";
import type { Layer } from "./layer.ts";
import { checkRecordQuery } from "./query-checks.ts";

/** Limits of a guard, besides those of the model and of the store's facts. */
export interface GuardOptions {
  /** The maximum size of a value, in bytes. Default: 4 MiB. Where values arrive in messages, use the maximum message size. */
  readonly valueBytesMax?: number;
  /** Time limit of a call without a deadline, in ms. Default: 5000. */
  readonly deadlineMsDefault?: number;
  /** The maximum time limit of a call, in ms. Default: 60 000. */
  readonly deadlineMsMax?: number;
  /** Ends calls at their deadline. Default: the timer shared by the process. */
  readonly deadlines?: DeadlineTimer;
}

/** The layer that checks limits and ends calls at their deadline (clauses L1, L2 and C12). */
export function guard(options: GuardOptions = {}): Layer {
  return (inner) => new GuardedStore(inner, options);
}

class GuardedStore extends ForwardingStore {
  readonly #limits: StoreLimits;
  readonly #deadlineMsDefault: number;
  readonly #deadlineMsMax: number;
  readonly #deadlines: DeadlineTimer;

  constructor(inner: StateStore, options: GuardOptions) {
    super(inner);
    const { transactionMutationsMax, valueBytesMax } = inner.facts.limits;
    this.#limits = {
      transactionMutationsMax: Math.min(mutationsMax, transactionMutationsMax),
      valueBytesMax: Math.min(options.valueBytesMax ?? messageBytesMaxDefault, valueBytesMax),
    };
    this.#deadlineMsMax = options.deadlineMsMax ?? deadlineMsMax;
    this.#deadlineMsDefault = Math.min(options.deadlineMsDefault ?? deadlineMsDefault, this.#deadlineMsMax);
    this.#deadlines = options.deadlines ?? sharedDeadlines;
  }

  override read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    if (keys.length > readKeysMax) return reject("keys", `has ${keys.length} items`, readKeysMax);
    const errors = errorsOf(keys, keyError);
    return sendValid(keys, errors, (valid) =>
      this.#bounded(call, "not-applied", (bounded) => this.inner.read(valid, options, bounded)),
    );
  }

  override commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    if (transactions.length > transactionsMax)
      return reject("transactions", `has ${transactions.length} items`, transactionsMax);
    const now = call.clock.now();
    const errors = errorsOf(transactions, (transaction) => transactionError(transaction, this.#limits, now));
    return sendValid(transactions, errors, (valid) =>
      this.#bounded(call, "unknown", (bounded) => this.inner.commit(valid, bounded)),
    );
  }

  override async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    checkScan(query);
    return this.#bounded(call, "not-applied", (bounded) => this.inner.scan(query, bounded));
  }

  override get query(): QueryRecords | undefined {
    const { query } = this.inner;
    if (query === undefined) return undefined;
    return async (request, call) => {
      checkRecordQuery(request);
      return this.#bounded(call, "not-applied", (bounded) => query(request, bounded));
    };
  }

  override ping(call: Call): Promise<void> {
    return this.#bounded(call, "not-applied", (bounded) => this.inner.ping(bounded));
  }

  #bounded<T>(call: Call, lateOutcome: Outcome, send: (bounded: Call) => Promise<T>): Promise<T> {
    const ended = endedCallError(call);
    if (ended !== undefined) return Promise.reject(ended);
    const now = call.clock.monotonic();
    const requestedMs =
      call.deadline === Number.POSITIVE_INFINITY ? this.#deadlineMsDefault : call.deadline - now;
    const deadline = now + Math.min(requestedMs, this.#deadlineMsMax);
    const bounded = endingBy(call, deadline);
    return new Promise<T>((resolve, rejectCall) => {
      const pending = new PendingCall(rejectCall, lateOutcome);
      this.#deadlines.add(pending, bounded);
      send(bounded).then(
        (result) => {
          this.#deadlines.remove(pending);
          resolve(result);
        },
        (thrown: unknown) => {
          this.#deadlines.remove(pending);
          rejectCall(asStoreError(thrown));
        },
      );
    });
  }
}

// A call that waits for the store, until its deadline.
class PendingCall implements Expirable {
  slot = noSlot;
  readonly #reject: (error: StoreError) => void;
  readonly #lateOutcome: Outcome;

  constructor(rejectCall: (error: StoreError) => void, lateOutcome: Outcome) {
    this.#reject = rejectCall;
    this.#lateOutcome = lateOutcome;
  }

  expire(): void {
    const message = "the store did not reply before the deadline";
    this.#reject(new StoreError("deadline", message, { outcome: this.#lateOutcome }));
  }
}

type Errors = readonly (StoreError | undefined)[];

// Undefined if every item is valid, which is the common case and allocates nothing.
function errorsOf<Item>(
  items: readonly Item[],
  errorOf: (item: Item, index: number) => StoreError | undefined,
): Errors | undefined {
  let errors: (StoreError | undefined)[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const error = errorOf(items[index] as Item, index);
    if (error === undefined) continue;
    errors ??= items.map(() => undefined);
    errors[index] = error;
  }
  return errors;
}

// Sends the valid items, and puts the errors of the others in their places.
async function sendValid<Item, Result>(
  items: readonly Item[],
  errors: Errors | undefined,
  send: (valid: readonly Item[]) => Promise<readonly (Result | StoreError)[]>,
): Promise<readonly (Result | StoreError)[]> {
  if (errors === undefined) return send(items);
  const valid = items.filter((_, index) => errors[index] === undefined);
  const results = valid.length === 0 ? [] : await send(valid);
  let next = 0;
  return errors.map((error) => error ?? (results[next++] as Result | StoreError));
}

function keyError(key: string, index: number): StoreError | undefined {
  const rejection = keyRejection(key);
  return rejection && rejectionError(rejection, ["keys", index]);
}

function reject(field: string, size: string, limit: number): Promise<never> {
  const description = `${size}; the limit is ${limit}`;
  return Promise.reject(rejectionError({ code: "too-large", description }, [field]));
}
