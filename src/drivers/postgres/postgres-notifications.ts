// Reports changes of a table's keys, by any writer: a trigger sends each key by
// NOTIFY when its transaction commits, and one connection listens. While that
// connection is not known to work, the listener is notified that changes may be
// missed. The trigger is created when the first listener is added, because it
// costs each write a little: a table that is not cached has none.
import { createHash } from "node:crypto";
import type { Client, QueryConfig } from "pg";
import { RetryTimer } from "../../driver-kit/retry-timer.ts";
import { createCall, systemClock } from "../../model/call.ts";
import { StoreError } from "../../model/errors.ts";
import type { DriverContext } from "../../store/driver.ts";
import type { InvalidationListener } from "../../store/invalidation-source.ts";
import { endClient } from "./connection/postgres-client-watch.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import type { Statement } from "./connection/postgres-statement.ts";
import { AdministratorNeeded, isPrivilegeMissing, statementsText } from "./schema/postgres-administration.ts";
import { besideTable, derivedName, type PostgresLayout, quoteName } from "./schema/postgres-layout.ts";

// A connection that died silently is noticed by an unanswered probe: within the sum of the two.
const probeIntervalMs = 1_000;
const probeTimeoutMs = 1_000;
const backoffBounds = { delayMsMin: 100, delayMsMax: 500 };

type ListeningState =
  | { readonly type: "opening" }
  | { readonly type: "listening"; readonly client: Client }
  | { readonly type: "backing-off" | "closed" };

const plain = (text: string): Statement => ({ name: "", text });

/** One listening connection, replaced after each loss until it is closed. */
export class PostgresNotifications {
  readonly #connections: PostgresConnections;
  readonly #layout: PostgresLayout;
  readonly #prefix: string;
  readonly #listener: InvalidationListener;
  readonly #prepare: () => Promise<void>;
  readonly #context: DriverContext;
  readonly #retry: RetryTimer;
  readonly #channel: string;
  #state: ListeningState = { type: "opening" };
  #isLastingLogged = false;
  #probeTimer: NodeJS.Timeout | undefined;

  /** `prepare` resolves when the tables exist. */
  constructor(
    connections: PostgresConnections,
    layout: PostgresLayout,
    prefix: string,
    listener: InvalidationListener,
    prepare: () => Promise<void>,
    context: DriverContext,
  ) {
    this.#connections = connections;
    this.#layout = layout;
    this.#prefix = prefix;
    this.#listener = listener;
    this.#prepare = prepare;
    this.#context = context;
    this.#retry = new RetryTimer(backoffBounds, context.random, () => this.#reopen());
    const hash = createHash("sha256").update(layout.table).digest("hex").slice(0, 24);
    this.#channel = `pillion_${hash}`;
    void this.#open();
  }

  /** Stops listening. */
  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { type: "closed" };
    clearTimeout(this.#probeTimer);
    this.#retry.stop();
    if (state.type === "listening") await state.client.end().catch(() => undefined);
  }

  #isListening(client: Client): boolean {
    return this.#state.type === "listening" && this.#state.client === client;
  }

  get #isClosed(): boolean {
    return this.#state.type === "closed";
  }

  async #open(): Promise<void> {
    let client: Client | undefined;
    try {
      await this.#prepare();
      await this.#createTrigger();
      client = await this.#connections.dedicatedSession();
      if (this.#isClosed) return await client.end();
      await this.#listen(client);
    } catch (cause) {
      this.#logFailure(cause);
      if (client !== undefined && this.#isListening(client)) this.#lose(client);
      else if (this.#state.type === "opening") this.#openLater();
    }
  }

  // Behind a pooler, or without the trigger, every attempt fails in the same way.
  #logFailure(cause: unknown): void {
    const isLasting =
      cause instanceof AdministratorNeeded || (cause instanceof StoreError && cause.code === "unsupported");
    if (isLasting && this.#isLastingLogged) return;
    this.#isLastingLogged = isLasting;
    const message = isLasting ? cause.message : "cannot listen for changes of the table yet";
    this.#context.log({ level: "warn", message, cause });
  }

  async #listen(client: Client): Promise<void> {
    this.#state = { type: "listening", client };
    client.on("end", () => this.#lose(client));
    client.on("error", () => this.#lose(client));
    client.on("notification", ({ payload }) => this.#report(payload ?? ""));
    await client.query(timed(`LISTEN ${quoteName(this.#channel)}`));
    if (!this.#isListening(client)) return;
    this.#retry.succeeded();
    this.#listener.opened();
    this.#probeLater(client);
  }

  #report(key: string): void {
    if (key === "") {
      // TRUNCATE removed every row.
      this.#listener.lost();
      this.#listener.opened();
    } else if (key.startsWith(this.#prefix)) this.#listener.changed(key);
  }

  #lose(client: Client): void {
    if (!this.#isListening(client)) return;
    clearTimeout(this.#probeTimer);
    this.#listener.lost();
    endClient(client);
    this.#openLater();
  }

  #probeLater(client: Client): void {
    this.#probeTimer = setTimeout(() => {
      client.query(timed("SELECT 1")).then(
        () => {
          if (this.#isListening(client)) this.#probeLater(client);
        },
        () => this.#lose(client),
      );
    }, probeIntervalMs).unref();
  }

  #openLater(): void {
    this.#state = { type: "backing-off" };
    this.#retry.failed();
  }

  #reopen(): void {
    this.#state = { type: "opening" };
    void this.#open();
  }

  async #createTrigger(): Promise<void> {
    const { table, metadataTable } = this.#layout;
    const existing = await this.#connections.run(
      plain("SELECT 1 FROM pg_trigger WHERE tgname = 'pillion_notify' AND tgrelid = to_regclass($1)"),
      [table],
      createCall({ deadline: systemClock.monotonic() + 2 * probeTimeoutMs }),
    );
    if (existing.length > 0) return;
    const statements = triggerStatements(this.#layout, this.#channel);
    try {
      await this.#connections.transaction(async (run) => {
        await run(plain(`SELECT value FROM ${metadataTable} WHERE key = 'lock' FOR UPDATE`), []);
        for (const text of statements) await run(plain(text), []);
      });
    } catch (thrown) {
      if (!isPrivilegeMissing(thrown)) throw thrown;
      throw new AdministratorNeeded(
        "the user may not create the trigger that reports changes of the table, so no read is served from the near cache. " +
          `The owner of the table has to run: ${statementsText(statements)}`,
      );
    }
  }
}

// The types of `pg` do not know the option.
function timed(text: string): QueryConfig {
  const query: QueryConfig & { readonly query_timeout: number } = { text, query_timeout: probeTimeoutMs };
  return query;
}

function triggerStatements({ table, bareTable }: PostgresLayout, channel: string): readonly string[] {
  const name = besideTable(table, derivedName(bareTable, "_pillion_notify"));
  const payload = "CASE TG_OP WHEN 'TRUNCATE' THEN '' WHEN 'DELETE' THEN OLD.key ELSE NEW.key END";
  const body = `BEGIN PERFORM pg_notify('${channel}', ${payload}); RETURN NULL; END`;
  return [
    `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $body$${body}$body$`,
    // Postgres 13 cannot replace a trigger.
    `DROP TRIGGER IF EXISTS pillion_notify ON ${table}`,
    `DROP TRIGGER IF EXISTS pillion_notify_all ON ${table}`,
    `CREATE TRIGGER pillion_notify AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
    `CREATE TRIGGER pillion_notify_all AFTER TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
  ];
}
