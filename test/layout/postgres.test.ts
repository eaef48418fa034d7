// One layout for both APIs: Pillion writes what daprd writes and reads, and it
// reads, changes and expires what daprd wrote. The golden bytes are those of Dapr's
// documentation and sources for state.postgresql v1 and v2.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresDriver } from "../../src/drivers/postgres/postgres-driver.ts";
import type { LayoutName } from "../../src/drivers/postgres/schema/postgres-layout.ts";
import {
  type Clock,
  createCall,
  type MutationResult,
  noExpiry,
  noPrecondition,
  type Precondition,
  type PutMutation,
  type StateRecord,
  type StateStore,
  StoreError,
  systemClock,
} from "../../src/index.ts";
import { until } from "../servers/server-process.ts";
import { sharedPostgresUrl } from "../servers/test-servers.ts";

const call = createCall();
const value = Buffer.from('{"a":1}');
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// The tables after daprd's own migrations, at the level before row_id.
const daprTables: Readonly<Record<LayoutName, (table: string) => string>> = {
  v1: (table) =>
    `CREATE TABLE ${table} (key text NOT NULL PRIMARY KEY, value jsonb NOT NULL, isbinary boolean NOT NULL, insertdate TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(), updatedate TIMESTAMP WITH TIME ZONE NULL, expiredate TIMESTAMP WITH TIME ZONE)`,
  v2: (table) =>
    `CREATE TABLE ${table} (key text NOT NULL PRIMARY KEY, value bytea NOT NULL, etag uuid NOT NULL DEFAULT gen_random_uuid(), created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz, expires_at timestamptz)`,
};

let admin: Client;
let url: string;

beforeAll(async () => {
  url = await sharedPostgresUrl();
  admin = new Client({ connectionString: url });
  await admin.connect();
});

afterAll(() => admin.end());

interface Place {
  readonly table: string;
  readonly metadata: string;
  readonly store: StateStore;
}

