// Records in a table of Postgres. What arrives together goes together: reads as
// one statement with every key, single mutations as one statement per kind,
// several kinds at the same time over pipelined connections. A transaction of many
// mutations is a transaction. A server that is down is not asked to open: the
// first call that reaches it makes the tables.

import { decodeKeyCursor, encodeKeyCursor } from "../../driver-kit/key-cursor.ts";
import type { Call } from "../../model/call.ts";
import { asStoreError, StoreError, violationError } from "../../model/errors.ts";
import type { Mutation, Transaction } from "../../model/mutation.ts";
import type { StateRecord, View } from "../../model/record.ts";
import { endedCallError } from "../../store/call-check.ts";
import type { DriverContext } from "../../store/driver.ts";
import { type StoreFacts, unlimited } from "../../store/facts.ts";
import type { InvalidationListener, InvalidationSource } from "../../store/invalidation-source.ts";
import type { QueryRecords } from "../../store/record-query.ts";
import { keyOnly } from "../../store/record-view.ts";
import type {
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
  TransactionResult,
} from "../../store/state-store.ts";
import { PostgresCalls } from "./connection/postgres-calls.ts";
import { PostgresConnections } from "./connection/postgres-connections.ts";
import { shiftRead, shiftRecord, shiftResults, shiftTransaction, skewOf } from "./postgres-clock.ts";
import { decodeTime, type Row, readRow } from "./postgres-codec.ts";
import { isDamagedValue, isDataFault, isLockTimeout, isLostRace } from "./postgres-errors.ts";
import { PostgresNotices } from "./postgres-notices.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import {
  type GroupName,
  groupValues,
  type PlacedMutation,
  type PlacedTransaction,
  planWaves,
  resultOfAbsence,
  resultOfRow,
  type Wave,
} from "./postgres-plan.ts";
import { PostgresSweeper } from "./postgres-sweeper.ts";
import { applyInTransaction } from "./postgres-transaction.ts";
import { queryPage } from "./query/postgres-query.ts";
import { PostgresQueryTurns } from "./query/postgres-query-queue.ts";
import { PostgresKeyIndex } from "./schema/postgres-key-index.ts";
import { layoutOf, type PostgresLayout } from "./schema/postgres-layout.ts";
import { durabilityOf, migrate, UnfitDatabase } from "./schema/postgres-migration.ts";
import { liveRow, type PostgresStatements, postgresStatements } from "./schema/postgres-sql.ts";

const factsUnknown: StoreFacts = Object.freeze({
  driver: "postgres",
  atomicity: "any-keys",
  durability: "process-crash",
  durabilityPromise: "Not known yet: Postgres has not answered since the store was opened.",
  nativeExpiry: true,
  orderedScan: true,
  changeFeed: false,
  replicas: false,
  queries: false,
  limits: unlimited,
  // Two statements of many keys keep the server busy; writes on several connections share flushes.
  gathering: Object.freeze({ reads: 2, commits: 4 }),
} satisfies StoreFacts);

const groupAttemptsMax = 4;

// How long a server that answered and could not be prepared is left alone: another may hold a lock on the table.
const prepareRetryMs = 100;
const prepareRetryMsMax = 5_000;

// How often the server's clock is compared with ours while the store is in use.
const clockIntervalMs = 60_000;

