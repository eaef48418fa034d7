// Protects a store from more calls than it can serve: a call whose expected wait exceeds its
// deadline is rejected before anything is sent. On a store that keeps up, no call is
// rejected, however many are in flight.
import type { Call } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import { WaitEstimate } from "../resilience/wait-estimate.ts";
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
import type { Layer } from "./layer.ts";

/** The layer that rejects calls that could not end in time. */
export function resilient(): Layer {
  return (inner) => new ResilientStore(inner);
}

/** For this long, in ms, rejections are the same error: under overload, making errors takes longer than rejecting calls. */
const sameErrorMs = 20;

class ResilientStore extends ForwardingStore {
  readonly #estimate = new WaitEstimate();
  #error: StoreError | undefined;
  #errorUntilMs = Number.NEGATIVE_INFINITY;

  override read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    return this.#reject(call) ?? this.#counted(this.inner.read(keys, options, call), call);
  }

  override commit(
    transactions: Parameters<StateStore["commit"]>[0],
    call: Call,
  ): Promise<readonly TransactionResult[]> {
    return this.#reject(call) ?? this.#counted(this.inner.commit(transactions, call), call);
  }

  override scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    return this.#reject(call) ?? this.#counted(this.inner.scan(query, call), call);
  }

  override get query(): QueryRecords | undefined {
    const { query } = this.inner;
    if (query === undefined) return undefined;
    return (request, call) => this.#reject(call) ?? this.#counted(query(request, call), call);
  }

  #reject(call: Call): Promise<never> | undefined {
    const now = call.clock.monotonic();
    const leftMs = call.deadline - now;
    if (this.#estimate.accepts(now, leftMs)) return undefined;
    if (this.#error === undefined || now > this.#errorUntilMs) {
      this.#error = this.#overloadError(now);
      this.#errorUntilMs = now + sameErrorMs;
    }
    return Promise.reject(this.#error);
  }

  #overloadError(now: number): StoreError {
    const expectedMs = Math.round(this.#estimate.expectedMs(now));
    const message = `the store is overloaded: ${this.#estimate.inFlight} calls are in flight, and another one would take about ${expectedMs} ms, too long for its deadline`;
    return new StoreError("overloaded", message, { outcome: "not-applied", retryDelayMs: expectedMs });
  }

  #counted<Result>(result: Promise<Result>, call: Call): Promise<Result> {
    const beganMs = call.clock.monotonic();
    this.#estimate.begin(beganMs);
    const end = (byStore: boolean) =>
      this.#estimate.end(call.clock.monotonic(), beganMs, byStore, byStore && !call.cancelled);
    result.then(
      () => end(true),
      (thrown: unknown) => end(!(thrown instanceof StoreError && thrown.code === "deadline")),
    );
    return result;
  }
}
