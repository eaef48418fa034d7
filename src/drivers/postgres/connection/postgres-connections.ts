// The connections of one store: a few shared ones for single statements, a pool
// for transactions, and dedicated ones for what needs a session. Every timeout is
// set; while the server is down, calls fail at once.
import type { Client } from "pg";
import type { Call } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import { checkCall } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import { isSessionLost, isWrongServer } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { serverTimeouts } from "./postgres-client-config.ts";
import { endClient, type PostgresClientWatch } from "./postgres-client-watch.ts";
import { PostgresConnector } from "./postgres-connector.ts";
import { endedByDeadline, lateError } from "./postgres-deadline.ts";
import type { SessionTimeouts } from "./postgres-session.ts";
import { PostgresSharedConnection } from "./postgres-shared-connection.ts";
import {
  type MutableRow,
  preparedQuery,
  type Row,
  type Statement,
  unpreparedQuery,
} from "./postgres-statement.ts";
import { PostgresTransactionPool, type RunStatement } from "./postgres-transaction-pool.ts";

const withoutTimeout = { query_timeout: 0 };
const ignoreLoss = (): void => {};

/** The connections of one store, opened on demand. */
export class PostgresConnections {
  readonly #connector: PostgresConnector;
  readonly #shared: readonly PostgresSharedConnection[];
  readonly #transactions: PostgresTransactionPool;
  readonly #storeName: string;
  readonly #timeouts: SessionTimeouts;
  /** The maximum time for which the server executes one statement, in ms; it gives up before the client does. */
  readonly statementMsMax: number;
  /** The option `timeout`, in ms. */
  readonly timeoutMs: number;
  #closing: Promise<void> | undefined;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#connector = new PostgresConnector(options, context);
    this.#storeName = context.storeName;
    this.#timeouts = serverTimeouts(options);
    this.statementMsMax = this.#timeouts.statementMs;
    this.timeoutMs = options.timeoutMs;
    const sharedCount = Math.ceil(options.connectionsMax / 2);
    this.#shared = Array.from({ length: sharedCount }, () => new PostgresSharedConnection(this.#connector));
    this.#transactions = new PostgresTransactionPool(
      options,
      this.#connector,
      context.storeName,
      options.connectionsMax - sharedCount,
    );
    this.#connector.onWrongServer(() => {
      for (const connection of this.#shared) connection.dropCurrent();
      this.#transactions.dropIdle();
    });
  }

  /**
   * Runs one statement on a shared connection, at READ COMMITTED. Rejects with StoreError; also if `call`, where it is given,
   * ended while a connection was made, and at its deadline.
   */
  run(statement: Statement, values: readonly unknown[], call?: Call): Promise<readonly Row[]> {
    const sending: Sending = { isSent: false, isLate: false, watch: undefined };
    return endedByDeadline(this.#send(statement, values, call, sending), call, () => {
      sending.isLate = true;
      sending.watch?.abandoned();
      return lateError(this.#storeName, sending.isSent ? "unknown" : "not-applied");
    });
  }

  async #send(
    statement: Statement,
    values: readonly unknown[],
    call: Call | undefined,
    sending: Sending,
  ): Promise<readonly Row[]> {
    const connection = this.#leastBusy();
    let client: Client | undefined;
    connection.inFlight += 1;
    try {
      client = connection.client ?? (await connection.connect());
      if (call !== undefined) checkCall(call);
      const session = this.#connector.sessionOf(client);
      sending.isSent = true;
      if (!session.isReadCommitted || (session.isShared && statement.needsSettings === true))
        return await this.transaction((run) => run(statement, values), call);
      if (call !== undefined) sending.watch = connection.watchOf(client);
      sending.watch?.sent();
      const query = session.isShared ? unpreparedQuery(statement, values) : preparedQuery(statement, values);
      const { rows } = await client.query<MutableRow>(query);
      return rows;
    } catch (thrown) {
      if (client !== undefined && isWrongServer(thrown)) {
        connection.drop(client);
        this.#connector.wrongServer();
      }
      if (isSessionLost(thrown)) this.#connector.sessionNotKept();
      throw this.#connector.toStoreError(thrown, sending.isSent);
    } finally {
      sending.watch?.settled(sending.isLate);
      connection.inFlight -= 1;
    }
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
      if (!untimed) return await this.#connector.connect({}, ignoreLoss);
      const timeouts = { ...this.#timeouts, statementMs: 0, lockMs: 0 };
      return await this.#connector.connect(withoutTimeout, ignoreLoss, timeouts);
    } catch (thrown) {
      throw this.#connector.toStoreError(thrown, false);
    }
  }

  /** As `dedicated`, with a session that is kept until the client ends. Rejects with `unsupported` behind a pooler. */
  async dedicatedSession(): Promise<Client> {
    const client = await this.dedicated();
    if (!this.#connector.sessionOf(client).isShared) return client;
    endClient(client);
    const message =
      `store ${this.#storeName}: the pooler between the store and Postgres does not forward notifications in transaction ` +
      "mode; connect to Postgres directly, or set pgbouncer=false if the pooler is in session mode";
    throw new StoreError("unsupported", message, { outcome: "not-applied" });
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
    return this.#shared.reduce((best, connection) => {
      if (connection.isSuspect !== best.isSuspect) return best.isSuspect ? connection : best;
      return connection.inFlight < best.inFlight ? connection : best;
    });
  }
}

// How far a statement of a call is. Whether `transaction` sent anything is not known here: then it counts as sent.
interface Sending {
  isSent: boolean;
  isLate: boolean;
  watch: PostgresClientWatch | undefined;
}
