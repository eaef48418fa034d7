// Queries of Dapr's v1 layout in Postgres, by the driver alone; a value there is
// JSON, or base64 that no condition looks into.
import { expect, it } from "vitest";
import { openPostgresRows } from "./postgres-rows.ts";
import { anyDocuments, anyFilters } from "./query-arbitraries.ts";
import { clauseGaps, type OpenQuerySubject, querySuite } from "./query-suite.ts";

it("has a test for every clause of a query, and none for a clause that is not there", () => {
  expect(clauseGaps()).toEqual([]);
});

/** The store, with rows that others wrote. */
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

querySuite({
  name: "Postgres in Dapr's v1 layout",
  open,
  documents: anyDocuments,
  filters: anyFilters,
  sortsByMany: true,
  answersPlainBytes: true,
});
