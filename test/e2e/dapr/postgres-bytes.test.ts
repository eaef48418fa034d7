// Rows in Postgres byte for byte: the same as daprd writes for the same call, and
// what the additional columns mean after daprd wrote the row.
import { randomBytes, randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresDriver } from "../../../src/drivers/postgres/postgres-driver.ts";
import {
  createCall,
  createKeyRing,
  encrypt,
  type Mutation,
  type StateStore,
  StoreError,
  systemClock,
} from "../../../src/index.ts";
import { add, check, present, put } from "../../conformance/mutations.ts";
import { sharedPostgresUrl } from "../../servers/test-servers.ts";
import { callErrorOf, callUnary } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const json = { contentType: "application/json" };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const call = createCall();
const names = { v1: `b${randomUUID().slice(0, 8)}`, v2: `b${randomUUID().slice(0, 8)}` };

let admin: Client;
let url: string;
let dapr: DaprFixture;
const stores = new Map<string, StateStore>();

async function open(layout: "v1" | "v2", name = names[layout]): Promise<StateStore> {
  const place = layout === "v1" ? { tableName: name } : { tablePrefix: `${name}_` };
  const raw = { url, layout, ...place, metadataTableName: `${name}_m`, maxConns: 4 };
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: layout };
  return postgresDriver.open(postgresDriver.compile(raw), context);
}

const tableOf = { v1: `"${names.v1}"`, v2: `"${names.v2}_state"` };

beforeAll(async () => {
  url = await sharedPostgresUrl();
  admin = new Client({ connectionString: url });
  await admin.connect();
  const ring = createKeyRing({ name: "k1", hex: randomBytes(16).toString("hex") });
  const { postgresV1, postgresV2 } = components;
  const store = await open("v1");
  stores.set("v1", store).set("v2", await open("v2"));
  dapr = await startDapr({
    stores: {
      v1: { component: postgresV1, store },
      encrypted: { component: postgresV1, store: encrypt(ring, randomBytes)(store) },
      v2: { component: postgresV2, store: await open("v2") },
    },
  });
});

afterAll(async () => {
  await dapr.close();
  for (const name of [tableOf.v1, tableOf.v2]) {
    await admin.query(`DROP TABLE ${name}, ${name.replace(/"$/, '_pillion_idempotency"')}`);
  }
  await admin.query(`DROP TABLE "${names.v1}_m", "${names.v2}_m"`);
  await admin.end();
});

const save = (storeName: string, ...states: object[]) =>
  callUnary(dapr.client, "SaveState", { storeName, states });
const get = (key: string, storeName = "v1") => callUnary(dapr.client, "GetState", { storeName, key });

async function rowOf(key: string): Promise<{ value: string; isbinary: boolean; xmin: string } | undefined> {
  const { rows } = await admin.query(
    `SELECT value::text, isbinary, xmin::text FROM ${tableOf.v1} WHERE key = $1`,
    [`app||${key}`],
  );
  return rows[0];
}

async function apply(store: StateStore | undefined, ...mutations: Mutation[]): Promise<void> {
  const [result] = (await store?.commit([{ mutations }], call)) ?? [];
  if (result === undefined || result instanceof StoreError) throw result ?? new TypeError("no store");
}

async function labelsOf(store: StateStore | undefined, key: string) {
  const [found] = (await store?.read([key], { consistency: "strong", view: "metadata" }, call)) ?? [];
  if (found === undefined || found instanceof StoreError) throw found ?? new TypeError("nothing is there");
  return [found.contentType, found.kind];
}

