// Records in a table of Postgres. What arrives together goes together: reads as
// one statement with every key, single mutations as one statement per kind,
// several kinds at the same time over pipelined connections. A batch of many
// mutations is a transaction. A server that is down is not asked to open: the
// first call that reaches it makes the tables.
import type { Call } from "../../model/call.ts";
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { Batch, Mutation } from "../../model/mutation.ts";
import { duplicateKey } from "../../store/apply-batch.ts";
import { closedError, departureFault } from "../../store/departure.ts";
import type { DriverContext } from "../../store/driver.ts";
import type { StoreFacts } from "../../store/facts.ts";
import type { InvalidationListener, InvalidationSource } from "../../store/invalidation-source.ts";
import { decodeKeyCursor, encodeKeyCursor } from "../../store/key-cursor.ts";
import { keyOnly } from "../../store/record-view.ts";
import type {
  BatchResult,
  ReadOptions,
  ReadResult,
  ScanPage,
  ScanQuery,
  StateStore,
} from "../../store/state-store.ts";
import { decodeRow, type Row, readRow } from "./postgres-codec.ts";
import { PostgresConnections } from "./postgres-connections.ts";
import { isDataFault, isLostRace } from "./postgres-errors.ts";
import { layoutOf, type PostgresLayout } from "./postgres-layout.ts";
import { durabilityOf, migrate } from "./postgres-migration.ts";
import { PostgresNotices } from "./postgres-notices.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import {
  type GroupName,
  groupValues,
  type PlacedBatch,
  type PlacedMutation,
  planWaves,
  resultOfAbsence,
  resultOfRow,
  statementOf,
  type Wave,
} from "./postgres-plan.ts";
import { type PostgresStatements, postgresStatements } from "./postgres-sql.ts";
import { PostgresSweeper } from "./postgres-sweeper.ts";
import { applyInTransaction } from "./postgres-transaction.ts";

const factsUnknown: StoreFacts = Object.freeze({
  driver: "postgres",
  atomicity: "any-keys",
  durability: "process-crash",
  durabilityPromise: "Not known yet: Postgres has not answered since the store was opened.",
  nativeExpiry: true,
  orderedScan: true,
  changeFeed: false,
  replicas: false,
  // Two statements of many keys keep the server busy; writes on several connections share flushes.
  gathering: Object.freeze({ reads: 2, commits: 4 }),
} satisfies StoreFacts);

const groupAttemptsMax = 4;

