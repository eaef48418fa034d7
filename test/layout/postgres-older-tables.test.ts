// Tables of older versions of daprd are migrated as daprd does it (its module
// components-contrib, state/postgresql/v1/migrations.go): under its lock, with its
// levels. Tables of another layout and databases of another encoding are rejected
// and not changed.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { createCall, type StateRecord, type StateStore, StoreError, systemClock } from "../../src/index.ts";
import { rejection } from "../conformance/fixture.ts";
import { put } from "../conformance/mutations.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";
import { PostgresSchema } from "./postgres-database.ts";

const call = createCall();

// Migrations 0 and 1 of daprd's v1, and how it keeps the level.
const firstTable =
  "CREATE TABLE state (key text NOT NULL PRIMARY KEY, value jsonb NOT NULL, isbinary boolean NOT NULL, " +
  "insertdate TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(), updatedate TIMESTAMP WITH TIME ZONE NULL)";
const secondLevel = "ALTER TABLE state ADD expiredate TIMESTAMP WITH TIME ZONE";
const metadataTable = "CREATE TABLE dapr_metadata (key text NOT NULL PRIMARY KEY, value text NOT NULL)";
const lockRow = "INSERT INTO dapr_metadata (key, value) VALUES ('lock', 'lock')";
const levelRow = (level: number): string =>
  `INSERT INTO dapr_metadata (key, value) VALUES ('migrations', '${level}')`;
const oldRow = "INSERT INTO state (key, value, isbinary) VALUES ('old', '\"b2xk\"', true)";

let schema: PostgresSchema;

beforeEach(async () => {
  schema = await PostgresSchema.create();
});

afterEach(() => schema.drop());

async function read(store: StateStore): Promise<StateRecord> {
  const [record] = await store.read(["old"], { consistency: "strong", view: "full" }, call);
  if (record === undefined || record instanceof StoreError) throw new TypeError(`no record: ${record}`);
  return record;
}

async function level(): Promise<string | undefined> {
  const { rows } = await schema.admin.query("SELECT value FROM dapr_metadata WHERE key = 'migrations'");
  return rows[0]?.value;
}

async function etag(): Promise<string> {
  return (await schema.admin.query("SELECT xmin::text AS etag FROM state WHERE key = 'old'")).rows[0]?.etag;
}

describe.each([
  { age: "without a metadata table", tables: [firstTable], after: "2" },
  { age: "without a level", tables: [firstTable, metadataTable], after: "2" },
  { age: "of level 1", tables: [firstTable, metadataTable, lockRow, levelRow(1)], after: "2" },
  { age: "of level 2", tables: [firstTable, secondLevel, metadataTable, lockRow, levelRow(2)], after: "2" },
  {
    age: "of a later level",
    tables: [firstTable, secondLevel, metadataTable, lockRow, levelRow(7)],
    after: "7",
  },
])("a v1 table $age", ({ tables, after }) => {
  it(`is served, keeps its records and versions, and has level ${after}`, async () => {
    for (const text of [...tables, oldRow]) await schema.admin.query(text);
    const before = await etag();
    const { store } = await schema.openAsAdmin({ layout: "v1" });
    const record = await read(store);
    expect(Buffer.from(record.value).toString()).toBe("old");
    expect(record.version).toBe(before);
    expect(await etag()).toBe(before);
    expect(await level()).toBe(after);
    const expiry = { type: "after", ttlMs: 60_000 } as const;
    const [result] = await store.commit([{ mutations: [put("old", "new", { expiry })] }], call);
    expect(result).not.toBeInstanceOf(StoreError);
    expect((await read(store)).expireTime).toBeGreaterThan(Date.now());
  });
});

it("ten sidecars that start at once on a table of level 1 all serve", async () => {
  for (const text of [firstTable, metadataTable, lockRow, levelRow(1), oldRow])
    await schema.admin.query(text);
  const opened = await Promise.all(
    Array.from({ length: 10 }, () => schema.openAsAdmin({ layout: "v1", maxConns: 2 })),
  );
  await Promise.all(
    opened.map(({ store }) => expect.poll(() => read(store), { timeout: 10_000 }).toBeDefined()),
  );
  expect(await level()).toBe("2");
});

it("a migration of daprd that is in progress is waited for", async () => {
  for (const text of [firstTable, metadataTable, lockRow, levelRow(1), oldRow])
    await schema.admin.query(text);
  await schema.admin.query("BEGIN");
  await schema.admin.query("SELECT value FROM dapr_metadata WHERE key = 'lock' FOR UPDATE");
  const { store } = await schema.openAsAdmin({ layout: "v1" });
  expect(await rejection(store.ping(call))).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  // daprd migrates on another connection, and ends the transaction that holds the lock afterwards.
  const daprd = new Client({
    connectionString: await sharedPostgresUrl(),
    options: `-c search_path=${schema.name}`,
  });
  await daprd.connect();
  await daprd.query(secondLevel);
  await daprd.query("UPDATE dapr_metadata SET value = '2' WHERE key = 'migrations'");
  await daprd.end();
  await schema.admin.query("ROLLBACK");
  await expect
    .poll(
      () =>
        store.ping(call).then(
          () => "served",
          () => "rejected",
        ),
      { timeout: 10_000 },
    )
    .toBe("served");
  expect(await level()).toBe("2");
});

it.each([
  { layout: "v1", other: "v2", lacking: "isbinary, insertdate, updatedate" },
  { layout: "v2", other: "v1", lacking: "etag, created_at, updated_at, expires_at" },
])("a table of $other is not served as $layout, and not changed", async ({ layout, other, lacking }) => {
  const columns = async (): Promise<unknown> =>
    (
      await schema.admin.query(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'state'::regclass AND attnum > 0 ORDER BY attnum",
      )
    ).rows;
  const { store } = await schema.openAsAdmin({ layout: other });
  await store.ping(call);
  const before = await columns();
  const error = await rejection(schema.openAsAdmin({ layout }));
  expect(error).toMatchObject({ code: "invalid" });
  expect(error.message).toContain(`lacks the columns ${lacking}: it is not a table of the layout ${layout}`);
  expect(await columns()).toEqual(before);
});

it.each(["LATIN1", "SQL_ASCII"])(
  "a database of encoding %s is rejected, and nothing is created in it",
  async (encoding) => {
    const name = `d${randomUUID().replaceAll("-", "").slice(0, 12)}`;
    await schema.admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C'`);
    const url = new URL(await sharedPostgresUrl());
    url.pathname = `/${name}`;
    const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "s" };
    const opening = postgresDriver.open(postgresDriver.compile({ url: url.href }), context);
    const error = await rejection(opening.then((store) => store.ping(call).finally(() => store.close())));
    expect(error.message).toContain(`the database's encoding is ${encoding}; it must be UTF8`);
    const client = new Client({ connectionString: url.href });
    await client.connect();
    expect((await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).rows).toEqual(
      [],
    );
    await client.end();
    await schema.admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  },
);
