// The connections of one store. Single statements travel over a few shared
// clients that pipeline: what is sent while an answer is under way does not
// wait for it. Transactions have clients of their own from a pool, so that no
// BEGIN ever shares a connection with another caller's statement. Every client
// has an error listener and every timeout is set; a server that is down makes
// calls fail at once, not wait.
import { Client, type ClientConfig, Pool, type PoolClient } from "pg";
import type { Call } from "../../../model/call.ts";
import { StoreError } from "../../../model/errors.ts";
import { checkCall } from "../../../store/call-check.ts";
import type { DriverContext } from "../../../store/driver.ts";
import type { Row } from "../postgres-codec.ts";
import { isWrongServer, translateError } from "../postgres-errors.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { arrayText } from "./postgres-array.ts";

/** One statement: its text and a name for it that is the same in every call. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs statements of one transaction, each answered in order; they may be sent without waiting. */
export type RunStatement = (statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

// How long a server that refused a connection is left alone; it doubles with each refusal.
const reconnectDelayMs = 100;
const reconnectDelayMsMax = 2_000;

// Most transactions that wait for a connection of the pool; more are refused.
const waitingMax = 1_000;

// Longest that one statement waits for a lock. Above the second after which the server looks for deadlocks: it names
// the loser of one, who is run again.
const lockTimeoutMsMax = 1_200;

// Columns come as the text that the server sent; the codec knows what each is.
const asText = { getTypeParser: () => (text: string) => text };

// What the library says when the server answers "no" to an SSLRequest.
const noTls = "The server does not support SSL connections";

const withoutTimeouts: ClientConfig = { query_timeout: 0, statement_timeout: 0, lock_timeout: 0 };

interface Lane {
  client: Client | undefined;
  connecting: Promise<Client> | undefined;
  running: number;
}

/** The clients of one store, made when they are needed. */
export class PostgresConnections {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #lanes: readonly Lane[];
  #settling: Promise<ClientConfig> | undefined;
  #pool: Pool | undefined;
  #failures = 0;
  #retryTime = 0;
  #lastFault: unknown;
  #closing: Promise<void> | undefined;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    const lanes = Math.ceil(options.connectionsMax / 2);
    this.#lanes = Array.from({ length: lanes }, () => ({
      client: undefined,
      connecting: undefined,
      running: 0,
    }));
  }

  /** Longest that the server may work at one statement, in ms: it gives up before this side does. */
  get statementMsMax(): number {
    return timeoutsOf(this.#options).statementMs;
  }

  /**
   * Runs one statement by itself on a shared connection. Rejects with StoreError; also if the call it is for, where one
   * is named, ended while a connection was made.
   */
  async run({ name, text }: Statement, values: readonly unknown[], call?: Call): Promise<readonly Row[]> {
    const lane = this.#leastBusy();
    let sent = false;
    lane.running += 1;
    try {
      const client = lane.client ?? (await this.#connect(lane));
      if (call !== undefined) checkCall(call);
      sent = true;
      const result = await client.query<(string | null)[]>(this.#query(name, text, values));
      return result.rows;
    } catch (thrown) {
      if (isWrongServer(thrown)) this.#drop(lane);
      throw translateError(thrown, this.#context.storeName, sent);
    } finally {
      lane.running -= 1;
    }
  }

  /**
   * Runs statements as one transaction (READ COMMITTED): committed when `work` resolves, undone when it rejects. Rejects
   * with StoreError; its outcome is `unknown` only if the end of the commit was not seen.
   */
  async transaction<Result>(work: (run: RunStatement) => Promise<Result>, call?: Call): Promise<Result> {
    const client = await this.#checkOut();
    let lost = false;
    const onError = (cause: unknown): void => {
      lost = true;
      this.#note(cause);
    };
    client.on("error", onError);
    let committing = false;
    let broken = true;
    try {
      if (call !== undefined) checkCall(call);
      const run: RunStatement = async ({ name, text }, values) =>
        (await client.query<(string | null)[]>(this.#query(name, text, values))).rows;
      const begun = client.query(this.#begin());
      begun.catch(() => undefined);
      const result = await work(run);
      await begun;
      committing = true;
      await client.query("COMMIT");
      broken = false;
      return result;
    } catch (thrown) {
      if (!committing) broken = (await rollBack(client)) || isWrongServer(thrown);
      throw translateError(thrown, this.#context.storeName, committing);
    } finally {
      client.removeListener("error", onError);
      client.release(broken || lost);
    }
  }

  /**
   * A connection of the caller's own, connected; who asks for it ends it. A patient one has no timeouts for statements and
   * locks. Rejects with StoreError.
   */
  async dedicated({ patient = false } = {}): Promise<Client> {
    this.#refuseWhileDown();
    try {
      const client = new Client({ ...(await this.#settled()), ...(patient && withoutTimeouts) });
      client.on("error", (cause) => this.#note(cause));
      await client.connect();
      return client;
    } catch (thrown) {
      this.#backOff(thrown);
      throw translateError(thrown, this.#context.storeName, false);
    }
  }

  /** Lets statements under way end, then closes every connection, also those that are being made. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const endings = this.#lanes.map(async ({ client, connecting }) => (client ?? (await connecting))?.end());
    await Promise.allSettled([...endings, this.#pool?.end()]);
  }

  #query(name: string, text: string, values: readonly unknown[]) {
    const query = { text, values: values.map(parameterOf), rowMode: "array" as const, types: asText };
    return this.#options.pgbouncer ? query : { ...query, name };
  }

  // Behind PgBouncer no timeout can be given at the start of a connection, so each transaction brings its own.
  #begin(): string {
    if (!this.#options.pgbouncer) return "BEGIN";
    const { statementMs, lockMs } = timeoutsOf(this.#options);
    return `BEGIN; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL lock_timeout = ${lockMs}`;
  }

  #leastBusy(): Lane {
    return this.#lanes.reduce((best, lane) => (lane.running < best.running ? lane : best));
  }

  async #checkOut(): Promise<PoolClient> {
    this.#refuseWhileDown();
    if ((this.#pool?.waitingCount ?? 0) >= waitingMax) {
      throw new StoreError(
        "overloaded",
        `store ${this.#context.storeName}: ${waitingMax} transactions wait for a connection already`,
        { retryDelayMs: 200 },
      );
    }
    try {
      const config = await this.#settled();
      this.#refuseWhileDown();
      this.#pool ??= this.#openPool(config);
      const client = await this.#pool.connect();
      this.#failures = 0;
      return client;
    } catch (thrown) {
      const { message } = thrown as { message?: unknown };
      if (typeof message === "string" && message.startsWith("timeout exceeded when trying to connect")) {
        throw new StoreError(
          "overloaded",
          `store ${this.#context.storeName}: no connection became free in time`,
          {
            retryDelayMs: 200,
            cause: thrown,
          },
        );
      }
      this.#backOff(thrown);
      throw translateError(thrown, this.#context.storeName, false);
    }
  }

  #connect(lane: Lane): Promise<Client> {
    if (lane.connecting !== undefined) return lane.connecting;
    this.#refuseWhileDown();
    lane.connecting = this.#open(lane)
      .catch((thrown: unknown) => {
        this.#backOff(thrown);
        throw thrown;
      })
      .finally(() => {
        lane.connecting = undefined;
      });
    return lane.connecting;
  }

  async #open(lane: Lane): Promise<Client> {
    const client = new Client({ ...(await this.#settled()), pipeline: true } as ClientConfig);
    const gone = (): void => {
      if (lane.client === client) lane.client = undefined;
    };
    client.on("error", (cause) => {
      gone();
      this.#note(cause);
    });
    client.on("end", gone);
    await client.connect();
    lane.client = client;
    this.#failures = 0;
    return client;
  }

  #openPool(config: ClientConfig): Pool {
    const { connectionsMax, connectionIdleMs } = this.#options;
    const max = connectionsMax - this.#lanes.length;
    const pool = new Pool({ ...config, max, idleTimeoutMillis: connectionIdleMs });
    pool.on("error", (cause) => this.#note(cause));
    return pool;
  }

  // With `prefer` it is the server that decides about TLS; it is asked once, by a connection that is then let go.
  #settled(): Promise<ClientConfig> {
    this.#settling ??= this.#settle().catch((thrown: unknown) => {
      this.#settling = undefined;
      throw thrown;
    });
    return this.#settling;
  }

  async #settle(): Promise<ClientConfig> {
    const config = clientConfig(this.#options);
    if (this.#options.sslMode !== "prefer") return config;
    const client = new Client(config);
    client.on("error", () => undefined);
    try {
      await client.connect();
      return config;
    } catch (thrown) {
      if (thrown instanceof Error && thrown.message === noTls) return { ...config, ssl: false };
      throw thrown;
    } finally {
      client.end().catch(() => undefined);
    }
  }

  #drop(lane: Lane): void {
    const { client } = lane;
    lane.client = undefined;
    client?.end().catch(() => undefined);
  }

  #refuseWhileDown(): void {
    if (this.#closing !== undefined)
      throw new StoreError("closed", "the store was closed", { outcome: "not-applied" });
    if (this.#failures > 0 && this.#context.clock.monotonic() < this.#retryTime) {
      throw translateError(this.#lastFault, this.#context.storeName, false);
    }
  }

  #backOff(thrown: unknown): void {
    this.#lastFault = thrown;
    const delayMs = Math.min(reconnectDelayMs * 2 ** this.#failures, reconnectDelayMsMax);
    this.#failures += 1;
    this.#retryTime = this.#context.clock.monotonic() + delayMs * (0.5 + this.#context.random() / 2);
  }

  #note(cause: unknown): void {
    this.#context.log({ level: "warn", message: "a connection to Postgres was lost", cause });
  }
}

function parameterOf(value: unknown): unknown {
  return Array.isArray(value) ? arrayText(value) : value;
}

async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query("ROLLBACK");
    return false;
  } catch {
    return true;
  }
}

// The server gives up a little before we do, so that its answer, which proves the outcome, still comes; on a lock it
// gives up sooner, because others wait behind.
function timeoutsOf(options: PostgresOptions): { readonly statementMs: number; readonly lockMs: number } {
  const statementMs = Math.max(500, options.timeoutMs - 500);
  return { statementMs, lockMs: Math.min(lockTimeoutMsMax, Math.floor(statementMs / 2)) };
}

function clientConfig(options: PostgresOptions): ClientConfig {
  const { connectionString, host, port, database, user, password, timeoutMs } = options;
  return {
    ...(connectionString !== "" && { connectionString }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(database !== undefined && { database }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ssl: sslOf(options),
    application_name: "pillion",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: options.connectTimeoutMs,
    query_timeout: timeoutMs,
    ...(!options.pgbouncer && {
      statement_timeout: timeoutsOf(options).statementMs,
      lock_timeout: timeoutsOf(options).lockMs,
      idle_in_transaction_session_timeout: timeoutMs,
    }),
  };
}

/** The server and the database that the options lead to, those of the PG… variables among them; without login. */
export function postgresPlace(options: PostgresOptions): string {
  const { host, port, database } = new Client(clientConfig(options));
  const address = host.startsWith("/") ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return `${database ?? "the database of the user"} at ${address}`;
}

function sslOf(options: PostgresOptions): NonNullable<ClientConfig["ssl"]> {
  const { sslMode, sslRootCertificates, sslIdentity } = options;
  const pems = { ...(sslRootCertificates !== undefined && { ca: sslRootCertificates }), ...sslIdentity };
  switch (sslMode) {
    case "disable":
      return false;
    case "prefer":
    case "require":
      return { ...pems, rejectUnauthorized: false };
    case "verify-ca":
      return { ...pems, checkServerIdentity: () => undefined };
    case "verify-full":
      return pems;
  }
}