/** A store in Postgres. Opened by `postgresDriver`. */
export class PostgresStore implements StateStore, InvalidationSource {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #notices = new Set<PostgresNotices>();
  readonly #connections: PostgresConnections;
  readonly #layout: PostgresLayout;
  readonly #statements: PostgresStatements;
  readonly #sweeper: PostgresSweeper;
  #facts = factsUnknown;
  #ready: Promise<void> | undefined;
  #closed = false;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    this.#layout = layoutOf(options.layout, options);
    this.#statements = postgresStatements(this.#layout);
    this.#connections = new PostgresConnections(options, context);
    this.#sweeper = new PostgresSweeper(this.#connections, this.#statements, this.#layout, options, context);
  }

  /** What Postgres promises; of its durability nothing is known before it has first answered. */
  get facts(): StoreFacts {
    return this.#facts;
  }

  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    await this.#admit(call);
    const statement = this.#statements.read[options.view];
    const asked = [...new Set(keys)];
    try {
      const rows = await this.#connections.run(statement, [asked]);
      const found = new Map(rows.map((row) => [row[0], row]));
      return keys.map((key) => resultOfRead(found.get(key), options));
    } catch (thrown) {
      const error = asStoreError(thrown);
      if (!isDataFault(error)) throw error;
      if (asked.length === 1) return keys.map(() => corruptRow(error));
      const single = await Promise.all(asked.map((key) => this.read([key], options, call)));
      const results = new Map(asked.map((key, index) => [key, single[index]?.[0]]));
      return keys.map((key) => results.get(key));
    }
  }

  async commit(batches: readonly Batch[], call: Call): Promise<readonly BatchResult[]> {
    await this.#admit(call);
    const results: BatchResult[] = new Array(batches.length);
    const placed: PlacedBatch[] = [];
    for (const [index, batch] of batches.entries()) {
      const repeated = duplicateKey(batch.mutations);
      if (repeated !== undefined) results[index] = repeated;
      else placed.push({ index, batch });
    }
    for (const wave of planWaves(placed)) await this.#runWave(wave, results);
    return results;
  }

  async scan({ prefix, cursor, limit, view }: ScanQuery, call: Call): Promise<ScanPage> {
    const after = cursor === undefined ? "" : decodeKeyCursor(cursor, prefix);
    await this.#admit(call);
    const values = [prefix, after, endOfPrefix(prefix) ?? null, limit + 1];
    const rows = await this.#connections.run(this.#statements.scan[view], values);
    const page = rows.slice(0, limit);
    const last = page.at(-1)?.[0];
    const hasMore = rows.length > limit && last !== null && last !== undefined;
    return {
      records: page.map((row) => (view === "keys" ? keyOnly(row[0] ?? "") : decodeRow(row))),
      cursor: hasMore ? encodeKeyCursor(last) : undefined,
    };
  }

  /** Told by a trigger on the table, so that daprd's writes count, too. Throws `unsupported` behind PgBouncer. */
  invalidations(prefix: string, listener: InvalidationListener): () => Promise<void> {
    if (this.#options.pgbouncer) {
      throw new StoreError("unsupported", "cache: PgBouncer in transaction mode passes no notifications on", {
        field: "cache",
      });
    }
    const ready = (): Promise<void> => (this.#facts === factsUnknown ? this.prepare() : Promise.resolve());
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

  async ping(call: Call): Promise<void> {
    await this.#admit(call);
    await this.#connections.run(this.#statements.ping, []);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([...this.#notices].map((notices) => notices.close()));
    await this.#sweeper.stop();
    await this.#connections.close();
  }

  async #admit(call: Call): Promise<void> {
    if (this.#closed) throw closedError();
    const fault = departureFault(call);
    if (fault !== undefined) throw fault;
    if (this.#facts !== factsUnknown) return;
    await this.prepare();
    const late = departureFault(call);
    if (late !== undefined) throw late;
  }

  /** Makes what the tables lack and learns the facts, once. Rejects with StoreError, outcome `not-applied`. */
  prepare(): Promise<void> {
    this.#ready ??= this.#prepare().finally(() => {
      this.#ready = undefined;
    });
    return this.#ready;
  }

  async #prepare(): Promise<void> {
    try {
      await migrate(this.#connections, this.#layout);
      const { durability, promise } = await durabilityOf(this.#connections);
      const replicas = durability === "primary-loss";
      this.#facts = Object.freeze({ ...factsUnknown, durability, durabilityPromise: promise, replicas });
    } catch (thrown) {
      throw asStoreError(thrown).with({ outcome: "not-applied" });
    }
  }

  async #runWave({ groups, transactions }: Wave, results: BatchResult[]): Promise<void> {
    await Promise.all([
      ...[...groups].map(([name, placed]) => this.#runGroup(name, placed, results)),
      ...transactions.map((placed) => this.#runTransaction(placed, results)),
    ]);
  }

  async #runTransaction({ index, batch }: PlacedBatch, results: BatchResult[]): Promise<void> {
    try {
      results[index] = await applyInTransaction(batch, this.#connections, this.#statements);
    } catch (thrown) {
      results[index] = asStoreError(thrown);
    }
  }

  async #runGroup(name: GroupName, placed: readonly PlacedMutation[], results: BatchResult[]): Promise<void> {
    const rows = await this.#rowsOfGroup(name, placed);
    if (!(rows instanceof StoreError)) {
      await Promise.all(placed.map((one) => this.#settle(one, rows.get(one.mutation.key), results)));
      return;
    }
    // What one row is to blame for must not fail the others of its statement.
    if (isDataFault(rows) && placed.length > 1) {
      await Promise.all(placed.map((one) => this.#runGroup(name, [one], results)));
      return;
    }
    for (const { index } of placed)
      results[index] = isDataFault(rows) ? rows.with({ mutationIndex: 0 }) : rows;
  }

  async #rowsOfGroup(
    name: GroupName,
    placed: readonly PlacedMutation[],
  ): Promise<ReadonlyMap<string, Row> | StoreError> {
    const mutations: readonly Mutation[] = placed.map(({ mutation }) => mutation);
    const values = groupValues(name, mutations);
    for (let attempt = 1; ; attempt++) {
      try {
        const rows = await this.#connections.run(statementOf(this.#statements, name), values);
        return new Map(rows.map((row) => [row[0] ?? "", row]));
      } catch (thrown) {
        const error = asStoreError(thrown);
        if (!isLostRace(error) || attempt === groupAttemptsMax) return error;
      }
    }
  }

  async #settle(
    { index, mutation }: PlacedMutation,
    row: Row | undefined,
    results: BatchResult[],
  ): Promise<void> {
    const result = row === undefined ? resultOfAbsence(mutation) : resultOfRow(row);
    if (result === undefined)
      await this.#runTransaction({ index, batch: { mutations: [mutation] } }, results);
    else results[index] = result instanceof StoreError ? result : [result];
  }
}

function resultOfRead(row: Row | undefined, { view }: ReadOptions): ReadResult {
  if (row === undefined) return undefined;
  return view === "keys" ? keyOnly(row[0] ?? "") : readRow(row, view);
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
