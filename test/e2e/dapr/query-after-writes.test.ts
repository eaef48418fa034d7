// Dapr's query API over records that were written through Dapr's API in every way
// that stores JSON: a query finds the row or document that a write left, from the
// first write to the removal.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRedisStore } from "../../conformance/redis-subject.ts";
import { openPostgresRows, type PostgresRows } from "../../query/postgres-rows.ts";
import { startRedisWithSearch } from "../../servers/redis-search.ts";
import type { RedisServer } from "../../servers/redis-server.ts";
import { until } from "../../servers/server-process.ts";
import { redisHome } from "../../servers/test-servers.ts";
import { callUnary } from "../grpc-fixture.ts";
import { components, orderIndexes } from "./dapr-documents.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";
import { keysOf } from "./query-fixture.ts";

const metadata = { contentType: "application/json" };

let rows: PostgresRows;
let server: RedisServer;
let dapr: DaprFixture;

beforeAll(async () => {
  [rows, server] = await Promise.all([openPostgresRows(), startRedisWithSearch(redisHome())]);
  const documents = await openRedisStore({ url: server.url, queryIndexes: orderIndexes });
  const indexed = await openRedisStore({
    url: server.url,
    redisDB: "0",
    index: "true",
    queryIndexes: orderIndexes,
  });
  const { postgresV1, redis } = components;
  dapr = await startDapr({
    stores: {
      rows: { component: postgresV1, store: await rows.open() },
      documents: { component: redis, store: documents },
      indexed: { component: redis, store: indexed },
    },
  });
  await until(() => documents.facts.queries && indexed.facts.queries, 10_000);
}, 180_000);

afterAll(async () => {
  await dapr?.close();
  await rows?.close();
  await server?.process.stop();
});

interface Write {
  readonly key: string;
  readonly value: object;
}

type WriteMethod = (storeName: string, writes: readonly Write[]) => Promise<unknown>;

const item = ({ key, value }: Write) => ({ key, value: Buffer.from(JSON.stringify(value)), metadata });
const http = async (method: string, path: string, body?: unknown) => {
  const { status, text } = await dapr.send(method, path, body);
  expect(status, text).toBe(204);
};
const transact = (storeName: string, operations: readonly object[]) =>
  callUnary(dapr.client, "ExecuteStateTransaction", { storeName, operations });

const save: WriteMethod = (storeName, writes) =>
  callUnary(dapr.client, "SaveState", { storeName, states: writes.map(item) });
const transaction: WriteMethod = (storeName, writes) =>
  transact(
    storeName,
    writes.map((write) => ({ operationType: "upsert", request: item(write) })),
  );
const httpSave: WriteMethod = (storeName, writes) =>
  http(
    "POST",
    `/v1.0/state/${storeName}`,
    writes.map((write) => ({ ...write, metadata })),
  );
const httpTransaction: WriteMethod = (storeName, writes) =>
  http("POST", `/v1.0/state/${storeName}/transaction`, {
    operations: writes.map((write) => ({ operation: "upsert", request: { ...write, metadata } })),
  });

// A transaction over gRPC stores bytes in Postgres v1, as in daprd.
const ways: readonly (readonly [string, string, WriteMethod])[] = [
  ["a save over gRPC", "rows", save],
  ["a save over HTTP", "rows", httpSave],
  ["a transaction over HTTP", "rows", httpTransaction],
  ...["documents", "indexed"].flatMap((store): readonly (readonly [string, string, WriteMethod])[] => [
    ["a save over gRPC", store, save],
    ["a save over HTTP", store, httpSave],
    ["a transaction over gRPC", store, transaction],
    ["a transaction over HTTP", store, httpTransaction],
  ]),
];

const removals: Readonly<Record<string, (storeName: string, key: string) => Promise<unknown>>> = {
  "a delete over gRPC": (storeName, key) =>
    callUnary(dapr.client, "DeleteState", { storeName, key, metadata }),
  "a bulk delete": (storeName, key) =>
    callUnary(dapr.client, "DeleteBulkState", { storeName, states: [{ key, metadata }] }),
  "a delete over HTTP": (storeName, key) => http("DELETE", `/v1.0/state/${storeName}/${key}`),
  "a transaction": (storeName, key) =>
    transact(storeName, [{ operationType: "delete", request: { key, metadata } }]),
};

