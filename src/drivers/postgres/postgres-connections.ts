// The connections of one store. Single statements travel over a few shared
// clients that pipeline: what is sent while an answer is under way does not
// wait for it. Transactions have clients of their own from a pool, so that no
// BEGIN ever shares a connection with another caller's statement. Every client
// has an error listener and every timeout is set; a server that is down makes
// calls fail at once, not wait.
import { readFileSync } from "node:fs";
import { Client, type ClientConfig, Pool, type PoolClient } from "pg";
import { StoreError } from "../../model/errors.ts";
import type { DriverContext } from "../../store/driver.ts";
import type { Row } from "./postgres-codec.ts";
import { isWrongServer, translateError } from "./postgres-errors.ts";
import type { PostgresOptions } from "./postgres-options.ts";

/** One statement: its text and a name for it that is the same in every call. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs statements of one transaction, each answered in order; they may be sent without waiting. */
export type RunStatement = (statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

// How long a server that refused a connection is left alone, and how long a connection waits for a free one.
const reconnectDelayMs = 100;
const reconnectDelayMsMax = 2_000;

// Columns come as the text that the server sent; the codec knows what each is.
const asText = { getTypeParser: () => (text: string) => text };

interface Lane {
  client: Client | undefined;
  connecting: Promise<Client> | undefined;
  running: number;
}

/** The clients of one store, made when they are needed. */
export class PostgresConnections {
  readonly #options: PostgresOptions;
  readonly #context: DriverContext;
  readonly #config: ClientConfig;
  readonly #lanes: readonly Lane[];
  readonly #pool: Pool;
  #failures = 0;
  #retryTime = 0;
  #lastFault: unknown;
  #closed = false;

  constructor(options: PostgresOptions, context: DriverContext) {
    this.#options = options;
    this.#context = context;
    this.#config = clientConfig(options);
    const lanes = Math.ceil(options.connectionsMax / 2);
    this.#lanes = Array.from({ length: lanes }, () => ({
      client: undefined,
      connecting: undefined,
      running: 0,
    }));
    this.#pool = new Pool({
      ...this.#config,
      max: options.connectionsMax - lanes,
      idleTimeoutMillis: options.connectionIdleMs,
    });
    this.#pool.on("error", (cause) => this.#note(cause));
  }

  /** How many statements should be under way at once to keep every shared connection busy. */
  get lanes(): number {
    return this.#lanes.length;
  }

  /** Runs one statement by itself on a shared connection. Rejects with StoreError. */
  async run({ name, text }: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    const lane = this.#leastBusy();
    let sent = false;
    lane.running += 1;
    try {
      const client = lane.client ?? (await this.#connect(lane));
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
  async transaction<Result>(work: (run: RunStatement) => Promise<Result>): Promise<Result> {
    const client = await this.#checkOut();
    const onError = (cause: unknown): void => this.#note(cause);
    client.on("error", onError);
    let committing = false;
    let broken = true;
    try {
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
      if (!committing) broken = await rollBack(client);
      throw translateError(thrown, this.#context.storeName, committing);
    } finally {
      client.removeListener("error", onError);
      client.release(broken);
    }
  }

  /** A connection of the caller's own, connected; who asks for it ends it. Rejects with StoreError. */
  async dedicated(): Promise<Client> {
    this.#refuseWhileDown();
    const client = new Client(this.#config);
    client.on("error", (cause) => this.#note(cause));
    try {
      await client.connect();
      return client;
    } catch (thrown) {
      this.#backOff(thrown);
      throw translateError(thrown, this.#context.storeName, false);
    }
  }

  /** Lets statements under way end, then closes every connection. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const clients = this.#lanes.map(({ client }) => client).filter((client) => client !== undefined);
    await Promise.allSettled([...clients.map((client) => client.end()), this.#pool.end()]);
  }

  #query(name: string, text: string, values: readonly unknown[]) {
    const query = { text, values: [...values], rowMode: "array" as const, types: asText };
    return this.#options.pgbouncer ? query : { ...query, name };
  }

  // Behind PgBouncer no timeout can be given at the start of a connection, so each transaction brings its own.
  #begin(): string {
    if (!this.#options.pgbouncer) return "BEGIN";
    return `BEGIN; SET LOCAL statement_timeout = ${statementTimeoutMs(this.#options)}`;
  }

  #leastBusy(): Lane {
    const open = this.#lanes.reduce((best, lane) => (lane.running < best.running ? lane : best));
    return open;
  }

  async #checkOut(): Promise<PoolClient> {
    this.#refuseWhileDown();
    try {
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
    const client = new Client({ ...this.#config, pipeline: true } as ClientConfig);
    const gone = (): void => {
      if (lane.client === client) lane.client = undefined;
    };
    client.on("error", (cause) => {
      gone();
      this.#note(cause);
    });
    client.on("end", gone);
    lane.connecting = client
      .connect()
      .then(() => {
        lane.client = client;
        this.#failures = 0;
        return client;
      })
      .catch((thrown: unknown) => {
        this.#backOff(thrown);
        throw thrown;
      })
      .finally(() => {
        lane.connecting = undefined;
      });
    return lane.connecting;
  }

  #drop(lane: Lane): void {
    const { client } = lane;
    lane.client = undefined;
    client?.end().catch(() => undefined);
  }

  #refuseWhileDown(): void {
    if (this.#closed) throw new StoreError("closed", "the store was closed", { outcome: "not-applied" });
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

async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query("ROLLBACK");
    return false;
  } catch {
    return true;
  }
}

// The server gives up a little before we do, so that its answer, which proves the outcome, still comes.
function statementTimeoutMs(options: PostgresOptions): number {
  return Math.max(500, options.timeoutMs - 500);
}

function clientConfig(options: PostgresOptions): ClientConfig {
  const { connectionString, host, port, database, user, password, timeoutMs } = options;
  const ssl = sslOf(options);
  return {
    ...(connectionString !== "" && {
      connectionString: withoutSslParameters(connectionString, ssl !== undefined),
    }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(database !== undefined && { database }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(ssl !== undefined && { ssl }),
    application_name: "pillion",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: Math.min(timeoutMs, 5_000),
    query_timeout: timeoutMs,
    ...(!options.pgbouncer && {
      statement_timeout: statementTimeoutMs(options),
      idle_in_transaction_session_timeout: timeoutMs,
    }),
  };
}

function sslOf({ sslMode, sslRootCert }: PostgresOptions): ClientConfig["ssl"] | undefined {
  if (sslMode === "disable") return false;
  if (sslMode === undefined && sslRootCert === undefined) return undefined;
  const ca = sslRootCert === undefined ? {} : { ca: readFileSync(sslRootCert, "utf8") };
  if (sslMode === "require") return { ...ca, rejectUnauthorized: false };
  if (sslMode === "verify-ca") return { ...ca, checkServerIdentity: () => undefined };
  return ca;
}

// Options given by name win over those in the connection string, which pg would otherwise prefer.
function withoutSslParameters(connectionString: string, given: boolean): string {
  if (!given) return connectionString;
  const [head, search] = connectionString.split("?");
  const parameters = new URLSearchParams(search ?? "");
  for (const name of ["sslmode", "sslrootcert", "ssl"]) parameters.delete(name);
  const rest = parameters.toString();
  return rest === "" ? (head ?? "") : `${head}?${rest}`;
}
