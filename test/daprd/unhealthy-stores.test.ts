// Where daprd and Pillion differ although the requests are the same: a row is locked, a
// server is not there or does not reply, a key holds something else, or a file has
// several documents. The guide for users of Dapr states each of these differences.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { Client as Postgres } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { resiliencyDocument } from "../e2e/dapr/dapr-documents.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { freePort } from "../servers/server-process.ts";
import { redisHome, sharedPostgresUrl } from "../servers/test-servers.ts";
import { type Reply, SidecarClient } from "./exchange.ts";
import { readScrape, seriesOf } from "./scrape.ts";
import { type RunningSidecar, startDaprd, startPillion } from "./sidecars.ts";

const id = `u${randomUUID().replaceAll("-", "").slice(0, 8)}`;
let latePort: number;
let redis: RedisServer;
let late: RedisServer | undefined;
let records: Redis;
let postgres: Postgres;
let sidecars: Readonly<Record<"daprd" | "pillion", RunningSidecar>>;
let daprd: SidecarClient;
let pillion: SidecarClient;

beforeAll(async () => {
  redis = await startRedis(redisHome());
  records = new Redis({ path: redis.socket, maxRetriesPerRequest: 3 });
  const url = await sharedPostgresUrl();
  postgres = new Postgres({ connectionString: url });
  await postgres.connect();
  latePort = await freePort();
  const table = { connectionString: url, metadataTableName: `${id}_m`, timeout: "1s" };
  const resources = [
    component("pg1", "state.postgresql/v1", { ...table, tableName: `${id}_v1` }),
    component("pg2", "state.postgresql/v2", { ...table, tablePrefix: `${id}_` }),
    component("redis", "state.redis", {
      redisHost: `127.0.0.1:${redis.port}`,
      readTimeout: "500ms",
      redisMinRetryInterval: "100ms",
    }),
    component("late", "state.redis", { redisHost: `127.0.0.1:${latePort}` }, "  ignoreErrors: true\n"),
    `${component("first", "state.in-memory")}\n---\n${resiliencyDocument("{policies: {timeouts: {short: 1s}}}")}`,
  ];
  const options = { resources, flags: ["--hot-reload-reconcile-interval=1s"] };
  // One after the other, so that the tables exist when the second one starts.
  sidecars = { pillion: await startPillion(options), daprd: await startDaprd(options) };
  [daprd, pillion] = [new SidecarClient(sidecars.daprd), new SidecarClient(sidecars.pillion)];
});
afterAll(async () => {
  daprd?.close();
  pillion?.close();
  await Promise.all(Object.values(sidecars ?? {}).map((sidecar) => sidecar.end()));
  records?.disconnect();
  await postgres?.end();
  await redis?.process.stop();
  await late?.process.stop();
});

const save = (client: SidecarClient, store: string, key: string, value: number): Promise<Reply> =>
  client.send({ http: "POST", path: `/v1.0/state/${store}`, body: [{ key, value }] });

const outcomeOf = ({ details }: Reply) =>
  (details as readonly { metadata?: Record<string, string> }[]).find(({ metadata }) => metadata)?.metadata?.[
    "pillion.outcome"
  ];

const versionOf = async (key: string) => Number(await records.hget(`shop||${key}`, "version"));

it.each([
  ["pg1", `${id}_v1`],
  ["pg2", `${id}_state`],
])(
  "a save of a locked row on %s: daprd waits beyond the timeout, Pillion ends it as not applied",
  async (store, table) => {
    expect((await save(daprd, store, "row", 1)).code).toBe("204");
    await postgres.query(`BEGIN; SELECT 1 FROM ${table} WHERE key = 'shop||row' FOR UPDATE`);
    const start = performance.now();
    const [theirs, ours] = [save(daprd, store, "row", 2), save(pillion, store, "row", 3)];
    const rejected = await ours;
    expect([rejected.code, outcomeOf(rejected)]).toEqual(["500", "NOT_APPLIED"]);
    await sleep(1_600 - (performance.now() - start));
    await postgres.query("ROLLBACK");
    expect(await theirs).toMatchObject({ code: "204", message: "" });
    expect(performance.now() - start).toBeGreaterThan(1_500);
  },
);

it("a save that Redis does not confirm in time: daprd applies it again, Pillion says that its outcome is unknown", async () => {
  await save(daprd, "redis", "theirs", 1);
  await save(pillion, "redis", "ours", 1);
  const [theirVersion, ourVersion] = [await versionOf("theirs"), await versionOf("ours")];
  redis.process.freeze();
  const theirs = save(daprd, "redis", "theirs", 2);
  const ours = await save(pillion, "redis", "ours", 2);
  await sleep(150);
  for (const client of [daprd, pillion])
    expect((await client.send({ http: "GET", path: "/v1.0/healthz" })).code).toBe("204");
  redis.process.thaw();
  expect(await theirs).toMatchObject({ code: "204", message: "" });
  expect([ours.code, outcomeOf(ours)]).toEqual(["500", "OUTCOME_UNKNOWN"]);
  await expect.poll(() => versionOf("theirs"), { timeout: 10_000 }).toBeGreaterThan(theirVersion + 1);
  await expect.poll(() => versionOf("ours"), { timeout: 10_000 }).toBe(ourVersion + 1);
});

it("a save over a list in Redis: daprd replaces it, Pillion rejects it", async () => {
  await records.rpush("shop||list", "x");
  expect((await save(pillion, "redis", "list", 1)).code).toBe("500");
  expect(await records.type("shop||list")).toBe("list");
  expect((await save(daprd, "redis", "list", 1)).code).toBe("204");
  expect(await records.type("shop||list")).toBe("hash");
});

it("a Resiliency document behind another one in its file: daprd does not read it", async () => {
  const loaded = async ({ metrics }: RunningSidecar) =>
    seriesOf(
      readScrape(await (await fetch(`http://${metrics}/metrics`)).text()),
      /^dapr_resiliency_loaded.*calm/,
    );
  expect(await loaded(sidecars.daprd)).toEqual([]);
  expect(await loaded(sidecars.pillion)).toHaveLength(1);
});

it("a store with ignoreErrors and without a server: daprd does not know it; both serve it when the server is there", async () => {
  expect(await save(daprd, "late", "a", 1)).toMatchObject({
    code: "400",
    message: expect.stringMatching(/is not found/),
  });
  expect(await save(pillion, "late", "a", 1)).toMatchObject({
    code: "500",
    message: expect.stringMatching(/store late/),
  });
  late = await startRedis(redisHome(), { config: { port: String(latePort) } });
  for (const client of [daprd, pillion])
    await expect.poll(async () => (await save(client, "late", "a", 1)).code, { timeout: 30_000 }).toBe("204");
});

it("a bulk get from a Redis that is down: daprd has an error in each item, Pillion one error", async () => {
  const bulk = { http: "POST", path: "/v1.0/state/late/bulk", body: { keys: ["a", "b"] } };
  await late?.process.stop();
  const [theirs, ours] = await Promise.all([daprd.send(bulk), pillion.send(bulk)]);
  expect([theirs.code, ours.code]).toEqual(["200", "500"]);
  expect((JSON.parse(String(theirs.body)) as { error?: string }[]).map(({ error }) => typeof error)).toEqual([
    "string",
    "string",
  ]);
});
