// A store in a table of Postgres: joins the reader, the writer and what runs
// beside them. Every call waits until the tables are prepared; closing waits for
// the calls in flight.
import type { Call } from "../../model/call.ts";
import { violationError } from "../../model/errors.ts";
import type { Transaction } from "../../model/mutation.ts";
import { checkCall } from "../../store/call-check.ts";
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
import { PostgresCallsInFlight } from "./connection/postgres-calls-in-flight.ts";
import { PostgresConnections } from "./connection/postgres-connections.ts";
import { PostgresClock } from "./postgres-clock.ts";
import { PostgresNotifications } from "./postgres-notifications.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { endOfPrefix } from "./postgres-prefix.ts";
import { PostgresReader } from "./postgres-reader.ts";
import { PostgresSweeper } from "./postgres-sweeper.ts";
import { PostgresWriter } from "./postgres-writer.ts";
import { queryPage } from "./query/postgres-query.ts";
import { PostgresQueryQueue } from "./query/postgres-query-queue.ts";
import { PostgresKeyIndex } from "./schema/postgres-key-index.ts";
import { layoutOf, type PostgresLayout } from "./schema/postgres-layout.ts";
import { PostgresPreparation } from "./schema/postgres-preparation.ts";
import { liveRow, type PostgresStatements, postgresStatements } from "./schema/postgres-sql.ts";

/** A store in Postgres. Opened by `postgresDriver`. */
export class PostgresStore implements StateStore, InvalidationSource {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #layout: PostgresLayout;
  readonly #statements: PostgresStatements;
  readonly #connections: PostgresConnections;
  readonly #clock: PostgresClock;
  readonly #keyIndex: PostgresKeyIndex;
  readonly #preparation: PostgresPreparation;
  readonly #reader: PostgresReader;
  readonly #writer: PostgresWriter;
  readonly #sweeper: PostgresSweeper;
  readonly #queries: PostgresQueryQueue;
  readonly #calls = new PostgresCallsInFlight();
  readonly #notifications = new Set<PostgresNotifications>();
  #closing: Promise<void> | undefined;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    const layout = layoutOf(options.layout, options);
    const statements = postgresStatements(layout);
    const connections = new PostgresConnections(options, context);
    const clock = new PostgresClock(connections, statements, context.clock);
    const keyIndex = new PostgresKeyIndex(connections, layout, context);
    this.#preparation = new PostgresPreparation(connections, layout, clock, keyIndex, context);
    this.#reader = new PostgresReader(connections, statements, clock);
    this.#writer = new PostgresWriter(connections, statements, clock);
    this.#sweeper = new PostgresSweeper(connections, statements, layout, options, context);
    // Half of the connections are shared; of the other half, which transactions need, queries take half.
    this.#queries = new PostgresQueryQueue(Math.max(1, Math.floor(options.connectionsMax / 4)));
    this.#layout = layout;
    this.#statements = statements;
    this.#connections = connections;
    this.#clock = clock;
    this.#keyIndex = keyIndex;
  }

  /** What Postgres guarantees; its durability is unknown until it has first replied. */
  get facts(): StoreFacts {
    return this.#preparation.facts;
  }

  read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    return this.#run(call, () => this.#reader.read(keys, options, call));
  }

  commit(transactions: readonly Transaction[], call: Call): Promise<readonly TransactionResult[]> {
    return this.#run(call, () => this.#writer.commit(transactions, call));
  }

  scan(query: ScanQuery, call: Call): Promise<ScanPage> {
    return this.#run(call, () => this.#reader.scan(query, call));
  }

  /** Undefined on the v2 layout: its values are bytes, which the server cannot look into. */
  get query(): QueryRecords | undefined {
    if (!this.#layout.keepsJson) return undefined;
    return (query, call) =>
      this.#run(call, () => {
        const bounds = { live: liveRow(this.#layout), endOfPrefix: endOfPrefix(query.prefix) };
        const [connections, layout, queue] = [this.#connections, this.#layout, this.#queries];
        const { skewMs } = this.#clock;
        return queryPage(query, { ...bounds, connections, layout, queue, skewMs }, call);
      });
  }

  /** Changes are reported by a trigger on the table, so that daprd's writes count too. Throws `unsupported` with `pgbouncer`. */
  invalidations(prefix: string, listener: InvalidationListener): () => Promise<void> {
    if (this.#options.pooling === "transaction") {
      const description = "PgBouncer in transaction mode does not forward notifications";
      throw violationError([{ path: ["cache"], description }], "unsupported");
    }
    const notifications = new PostgresNotifications(
      this.#connections,
      this.#layout,
      prefix,
      listener,
      () => this.prepare(),
      this.#context,
    );
    this.#notifications.add(notifications);
    return () => notifications.close();
  }

  ping(call: Call): Promise<void> {
    return this.#run(call, async () => {
      await this.#connections.run(this.#statements.ping, [], call);
      await this.#clock.compare();
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#calls.drain();
    await this.#keyIndex.close();
    await Promise.all([...this.#notifications].map((notifications) => notifications.close()));
    await this.#sweeper.stop();
    await this.#connections.close();
  }

  /** Prepares the tables; see `PostgresPreparation.ensure`. */
  prepare(): Promise<void> {
    return this.#preparation.ensure();
  }

  #run<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    return this.#calls.run(call, () => {
      if (!this.#preparation.isDone) return this.#runPrepared(call, work);
      this.#clock.compareIfDue();
      return work();
    });
  }

  async #runPrepared<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    await this.prepare();
    checkCall(call);
    return work();
  }
}
