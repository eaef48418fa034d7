// Writes at a constant rate, each to a key of its own, with accounts: which keys were
// acknowledged, and how the other writes ended. Afterwards the acknowledged keys that
// do not exist are the lost writes.
import type { Redis } from "ioredis";
import { StoreError } from "../../src/model/errors.ts";
import type { Transaction } from "../../src/model/mutation.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import { put } from "../conformance/mutations.ts";
import { attempt } from "./redis-load.ts";

const tickMs = 10;

/** What a load is. */
export interface RateLoadSetup {
  readonly store: StateStore;
  /** Keys begin with it. */
  readonly prefix: string;
  readonly writesPerSecond: number;
  readonly consistency: NonNullable<Transaction["consistency"]>;
}

/** Writes until `stop` is called. */
export class RateLoad {
  readonly acknowledged: string[] = [];
  unknown = 0;
  rejected = 0;
  /** The longest time between two acknowledgements, in ms. */
  pauseMsMax = 0;
  readonly #setup: RateLoadSetup;
  readonly #timer: NodeJS.Timeout;
  readonly #pending = new Set<Promise<void>>();
  readonly #start = performance.now();
  #count = 0;
  #acknowledgedAt = this.#start;

  constructor(setup: RateLoadSetup) {
    this.#setup = setup;
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  /** Ends the load and waits for the calls in flight. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending);
  }

  /** The acknowledged keys that a server does not have. */
  async lostOn(servers: readonly Redis[]): Promise<readonly string[]> {
    const lost: string[] = [];
    for (const key of this.acknowledged) {
      const found = await Promise.all(servers.map((server) => server.exists(key).catch(() => 0)));
      if (!found.includes(1)) lost.push(key);
    }
    return lost;
  }

  /** The accounts, for the output of a test. */
  get summary(): string {
    const { acknowledged, unknown, rejected, pauseMsMax } = this;
    return `${acknowledged.length} acknowledged, ${unknown} unknown, ${rejected} rejected, longest pause ${Math.round(pauseMsMax)} ms`;
  }

  #tick(): void {
    const due = Math.floor(((performance.now() - this.#start) / 1000) * this.#setup.writesPerSecond);
    for (; this.#count < due; this.#count++) {
      const writing = this.#write(`${this.#setup.prefix}${this.#count}`);
      this.#pending.add(writing);
      void writing.then(() => this.#pending.delete(writing));
    }
  }

  async #write(key: string): Promise<void> {
    const { store, consistency } = this.#setup;
    const result = await attempt(store, put(key, "x"), { consistency }, 5000);
    if (result instanceof StoreError) {
      if (result.outcome === "unknown") this.unknown += 1;
      else this.rejected += 1;
      return;
    }
    const now = performance.now();
    this.pauseMsMax = Math.max(this.pauseMsMax, now - this.#acknowledgedAt);
    this.#acknowledgedAt = now;
    this.acknowledged.push(key);
  }
}
