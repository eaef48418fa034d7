// Names of tables with capital letters: daprd does not quote them, so the server
// folds them to lower case, and Pillion uses the same tables. Rows in a table that
// was created under the unfolded name keep the store from serving until the
// statements in the error have moved them.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import { idempotencyTable } from "../../src/drivers/postgres/schema/postgres-layout.ts";
import {
  asStoreError,
  createCall,
  noExpiry,
  noPrecondition,
  type RawOptions,
  type StateRecord,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { remove } from "../conformance/mutations.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

const call = createCall();
let admin: Client;
let url: string;
const cleanup: string[] = [];

beforeAll(async () => {
  url = await sharedPostgresUrl();
  admin = new Client({ connectionString: url });
  await admin.connect();
});

afterAll(async () => {
  for (const text of cleanup) await admin.query(text);
  await admin.end();
});

function uniqueName(): string {
  const name = `F${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  for (const table of ["MyApp", "MyApp_state", "Meta"]) {
    for (const quoted of [`"${name}${table}"`, `"${`${name}${table}`.toLowerCase()}"`]) {
      cleanup.push(`DROP TABLE IF EXISTS ${quoted}, ${quoted.slice(0, -1)}_pillion_idempotency" CASCADE`);
    }
  }
  return name;
}

interface Logged {
  readonly store: StateStore;
  readonly errors: readonly string[];
}

async function open(raw: RawOptions): Promise<Logged> {
  const errors: string[] = [];
  const store = await postgresDriver.open(postgresDriver.compile({ url, maxConns: 2, ...raw }), {
    clock: systemClock,
    random: Math.random,
    log: ({ level, message }) => level === "error" && errors.push(message),
    storeName: "s",
  });
  return { store, errors };
}

async function put(store: StateStore, key: string, text: string): Promise<void> {
  const mutation = {
    type: "put",
    key,
    value: Buffer.from(text),
    contentType: "text/plain",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  } as const;
  const [result] = await store.commit([{ mutations: [mutation] }], call);
  if (result instanceof StoreError) throw result;
}

async function read(store: StateStore, key: string): Promise<StateRecord | undefined> {
  const [record] = await store.read([key], { consistency: "strong", view: "full" }, call);
  if (record instanceof StoreError) throw record;
  return record;
}

async function pingError(store: StateStore): Promise<StoreError> {
  return store.ping(call).then(
    () => new StoreError("internal", "the ping succeeded"),
    (thrown: unknown) => asStoreError(thrown),
  );
}

// What the error names as the remedy.
function remedy({ message }: StoreError): string {
  return message.slice(message.indexOf("then run: ") + "then run: ".length);
}

// As the table was created before: under the name as configured, with a row.
async function unfoldedTable(name: string, options: RawOptions): Promise<string> {
  const lower = Object.entries(options).map(([key, value]) => [key, String(value).toLowerCase()]);
  const { store } = await open(Object.fromEntries(lower));
  await put(store, "shop||cart", "1");
  const { version = "" } = (await read(store, "shop||cart")) ?? {};
  await store.close();
  const table = options.layout === "v1" ? `${name}MyApp` : `${name}MyApp_state`;
  const folded = table.toLowerCase();
  await admin.query(
    `ALTER TABLE "${folded}" RENAME TO "${table}"; ALTER TABLE "${folded}_pillion_idempotency" RENAME TO "${table}_pillion_idempotency"; ` +
      `ALTER INDEX "${folded}_pillion_key" RENAME TO "${table}_pillion_key"; ALTER TABLE "${name.toLowerCase()}meta" RENAME TO "${name}Meta"`,
  );
  return version;
}