describe("v1", () => {
  it.each([
    ["an object", '{"b":1,"a":"é"}', '{"a": "é", "b": 1}'],
    ["a text", '"hi"', '"hi"'],
    ["null", "null", "null"],
    ["a number that no double holds", "12345678901234567890.10", "12345678901234567890.10"],
  ])("%s with the content type of JSON is jsonb, and is read in jsonb's form", async (_, value, written) => {
    await save("v1", { key: "json", value: Buffer.from(value), metadata: json });
    const row = await rowOf("json");
    expect(row).toMatchObject({ value: written, isbinary: false });
    const { data, etag } = await get("json");
    expect([text(data), etag]).toEqual([written, row?.xmin]);
  });

  it("every value over HTTP is jsonb, and is updated with its etag", async () => {
    const path = "/v1.0/state/v1";
    await dapr.send("POST", path, [{ key: "http", value: { a: 1 } }]);
    expect(await rowOf("http")).toMatchObject({ value: '{"a": 1}', isbinary: false });
    const { headers, text: body } = await dapr.send("GET", `${path}/http`);
    expect(body).toBe('{"a": 1}');
    const etag = headers.get("etag");
    expect((await dapr.send("POST", path, [{ key: "http", value: 2, etag }])).status).toBe(204);
    expect((await dapr.send("POST", path, [{ key: "http", value: 3, etag }])).status).toBe(409);
    expect(await rowOf("http")).toMatchObject({ value: "2", isbinary: false });
  });

  it("a value without the content type of JSON is base64, whatever it looks like", async () => {
    await save("v1", { key: "bytes", value: Buffer.from('{"a":1}') });
    expect(await rowOf("bytes")).toMatchObject({ value: '"eyJhIjoxfQ=="', isbinary: true });
  });

  it("bytes replace JSON, and JSON replaces bytes", async () => {
    await save("v1", { key: "form", value: Buffer.from("[]"), metadata: json });
    await save("v1", { key: "form", value: Buffer.from("[]") });
    expect(await rowOf("form")).toMatchObject({ value: '"W10="', isbinary: true });
    await save("v1", { key: "form", value: Buffer.from("[]"), metadata: json });
    expect(await rowOf("form")).toMatchObject({ value: "[]", isbinary: false });
  });

  it("a transaction over gRPC stores bytes, as in daprd, and one over HTTP stores jsonb", async () => {
    const operations = ["a", "b"].map((key) => ({
      operationType: "upsert",
      request: { key: `tx-${key}`, value: Buffer.from("{}"), metadata: json },
    }));
    await callUnary(dapr.client, "ExecuteStateTransaction", { storeName: "v1", operations });
    expect(await rowOf("tx-a")).toMatchObject({ value: '"e30="', isbinary: true });
    const overHttp = ["c", "d"].map((key) => ({
      operation: "upsert",
      request: { key: `tx-${key}`, value: { a: 1 } },
    }));
    await dapr.send("POST", "/v1.0/state/v1/transaction", { operations: overHttp });
    expect(await rowOf("tx-c")).toMatchObject({ value: '{"a": 1}', isbinary: false });
    expect(await rowOf("tx-d")).toMatchObject({ isbinary: false });
  });

  it.each([
    ["U+0000 in a text", '"\\u0000"', "U+0000"],
    ["a lone surrogate", '"\\ud800"', "lone surrogate"],
    ["a number out of its range", "1e200000", "cannot store"],
    ["too many levels", "[".repeat(20_000) + "]".repeat(20_000), "nested too deep"],
  ])(
    "%s, which jsonb cannot store, is rejected with the reason, and the other items of the save are written",
    async (_, value, why) => {
      await save("v1", { key: "there", value: Buffer.from("1"), metadata: json });
      const states = [
        { key: "there", value: Buffer.from(value), metadata: json },
        { key: "beside", value: Buffer.from("2"), metadata: json },
      ];
      expect(await callErrorOf(save("v1", ...states))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        message: expect.stringContaining(why),
      });
      expect(await rowOf("there")).toMatchObject({ value: "1" });
      expect(await rowOf("beside")).toMatchObject({ value: "2" });
      await admin.query(`DELETE FROM ${tableOf.v1} WHERE key = 'app||beside'`);
    },
  );

  it("a transaction with one value that jsonb rejects writes nothing", async () => {
    const operations = [1, "\u0000"].map((value, n) => ({
      operation: "upsert",
      request: { key: `none-${n}`, value },
    }));
    const reply = await dapr.send("POST", "/v1.0/state/v1/transaction", { operations });
    expect(reply.status).toBe(500);
    expect(reply.text).toContain("U+0000");
    expect(await rowOf("none-0")).toBeUndefined();
  });

  it("a counter that is JSON can be incremented and stays JSON, alone and in a transaction", async () => {
    await save("v1", { key: "count", value: Buffer.from("41"), metadata: json });
    const store = stores.get("v1");
    await apply(store, add("app||count", 1n));
    expect(await rowOf("count")).toMatchObject({ value: "42", isbinary: false });
    await apply(store, add("app||count", 1n), check("app||json", present));
    expect(await rowOf("count")).toMatchObject({ value: "43", isbinary: false });
    expect(text((await get("count")).data)).toBe("43");
  });

  it("an encrypted value is the base64 of its envelope, also over HTTP", async () => {
    await dapr.send("POST", "/v1.0/state/encrypted", [{ key: "encrypted", value: { a: 1 } }]);
    const row = await rowOf("encrypted");
    expect(row?.isbinary).toBe(true);
    const envelope = Buffer.from(JSON.parse(row?.value ?? '""'), "base64").toString();
    expect(envelope).toMatch(/^[A-Za-z0-9+/]+=*\|\|k1$/);
    expect(text((await get("encrypted", "encrypted")).data)).toBe('{"a":1}');
  });
});

