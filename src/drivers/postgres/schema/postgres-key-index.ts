// The index for scans in the order of the keys' bytes, on a table that was there
// before us. It may be large: the index is made in the background and without
// a lock that writers would wait for. Scans are right without it, only slower.
// What a broken attempt left behind is taken away and made again.
import type { Client } from "pg";
import type { DriverContext } from "../../../store/driver.ts";
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import type { PostgresLayout } from "./postgres-layout.ts";

const retryMs = 30_000;

/** Name of the index, quoted, without its schema. */
export function keyIndex(layout: PostgresLayout): string {
  return `"${layout.bareTable}_pillion_key"`;
}

/** Makes the index if it is missing, and tries again every half minute until it stands. */
export class PostgresKeyIndex {
  readonly #connections: PostgresConnections;
  readonly #layout: PostgresLayout;
  readonly #context: DriverContext;
  #client: Client | undefined;
  #building: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(connections: PostgresConnections, layout: PostgresLayout, context: DriverContext) {
    this.#connections = connections;
    this.#layout = layout;
    this.#context = context;
  }

  /** Sees to the index in the background; returns at once and never fails. */
  ensure(): void {
    if (this.#closed || this.#building !== undefined) return;
    clearTimeout(this.#timer);
    this.#building = this.#build().finally(() => {
      this.#building = undefined;
    });
  }

  /** Stops. A build under way is given a second; after that the server ends it by itself. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    if (this.#building === undefined) return;
    const patience = setTimeout(() => this.#client?.end().catch(() => undefined), 1_000);
    await this.#building;
    clearTimeout(patience);
  }

  async #build(): Promise<void> {
    try {
      const state = await this.#state();
      if (state === "valid") return;
      if (state === "being-made") return this.#retryLater();
      this.#client = await this.#connections.dedicated({ patient: true });
      const { table } = this.#layout;
      if (state === "broken") {
        const index = table.replace(/"[^"]+"$/, () => keyIndex(this.#layout));
        await this.#client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
      }
      await this.#client.query(
        `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${keyIndex(this.#layout)} ON ${table} (key COLLATE "C")`,
      );
    } catch (cause) {
      if (this.#closed) return;
      const message = "the index for scans could not be made yet; scans are slower without it";
      this.#context.log({ level: "warn", message, cause });
      this.#retryLater();
    } finally {
      const client = this.#client;
      this.#client = undefined;
      await client?.end().catch(() => undefined);
    }
  }

  async #state(): Promise<"missing" | "broken" | "being-made" | "valid"> {
    const text =
      "SELECT x.indisvalid, EXISTS (SELECT FROM pg_stat_progress_create_index AS p WHERE p.relid = x.indrelid) " +
      "FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid WHERE x.indrelid = to_regclass($1) AND c.relname = $2";
    const name = keyIndex(this.#layout).slice(1, -1);
    const [row] = await this.#connections.run({ name: "", text }, [this.#layout.table, name]);
    if (row === undefined) return "missing";
    if (row[0] === "t") return "valid";
    return row[1] === "t" ? "being-made" : "broken";
  }

  #retryLater(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.ensure(), retryMs).unref();
  }
}
