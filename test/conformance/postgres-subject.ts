// Postgres for the suite, in either of Dapr's layouts, alone or under layers.
// Every opened store has its own tables on the run's shared server.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import type { LayoutName } from "../../src/drivers/postgres/schema/postgres-layout.ts";
import { type RawOptions, type StateStore, systemClock } from "../../src/index.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";
import type { Exceptions, OpenSubject } from "./subject.ts";

const driverAlone: Exceptions = {
  L2: "the guard layer ends calls at their deadline; tested on the stack over Postgres",
};

/** Clauses that the driver alone does not meet, or that cannot be tested, by layout. */
export const postgresExceptions: Readonly<Record<LayoutName, Exceptions>> = {
  v2: { ...driverAlone, R3: "the server enforces the type of every column, so every row is a record" },
  v1: {
    ...driverAlone,
    C9: "in Dapr's v1 layout the version is the row's transaction id, which a new expiry also changes",
    C5: "as C9: a touch changes the version",
    C10: "a check takes a row lock and keeps the version, but see C9",
  },
};

/** Opens a Postgres store on fresh tables. */
export async function openPostgres(
  layout: LayoutName,
  wrap: (inner: StateStore) => StateStore = (inner) => inner,
  more: RawOptions = {},
): Promise<OpenSubject> {
  const url = await sharedPostgresUrl();
  const name = `t${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const table = layout === "v1" ? name : `${name}_state`;
  const options = postgresDriver.compile({
    url,
    layout,
    ...(layout === "v1" ? { tableName: table } : { tablePrefix: `${name}_` }),
    metadataTableName: `${name}_metadata`,
    cleanupInterval: "200ms",
    maxConns: 4,
    ...more,
  });
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "postgres" };
  const open = async (): Promise<StateStore> => wrap(await postgresDriver.open(options, context));
  const admin = new Client({ connectionString: url });
  await admin.connect();
  let store = await open();
  return {
    get store() {
      return store;
    },
    // While another session locks the table, every statement waits, as on a server that hangs.
    async freeze() {
      const holder = new Client({ connectionString: url });
      await holder.connect();
      await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      return async () => {
        await holder.query("ROLLBACK");
        await holder.end();
      };
    },
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async countStored(keys) {
      const { rows } = await admin.query(
        `SELECT count(*)::int AS count FROM ${table} WHERE key LIKE ANY ($1)`,
        [keys.map((key) => `%${key.replace(/[\\%_]/g, "\\$&")}`)],
      );
      return rows[0].count;
    },
    ...(layout === "v1" && {
      async corrupt(key: string) {
        await admin.query(`UPDATE ${table} SET value = '"***"', isbinary = true WHERE key LIKE $1`, [
          `%${key.replace(/[\\%_]/g, "\\$&")}`,
        ]);
      },
    }),
    async close() {
      await store.close();
      await admin.query(`DROP TABLE IF EXISTS ${table}, ${table}_pillion_idempotency, ${name}_metadata`);
      await admin.end();
    },
  };
}
