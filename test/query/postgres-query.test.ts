// Queries of Dapr's v1 layout in Postgres, by the driver alone and under the
// layers that the sidecar puts over it.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { systemClock } from "../../src/index.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";
import { anyDocuments, anyFilters } from "./query-arbitraries.ts";
import { clauseGaps, type OpenQuerySubject, querySuite } from "./query-suite.ts";

it("has a test for every clause of a query, and none for a clause that is not there", () => {
  expect(clauseGaps()).toEqual([]);
});

/** A store on a fresh table, with a client that writes rows as daprd does. */
async function open(): Promise<OpenQuerySubject> {
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
  const store = await postgresDriver.open(options, context);
  const admin = new Client({ connectionString: url });
  await admin.connect();
  return {
    store,
    async write(key, value, expiresInMs) {
      await admin.query(
        `INSERT INTO ${table} (key, value, isbinary, expiredate) VALUES ($1, $2, false, $3) ` +
          "ON CONFLICT (key) DO UPDATE SET value = $2, isbinary = false, expiredate = $3",
        [key, JSON.stringify(value), expiresInMs === undefined ? null : new Date(Date.now() + expiresInMs)],
      );
    },
    async damage(key) {
      await admin.query(`UPDATE ${table} SET value = '"***"', isbinary = true WHERE key = $1`, [key]);
    },
    async close() {
      await store.close();
      await admin.query(`DROP TABLE ${table}, ${table}_pillion_idempotency, ${metadata}`);
      await admin.end();
    },
  };
}

querySuite({
  name: "Postgres in Dapr's v1 layout",
  open,
  documents: anyDocuments,
  filters: anyFilters,
  sortsByMany: true,
  answersPlainBytes: true,
});
