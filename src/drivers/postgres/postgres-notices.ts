// Tells of changes to a table's keys, whoever makes them: a trigger sends each
// key by NOTIFY when its transaction commits, and one connection listens. While
// that connection is not known to stand, the listener is told that changes go
// untold. The trigger is made when somebody first wants to be told; it costs
// each write a little, so a table that nobody caches has none.
import { createHash } from "node:crypto";
import type { Client, QueryConfig } from "pg";
import type { DriverContext } from "../../store/driver.ts";
import type { InvalidationListener } from "../../store/invalidation-source.ts";
import type { PostgresConnections, Statement } from "./connection/postgres-connections.ts";
import { type PostgresLayout, quoteName } from "./schema/postgres-layout.ts";

// A connection that died without a word is noticed by the question that it does not answer: within the two together.
const probeIntervalMs = 2_000;
const probeTimeoutMs = 2_000;
const retryMs = 200;
const retryMsMax = 5_000;

const plain = (text: string): Statement => ({ name: "", text });

/** One listening connection, made anew for as long as it is wanted. */
export class PostgresNotices {
  readonly #connections: PostgresConnections;
  readonly #layout: PostgresLayout;
  readonly #prefix: string;
  readonly #listener: InvalidationListener;
  readonly #ready: () => Promise<void>;
  readonly #context: DriverContext;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;

  constructor(
    connections: PostgresConnections,
    layout: PostgresLayout,
    prefix: string,
    listener: InvalidationListener,
    ready: () => Promise<void>,
    context: DriverContext,
  ) {
    this.#connections = connections;
    this.#layout = layout;
    this.#prefix = prefix;
    this.#listener = listener;
    this.#ready = ready;
    this.#context = context;
    void this.#open();
  }

  /** Stops listening. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  get #channel(): string {
    const hash = createHash("sha256").update(this.#layout.table).digest("hex").slice(0, 24);
    return `pillion_${hash}`;
  }

  async #open(): Promise<void> {
    try {
      await this.#ready();
      await this.#createTrigger();
      const client = await this.#connections.dedicated();
      if (this.#closed) return await client.end();
      this.#client = client;
      client.on("end", () => this.#lose(client));
      client.on("error", () => this.#lose(client));
      client.on("notification", ({ payload }) => this.#tell(payload ?? ""));
      await client.query(`LISTEN ${quoteName(this.#channel)}`);
      if (this.#client !== client) return;
      this.#failures = 0;
      this.#listener.opened();
      this.#probeLater(client);
    } catch (cause) {
      this.#context.log({ level: "warn", message: "changes of the table cannot be listened to yet", cause });
      this.#drop();
      this.#retryLater();
    }
  }

  #tell(key: string): void {
    if (key === "") {
      // The table was emptied at once.
      this.#listener.lost();
      this.#listener.opened();
    } else if (key.startsWith(this.#prefix)) this.#listener.changed(key);
  }

  #lose(client: Client): void {
    if (this.#client !== client) return;
    this.#drop();
    this.#retryLater();
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    clearTimeout(this.#timer);
    if (client === undefined) return;
    this.#listener.lost();
    client.end().catch(() => undefined);
  }

  #probeLater(client: Client): void {
    this.#timer = setTimeout(() => {
      const probe: QueryConfig & { readonly query_timeout: number } = {
        text: "SELECT 1",
        query_timeout: probeTimeoutMs,
      };
      client.query(probe).then(
        () => {
          if (this.#client === client) this.#probeLater(client);
        },
        () => this.#lose(client),
      );
    }, probeIntervalMs).unref();
  }

  #retryLater(): void {
    if (this.#closed) return;
    const delayMs = Math.min(retryMs * 2 ** this.#failures, retryMsMax) * (0.5 + this.#context.random() / 2);
    this.#failures += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#open(), delayMs).unref();
  }

  async #createTrigger(): Promise<void> {
    const { table, bareTable, metadataTable } = this.#layout;
    const there = await this.#connections.run(
      plain("SELECT 1 FROM pg_trigger WHERE tgname = 'pillion_notify' AND tgrelid = to_regclass($1)"),
      [table],
    );
    if (there.length > 0) return;
    const name = table.replace(/"[^"]+"$/, quoteName(`${bareTable}_pillion_notify`));
    const body = (payload: string): string =>
      `BEGIN PERFORM pg_notify('${this.#channel}', ${payload}); RETURN NULL; END`;
    await this.#connections.transaction(async (run) => {
      await run(plain(`SELECT value FROM ${metadataTable} WHERE key = 'lock' FOR UPDATE`), []);
      await run(
        plain(
          `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $body$${body(
            "CASE TG_OP WHEN 'TRUNCATE' THEN '' WHEN 'DELETE' THEN OLD.key ELSE NEW.key END",
          )}$body$`,
        ),
        [],
      );
      const rows = `AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW`;
      // Postgres 13 cannot replace a trigger.
      for (const trigger of ["pillion_notify", "pillion_notify_all"]) {
        await run(plain(`DROP TRIGGER IF EXISTS ${trigger} ON ${table}`), []);
      }
      await run(plain(`CREATE TRIGGER pillion_notify ${rows} EXECUTE FUNCTION ${name}()`), []);
      const all = `AFTER TRUNCATE ON ${table} FOR EACH STATEMENT`;
      await run(plain(`CREATE TRIGGER pillion_notify_all ${all} EXECUTE FUNCTION ${name}()`), []);
    });
  }
}
