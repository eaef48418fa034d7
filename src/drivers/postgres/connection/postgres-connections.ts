// The connections of one store: a few shared ones for single statements, a pool
// for transactions, and dedicated ones for what needs a session. Every timeout is
// set; while the server is down, calls fail at once.
import type { Client } from "pg";
import type { Call } from "../../../model/call.ts";
import { checkCall } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { isWrongServer } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { serverTimeouts } from "./postgres-client-config.ts";
import { PostgresConnector } from "./postgres-connector.ts";
import { PostgresSharedConnection } from "./postgres-shared-connection.ts";
import {
  type MutableRow,
  preparedQuery,
  type QueryWriter,
  type Row,
  type Statement,
  unpreparedQuery,
} from "./postgres-statement.ts";
import { PostgresTransactionPool, type RunStatement } from "./postgres-transaction-pool.ts";

const withoutTimeouts = { query_timeout: 0, statement_timeout: 0, lock_timeout: 0 };
const ignoreLoss = (): void => {};

/** The connections of one store, opened on demand. */
export class PostgresConnections {
  readonly #connector: PostgresConnector;
  readonly #shared: readonly PostgresSharedConnection[];
  readonly #transactions: PostgresTransactionPool;
  readonly #query: QueryWriter;
  /** The maximum time for which the server executes one statement, in ms; it gives up before the client does. */
  readonly statementMsMax: number;
  readonly #pgbouncer: boolean;
  // Whether each single statement needs a transaction, because sessions have a different default isolation.
  #isolates = false;
  #closing: Promise<void> | undefined;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#connector = new PostgresConnector(options, context);
    this.#pgbouncer = options.pgbouncer;
    this.#query = options.pgbouncer ? unpreparedQuery : preparedQuery;
    this.statementMsMax = serverTimeouts(options).statementMs;
    const sharedCount = Math.ceil(options.connectionsMax / 2);
    this.#shared = Array.from({ length: sharedCount }, () => new PostgresSharedConnection(this.#connector));
    this.#transactions = new PostgresTransactionPool(
      options,
      this.#connector,
      context.storeName,
      options.connectionsMax - sharedCount,
      this.#query,
    );
  }

  /**
   * Runs one statement on a shared connection. Rejects with StoreError; also if `call`, where it is given, ended while a
   * connection was made.
   */
  async run(statement: Statement, values: readonly unknown[], call?: Call): Promise<readonly Row[]> {
    if (this.#isolates) return this.transaction((run) => run(statement, values), call);
    const connection = this.#leastBusy();
    let client: Client | undefined;
    let isSent = false;
    connection.inFlight += 1;
    try {
      client = connection.client ?? (await connection.connect());
      if (call !== undefined) checkCall(call);
      isSent = true;
      const { rows } = await client.query<MutableRow>(this.#query(statement, values));
      return rows;
    } catch (thrown) {
      if (client !== undefined && isWrongServer(thrown)) connection.drop(client);
      throw this.#connector.toStoreError(thrown, isSent);
    } finally {
      connection.inFlight -= 1;
    }
  }

  /**
   * Finds out whether single statements run at READ COMMITTED. Sessions of this store are set to that; behind PgBouncer in
   * transaction mode they cannot be, so each statement becomes a transaction if the default differs. Rejects with StoreError.
   */
  async checkIsolation(): Promise<void> {
    if (!this.#pgbouncer) return;
    const [row] = await this.run({ name: "", text: "SHOW default_transaction_isolation" }, []);
    this.#isolates = row?.[0] !== "read committed";
  }

  /** Runs statements as one transaction; see `PostgresTransactionPool.run`. */
  transaction<Result>(work: (run: RunStatement) => Promise<Result>, call?: Call): Promise<Result> {
    return this.#transactions.run(work, call);
  }

  /**
   * A connected client for one user, which has to end it. With `untimed` its statements and locks have no timeouts. Rejects
   * with StoreError.
   */
  async dedicated({ untimed = false } = {}): Promise<Client> {
    this.#connector.check();
    try {
      return await this.#connector.connect(untimed ? withoutTimeouts : {}, ignoreLoss);
    } catch (thrown) {
      throw this.#connector.toStoreError(thrown, false);
    }
  }

  /** Waits for statements in flight, then closes every connection, also those that are being made. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#connector.close();
    await Promise.allSettled([
      ...this.#shared.map((connection) => connection.close()),
      this.#transactions.close(),
    ]);
  }

  #leastBusy(): PostgresSharedConnection {
    return this.#shared.reduce((best, connection) =>
      connection.inFlight < best.inFlight ? connection : best,
    );
  }
}