describe.each(["v1", "v2"])("names with capital letters in %s", (layout) => {
  const optionsOf = (name: string): RawOptions => ({
    layout,
    metadataTableName: `${name}Meta`,
    ...(layout === "v1" ? { tableName: `${name}MyApp` } : { tablePrefix: `${name}MyApp_` }),
  });
  const tableOf = (name: string): string => (layout === "v1" ? `${name}MyApp` : `${name}MyApp_state`);
  const daprTable = (table: string): string =>
    layout === "v1"
      ? `CREATE TABLE ${table} (key text NOT NULL PRIMARY KEY, value jsonb NOT NULL, isbinary boolean NOT NULL, insertdate timestamptz NOT NULL DEFAULT now(), updatedate timestamptz, expiredate timestamptz)`
      : `CREATE TABLE ${table} (key text NOT NULL PRIMARY KEY, value bytea NOT NULL, etag uuid NOT NULL DEFAULT gen_random_uuid(), created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz, expires_at timestamptz)`;
  const daprRow = (table: string, key: string): string =>
    layout === "v1"
      ? `INSERT INTO ${table} (key, value, isbinary) VALUES ('${key}', '"Mg=="', true)`
      : `INSERT INTO ${table} (key, value) VALUES ('${key}', '2')`;

  it("mean the table that daprd's unquoted statements mean, both ways", async () => {
    const name = uniqueName();
    await admin.query(daprTable(tableOf(name)));
    await admin.query(daprRow(tableOf(name), "shop||dapr"));
    const { store, errors } = await open(optionsOf(name));
    expect(Buffer.from((await read(store, "shop||dapr"))?.value ?? []).toString()).toBe("2");
    await put(store, "shop||own", "1");
    const { rows } = await admin.query(`SELECT key FROM ${tableOf(name)} ORDER BY key`);
    expect(rows).toEqual([{ key: "shop||dapr" }, { key: "shop||own" }]);
    expect((await admin.query(`SELECT value FROM ${name}Meta WHERE key = 'lock'`)).rows).toHaveLength(1);
    expect(errors).toEqual([]);
    await store.close();
  });

  it("with rows under the unfolded name: the error has the statements that move them with their versions", async () => {
    const name = uniqueName();
    const version = await unfoldedTable(name, optionsOf(name));
    const { store, errors } = await open(optionsOf(name));
    const error = await pingError(store);
    expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
    expect(error.message).toContain(`"${tableOf(name)}" has rows`);
    expect(errors).toEqual([error.message]);
    await expect(put(store, "shop||cart", "2")).rejects.toMatchObject({ outcome: "not-applied" });
    await admin.query(remedy(error));
    await store.ping(call);
    expect(await read(store, "shop||cart")).toMatchObject({ version, contentType: "text/plain" });
    const names =
      "SELECT relname FROM pg_class WHERE relname LIKE $1 AND relkind IN ('r', 'i') AND relname ~ '[A-Z]'";
    const left = await admin.query(names, [`${name}%pillion%`]);
    expect(
      left.rows.filter(({ relname }) => !relname.endsWith("_pkey") && !relname.endsWith("_expires")),
    ).toEqual([]);
    const level = await admin.query(`SELECT value FROM ${name}Meta WHERE key LIKE 'migrations%'`);
    expect(level.rows).toHaveLength(1);
    await store.close();
  });

  it("with rows under both names: the statements add those of the unfolded table to daprd's", async () => {
    const name = uniqueName();
    await unfoldedTable(name, optionsOf(name));
    await admin.query(daprTable(tableOf(name)));
    await admin.query(daprRow(tableOf(name), "shop||dapr"));
    const { store } = await open(optionsOf(name));
    await admin.query(remedy(await pingError(store)));
    await store.ping(call);
    expect(Buffer.from((await read(store, "shop||cart"))?.value ?? []).toString()).toBe("1");
    expect(Buffer.from((await read(store, "shop||dapr"))?.value ?? []).toString()).toBe("2");
    await store.close();
  });

  it("with an empty table under the unfolded name do not keep the store from serving", async () => {
    const name = uniqueName();
    await admin.query(daprTable(`"${tableOf(name)}"`));
    const { store } = await open(optionsOf(name));
    await store.ping(call);
    await store.close();
  });
});

it("a schema with capital letters is folded, too, and its rows are moved", async () => {
  const name = uniqueName();
  const schema = `${name}S`;
  cleanup.unshift(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`, `DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await admin.query(`CREATE SCHEMA ${schema}`);
  const options = { tablePrefix: `${schema}.`, metadataTableName: `${name.toLowerCase()}meta` };
  const first = await open(options);
  await put(first.store, "shop||cart", "1");
  await first.store.close();
  await admin.query(`ALTER SCHEMA ${schema} RENAME TO "${schema}"`);
  const { store } = await open(options);
  await admin.query(remedy(await pingError(store)));
  await store.ping(call);
  expect(Buffer.from((await read(store, "shop||cart"))?.value ?? []).toString()).toBe("1");
  await store.close();
});

it.each([
  ["in quotes", (name: string) => `"${name} State"`, (name: string) => `${name} State`],
  [
    "of 63 characters",
    (name: string) => name.padEnd(63, "x"),
    (name: string) => name.toLowerCase().padEnd(63, "x"),
  ],
  [
    "of 70 characters",
    (name: string) => name.padEnd(70, "x"),
    (name: string) => name.toLowerCase().padEnd(63, "x"),
  ],
])("a table with a name %s is the one that daprd uses", async (_, configured, used) => {
  const name = uniqueName();
  const table = used(name);
  await admin.query(
    `CREATE TABLE "${table}" (key text NOT NULL PRIMARY KEY, value jsonb NOT NULL, isbinary boolean NOT NULL, ` +
      "insertdate timestamptz NOT NULL DEFAULT now(), updatedate timestamptz, expiredate timestamptz)",
  );
  cleanup.push(`DROP TABLE "${table}", ${idempotencyTable({ table: `"${table}"`, bareTable: table })}`);
  await admin.query(`INSERT INTO ${configured(name)} (key, value, isbinary) VALUES ('old', '"MQ=="', true)`);
  const options = { layout: "v1", tableName: configured(name), metadataTableName: `${name}meta` };
  const { store } = await open(options);
  expect(Buffer.from((await read(store, "old"))?.value ?? []).toString()).toBe("1");
  await put(store, "new", "2");
  const idempotency = { key: "once", fingerprint: "f", expireTime: Date.now() + 60_000 };
  const [result] = await store.commit([{ mutations: [remove("old")], idempotency }], call);
  expect(result).not.toBeInstanceOf(StoreError);
  await store.close();
  const { rows } = await admin.query(`SELECT key FROM ${configured(name)}`);
  expect(rows).toEqual([{ key: "new" }]);
});
