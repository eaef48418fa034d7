// Defaults of the role, the database or the server for settings that change what a
// session returns or accepts: values, times and isolation are the same under each
// of them, on direct connections and where the session cannot be set (PgBouncer).
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PostgresConnections } from "../../src/drivers/postgres/connection/postgres-connections.ts";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import {
  createCall,
  type Mutation,
  noExpiry,
  noPrecondition,
  type PutMutation,
  type RawOptions,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { openTcpProxy } from "../servers/tcp-proxy.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

const call = createCall();
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
const values = [
  everyByte,
  Buffer.alloc(0),
  Buffer.from("\\x41"),
  Buffer.from("x"),
  Buffer.from("\\\\"),
  Buffer.from([0]),
];

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

/** A new role with defaults for its sessions, and the options of stores that log in as it. */
async function role(defaults: Readonly<Record<string, string>>, more: RawOptions = {}): Promise<RawOptions> {
  const name = `r${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  await admin.query(`CREATE ROLE ${name} LOGIN SUPERUSER`);
  for (const [setting, value] of Object.entries(defaults))
    await admin.query(`ALTER ROLE ${name} SET ${setting} = ${value}`);
  cleanup.push(`DROP OWNED BY ${name} CASCADE`, `DROP ROLE ${name}`);
  const login = new URL(url);
  login.username = name;
  return { url: login.href, tablePrefix: `${name}_`, metadataTableName: `${name}_metadata`, ...more };
}

async function open(raw: RawOptions): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "s" };
  return postgresDriver.open(postgresDriver.compile(raw), context);
}

function put(key: string, value: Uint8Array): PutMutation {
  return {
    type: "put",
    key,
    value,
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    precondition: noPrecondition,
    returnPrevious: false,
  };
}

async function commit(store: StateStore, ...mutations: readonly Mutation[]): Promise<StoreError | undefined> {
  const [result] = await store.commit([{ mutations }], call);
  return result instanceof StoreError ? result : undefined;
}

async function readValues(store: StateStore, keys: readonly string[]): Promise<readonly unknown[]> {
  const records = await store.read(keys, { consistency: "strong", view: "full" }, call);
  return records.map((record) => record !== undefined && "value" in record && Buffer.from(record.value));
}

const defaults = {
  bytea_output: "escape",
  standard_conforming_strings: "off",
  DateStyle: "'German, DMY'",
  IntervalStyle: "iso_8601",
  TimeZone: "'Asia/Kathmandu'",
  client_encoding: "'LATIN1'",
  extra_float_digits: "'-15'",
};

describe.each([{ pgbouncer: false }, { pgbouncer: true }])("with pgbouncer: $pgbouncer", (more) => {
  it.each(["v1", "v2"])(
    "records of %s are read as written whatever the defaults of the role are",
    async (layout) => {
      const options = await role(defaults, { ...more, layout, maxConns: 2 });
      const store = await open({ ...options, ...(layout === "v1" && { tableName: options.tablePrefix }) });
      try {
        const keys = values.map((_, index) => `ключ ${index}`);
        const time = Date.now() + 60_000;
        for (const [index, bytes] of values.entries()) {
          const expiry = { type: "at", time } as const;
          expect(await commit(store, { ...put(keys[index] ?? "", bytes), expiry })).toBeUndefined();
        }
        expect(await readValues(store, keys)).toEqual(values);
        const page = await store.scan({ prefix: "ключ ", cursor: undefined, limit: 10, view: "full" }, call);
        expect(page.records.map((record) => Buffer.from(record.value))).toEqual(values);
        expect(page.records.map(({ expireTime }) => expireTime)).toEqual(values.map(() => time));
        // The transaction path reads what it returns as previous.
        const [results] = await store.commit(
          [{ mutations: [{ ...put("ключ 0", Buffer.from("new")), returnPrevious: true }] }],
          call,
        );
        if (results === undefined || results instanceof StoreError) throw results;
        expect(Buffer.from(results[0]?.previous?.value ?? [])).toEqual(everyByte);
      } finally {
        await store.close();
      }
    },
  );

  it.each(["repeatable read", "serializable"])(
    "concurrent additions and transactions on one key all succeed where the default isolation is %s",
    async (isolation) => {
      const count = more.pgbouncer ? 100 : 320;
      const options = await role({ default_transaction_isolation: `'${isolation}'` }, more);
      const stores = await Promise.all([1, 2, 3, 4].map(() => open(options)));
      const add = {
        type: "add",
        delta: 1n,
        initial: 0n,
        expiry: noExpiry,
        precondition: noPrecondition,
      } as const;
      const outcomes = await Promise.all(
        Array.from({ length: count }, (_, index) => {
          const store = stores[index % stores.length];
          const mutations: Mutation[] = [{ ...add, key: "n" }];
          if (index % 2 === 1) mutations.push({ ...add, key: "m" });
          return store === undefined ? "no store" : commit(store, ...mutations);
        }),
      );
      expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual([]);
      const [store] = stores;
      if (store !== undefined)
        expect((await readValues(store, ["n", "m"])).map(String)).toEqual([`${count}`, `${count / 2}`]);
      await Promise.all(stores.map((one) => one.close()));
    },
    20_000,
  );
});

it("tables are in the schema of the role's search_path, as with daprd", async () => {
  const options = await role({});
  const name = String(options.metadataTableName).replace("_metadata", "");
  await admin.query(`CREATE SCHEMA ${name}; ALTER ROLE ${name} SET search_path = ${name}`);
  cleanup.unshift(`DROP SCHEMA ${name} CASCADE`);
  const store = await open(options);
  expect(await commit(store, put("a", everyByte))).toBeUndefined();
  await store.close();
  const found = await admin.query("SELECT to_regclass($1)::text AS own", [`${name}.${name}_state`]);
  expect(found.rows[0]?.own).not.toBeNull();
});

it("a role that is read-only by default reads; its writes are rejected, and succeed once it may write", async () => {
  const options = await role({});
  const name = String(options.metadataTableName).replace("_metadata", "");
  const before = await open(options);
  expect(await commit(before, put("a", everyByte))).toBeUndefined();
  await before.close();
  await admin.query(`ALTER ROLE ${name} SET default_transaction_read_only = on`);
  const store = await open(options);
  expect(await readValues(store, ["a"])).toEqual([everyByte]);
  const error = await commit(store, put("a", Buffer.from("new")));
  expect(error).toMatchObject({ code: "unavailable", outcome: "not-applied" });
  expect(error?.message).toContain("default_transaction_read_only is on");
  await admin.query(`ALTER ROLE ${name} RESET default_transaction_read_only`);
  // Another connection may still have the old default; the first write on it replaces it.
  await expect.poll(() => commit(store, put("a", Buffer.from("new")))).toBeUndefined();
  await store.close();
});

it("the time of the last cleanup is readable under every DateStyle", async () => {
  const options = await role({ DateStyle: "'SQL, DMY'" }, { cleanupInterval: "50ms" });
  const store = await open(options);
  await store.ping(call);
  await expect
    .poll(async () => {
      const { rows } = await admin.query(
        `SELECT value FROM ${options.metadataTableName} WHERE key LIKE 'last-cleanup%'`,
      );
      return rows[0]?.value;
    })
    .toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+00$/);
  await store.close();
});

// As a pooler does: the login's reply has the number of no process of the server.
function withOtherNumber(reply: Buffer): Buffer {
  const keyData = reply.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
  if (keyData !== -1) reply.writeInt32BE(-7, keyData + 5);
  return reply;
}

it.each([
  {
    sessions: "are set up",
    number: "the server's",
    change: (reply: Buffer) => reply,
    scans: "off",
    names: "1",
  },
  { sessions: "stay as they are", number: "another", change: withOtherNumber, scans: "on", names: "0" },
])("sessions $sessions if the login's reply has $number process number", async ({ change, scans, names }) => {
  const login = new URL(url);
  const proxy = await openTcpProxy(Number(login.port), change);
  login.port = String(proxy.port);
  const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "s" };
  const connections = new PostgresConnections(
    postgresDriver.compile({ url: login.href, maxConns: 2 }),
    context,
  );
  const text = "SELECT current_setting('enable_seqscan'), (SELECT count(*) FROM pg_prepared_statements)";
  const statement = { name: "of the test", text };
  expect(await connections.run(statement, [])).toEqual([[scans, names]]);
  // A transaction sets what it needs for itself.
  expect(await connections.transaction((run) => run(statement, []))).toEqual([["off", names]]);
  expect(await connections.run(statement, [])).toEqual([[scans, names]]);
  await connections.close();
  await proxy.close();
});

it("a transaction that the server rolled back is not applied, even if its work ignored the failed statement", async () => {
  const context = { clock: systemClock, random: Math.random, log: () => undefined, storeName: "s" };
  const connections = new PostgresConnections(postgresDriver.compile({ url, maxConns: 2 }), context);
  const work = connections.transaction(async (run) => {
    await run({ name: "", text: "SELECT 1 / 0" }, []).catch(() => undefined);
  });
  await expect(work).rejects.toMatchObject({ code: "internal", outcome: "not-applied" });
  // The connection can be used again.
  expect(await connections.transaction((run) => run({ name: "", text: "SELECT 1" }, []))).toEqual([["1"]]);
  await connections.close();
});
