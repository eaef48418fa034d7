// A pod changes its sidecar image on Postgres: rows in the tables of daprd's own
// migrations, in each layout and at each level, are read, changed, listed and
// expired through Pillion's Dapr API, and its writes are what daprd reads.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { component } from "../../../sidecar/config/dapr-files/resource-fixture.ts";
import {
  type DaprTable,
  daprMigrate,
  daprReadRow,
  daprRemoveRow,
  daprSaveRow,
  migrationsKey,
} from "../../layout/dapr-postgres-writer.ts";
import { sharedPostgresUrl } from "../../servers/test-servers.ts";
import { ensureBuilt, ProcessFixture, type SidecarProcess } from "../sidecar-process.ts";
import { decrypted, encrypted } from "./swap-encrypted.ts";
import { SwapSidecar, type SwapWriter } from "./swap-sidecar.ts";
import { describeSwap } from "./swap-suite.ts";

const secretKey = randomBytes(32);
const additions = ["content_type", "kind", "noted_at"];

const levels = [
  { layout: "v1", level: 2, type: "state.postgresql/v1" },
  { layout: "v1", level: 3, type: "state.postgres/v1" },
  { layout: "v2", level: 1, type: "state.postgresql/v2" },
  { layout: "v2", level: 2, type: "state.postgresql/v2" },
] as const;

