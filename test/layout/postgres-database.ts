// A schema of its own on the shared Postgres, with a role that may do only what a
// test grants, and the store that logs in as that role.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { type DriverEvent, type RawOptions, type StateStore, systemClock } from "../../src/index.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

/** A store with what it has logged. */
export interface LoggedStore {
  readonly store: StateStore;
  readonly log: readonly DriverEvent[];
}

/** One schema. The tables in it have the default names. */
export class PostgresSchema {
  /** The name of the schema and of the role. */
  readonly name: string;
  /** A superuser whose `search_path` is the schema. */
  readonly admin: Client;
  readonly #url: string;
  readonly #stores: StateStore[] = [];

  private constructor(name: string, admin: Client, url: string) {
    this.name = name;
    this.admin = admin;
    this.#url = url;
  }

  /** Creates the schema and the role, which has no rights. */
  static async create(): Promise<PostgresSchema> {
    const url = await sharedPostgresUrl();
    const name = `r${randomUUID().replaceAll("-", "").slice(0, 12)}`;
    const admin = new Client({ connectionString: url, options: `-c search_path=${name}` });
    await admin.connect();
    await admin.query(
      `CREATE SCHEMA ${name}; CREATE ROLE ${name} LOGIN; ALTER ROLE ${name} SET search_path = ${name}`,
    );
    return new PostgresSchema(name, admin, url);
  }

  /** Opens a store as the role. */
  open(options: RawOptions = {}): Promise<LoggedStore> {
    const login = new URL(this.#url);
    login.username = this.name;
    return this.#open({ ...options, url: login.href });
  }

  /** Opens a store as the superuser. */
  openAsAdmin(options: RawOptions = {}): Promise<LoggedStore> {
    return this.#open({ ...options, url: `${this.#url}?options=-csearch_path%3D${this.name}` });
  }

  /** Closes every store and removes the schema and the role. */
  async drop(): Promise<void> {
    for (const store of this.#stores) await store.close();
    await this.admin.query(
      `DROP SCHEMA ${this.name} CASCADE; DROP OWNED BY ${this.name}; DROP ROLE ${this.name}`,
    );
    await this.admin.end();
  }

  async #open(options: RawOptions): Promise<LoggedStore> {
    const log: DriverEvent[] = [];
    const context = {
      clock: systemClock,
      random: Math.random,
      log: (event: DriverEvent) => log.push(event),
      storeName: "s",
    };
    const compiled = postgresDriver.compile({ maxConns: 4, ...options });
    const store = await postgresDriver.open(compiled, context);
    this.#stores.push(store);
    return { store, log };
  }
}
