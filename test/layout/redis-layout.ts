// The fixture of the layout tests: a store, a plain client beside it, and helpers
// for single operations through the store.
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { type Call, createCall, systemClock } from "../../src/model/call.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Mutation, MutationResult } from "../../src/model/mutation.ts";
import type { StateRecord } from "../../src/model/record.ts";
import type { ReadResult, StateStore } from "../../src/store/state-store.ts";
import { openRedisStore } from "../conformance/redis-subject.ts";

/** A store on a Redis that other tests may use too, with its own keys. */
export class RedisLayout {
  readonly store: StateStore;
  /** A plain client. */
  readonly client: Redis;
  readonly #app = `shop${randomUUID()}`;

  private constructor(store: StateStore, client: Redis) {
    this.store = store;
    this.client = client;
  }

  static async open(url: string): Promise<RedisLayout> {
    return new RedisLayout(await openRedisStore({ url }), new Redis(url));
  }

  async close(): Promise<void> {
    await this.store.close();
    this.client.disconnect();
  }

  /** A stored key of this test's app. */
  key(name: string): string {
    return `${this.#app}||${name}`;
  }

  call(): Call {
    return createCall({ deadline: systemClock.monotonic() + 10_000, app: this.#app });
  }

  /** Applies one mutation; returns its result, or why it was not applied. */
  async attempt(mutation: Mutation): Promise<MutationResult | StoreError> {
    const [result] = await this.store.commit([{ mutations: [mutation] }], this.call());
    if (result === undefined || result instanceof StoreError) return result ?? noResult();
    return result[0] ?? noResult();
  }

  /** Applies one mutation; throws unless it is applied. */
  async apply(mutation: Mutation): Promise<MutationResult> {
    const result = await this.attempt(mutation);
    if (result instanceof StoreError) throw result;
    return result;
  }

  async read(key: string): Promise<ReadResult> {
    const [result] = await this.store.read([key], { consistency: "strong", view: "full" }, this.call());
    return result;
  }

  /** The record of a key; throws if there is none. */
  async record(key: string): Promise<StateRecord> {
    const found = await this.read(key);
    if (found === undefined || found instanceof StoreError) throw found ?? new Error("nothing is there");
    return found;
  }

  /** Every key that a scan returns, sorted. */
  async keysListed(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.store.scan({ prefix, cursor, limit: 100, view: "metadata" }, this.call());
      keys.push(...page.records.map(({ key }) => key));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return keys.toSorted();
  }

  /** The server's clock, in microseconds. */
  async clockMicros(): Promise<number> {
    const [seconds, micros] = await this.client.time();
    return Number(seconds) * 1_000_000 + Number(micros);
  }
}

function noResult(): StoreError {
  return new StoreError("internal", "one transaction must have one result");
}