async function open(
  layout: LayoutName,
  prepare?: (table: string, metadata: string) => Promise<void>,
  clock: Clock = systemClock,
): Promise<Place> {
  const name = `g${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const table = layout === "v1" ? name : `${name}_state`;
  const metadata = `${name}_metadata`;
  await prepare?.(table, metadata);
  const options = postgresDriver.compile({
    url,
    layout,
    ...(layout === "v1" ? { tableName: table } : { tablePrefix: `${name}_` }),
    metadataTableName: metadata,
    maxConns: 2,
  });
  const context = { clock, random: Math.random, log: () => {}, storeName: "golden" };
  return { table, metadata, store: await postgresDriver.open(options, context) };
}

async function close({ store, table, metadata }: Place): Promise<void> {
  await store.close();
  await admin.query(`DROP TABLE ${table}, ${table}_pillion_idempotency, ${metadata}`);
}

function put(key: string, bytes: Uint8Array, precondition: Precondition = noPrecondition): PutMutation {
  return {
    type: "put",
    key,
    value: bytes,
    contentType: "",
    kind: "persistent",
    expiry: noExpiry,
    precondition,
    returnPrevious: false,
  };
}

async function commitOne(store: StateStore, mutation: PutMutation): Promise<MutationResult> {
  const [results] = await store.commit([{ mutations: [mutation] }], call);
  if (results instanceof StoreError) throw results;
  const [result] = results ?? [];
  if (result === undefined) throw new Error("a commit of one mutation gave no result");
  return result;
}

async function readOne(store: StateStore, key: string): Promise<StateRecord | undefined> {
  const [record] = await store.read([key], { consistency: "strong", view: "full" }, call);
  if (record instanceof StoreError) throw record;
  return record;
}

describe("v2", () => {
  it("a new record is the row that daprd writes", async () => {
    const place = await open("v2");
    const { version } = await commitOne(place.store, put("shop||cart", value));
    const { rows } = await admin.query(
      `SELECT key, value::text, etag::text, created_at IS NOT NULL AS created, updated_at, expires_at FROM ${place.table}`,
    );
    expect(rows).toEqual([
      {
        key: "shop||cart",
        value: "\\x7b2261223a317d",
        etag: version,
        created: true,
        updated_at: null,
        expires_at: null,
      },
    ]);
    expect(version).toMatch(uuidPattern);
    await close(place);
  });

  it("a second write renews the etag and sets the update time", async () => {
    const place = await open("v2");
    const first = await commitOne(place.store, put("shop||cart", value));
    const second = await commitOne(place.store, put("shop||cart", value));
    const { rows } = await admin.query(
      `SELECT etag::text, updated_at IS NOT NULL AS updated FROM ${place.table}`,
    );
    expect(rows).toEqual([{ etag: second.version, updated: true }]);
    expect(second.version).not.toBe(first.version);
    await close(place);
  });

  it("the tables are at the level of daprd's own migrations", async () => {
    const place = await open("v2");
    await place.store.ping(call);
    const { rows } = await admin.query(`SELECT key, value FROM ${place.metadata} ORDER BY key`);
    const prefix = place.table.replace(/state$/, "");
    expect(rows).toEqual([
      { key: "lock", value: "lock" },
      { key: `migrations-state-v2-${prefix}`, value: "2" },
    ]);
    await close(place);
  });
});

describe("v1", () => {
  it("a new record is the row that daprd writes", async () => {
    const place = await open("v1");
    const { version } = await commitOne(place.store, put("shop||cart", value));
    const { rows } = await admin.query(
      `SELECT key, value::text, isbinary, xmin::text, updatedate, expiredate FROM ${place.table}`,
    );
    expect(rows).toEqual([
      {
        key: "shop||cart",
        value: '"eyJhIjoxfQ=="',
        isbinary: true,
        xmin: version,
        updatedate: null,
        expiredate: null,
      },
    ]);
    await close(place);
  });

  it("base64 of a long value has no line breaks", async () => {
    const place = await open("v1");
    await commitOne(place.store, put("shop||long", Buffer.alloc(1000, 7)));
    const { rows } = await admin.query(`SELECT value #>> '{}' AS text FROM ${place.table}`);
    expect(rows[0].text).toBe(Buffer.alloc(1000, 7).toString("base64"));
    await close(place);
  });

  it("a value that daprd wrote as JSON is read as the text of the JSON", async () => {
    const place = await open("v1");
    await place.store.ping(call);
    await admin.query(
      `INSERT INTO ${place.table} (key, value, isbinary) VALUES ('shop||json', '{"a": 1}', false)`,
    );
    expect(Buffer.from((await readOne(place.store, "shop||json"))?.value ?? "").toString()).toBe('{"a": 1}');
    await close(place);
  });

  it("a row with damaged base64 is corrupt, and other rows are read", async () => {
    const place = await open("v1");
    await place.store.ping(call);
    await admin.query(
      `INSERT INTO ${place.table} (key, value, isbinary) VALUES ('shop||bad', '"***"', true)`,
    );
    await commitOne(place.store, put("shop||good", value));
    const results = await place.store.read(
      ["shop||bad", "shop||good"],
      { consistency: "strong", view: "full" },
      call,
    );
    expect(results[0]).toMatchObject({ code: "corrupt" });
    expect(results[1]).toMatchObject({ key: "shop||good" });
    await close(place);
  });

  it.each([
    ["with damaged base64", `'"***"', true`],
    ["with null", "'null', true"],
  ])("a row %s is corrupt in a scan, an addition and a transaction", async (_, columns) => {
    const place = await open("v1");
    await place.store.ping(call);
    await admin.query(`INSERT INTO ${place.table} (key, value, isbinary) VALUES ('shop||bad', ${columns})`);
    const query = { prefix: "shop||", cursor: undefined, limit: 10, view: "full" } as const;
    await expect(place.store.scan(query, call)).rejects.toMatchObject({ code: "corrupt", violations: [] });
    const precondition = noPrecondition;
    const [added] = await place.store.commit(
      [
        {
          mutations: [
            { type: "add", key: "shop||bad", delta: 1n, initial: 0n, expiry: noExpiry, precondition },
          ],
        },
      ],
      call,
    );
    expect(added).toMatchObject({ code: "corrupt", outcome: "not-applied" });
    const [result] = await place.store.commit(
      [{ mutations: [put("shop||bad", value, { type: "present" }), put("shop||other", value)] }],
      call,
    );
    expect(result).toMatchObject({ code: "corrupt", outcome: "not-applied" });
    await close(place);
  });
});

