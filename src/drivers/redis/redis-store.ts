// A store on Redis: joins reader, writer, scanner, index and query behind the
// StateStore interface. Its promises are in `facts`; README.md describes how records
// are stored. It has no state except its connections.

import { createLatch } from "../../driver-kit/latch.ts";
import { type Call, createCall } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { Transaction } from "../../model/mutation.ts";
import { closedError, endedCallError } from "../../store/call-check.ts";
import type { DriverContext } from "../../store/driver.ts";
import type { StoreFacts } from "../../store/facts.ts";
import type { InvalidationListener, InvalidationSource } from "../../store/invalidation-source.ts";
import type { QueryRecords } from "../../store/record-query.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../../store/state-store.ts";
import { ClusterTopology } from "./connection/redis-cluster.ts";
import { command } from "./connection/redis-command.ts";
import { RedisRequest } from "./connection/redis-request.ts";
import { SentinelTopology } from "./connection/redis-sentinel-topology.ts";
import { slotCount, tagOfSlot } from "./connection/redis-slot.ts";
import { type RedisServer, type RedisTopology, SingleTopology } from "./connection/redis-topology.ts";
import { RedisTracking } from "./connection/redis-tracking.ts";
import { RedisQuery } from "./query/redis-query.ts";
import { sideKeyPrefix } from "./redis-codec.ts";
import { factsOf } from "./redis-facts.ts";
import { RedisIndex } from "./redis-index.ts";
import type { RedisOptions } from "./redis-options.ts";
import { RedisReader } from "./redis-reader.ts";
import { RedisScanner } from "./redis-scan.ts";
import { RedisWriter, roundsOf } from "./redis-writer.ts";

// If every part of a call failed with one of these, the whole call failed.
const callFailures: ReadonlySet<string> = new Set([
  "unavailable",
  "closed",
  "overloaded",
  "deadline",
  "cancelled",
  "denied",
  "internal",
]);

const topologies = { single: SingleTopology, sentinel: SentinelTopology, cluster: ClusterTopology };

function commonError(results: readonly unknown[]): StoreError | undefined {
  let common: StoreError | undefined;
  for (const result of results) {
    if (!(result instanceof StoreError) || !callFailures.has(result.code)) return undefined;
    // If the outcome of one part is unknown, so is that of the call.
    if (common === undefined || (common.outcome === "not-applied" && result.outcome === "unknown"))
      common = result;
  }
  return common;
}

// Returns the results, or throws if the whole call failed.
function resultsOf<T>(results: readonly T[]): readonly T[] {
  const error = commonError(results);
  if (error !== undefined) throw error;
  return results;
}

/** A store on Redis. Opened by `redisDriver`. */
export class RedisStore implements StateStore, InvalidationSource {
  readonly #options: RedisOptions;
  readonly #context: DriverContext;
  readonly #trackings = new Set<RedisTracking>();
  readonly #topology: RedisTopology;
  readonly #reader: RedisReader;
  readonly #writer: RedisWriter;
  readonly #scanner: RedisScanner;
  readonly #index: RedisIndex | undefined;
  readonly #query: RedisQuery | undefined;
  readonly #idle = createLatch();
  #running = 0;
  #facts: StoreFacts;
  #hasServerFacts = false;
  #closing: Promise<void> | undefined;

