// Load for faults of the link to a store: clients write, read and change two keys at
// once, each under a deadline, and every call is recorded. Each key has one writer and
// each value is unique, so that the last value of a key shows whether an acknowledged
// write was lost, or a write that was reported as not applied was applied.
import { type StateStore, StoreError } from "../../src/index.ts";
import { createCall, systemClock } from "../../src/model/call.ts";
import { asStoreError } from "../../src/model/errors.ts";
import type { Transaction } from "../../src/model/mutation.ts";
import { put, text } from "../conformance/mutations.ts";

interface RecordedCall {
  readonly isWrite: boolean;
  readonly end: number;
  readonly error: StoreError | undefined;
}

interface KeyHistory {
  acknowledged: string | undefined;
  readonly unknown: Set<string>;
  readonly rejected: Set<string>;
}

/** The app whose keys are written. */
export const linkApp = "faults";

const clients = 12;
const keysPerClient = 4;

/** Running clients. */
export class LinkLoad {
  readonly calls: RecordedCall[] = [];
  /** By how much the slowest call exceeded its deadline, in ms. */
  overtimeMsMax = 0;
  readonly #store: StateStore;
  readonly #deadlineMs: number;
  readonly #keys = new Map<string, KeyHistory>();
  readonly #workers: readonly Promise<void>[];
  #isStopped = false;

  constructor(store: StateStore, deadlineMs: number) {
    this.#store = store;
    this.#deadlineMs = deadlineMs;
    this.#workers = Array.from({ length: clients }, (_, client) => this.#work(client));
  }

  /** Writes acknowledged so far. */
  get acknowledged(): number {
    return this.calls.filter(({ isWrite, error }) => isWrite && error === undefined).length;
  }

  /** From `healed` to the first write acknowledged after it, in ms; undefined: there is none. */
  firstWriteMs(healed: number): number | undefined {
    const first = this.calls.find(
      ({ isWrite, error, end }) => isWrite && error === undefined && end >= healed,
    );
    return first === undefined ? undefined : first.end - healed;
  }

  /** From `healed` to the last error, in ms; 0: there is none after it. */
  lastErrorMs(healed: number): number {
    const last = this.calls.findLast(({ error }) => error !== undefined);
    return last === undefined ? 0 : Math.max(0, last.end - healed);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#workers);
  }

  /** What is wrong with the last values, read by a store without a fault; empty: nothing. */
  async violations(direct: StateStore): Promise<readonly string[]> {
    const found: string[] = [];
    for (const [key, history] of this.#keys) {
      const [record] = await direct.read(
        [`${linkApp}||${key}`],
        { consistency: "strong", view: "full" },
        createCall(),
      );
      const value = record === undefined || record instanceof StoreError ? undefined : text(record.value);
      if (value !== undefined && history.rejected.has(value)) found.push(`${key}: ${value} was rejected`);
      else if (value !== history.acknowledged && !history.unknown.has(value ?? ""))
        found.push(`${key}: ${value} instead of ${history.acknowledged}`);
    }
    return found;
  }

  async #work(client: number): Promise<void> {
    for (let round = 0; !this.#isStopped; round++) {
      const key = `link-${client}-${round % keysPerClient}`;
      if (round % 3 === 2) await this.#read(key);
      else if (round % 8 === 1) await this.#write([key, `link-${client}-pair`], `${client}/${round}`);
      else await this.#write([key], `${client}/${round}`);
    }
  }

  async #read(key: string): Promise<void> {
    await this.#record(false, async (deadline) => {
      const call = createCall({ deadline, app: linkApp });
      const [result] = await this.#store.read([key], { consistency: "strong", view: "full" }, call);
      return result instanceof StoreError ? result : undefined;
    });
  }

  async #write(keys: readonly string[], value: string): Promise<void> {
    const transaction: Transaction = { mutations: keys.map((key) => put(key, value)) };
    const error = await this.#record(true, async (deadline) => {
      const [result] = await this.#store.commit([transaction], createCall({ deadline, app: linkApp }));
      return result instanceof StoreError ? result : undefined;
    });
    for (const key of keys) {
      const history = this.#keys.get(key) ?? {
        acknowledged: undefined,
        unknown: new Set(),
        rejected: new Set(),
      };
      this.#keys.set(key, history);
      if (error === undefined) history.acknowledged = value;
      else if (error.outcome === "unknown") history.unknown.add(value);
      else history.rejected.add(value);
    }
  }

  async #record(
    isWrite: boolean,
    act: (deadline: number) => Promise<StoreError | undefined>,
  ): Promise<StoreError | undefined> {
    const deadline = systemClock.monotonic() + this.#deadlineMs;
    const error = await act(deadline).catch(asStoreError);
    const end = systemClock.monotonic();
    this.overtimeMsMax = Math.max(this.overtimeMsMax, end - deadline);
    this.calls.push({ isWrite, end, error });
    // A rejection can be immediate; the loop must not block the event loop.
    if (error !== undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    return error;
  }
}
