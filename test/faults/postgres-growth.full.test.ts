// A table that grows from nothing to a million rows while one connection uses it,
// without autovacuum: the server has no statistics, and keeps the plans that it made
// for the empty table. Every call stays within its deadline at every size.
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { type Call, createCall, type StateStore, StoreError, systemClock } from "../../src/index.ts";
import { noExpiry } from "../../src/model/mutation.ts";
import { add, put, remove, touch } from "../conformance/mutations.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { postgresHome } from "../servers/test-servers.ts";

const sizes = [0, 1_000, 100_000, 400_000, 1_000_000];
const bulkKeys = 20_000;
// What statestore.v1 gives a call without a deadline.
const callMs = 5_000;
// The mean time of a scan of 100 keys: all keys of a prefix take a second or more to read and sort.
const scanMsMax = 250;
let server: PostgresServer;
let admin: Client;

beforeAll(async () => {
  server = await startPostgres(postgresHome(), { settings: { autovacuum: "off", max_wal_size: "4GB" } });
  admin = new Client({ connectionString: server.url });
  await admin.connect();
}, 60_000);

afterAll(async () => {
  await admin?.end();
  await server?.process.stop();
});

const call = (): Call => createCall({ deadline: systemClock.monotonic() + callMs });

/**
 * Uses every kind of statement, each more often than it takes until the server keeps its plan. Returns the mean time of a
 * scan, in ms.
 */
async function use(store: StateStore, size: number): Promise<number> {
  let scanMs = 0;
  for (let round = 0; round < 7; round++) {
    const keys = Array.from({ length: 100 }, (_, index) => `shop||own ${size} ${round} ${index}`);
    for (const mutation of [put, touchOf, addOf, remove]) {
      const results = await store.commit(
        keys.map((key) => ({ mutations: [mutation(key, "1")] })),
        call(),
      );
      expect(
        results.filter((result) => result instanceof StoreError && result.code !== "wrong-type"),
      ).toEqual([]);
    }
    await store.commit([{ mutations: keys.slice(0, 50).map((key) => put(key, "1")) }], call());
    const start = performance.now();
    await store.scan({ prefix: "shop||", cursor: undefined, limit: 100, view: "full" }, call());
    scanMs += (performance.now() - start) / 7;
    await store.read(keys, { consistency: "strong", view: "full" }, call());
  }
  return scanMs;
}

const touchOf = (key: string) => touch(key, noExpiry);
const addOf = (key: string) => add(`n ${key}`, 1n);

async function grow(table: string, columns: string, values: string, from: number, to: number): Promise<void> {
  if (to === from) return;
  await admin.query(
    `INSERT INTO ${table} (key, ${columns}) SELECT 'shop||' || n, ${values} FROM generate_series($1::int, $2::int) AS n`,
    [from + 1, to],
  );
}

/** Reads keys that are spread over the whole table. Returns how long that took, in ms. */
async function bulkGet(store: StateStore, size: number): Promise<number> {
  const count = Math.min(bulkKeys, size);
  const keys = Array.from({ length: count }, (_, index) => `shop||${1 + Math.floor((index * size) / count)}`);
  const start = performance.now();
  const records = await store.read(keys, { consistency: "strong", view: "full" }, call());
  const ms = performance.now() - start;
  expect(records.filter((record) => record === undefined || record instanceof StoreError)).toEqual([]);
  return ms;
}

it.each([
  { layout: "v1", options: {} },
  { layout: "v2", options: {} },
  { layout: "v2", options: { pgbouncer: true } },
])(
  "calls on $layout with options $options stay within their deadline up to a million rows",
  async ({ layout, options }) => {
    const name = `g${layout}${"pgbouncer" in options ? "p" : ""}`;
    const table = layout === "v1" ? name : `${name}_state`;
    const compiled = postgresDriver.compile({
      url: server.url,
      layout,
      maxConns: 2,
      tableName: name,
      tablePrefix: `${name}_`,
      metadataTableName: `${name}_metadata`,
      ...options,
    });
    const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "g" };
    const store = await postgresDriver.open(compiled, context);
    await store.ping(call());
    const [columns, values] = layout === "v1" ? ["value, isbinary", `'"MQ=="', true`] : ["value", "'1'"];
    const figures: string[] = [];
    let size = 0;
    for (const next of sizes) {
      await grow(table, columns, values, size, next);
      size = next;
      expect(await use(store, size), `scans of ${size} rows`).toBeLessThan(scanMsMax);
      figures.push(`${size} rows: ${Math.round(await bulkGet(store, size))} ms`);
    }
    console.log(
      `bulk get of ${bulkKeys} keys on ${layout} ${JSON.stringify(options)}: ${figures.join(", ")}`,
    );
    await store.close();
    await admin.query(`DROP TABLE ${table}`);
  },
  300_000,
);
