// A table that was empty when the statements of a connection were planned, and has
// grown since without new statistics: statements still read only the rows of their
// keys. The server plans a prepared statement again only when statistics change,
// which without autovacuum is never.
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import {
  createCall,
  type Mutation,
  noExpiry,
  noPrecondition,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../servers/postgres-server.ts";
import { postgresHome } from "../servers/test-servers.ts";

const call = createCall();
const rowCount = 50_000;
const batchSize = 100;
let server: PostgresServer;
let admin: Client;

beforeAll(async () => {
  server = await startPostgres(postgresHome(), { settings: { autovacuum: "off" } });
  admin = new Client({ connectionString: server.url });
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await server.process.stop();
});

const mutationsOf: Readonly<Record<string, (key: string) => Mutation>> = {
  put: (key) => ({ ...put(key), precondition: noPrecondition }),
  "put of a present key": (key) => ({ ...put(key), precondition: { type: "present" } }),
  "put of an absent key": (key) => ({ ...put(`new ${key}`), precondition: { type: "absent" } }),
  touch: (key) => ({ type: "touch", key, expiry: noExpiry, precondition: noPrecondition }),
  add: (key) => ({
    type: "add",
    key: `n ${key}`,
    delta: 1n,
    initial: 0n,
    expiry: noExpiry,
    precondition: noPrecondition,
  }),
  remove: (key) => ({ type: "remove", key, precondition: noPrecondition, returnPrevious: false }),
};

function put(key: string) {
  return {
    type: "put",
    key,
    value: Buffer.from("1"),
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    returnPrevious: false,
  } as const;
}

/** Uses every statement, each with many keys and with one. Returns the number of keys. */
async function useEverything(store: StateStore, round: string): Promise<number> {
  let count = 0;
  for (const size of [batchSize, 1]) {
    const some = Array.from({ length: size }, (_, index) => `shop||${round} ${size} ${index}`);
    await store.read(some, { consistency: "strong", view: "full" }, call);
    for (const mutation of Object.values(mutationsOf)) {
      const results = await store.commit(
        some.map((key) => ({ mutations: [mutation(key)] })),
        call,
      );
      expect(results.filter((result) => result instanceof StoreError && result.code !== "missing")).toEqual(
        [],
      );
      count += some.length;
    }
    await store.commit(
      [{ mutations: some.slice(0, 50).map((key) => ({ ...put(key), precondition: noPrecondition })) }],
      call,
    );
    await store.scan({ prefix: "shop||", cursor: undefined, limit: 10, view: "full" }, call);
    count += some.length;
  }
  return count;
}

async function rowsRead(table: string): Promise<number> {
  const { rows } = await admin.query(
    "SELECT seq_tup_read::int + (SELECT sum(idx_tup_read)::int FROM pg_stat_user_indexes AS i WHERE i.relid = t.relid) AS read " +
      "FROM pg_stat_user_tables AS t WHERE relname = $1",
    [table],
  );
  return rows[0]?.read ?? 0;
}

it.each(["v1", "v2"])(
  "statements of %s that were planned on an empty table read only their rows",
  async (layout) => {
    const options = { url: server.url, layout, maxConns: 2, tableName: "g_state", tablePrefix: `${layout}_` };
    const table = layout === "v1" ? "g_state" : "v2_state";
    const store = await postgresDriver.open(postgresDriver.compile(options), {
      clock: systemClock,
      random: Math.random,
      log: () => undefined,
      storeName: "g",
    });
    await store.ping(call);
    await admin.query(`VACUUM ANALYZE ${table}`);
    // From its sixth use on the server can keep the plan of a statement.
    for (let round = 0; round < 7; round++) await useEverything(store, `warm ${round}`);
    await admin.query(`DELETE FROM ${table}`);
    const value = layout === "v1" ? `'"MQ=="', true` : "'1'";
    const columns = layout === "v1" ? "value, isbinary" : "value";
    await admin.query(
      `INSERT INTO ${table} (key, ${columns}) SELECT 'shop||' || n, ${value} FROM generate_series(1, ${rowCount}) AS n`,
    );
    await admin.query("SELECT pg_stat_reset()");
    const count = await useEverything(store, "grown");
    // A session reports its counts when it ends.
    await store.close();
    await expect.poll(() => rowsRead(table)).toBeGreaterThan(0);
    const read = await rowsRead(table);
    expect(read).toBeLessThan(20 * count);
  },
);