describe.each<LayoutName>(["v1", "v2"])("a %s table created and written by daprd", (layout) => {
  const insert = {
    v1: (table: string) =>
      `INSERT INTO ${table} (key, value, isbinary) VALUES ('shop||cart', '"eyJhIjoxfQ=="', true)`,
    v2: (table: string) => `INSERT INTO ${table} (key, value) VALUES ('shop||cart', '\\x7b2261223a317d')`,
  }[layout];
  const bump = {
    v1: (table: string) => `UPDATE ${table} SET value = '"YnllIQ=="', updatedate = now()`,
    v2: (table: string) => `UPDATE ${table} SET value = 'bye!', etag = gen_random_uuid(), updated_at = now()`,
  }[layout];
  const expiresAt = { v1: "expiredate", v2: "expires_at" }[layout];

  const openForeign = (): Promise<Place> =>
    open(layout, async (table) => {
      await admin.query(daprTables[layout](table));
      await admin.query(insert(table));
    });

  it("a row is read, changed and listed, and daprd's columns stay", async () => {
    const place = await openForeign();
    const before = await readOne(place.store, "shop||cart");
    expect(before).toMatchObject({ value, contentType: "", kind: "persistent" });
    const precondition = { type: "version", version: before?.version ?? "" } as const;
    await commitOne(place.store, put("shop||cart", Buffer.from("new"), precondition));
    const query = { prefix: "shop||", cursor: undefined, limit: 10, view: "full" } as const;
    const { records } = await place.store.scan(query, call);
    expect(records.map(({ key, value: bytes }) => [key, Buffer.from(bytes).toString()])).toEqual([
      ["shop||cart", "new"],
    ]);
    await close(place);
  });

  it("the index for scans is created in the background, and an invalid one is created again", async () => {
    const place = await open(layout, async (table) => {
      await admin.query(daprTables[layout](table));
      await admin.query(`CREATE INDEX "${table}_pillion_key" ON ${table} (key COLLATE "C")`);
      await admin.query(
        `UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass('"${table}_pillion_key"')`,
      );
    });
    await place.store.ping(call);
    await until(async () => {
      const { rows } = await admin.query(
        `SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('"${place.table}_pillion_key"')`,
      );
      return rows[0]?.indisvalid === true;
    }, 10_000);
    await close(place);
  });

  it("calls on a locked table with missing columns fail early, and a later call adds the columns", async () => {
    const holder = new Client({ connectionString: url });
    await holder.connect();
    const place = await open(layout, async (table) => {
      await admin.query(daprTables[layout](table));
      await holder.query(`BEGIN; LOCK TABLE ${table} IN ROW EXCLUSIVE MODE`);
    });
    await expect(place.store.ping(call)).rejects.toMatchObject({
      code: "unavailable",
      outcome: "not-applied",
    });
    await holder.query("ROLLBACK");
    await holder.end();
    await until(async () => (await place.store.ping(call).catch(() => "not ready")) === undefined, 10_000);
    await close(place);
  });

  it("a sidecar with a wrong clock reads its own times, and its records live as long as intended", async () => {
    const aheadMs = 3_600_000;
    const clock = { now: () => Date.now() + aheadMs, monotonic: () => systemClock.monotonic() };
    const place = await open(layout, undefined, clock);
    await place.store.ping(call);
    const time = clock.now() + 60_000;
    const expiry = { type: "at", time } as const;
    const written = clock.now();
    await commitOne(place.store, { ...put("shop||ttl", value), expiry });
    const record = await readOne(place.store, "shop||ttl");
    expect(record?.expireTime).toBe(time);
    // The difference of the clocks is measured, so it is not exact.
    expect(record?.createTime).toBeGreaterThan(written - 1000);
    expect(record?.createTime).toBeLessThan(clock.now() + 1000);
    const { rows } = await admin.query(
      `SELECT ${expiresAt} < now() + interval '2 minutes' AS near FROM ${place.table}`,
    );
    expect(rows).toEqual([{ near: true }]);
    await close(place);
  });

  it("a write by daprd between a read and a write of Pillion is not lost", async () => {
    const place = await openForeign();
    const before = await readOne(place.store, "shop||cart");
    await admin.query(bump(place.table));
    const precondition = { type: "version", version: before?.version ?? "" } as const;
    await expect(commitOne(place.store, put("shop||cart", value, precondition))).rejects.toMatchObject({
      code: "conflict",
    });
    expect(Buffer.from((await readOne(place.store, "shop||cart"))?.value ?? "").toString()).toBe("bye!");
    await close(place);
  });

  it("a row that has expired by daprd's column is missing, and can be created again", async () => {
    const place = await openForeign();
    await admin.query(`UPDATE ${place.table} SET ${expiresAt} = now() - interval '1 second'`);
    expect(await readOne(place.store, "shop||cart")).toBeUndefined();
    expect(await commitOne(place.store, put("shop||cart", value, { type: "absent" }))).toMatchObject({
      found: false,
    });
    await close(place);
  });

  it("daprd's insert still works on the table with the additional columns", async () => {
    const place = await openForeign();
    await place.store.ping(call);
    await admin.query(insert(place.table).replace("shop||cart", "shop||more"));
    expect(await readOne(place.store, "shop||more")).toMatchObject({ value, kind: "persistent" });
    await close(place);
  });

  it("levels and columns of a newer daprd are not changed", async () => {
    const place = await open(layout, async (table, metadata) => {
      await admin.query(daprTables[layout](table));
      await admin.query(`ALTER TABLE ${table} ADD COLUMN from_the_future text NOT NULL DEFAULT 'x'`);
      await admin.query(`CREATE TABLE ${metadata} (key text NOT NULL PRIMARY KEY, value text NOT NULL)`);
      await admin.query(
        `INSERT INTO ${metadata} VALUES ('migrations', '99'), ('migrations-state-v2-x', '99')`,
      );
    });
    await commitOne(place.store, put("shop||cart", value));
    const { rows } = await admin.query(
      `SELECT DISTINCT value FROM ${place.metadata} WHERE key LIKE 'migrations%'`,
    );
    expect(rows).toEqual([{ value: "99" }]);
    await close(place);
  });
});

it("many stores that open concurrently create the tables once", async () => {
  const name = `g${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const options = postgresDriver.compile({
    url,
    tablePrefix: `${name}_`,
    metadataTableName: `${name}_metadata`,
    maxConns: 2,
  });
  const warnings: string[] = [];
  const context = {
    clock: systemClock,
    random: Math.random,
    log: ({ message }: { message: string }) => warnings.push(message),
    storeName: "many",
  };
  const stores = await Promise.all(Array.from({ length: 8 }, () => postgresDriver.open(options, context)));
  expect(warnings).toEqual([]);
  await Promise.all(stores.map((store, index) => commitOne(store, put(`shop||${index}`, value))));
  await Promise.all(stores.map((store) => store.close()));
  await admin.query(`DROP TABLE ${name}_state, ${name}_state_pillion_idempotency, ${name}_metadata`);
});