interface Found {
  readonly results: readonly { readonly key: string; readonly data: Buffer; readonly etag: string }[];
}

const found = (storeName: string, filter: object): Promise<Found> =>
  callUnary(dapr.client, "QueryStateAlpha1", { storeName, query: JSON.stringify({ filter }) });
const keysFound = async (storeName: string, filter: object) =>
  keysOf(await found(storeName, filter)).toSorted();

const orderOf = (name: string, total: number, state: string) => ({ customer: { name }, total, state });
let written = 0;

/** Keys and a customer that no other test uses. */
function fresh() {
  written += 1;
  return { key: `k${written}`, other: `l${written}`, name: `Customer${written}` };
}

describe.each(ways)("a record of %s in %s", (_, store, write) => {
  it("is found immediately, with the value and the etag that a read returns", async () => {
    const { key, other, name } = fresh();
    await write(store, [
      { key, value: orderOf(name, 5, "open") },
      { key: other, value: orderOf(name, 7, "lost") },
    ]);
    expect(await keysFound(store, { EQ: { "customer.name": name } })).toEqual([key, other]);
    const { results } = await found(store, {
      AND: [{ EQ: { "customer.name": name } }, { GT: { total: 6 } }],
    });
    const { data, etag } = await callUnary(dapr.client, "GetState", {
      storeName: store,
      key: other,
      metadata,
    });
    expect(results).toMatchObject([{ key: other, etag }]);
    expect(JSON.parse(String(results[0]?.data))).toEqual(JSON.parse(String(data)));
  });

  it("is found by its new value and not by its old one after an update", async () => {
    const { key, name } = fresh();
    for (const state of ["open", "paid", "sent"]) {
      await write(store, [{ key, value: orderOf(name, 5, state) }]);
      for (const wanted of ["open", "paid", "sent"]) {
        const filter = { AND: [{ EQ: { "customer.name": name } }, { EQ: { state: wanted } }] };
        expect(await keysFound(store, filter), `${wanted} of ${state}`).toEqual(
          wanted === state ? [key] : [],
        );
      }
    }
  });

  it.each(Object.entries(removals))("is not found after %s", async (_, remove) => {
    const { key, name } = fresh();
    await write(store, [{ key, value: orderOf(name, 5, "open") }]);
    expect(await keysFound(store, { EQ: { "customer.name": name } })).toEqual([key]);
    await remove(store, key);
    expect(await keysFound(store, { EQ: { "customer.name": name } })).toEqual([]);
    await write(store, [{ key, value: orderOf(name, 6, "open") }]);
    expect(await keysFound(store, { EQ: { "customer.name": name } })).toEqual([key]);
  });
});

describe.each(["documents", "indexed"])("a document in %s", (store) => {
  const first = { options: { concurrency: 1 } };

  it("is not found after bytes replace it, and is found again after JSON replaces them", async () => {
    const { key, name } = fresh();
    const write = { key, value: orderOf(name, 5, "open") };
    const filter = { EQ: { "customer.name": name } };
    await save(store, [write]);
    await callUnary(dapr.client, "SaveState", {
      storeName: store,
      states: [{ key, value: Buffer.from(JSON.stringify(write.value)) }],
    });
    expect(await keysFound(store, filter)).toEqual([]);
    await save(store, [write]);
    expect(await keysFound(store, filter)).toEqual([key]);
  });

  it("with the first-write mark can be removed and written in one transaction, and the new one is found", async () => {
    const { key, name } = fresh();
    const states = [{ ...item({ key, value: orderOf(name, 5, "open") }), ...first }];
    await callUnary(dapr.client, "SaveState", { storeName: store, states });
    await transact(store, [
      { operationType: "delete", request: { key, metadata } },
      { operationType: "upsert", request: item({ key, value: orderOf(name, 5, "paid") }) },
    ]);
    const filter = (state: string) => ({ AND: [{ EQ: { "customer.name": name } }, { EQ: { state } }] });
    expect(await keysFound(store, filter("open"))).toEqual([]);
    expect(await keysFound(store, filter("paid"))).toEqual([key]);
    await save(store, [{ key, value: orderOf(name, 5, "sent") }]);
    expect(await keysFound(store, filter("sent"))).toEqual([key]);
  });
});