describe.each(levels)("Dapr's tables of $layout at level $level", ({ layout, level, type }) => {
  const name = `w${randomUUID().replaceAll("-", "").slice(0, 10)}`;
  const place: DaprTable = {
    layout,
    table: layout === "v1" ? name : `${name}_state`,
    metadata: `${name}_metadata`,
  };
  const stored = (key: string) => `shop||${key}`;
  const hasRowId = level === (layout === "v1" ? 3 : 2);
  const expires = layout === "v1" ? "expiredate" : "expires_at";
  let admin: Client;
  let fixture: ProcessFixture;
  let sidecar: SidecarProcess;
  let pillion: SwapSidecar;

  beforeAll(async () => {
    ensureBuilt();
    const connectionString = await sharedPostgresUrl();
    admin = new Client({ connectionString });
    await admin.connect();
    await daprMigrate(admin, place, level);
    await daprSaveRow(admin, place, stored("from-before"), "since long");
    fixture = new ProcessFixture();
    const resources = join(fixture.folder, "resources");
    mkdirSync(resources);
    const metadata = {
      connectionString,
      metadataTableName: place.metadata,
      ...(layout === "v1" ? { tableName: name } : { tablePrefix: `${name}_` }),
    };
    const key = { primaryEncryptionKey: { secretKeyRef: { name: "STATE_KEY" } } };
    const stores = [
      component("statestore", type, metadata),
      component("vault", "secretstores.local.env"),
      component(
        "encrypted",
        type,
        { ...metadata, keyPrefix: "Encrypted", ...key },
        "auth: {secretStore: vault}\n",
      ),
    ];
    writeFileSync(join(resources, "all.yaml"), stores.join("\n---\n"));
    const words = ["--app-id=shop", `--resources-path=${resources}`];
    sidecar = await fixture.start(words, { STATE_KEY: secretKey.toString("hex") });
    pillion = new SwapSidecar(sidecar);
  }, 60_000);
  afterAll(async () => {
    await fixture?.dispose();
    await admin?.query(
      `DROP TABLE IF EXISTS ${place.table}, ${place.table}_pillion_idempotency, ${place.metadata} CASCADE`,
    );
    await admin?.end();
  });

  const row = async (key: string): Promise<Record<string, unknown>> => {
    const { rows } = await admin.query(
      `SELECT *, value::text AS value_text, xmin::text FROM ${place.table} WHERE key = $1`,
      [stored(key)],
    );
    return rows[0] ?? {};
  };
  const secondsLeft = async (key: string): Promise<number | undefined> => {
    const { rows } = await admin.query(
      `SELECT extract(epoch FROM ${expires} - now())::float8 AS left FROM ${place.table} WHERE key = $1`,
      [stored(key)],
    );
    return rows[0]?.left ?? undefined;
  };

  it("keep their level, their lock and their columns", async () => {
    expect((await pillion.read("from-before"))?.data).toBe("since long");
    const { rows } = await admin.query(`SELECT key, value FROM ${place.metadata} WHERE key NOT LIKE 'last%'`);
    expect(rows.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { key: "lock", value: "lock" },
      { key: migrationsKey(place), value: String(level) },
    ]);
    const { rows: columns } = await admin.query(
      "SELECT column_name, column_default IS NOT NULL AS has_default, is_nullable FROM information_schema.columns WHERE table_name = $1",
      [place.table],
    );
    const theirs =
      layout === "v1"
        ? ["key", "value", "isbinary", "insertdate", "updatedate", "expiredate"]
        : ["key", "value", "etag", "created_at", "updated_at", "expires_at"];
    const newest = hasRowId ? ["row_id"] : [];
    const names = columns.map((column) => String(column.column_name));
    expect(names.toSorted()).toEqual([...theirs, ...newest, ...additions].toSorted());
    // daprd's INSERT names none of them.
    for (const column of columns.filter((each) => additions.includes(each.column_name)))
      expect(column.has_default || column.is_nullable === "YES").toBe(true);
  });

  it("have rows that are read over gRPC, over HTTP and in bulk, with daprd's etag", async () => {
    await daprSaveRow(admin, place, stored("cart"), '{"a":1}');
    const theirs = await daprReadRow(admin, place, stored("cart"));
    expect(await pillion.read("cart")).toEqual(theirs);
    expect(await pillion.httpRead("cart")).toEqual({ status: 200, text: '{"a":1}', etag: theirs?.etag });
    expect(await pillion.bulk(["cart", "from-before"])).toEqual({
      cart: '{"a":1}',
      "from-before": "since long",
    });
  });

  it("are written as daprd writes them", async () => {
    await pillion.write("ours", '{"a":1}');
    const golden =
      layout === "v1"
        ? {
            value_text: '"eyJhIjoxfQ=="',
            isbinary: true,
            updatedate: null,
            expiredate: null,
            insertdate: expect.any(Date),
          }
        : {
            value_text: "\\x7b2261223a317d",
            updated_at: null,
            expires_at: null,
            created_at: expect.any(Date),
          };
    expect(await row("ours")).toMatchObject(golden);
    const etag = (await pillion.read("ours"))?.etag;
    expect(etag).toBe((await row("ours"))[layout === "v1" ? "xmin" : "etag"]);
    await pillion.write("ours", "again");
    const again = await row("ours");
    expect(again[layout === "v1" ? "updatedate" : "updated_at"]).toEqual(expect.any(Date));
    expect((await daprReadRow(admin, place, stored("ours")))?.data).toBe("again");
    expect((await pillion.read("ours"))?.etag).not.toBe(etag);
  });

  it("store JSON from HTTP so that daprd can read it", async () => {
    expect(
      await pillion.httpSave([{ key: "json", value: { a: 1 }, metadata: { ttlInSeconds: "100" } }]),
    ).toBe(204);
    expect(JSON.parse((await daprReadRow(admin, place, stored("json")))?.data ?? "")).toEqual({ a: 1 });
    expect(await secondsLeft("json")).toBeGreaterThan(90);
  });

  it("give each row its own number, where they number rows for daprd's pages", async () => {
    await pillion.write("row-a", "1");
    await daprSaveRow(admin, place, stored("row-b"), "1");
    await pillion.transact({ "row-c": "1", "row-d": "1" });
    const rows = await Promise.all(["row-a", "row-b", "row-c", "row-d"].map(row));
    const numbers = new Set(rows.map(({ row_id: number }) => number));
    expect(numbers.size).toBe(hasRowId ? rows.length : 1);
    expect(numbers.has(undefined)).toBe(!hasRowId);
  });

  it("are updated with an etag once, and by whole transactions", async () => {
    await daprSaveRow(admin, place, stored("changed"), "old");
    const etag = (await pillion.read("changed"))?.etag;
    expect(await pillion.save("changed", "new", etag)).toBe(true);
    expect(await pillion.save("changed", "newer", etag)).toBe(false);
    expect(await pillion.remove("changed", etag)).toBe(false);
    await daprSaveRow(admin, place, stored("gone"), "old");
    await pillion.transact({ changed: "by tx", gone: undefined, fresh: "1" });
    expect((await daprReadRow(admin, place, stored("changed")))?.data).toBe("by tx");
    expect(await daprReadRow(admin, place, stored("gone"))).toBeUndefined();
    expect((await daprReadRow(admin, place, stored("fresh")))?.data).toBe("1");
  });

  it("are listed by statestore.v1, only for this app", async () => {
    await daprSaveRow(admin, place, stored("list/theirs"), "1");
    await daprSaveRow(admin, place, "other||list/not-ours", "1");
    await pillion.write("list/ours", "1");
    expect(await pillion.list("list/")).toEqual(["list/ours", "list/theirs"]);
  });

  it("have rows that expire for reads, lists and etags", async () => {
    await daprSaveRow(admin, place, stored("ttl"), "1", { ttlInSeconds: 500 });
    expect(Date.parse((await pillion.metadata("ttl")).ttlExpireTime ?? "")).toBeGreaterThan(
      Date.now() + 400_000,
    );
    await pillion.write("ttl", "2");
    expect(await secondsLeft("ttl")).toBeUndefined();
    await pillion.write("ttl", "3", { metadata: { ttlInSeconds: "1000" } });
    expect(await secondsLeft("ttl")).toBeGreaterThan(900);
    const { etag } = (await pillion.read("ttl")) ?? {};
    await admin.query(`UPDATE ${place.table} SET ${expires} = now() - interval '1 second' WHERE key = $1`, [
      stored("ttl"),
    ]);
    expect(await pillion.read("ttl")).toBeUndefined();
    expect(await pillion.list("ttl")).toEqual([]);
    expect(await pillion.save("ttl", "4", etag)).toBe(false);
    await pillion.write("ttl", "again");
    expect((await daprReadRow(admin, place, stored("ttl")))?.data).toBe("again");
    expect(await secondsLeft("ttl")).toBeUndefined();
  });

  it("store values that daprd encrypted, and ours so that daprd can decrypt them", async () => {
    const there = new SwapSidecar(sidecar, "encrypted");
    await daprSaveRow(admin, place, "encrypted||golden", encrypted("secret", secretKey, "STATE_KEY"));
    expect((await there.read("golden"))?.data).toBe("secret");
    await there.write("mine", "by Pillion");
    const { data = "" } = (await daprReadRow(admin, place, "encrypted||mine")) ?? {};
    expect(decrypted(data, secretKey)).toEqual({ text: "by Pillion", name: "STATE_KEY" });
  });

  const foreign: SwapWriter = {
    read: (key) => daprReadRow(admin, place, stored(key)),
    save: (key, value, etag) => daprSaveRow(admin, place, stored(key), value, { etag }),
    remove: (key, etag) => daprRemoveRow(admin, place, stored(key), etag),
  };

  describeSwap({ ours: () => pillion, foreign: () => foreign, etagHoldsWhereMissing: false });
});