/** A store in Postgres. Opened by `postgresDriver`. */
export class PostgresStore implements StateStore, InvalidationSource {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #notices = new Set<PostgresNotices>();
  readonly #connections: PostgresConnections;
  readonly #calls = new PostgresCalls();
  readonly #layout: PostgresLayout;
  readonly #statements: PostgresStatements;
  readonly #sweeper: PostgresSweeper;
  readonly #queryTurns: PostgresQueryTurns;
  #facts: StoreFacts;
  #ready: Promise<void> | undefined;
  #isPrepared = false;
  #prepareFault: StoreError | undefined;
  #prepareFailures = 0;
  #prepareTime = 0;
  #skewMs = 0;
  #clockTime = 0;
  readonly #keyIndex: PostgresKeyIndex;
  #closing: Promise<void> | undefined;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    this.#layout = layoutOf(options.layout, options);
    this.#statements = postgresStatements(this.#layout);
    this.#facts = Object.freeze({
      ...factsUnknown,
      limits: { ...unlimited, valueBytesMax: this.#layout.valueBytesMax },
    });
    this.#connections = new PostgresConnections(options, context);
    // Half of the connections are shared lanes; of the other half, which transactions need, half again.
    this.#queryTurns = new PostgresQueryTurns(Math.max(1, Math.floor(options.connectionsMax / 4)));
    this.#keyIndex = new PostgresKeyIndex(this.#connections, this.#layout, context);
    this.#sweeper = new PostgresSweeper(this.#connections, this.#statements, this.#layout, options, context);
  }

  /** What Postgres promises; of its durability nothing is known before it has first answered. */
  get facts(): StoreFacts {
    return this.#facts;
  }

  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    return this.#run(call, () => this.#read(keys, options, call));
  }

  async #read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    const statement = this.#statements.read[options.view];
    const asked = [...new Set(keys)];
    try {
      const rows = await this.#connections.run(statement, [asked], call);
      const found = new Map(rows.map((row) => [row[0], row]));
      return keys.map((key) => shiftRead(resultOfRead(found.get(key), options), -this.#skewMs));
    } catch (thrown) {
      const error = asStoreError(thrown);
      if (!isDataFault(error)) throw error;
      if (asked.length === 1) return keys.map(() => corruptRow(error));
      const single = await Promise.all(asked.map((key) => this.#read([key], options, call)));
      const results = new Map(asked.map((key, index) => [key, single[index]?.[0]]));
      return keys.map((key) => results.get(key));
    }
  }

  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    return this.#run(call, () => this.#commit(transactions, call));
  }

  async #commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    const skewMs = this.#skewMs;
    const results: TransactionResult[] = new Array(transactions.length);
    const placed: PlacedTransaction[] = [];
    for (const [index, transaction] of transactions.entries()) {
      placed.push({ index, transaction: shiftTransaction(transaction, skewMs) });
    }
    for (const wave of planWaves(placed)) {
      const fault = endedCallError(call);
      if (fault === undefined) await this.#runWave(wave, results, call);
      else refuseWave(wave, fault, results);
    }
    const late = lateCall(results, call);
    if (late !== undefined) throw late;
    return skewMs === 0 ? results : results.map((result) => shiftResults(result, -skewMs));
  }

  async scan({ prefix, cursor, limit, view }: ScanQuery, call: Call): Promise<ScanPage> {
    const after = cursor === undefined ? "" : decodeKeyCursor(cursor, prefix);
    const values = [prefix, after, endOfPrefix(prefix) ?? null, limit + 1];
    const rows = await this.#run(call, () => this.#scanRows(view, values, call));
    const page = rows.slice(0, limit);
    const last = page.at(-1)?.[0];
    const hasMore = rows.length > limit && last !== null && last !== undefined;
    return {
      records: page.map((row) => shiftRecord(recordOfScan(row, view), -this.#skewMs)),
      cursor: hasMore ? encodeKeyCursor(last) : undefined,
    };
  }

  async #scanRows(view: View, values: readonly unknown[], call: Call): Promise<readonly Row[]> {
    try {
      return await this.#connections.run(this.#statements.scan[view], values, call);
    } catch (thrown) {
      const error = asStoreError(thrown);
      throw isDamagedValue(error) ? corruptRow(error) : error;
    }
  }

  /** Undefined on the v2 layout: its values are bytes, which the server cannot look into. */
  get query(): QueryRecords | undefined {
    if (!this.#layout.keepsJson) return undefined;
    return (query, call) =>
      this.#run(call, () => {
        const bounds = { live: liveRow(this.#layout), endOfPrefix: endOfPrefix(query.prefix) };
        const [connections, layout, turns] = [this.#connections, this.#layout, this.#queryTurns];
        return queryPage(query, { ...bounds, connections, layout, turns, skewMs: this.#skewMs }, call);
      });
  }

  /** Told by a trigger on the table, so that daprd's writes count, too. Throws `unsupported` behind PgBouncer. */
  invalidations(prefix: string, listener: InvalidationListener): () => Promise<void> {
    if (this.#options.pgbouncer) {
      const description = "PgBouncer in transaction mode does not pass on notifications";
      throw violationError([{ path: ["cache"], description }], "unsupported");
    }
    const ready = (): Promise<void> => (this.#isPrepared ? Promise.resolve() : this.prepare());
    const notices = new PostgresNotices(
      this.#connections,
      this.#layout,
      prefix,
      listener,
      ready,
      this.#context,
    );
    this.#notices.add(notices);
    return () => notices.close();
  }

  ping(call: Call): Promise<void> {
    return this.#run(call, async () => {
      await this.#connections.run(this.#statements.ping, [], call);
      await this.#compareClocks();
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#calls.end();
    await this.#keyIndex.close();
    await Promise.all([...this.#notices].map((notices) => notices.close()));
    await this.#sweeper.stop();
    await this.#connections.close();
  }

  #run<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    return this.#calls.run(call, () => {
      if (!this.#isPrepared) return this.#runPrepared(call, work);
      if (this.#context.clock.monotonic() >= this.#clockTime) this.#compareClocks().catch(() => undefined);
      return work();
    });
  }

  async #runPrepared<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    await this.prepare();
    const late = endedCallError(call);
    if (late !== undefined) throw late;
    return work();
  }

  /** Makes what the tables lack and learns the facts, once. Rejects with StoreError, outcome `not-applied`. */
  prepare(): Promise<void> {
    if (this.#prepareFault !== undefined && this.#context.clock.monotonic() < this.#prepareTime) {
      return Promise.reject(this.#prepareFault);
    }
    this.#ready ??= this.#prepare().finally(() => {
      this.#ready = undefined;
    });
    return this.#ready;
  }

  async #prepare(): Promise<void> {
    try {
      await migrate(this.#connections, this.#layout);
      await this.#compareClocks();
      const { durability, promise } = await durabilityOf(this.#connections);
      const replicas = durability === "primary-loss";
      const queries = this.#layout.keepsJson;
      const learnt = { durability, durabilityPromise: promise, replicas, queries };
      this.#facts = Object.freeze({ ...this.#facts, ...learnt });
      this.#isPrepared = true;
      this.#keyIndex.ensure();
    } catch (thrown) {
      if (thrown instanceof UnfitDatabase) throw thrown;
      const error = asStoreError(thrown).with({ outcome: "not-applied" });
      if (isLockTimeout(error)) this.#backOff(error);
      throw error;
    }
  }

  #backOff(error: StoreError): void {
    const delayMs = Math.min(prepareRetryMs * 2 ** this.#prepareFailures, prepareRetryMsMax);
    this.#prepareFailures += 1;
    this.#prepareFault = error.with({ retryDelayMs: delayMs });
    this.#prepareTime = this.#context.clock.monotonic() + delayMs;
  }

  async #compareClocks(): Promise<void> {
    const { clock } = this.#context;
    this.#clockTime = clock.monotonic() + clockIntervalMs;
    const before = clock.now();
    const [row] = await this.#connections.run(this.#statements.time, []);
    const server = decodeTime(row?.[0]);
    if (server !== undefined) this.#skewMs = skewOf(before, server, clock.now(), this.#skewMs);
  }

  async #runWave({ groups, transactions }: Wave, results: TransactionResult[], call: Call): Promise<void> {
    await Promise.all([
      ...[...groups].map(([name, placed]) => this.#runGroup(name, placed, results, call)),
      ...transactions.map((placed) => this.#runTransaction(placed, results, call)),
    ]);
  }

  async #runTransaction(
    { index, transaction }: PlacedTransaction,
    results: TransactionResult[],
    call: Call,
  ): Promise<void> {
    try {
      results[index] = await applyInTransaction(transaction, this.#connections, this.#statements, call);
    } catch (thrown) {
      results[index] = asStoreError(thrown);
    }
  }

  async #runGroup(
    name: GroupName,
    placed: readonly PlacedMutation[],
    results: TransactionResult[],
    call: Call,
  ): Promise<void> {
    const rows = await this.#rowsOfGroup(name, placed, call);
    if (!(rows instanceof StoreError)) {
      return this.#settleAll(placed, rows, results, call);
    }
    // What one row is to blame for must not fail the others of its statement.
    if ((isDataFault(rows) || isLockTimeout(rows)) && placed.length > 1) {
      await Promise.all(placed.map((one) => this.#runGroup(name, [one], results, call)));
      return;
    }
    // Of an addition, the row that is there cannot be read: the slow path says so.
    if (name === "add" && isDamagedValue(rows)) return this.#settleAll(placed, new Map(), results, call);
    for (const { index } of placed)
      results[index] = isDataFault(rows) ? rows.with({ mutationIndex: 0 }) : rows;
  }

  async #rowsOfGroup(
    name: GroupName,
    placed: readonly PlacedMutation[],
    call: Call,
  ): Promise<ReadonlyMap<string, Row> | StoreError> {
    const mutations: readonly Mutation[] = placed.map(({ mutation }) => mutation);
    const values = groupValues(name, mutations, this.#statements.keepsJson);
    for (let attempt = 1; ; attempt++) {
      try {
        const rows = await this.#connections.run(this.#statements[name], values, call);
        return new Map(rows.map((row) => [row[0] ?? "", row]));
      } catch (thrown) {
        const error = asStoreError(thrown);
        if (!isLostRace(error) || attempt === groupAttemptsMax) return error;
      }
    }
  }

  // Hardly ever is there one that only the slow path can judge: a promise for each would cost more than the rest.
  async #settleAll(
    placed: readonly PlacedMutation[],
    rows: ReadonlyMap<string, Row>,
    results: TransactionResult[],
    call: Call,
  ): Promise<void> {
    const slow: PlacedTransaction[] = [];
    for (const { index, mutation } of placed) {
      const row = rows.get(mutation.key);
      const result = row === undefined ? resultOfAbsence(mutation) : resultOfRow(row);
      if (result === undefined) slow.push({ index, transaction: { mutations: [mutation] } });
      else results[index] = result instanceof StoreError ? result : [result];
    }
    if (slow.length > 0) await Promise.all(slow.map((one) => this.#runTransaction(one, results, call)));
  }
}

// A call that ended before any of it left fails as a whole.
function lateCall(results: readonly TransactionResult[], call: Call): StoreError | undefined {
  const fault = endedCallError(call);
  const isLate = (result: TransactionResult): boolean =>
    result instanceof StoreError && result.code === fault?.code && result.outcome === "not-applied";
  return results.length > 0 && results.every(isLate) ? fault : undefined;
}

function refuseWave({ groups, transactions }: Wave, fault: StoreError, results: TransactionResult[]): void {
  for (const { index } of [...groups.values()].flat()) results[index] = fault;
  for (const { index } of transactions) results[index] = fault;
}

function resultOfRead(row: Row | undefined, { view }: ReadOptions): ReadResult {
  if (row === undefined) return undefined;
  return view === "keys" ? keyOnly(row[0] ?? "") : readRow(row, view);
}

function recordOfScan(row: Row, view: View): StateRecord {
  const record = view === "keys" ? keyOnly(row[0] ?? "") : readRow(row, view);
  if (record instanceof StoreError) throw record;
  return record;
}

function corruptRow(error: StoreError): StoreError {
  return new StoreError("corrupt", "the row's value is no record", { cause: error.cause });
}

/** The first text after every text that begins with a prefix, in the order of bytes; undefined if there is none. */
function endOfPrefix(prefix: string): string | undefined {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return String.fromCodePoint(...points, next);
  }
  return undefined;
}
