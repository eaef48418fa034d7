// The index for scans in the order of the keys' bytes, on a table that existed
// before. The table may be large: the index is created in the background and
// without a lock that blocks writers. Scans are correct without it, only slower.
// An invalid index, left by an attempt that failed, is dropped and created again.
import type { Client } from "pg";
import { RetryTimer } from "../../../driver-kit/retry-timer.ts";
import type { DriverContext } from "../../../store/driver.ts";
import type { PostgresConnections } from "../connection/postgres-connections.ts";
import { isPrivilegeMissing, statementsText } from "./postgres-administration.ts";
import { besideTable, type PostgresLayout } from "./postgres-layout.ts";
import { indexStatement, keyIndex } from "./postgres-schema.ts";

const retryBounds = { delayMsMin: 5_000, delayMsMax: 60_000 };

// How long a close waits for an index that is being created.
const closeMsMax = 1_000;

type IndexState =
  | { readonly type: "idle" }
  | { readonly type: "building"; readonly done: Promise<void> }
  | { readonly type: "closed" };

const idle: IndexState = { type: "idle" };

/** Creates the index if it is missing; after a failure tries again, up to every 60 s. */
export class PostgresKeyIndex {
  readonly #connections: PostgresConnections;
  readonly #layout: PostgresLayout;
  readonly #context: DriverContext;
  readonly #retry: RetryTimer;
  #state: IndexState = idle;
  #client: Client | undefined;
  #isDeniedLogged = false;

  constructor(connections: PostgresConnections, layout: PostgresLayout, context: DriverContext) {
    this.#connections = connections;
    this.#layout = layout;
    this.#context = context;
    this.#retry = new RetryTimer(retryBounds, context.random, () => this.ensure());
  }

  get #isClosed(): boolean {
    return this.#state.type === "closed";
  }

  /** Creates the index in the background; returns at once and never fails. */
  ensure(): void {
    const state = this.#state;
    if (state.type === "closed" || state.type === "building") return;
    this.#retry.stop();
    this.#state = { type: "building", done: this.#build() };
  }

  /** Stops. Waits up to a second for an index that is being created; after that the server ends the statement by itself. */
  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { type: "closed" };
    this.#retry.stop();
    if (state.type !== "building") return;
    const timer = setTimeout(() => this.#client?.end().catch(() => undefined), closeMsMax);
    await state.done;
    clearTimeout(timer);
  }

  async #build(): Promise<void> {
    try {
      const isSettled = await this.#create();
      this.#ended(isSettled);
    } catch (cause) {
      if (this.#isClosed) return;
      this.#logFailure(cause);
      this.#ended(false);
    } finally {
      const client = this.#client;
      this.#client = undefined;
      await client?.end().catch(() => undefined);
    }
  }

  // Whether the index exists now; false while another session creates it.
  async #create(): Promise<boolean> {
    const found = await this.#find();
    if (found === "valid") return true;
    if (found === "being-created") return false;
    this.#client = await this.#connections.dedicated({ untimed: true });
    // Nothing would end the statement any more.
    if (this.#isClosed) return false;
    const { table } = this.#layout;
    if (found === "invalid") {
      const index = besideTable(table, keyIndex(this.#layout));
      await this.#client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
    }
    await this.#client.query(indexStatement(this.#layout, "CONCURRENTLY "));
    return true;
  }

  // Of a user that may not create the index, each later attempt fails in the same way.
  #logFailure(cause: unknown): void {
    const isDenied = isPrivilegeMissing(cause);
    if (isDenied && this.#isDeniedLogged) return;
    this.#isDeniedLogged = isDenied;
    const message = isDenied
      ? "the user may not create the index for scans; scans are slower without it. The owner of the table has to run: " +
        statementsText([indexStatement(this.#layout, "CONCURRENTLY ")])
      : "the index for scans could not be created yet; scans are slower without it";
    this.#context.log({ level: "warn", message, cause });
  }

  #ended(isSettled: boolean): void {
    if (this.#isClosed) return;
    this.#state = idle;
    if (isSettled) this.#retry.succeeded();
    else this.#retry.failed();
  }

  async #find(): Promise<"missing" | "invalid" | "being-created" | "valid"> {
    const text =
      "SELECT x.indisvalid, EXISTS (SELECT FROM pg_stat_progress_create_index AS p WHERE p.relid = x.indrelid) " +
      "FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid WHERE x.indrelid = to_regclass($1) AND c.relname = $2";
    const name = keyIndex(this.#layout).slice(1, -1);
    const [row] = await this.#connections.run({ name: "", text }, [this.#layout.table, name]);
    if (row === undefined) return "missing";
    if (row[0] === "t") return "valid";
    return row[1] === "t" ? "being-created" : "invalid";
  }
}