  constructor(options: RedisOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    const changed = (): void => this.#onServersChanged();
    this.#topology = new topologies[options.topology](options, context, changed);
    this.#reader = new RedisReader(this.#topology);
    this.#writer = new RedisWriter(this.#topology, options, context.storeName);
    this.#scanner = new RedisScanner(this.#topology, this.#reader);
    const [server] = this.#topology.primaries();
    this.#index =
      options.hasIndex && server !== undefined
        ? new RedisIndex(server, this.#reader, options, context)
        : undefined;
    const { queryIndexes: indexes, readTimeoutMs: searchMsMax } = options;
    const parts = { topology: this.#topology, reader: this.#reader, indexes, context, searchMsMax };
    this.#query = indexes.length === 0 ? undefined : new RedisQuery(parts);
    this.#facts = this.#readFacts();
  }

  /** Weakest promises until a server was reached; then fixed, except for queries. */
  get facts(): StoreFacts {
    return this.#facts;
  }

  /** Resolves when it is known whether the servers can be reached now. */
  get firstAttempt(): Promise<void> {
    return this.#topology.firstAttempt;
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    return this.#run(call, async () => resultsOf(await this.#reader.read(keys, options.view, call)));
  }

  async commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    return this.#run(call, async () => {
      const [only] = transactions;
      if (only === undefined || transactions.length > 1)
        return resultsOf(await this.#commitRounds(transactions, call));
      return resultsOf([await this.#writer.apply(only, call)]);
    });
  }

  async scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    return this.#run(call, () => (this.#index ?? this.#scanner).page(query, call));
  }

  /** Undefined unless indexes for queries are configured. */
  get query(): QueryRecords | undefined {
    const queries = this.#query;
    return queries && ((query, call) => this.#run(call, () => queries.page(query, call)));
  }

  /** From Redis' client tracking, so that writes of daprd and of any other client are reported, too. */
  invalidations(prefix: string, listener: InvalidationListener): () => Promise<void> {
    const [options, topology, context] = [this.#options, this.#topology, this.#context];
    const tracking = new RedisTracking({ options, topology, prefix, listener, context });
    this.#trackings.add(tracking);
    return async () => {
      this.#trackings.delete(tracking);
      tracking.close();
    };
  }

  async ping(call: Call): Promise<void> {
    return this.#run(call, async () => {
      const servers = this.#topology.primaries();
      if (servers.length === 0) return this.#pingSlot(0, call);
      await Promise.all(servers.map((server) => this.#pingSlot(this.#slotAt(server), call)));
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  // A call may send more than one command, so calls end before the connections are closed.
  async #closeAll(): Promise<void> {
    if (this.#running > 0) await this.#idle.opened;
    for (const tracking of this.#trackings) tracking.close();
    await this.#index?.close();
    await this.#topology.close();
  }

  async #run<T>(call: Call, work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw closedError();
    const error = endedCallError(call);
    if (error !== undefined) throw error;
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0 && this.#closing !== undefined) this.#idle.open();
    }
  }

  async #commitRounds(transactions: readonly Transaction[], call: Call): Promise<TransactionResult[]> {
    const results: TransactionResult[] = new Array(transactions.length);
    for (const round of roundsOf(transactions)) {
      const applied = round.map(async (index) => {
        const transaction = transactions[index];
        if (transaction !== undefined) results[index] = await this.#writer.apply(transaction, call);
      });
      await Promise.all(applied);
    }
    return results;
  }

  #slotAt(server: RedisServer): number {
    if (!this.#topology.isCluster) return 0;
    for (let slot = 0; slot < slotCount; slot++) if (this.#topology.serverOf(slot) === server) return slot;
    return 0;
  }

  // EXISTS, because a server that rejects reads still replies to PING.
  #pingSlot(slot: number, call: Call): Promise<void> {
    const key = `${sideKeyPrefix}ping||${this.#topology.isCluster ? `{${tagOfSlot(slot)}}` : ""}`;
    return new Promise((resolve, reject) => {
      const done = (_: unknown, error: StoreError | undefined) => (error ? reject(error) : resolve());
      this.#topology.send(new RedisRequest(command("exists", key), call, slot, done));
    });
  }

  #readFacts(): StoreFacts {
    const infos = this.#topology.primaries().flatMap(({ info }) => info ?? []);
    const facts = factsOf(infos, { isCluster: this.#topology.isCluster, hasIndex: this.#options.hasIndex });
    return this.#query?.isSupported ? Object.freeze({ ...facts, queries: true }) : facts;
  }

  // A server that replaced another may have other commands. If it cannot be reached, the next call reports that.
  #detectQueries(): void {
    const { clock } = this.#context;
    const call = createCall({ clock, deadline: clock.monotonic() + this.#options.readTimeoutMs });
    const detected = () => {
      this.#facts = this.#readFacts();
    };
    this.#query?.detect(call).then(detected, () => undefined);
  }

  // A server is ready, or slots have moved.
  #onServersChanged(): void {
    for (const tracking of this.#trackings) tracking.checkServers();
    this.#index?.repair();
    this.#detectQueries();
    if (this.#hasServerFacts) return;
    const infos = this.#topology.primaries().flatMap(({ info }) => info ?? []);
    // In a cluster, every primary has to be reached first.
    if (infos.length === 0 || infos.length < this.#topology.primaries().length) return;
    this.#hasServerFacts = true;
    this.#facts = this.#readFacts();
  }
}
