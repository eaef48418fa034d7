// A store on a new table of Dapr's v1 layout, and rows written into it as daprd
// writes what it receives over HTTP: as JSON.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { createCall, type StateStore, systemClock } from "../../src/index.ts";
import type { JsonValue } from "../../src/store/query-match.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

/** The table, a store on it, and a client that bypasses the store. */
export interface PostgresRows {
  readonly url: string;
  readonly table: string;
  readonly metadata: string;
  readonly store: StateStore;
  readonly admin: Client;
  /** Opens another store on the same table. */
  open(): Promise<StateStore>;
  write(key: string, value: JsonValue, expiresInMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Creates the table and opens the store. */
export async function openPostgresRows(): Promise<PostgresRows> {
  const url = await sharedPostgresUrl();
  const table = `q${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const metadata = `${table}_metadata`;
  const options = postgresDriver.compile({
    url,
    layout: "v1",
    tableName: table,
    metadataTableName: metadata,
  });
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "postgres" };
  const open = async () => {
    const opened = await postgresDriver.open(options, context);
    // The tables exist once a ping has succeeded.
    await opened.ping(createCall());
    return opened;
  };
  const store = await open();
  const admin = new Client({ connectionString: url });
  await admin.connect();
  return {
    url,
    table,
    metadata,
    store,
    admin,
    open,
    async write(key, value, expiresInMs) {
      await admin.query(
        `INSERT INTO ${table} (key, value, isbinary, expiredate) VALUES ($1, $2, false, $3) ` +
          "ON CONFLICT (key) DO UPDATE SET value = $2, isbinary = false, expiredate = $3",
        [key, JSON.stringify(value), expiresInMs === undefined ? null : new Date(Date.now() + expiresInMs)],
      );
    },
    async close() {
      await store.close();
      await admin.query(`DROP TABLE ${table}, ${table}_pillion_idempotency, ${metadata}`);
      await admin.end();
    },
  };
}
