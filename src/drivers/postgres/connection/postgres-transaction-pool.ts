// Connections for transactions. Each is used by one transaction at a time, so
// that no BEGIN shares a connection with another caller's statement.
import type { Client } from "pg";
import type { Call } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import { checkCall } from "../../../store/call-check.ts";
import { isReplyTimeout, isSessionLost, isWrongServer } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { serverTimeouts } from "./postgres-client-config.ts";
import { type ConnectClient, PoolTimeout, PostgresClientPool } from "./postgres-client-pool.ts";
import { destroyClient } from "./postgres-client-watch.ts";
import type { PostgresConnector } from "./postgres-connector.ts";
import { endedByDeadline, lateError } from "./postgres-deadline.ts";
import {
  type MutableRow,
  preparedQuery,
  type Row,
  type Statement,
  unpreparedQuery,
} from "./postgres-statement.ts";

/** Runs statements of one transaction; replies come in order, and a statement may be sent before the reply to the last. */
export type RunStatement = (statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

// The maximum number of transactions that wait for a connection; more are rejected.
const waitingMax = 1_000;

/** The connections of one store's transactions. */
export class PostgresTransactionPool {
  readonly #connector: PostgresConnector;
  readonly #storeName: string;
  readonly #beginShared: string;
  readonly #pool: PostgresClientPool;

  constructor(
    options: PostgresOptions,
    connector: PostgresConnector,
    storeName: string,
    connectionsMax: number,
  ) {
    this.#connector = connector;
    this.#storeName = storeName;
    this.#beginShared = beginShared(options);
    const connect: ConnectClient = async (onLost) => {
      connector.check();
      return connector.connect({}, onLost);
    };
    const { connectionIdleMs: idleMsMax, connectTimeoutMs: waitMsMax } = options;
    this.#pool = new PostgresClientPool(connect, { connectionsMax, idleMsMax, waitMsMax });
  }

  /**
   * Runs statements as one transaction (READ COMMITTED): committed when `work` resolves, rolled back when it rejects.
   * Rejects with StoreError, at the call's deadline at the latest; its outcome is `unknown` only if the reply to the commit
   * was not received.
   */
  run<Result>(work: (run: RunStatement) => Promise<Result>, call?: Call): Promise<Result> {
    const running: Running = { client: undefined, isCommitting: false, timer: undefined };
    return endedByDeadline(this.#run(work, call, running), call, () => {
      const { client, isCommitting } = running;
      // The server rolls back the transaction of a client that is gone.
      if (client !== undefined) running.timer = setTimeout(destroyClient, lateMsMax, client);
      return lateError(this.#storeName, isCommitting ? "unknown" : "not-applied");
    });
  }

  async #run<Result>(
    work: (run: RunStatement) => Promise<Result>,
    call: Call | undefined,
    running: Running,
  ): Promise<Result> {
    const client = await this.#checkOut();
    let isBroken = true;
    running.client = client;
    try {
      if (call !== undefined) checkCall(call);
      const { isShared } = this.#connector.sessionOf(client);
      const query = isShared ? unpreparedQuery : preparedQuery;
      const begun = client.query(isShared ? this.#beginShared : begin);
      begun.catch(() => undefined);
      const result = await work(async (statement, values) => {
        if (call !== undefined) checkCall(call);
        return (await client.query<MutableRow>(query(statement, values))).rows;
      });
      await begun;
      // At the deadline the call ended as not applied.
      if (call !== undefined) checkCall(call);
      running.isCommitting = true;
      const { command } = await client.query("COMMIT");
      isBroken = false;
      // So the server replies if a statement has failed, even if `work` ignored that.
      if (command !== "COMMIT") throw this.#rolledBackError();
      return result;
    } catch (thrown) {
      if (isSessionLost(thrown)) this.#connector.sessionNotKept();
      if (!running.isCommitting)
        isBroken =
          isReplyTimeout(thrown) ||
          !(await isRolledBack(client)) ||
          isWrongServer(thrown) ||
          isSessionLost(thrown);
      if (isWrongServer(thrown)) this.#connector.wrongServer();
      throw this.#connector.toStoreError(thrown, running.isCommitting);
    } finally {
      running.client = undefined;
      clearTimeout(running.timer);
      this.#pool.give(client, isBroken);
    }
  }

  /** Closes the connections that no transaction uses. */
  dropIdle(): void {
    this.#pool.dropIdle();
  }

  /** Closes every connection once its transaction has ended. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  async #checkOut(): Promise<Client> {
    this.#connector.check();
    if (this.#pool.waitingCount >= waitingMax)
      throw this.#overloaded(`the queue for a connection is full (${waitingMax} transactions)`);
    try {
      const client = await this.#pool.take();
      this.#connector.succeeded();
      return client;
    } catch (thrown) {
      if (thrown instanceof PoolTimeout) throw this.#overloaded(thrown.message, thrown);
      throw this.#connector.toStoreError(thrown, false);
    }
  }

  #rolledBackError(): StoreError {
    const message = `store ${this.#storeName}: Postgres rolled the transaction back`;
    return new StoreError("internal", message, { outcome: "not-applied" });
  }

  #overloaded(message: string, cause?: unknown): StoreError {
    return new StoreError("overloaded", `store ${this.#storeName}: ${message}`, { retryDelayMs: 200, cause });
  }
}

// How far a transaction is; the connection is ended by `timer` if the server does not reply in time.
interface Running {
  client: Client | undefined;
  isCommitting: boolean;
  timer: NodeJS.Timeout | undefined;
}

// How long the connection of a call that has ended waits for the server's reply, in ms.
const lateMsMax = 250;

const begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

// Where a session is not kept it has no settings, so each transaction sets its own.
function beginShared(options: PostgresOptions): string {
  const { statementMs, lockMs, idleInTransactionMs } = serverTimeouts(options);
  const local = {
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    enable_seqscan: "off",
    enable_bitmapscan: "off",
    jit: "off",
  };
  return [begin, ...Object.entries(local).map(([name, value]) => `SET LOCAL ${name} = ${value}`)].join("; ");
}

async function isRolledBack(client: Client): Promise<boolean> {
  try {
    await client.query("ROLLBACK");
    return true;
  } catch {
    return false;
  }
}
