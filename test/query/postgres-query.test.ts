// Queries of Dapr's v1 layout in Postgres, by the driver alone. A value there is
// JSON, or base64, which satisfies no condition.
import { expect, it } from "vitest";
import { PostgresConnections } from "../../src/drivers/postgres/connection/postgres-connections.ts";
import { compilePostgresOptions } from "../../src/drivers/postgres/postgres-options.ts";
import { queryPage } from "../../src/drivers/postgres/query/postgres-query.ts";
import { PostgresQueryQueue } from "../../src/drivers/postgres/query/postgres-query-queue.ts";
import { layoutOf } from "../../src/drivers/postgres/schema/postgres-layout.ts";
import { createCall, systemClock } from "../../src/index.ts";
import { openPostgresRows } from "./postgres-rows.ts";
import { anyDocuments, anyFilters } from "./query-arbitraries.ts";
import { clauseGaps, type OpenQuerySubject, querySuite } from "./query-suite.ts";

it("every clause of a query has a test, and every tested clause exists", () => {
  expect(clauseGaps()).toEqual([]);
});

/** The store, with rows that another program wrote. */
async function open(): Promise<OpenQuerySubject> {
  const { admin, table, store, write, close } = await openPostgresRows();
  return {
    store,
    write,
    async damage(key) {
      await admin.query(`UPDATE ${table} SET value = '"***"', isbinary = true WHERE key = $1`, [key]);
    },
    close,
  };
}

it("the server's time limit for a query is that of any statement, however late the deadline", async () => {
  const rows = await openPostgresRows();
  const raw = { url: rows.url, layout: "v1", tableName: rows.table, timeout: "2s" };
  const options = compilePostgresOptions(raw);
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: "postgres" };
  const connections = new PostgresConnections(options, context);
  try {
    await rows.write("app||a", 1);
    const page = await queryPage(
      {
        prefix: "app||",
        filter: undefined,
        sort: [],
        position: 0,
        limit: 1,
        bytesMax: 100,
        index: undefined,
      },
      {
        connections,
        layout: layoutOf("v1", options),
        queue: new PostgresQueryQueue(1),
        skewMs: 0,
        // The row is visible only if this limit is set during the query.
        live: "current_setting('statement_timeout') = '1500ms'",
        endOfPrefix: undefined,
      },
      createCall({ deadline: systemClock.monotonic() + 60_000 }),
    );
    expect(page.records.map(({ key }) => key)).toEqual(["app||a"]);
  } finally {
    await connections.close();
    await rows.close();
  }
});

querySuite({
  name: "Postgres in Dapr's v1 layout",
  open,
  documents: anyDocuments,
  filters: anyFilters,
  sortsByMany: true,
  returnsPlainBytes: true,
});