describe.each(["v1", "v2"] as const)("the labels stored beside a value in %s", (layout) => {
  const key = "app||noted";
  const labels = { contentType: "text/plain", kind: "cached" } as const;
  const daprWrites = {
    v1: `UPDATE ${tableOf.v1} SET value = '"eA=="', isbinary = true, updatedate = CURRENT_TIMESTAMP, expiredate = NULL WHERE key = '${key}'`,
    v2: `UPDATE ${tableOf.v2} SET value = 'x', etag = gen_random_uuid(), updated_at = now(), expires_at = NULL WHERE key = '${key}'`,
  }[layout];

  it("are ignored once daprd has written the row, and valid again after our next write", async () => {
    const store = stores.get(layout);
    await apply(store, put(key, "1", labels));
    expect(await labelsOf(store, key)).toEqual(["text/plain", "cached"]);
    await admin.query(daprWrites);
    expect(await labelsOf(store, key)).toEqual(["", "persistent"]);
    await apply(store, put(key, "2", { ...labels, precondition: present }));
    expect(await labelsOf(store, key)).toEqual(["text/plain", "cached"]);
  });

  it("survive an increment and a touch, and stay ignored when incrementing a counter that daprd wrote", async () => {
    const store = stores.get(layout);
    await apply(store, put(key, "1", labels));
    await apply(store, add(key, 1n), {
      type: "touch",
      key: "app||other",
      expiry: { type: "none" },
      precondition: { type: "none" },
    });
    await apply(store, add(key, 1n));
    expect(await labelsOf(store, key)).toEqual(["text/plain", "cached"]);
    await admin.query(daprWrites.replace("'\"eA==\"'", "'\"MQ==\"'").replace("'x'", "'1'"));
    await apply(store, add(key, 1n));
    expect(await labelsOf(store, key)).toEqual(["", "persistent"]);
  });

  it("are valid in a table of an older version, until the row is written", async () => {
    const name = `o${randomUUID().slice(0, 8)}`;
    const table = layout === "v1" ? `"${name}"` : `"${name}_state"`;
    const first = await open(layout, name);
    await apply(first, put(key, "1", labels));
    await first.close();
    await admin.query(`ALTER TABLE ${table} DROP COLUMN noted_at`);
    const second = await open(layout, name);
    expect(await labelsOf(second, key)).toEqual(["text/plain", "cached"]);
    await apply(second, put(key, "1", labels));
    await admin.query(daprWrites.replace(tableOf[layout], table));
    expect(await labelsOf(second, key)).toEqual(["", "persistent"]);
    await second.close();
    await admin.query(`DROP TABLE ${table}, ${table.replace(/"$/, '_pillion_idempotency"')}, "${name}_m"`);
  });
});
