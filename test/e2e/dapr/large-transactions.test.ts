// Transactions of the maximum size: on every store they are applied completely
// within a call's default deadline, or not at all.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitAll } from "../../../sidecar/dapr/verbs/etag-commit.ts";
import {
  createCall,
  deadlineMsDefault,
  loadDriver,
  mutationsMax,
  type RawOptions,
  type StateStore,
  systemClock,
} from "../../../src/index.ts";
import { atVersion, put } from "../../conformance/mutations.ts";
import { openRedisStore } from "../../conformance/redis-subject.ts";
import { sharedPostgresUrl, sharedRedisUrl } from "../../servers/test-servers.ts";
import { callErrorOf, callUnary, openMemoryStore } from "../grpc-fixture.ts";
import { components } from "./dapr-documents.ts";
import { type DaprFixture, startDapr } from "./dapr-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "pillion-large-"));
const run = Math.random().toString(36).slice(2, 10);
const tables = { v1: `l${run}`, v2: `l${run}_state` };

let postgresUrl: string;
let dapr: DaprFixture;

async function open(driver: string, raw: RawOptions): Promise<StateStore> {
  const loaded = await loadDriver(driver);
  if (loaded === undefined) throw new TypeError(`there is no driver ${driver}`);
  const context = { clock: systemClock, random: Math.random, log: () => {}, storeName: driver };
  return loaded.open(loaded.compile(raw), context);
}

const postgres = (layout: string, place: RawOptions): Promise<StateStore> =>
  open("postgres", {
    url: postgresUrl,
    layout,
    ...place,
    metadataTableName: `l${run}_${layout}`,
    maxConns: 8,
  });

beforeAll(async () => {
  postgresUrl = await sharedPostgresUrl();
  dapr = await startDapr({
    stores: {
      redis: {
        component: components.redis,
        store: await openRedisStore({ url: await sharedRedisUrl() }),
      },
      v1: { component: components.postgresV1, store: await postgres("v1", { tableName: tables.v1 }) },
      v2: { component: components.postgresV2, store: await postgres("v2", { tablePrefix: `l${run}_` }) },
      embedded: {
        component: components.embedded,
        store: await open("embedded", { path: folder }),
      },
      memory: { component: components.inMemory },
    },
  });
});

afterAll(async () => {
  await dapr.close();
  rmSync(folder, { recursive: true, force: true });
  const admin = new Client({ connectionString: postgresUrl });
  await admin.connect();
  const own = [tables.v1, tables.v2].flatMap((table) => [table, `${table}_pillion_idempotency`]);
  await admin.query(`DROP TABLE ${[...own, `l${run}_v1`, `l${run}_v2`].join(", ")}`);
  await admin.end();
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe.each(["redis", "v1", "v2", "embedded", "memory"])("on %s", (storeName) => {
  const keys = (name: string) => Array.from({ length: mutationsMax }, (_, n) => `${run}-${name}-${n}`);
  const upserts = (name: string, value: string) =>
    keys(name).map((key) => ({ operationType: "upsert", request: { key, value: Buffer.from(value) } }));
  const transact = (operations: readonly object[]) =>
    callUnary(
      dapr.client,
      "ExecuteStateTransaction",
      { storeName, operations },
      { timeoutMs: deadlineMsDefault },
    );
  const valuesOf = async (name: string): Promise<ReadonlySet<string>> => {
    const { items } = await callUnary(dapr.client, "GetBulkState", { storeName, keys: keys(name) });
    return new Set(items.map(({ data }: { data: Uint8Array }) => text(data)));
  };

  it("the largest transaction is applied completely, even with several operations per key", async () => {
    const twice = [...upserts("all", "first"), ...upserts("all", "second")];
    await transact(twice);
    expect(await valuesOf("all")).toEqual(new Set(["second"]));
  });

  it("several concurrent ones on the same keys do not mix", async () => {
    await Promise.all(["a", "b", "c", "d"].map((value) => transact(upserts("mixed", value))));
    expect((await valuesOf("mixed")).size).toBe(1);
  });

  it("a failing last operation fails the whole transaction", async () => {
    const last = { key: keys("none").at(-1) ?? "", value: Buffer.from("x"), etag: { value: "77" } };
    await callUnary(dapr.client, "SaveState", {
      storeName,
      states: [{ key: last.key, value: Buffer.from("there") }],
    });
    const operations = [...upserts("none", "x").slice(0, -1), { operationType: "upsert", request: last }];
    expect(await callErrorOf(transact(operations))).toMatchObject({ code: status.INTERNAL });
    expect(await valuesOf("none")).toEqual(new Set(["", "there"]));
  });
});

it("a transaction of many keys on Postgres takes few of the server's locks", async () => {
  const store = await postgres("v2", { tablePrefix: `l${run}_` });
  const admin = new Client({ connectionString: postgresUrl });
  await admin.connect();
  const held = async (): Promise<number> => {
    const count = "SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory'";
    return (await admin.query(count)).rows[0].count;
  };
  let most = 0;
  let isRunning = true;
  const watch = (async () => {
    while (isRunning) most = Math.max(most, await held());
  })();
  const mutations = Array.from({ length: mutationsMax }, (_, n) => put(`app||locks-${n}`, "x"));
  for (let round = 0; round < 5; round++) await store.commit([{ mutations }], createCall());
  isRunning = false;
  await watch;
  await admin.end();
  await store.close();
  expect(most).toBeLessThan(200);
});

it("etags of many missing keys are checked together, not one by one", async () => {
  const store = await openMemoryStore();
  let commits = 0;
  const counting: StateStore = {
    facts: store.facts,
    read: (keys, options, call) => store.read(keys, options, call),
    commit: (transactions, call) => {
      commits += 1;
      return store.commit(transactions, call);
    },
    scan: (query, call) => store.scan(query, call),
    ping: (call) => store.ping(call),
    close: () => store.close(),
  };
  const options = { consistency: "eventual", etagHoldsWhereMissing: true } as const;
  const mutations = Array.from({ length: mutationsMax }, (_, n) =>
    put(`k${n}`, "x", { precondition: atVersion("5") }),
  );
  await commitAll(counting, mutations, options, createCall());
  expect(commits).toBe(2);
  await store.close();
});
