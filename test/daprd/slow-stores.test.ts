// How long daprd and Pillion wait for a store that is slow: past 5 s without a deadline of
// the client, and only as long as a Resiliency timeout allows.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client as Postgres } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { resiliencyDocument } from "../e2e/dapr/dapr-documents.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome, sharedPostgresUrl } from "../servers/test-servers.ts";
import { type Reply, SidecarClient, type Step } from "./exchange.ts";
import { type RunningSidecar, startDaprd, startPillion } from "./sidecars.ts";

const slowMs = 6_000;
const id = `w${randomUUID().replaceAll("-", "").slice(0, 8)}`;
let redis: RedisServer;
let postgres: Postgres;
let sidecars: readonly [RunningSidecar, RunningSidecar];
let clients: readonly SidecarClient[];

beforeAll(async () => {
  redis = await startRedis(redisHome());
  const url = await sharedPostgresUrl();
  postgres = new Postgres({ connectionString: url });
  await postgres.connect();
  const table = { connectionString: url, metadataTableName: `${id}_m` };
  const patient = { ...table, tablePrefix: `${id}_`, timeoutInSeconds: "30" };
  const resources = [
    component("pg1", "state.postgresql/v1", { ...table, tableName: `${id}_v1` }),
    component("pg2", "state.postgresql/v2", patient),
    component("hasty", "state.postgresql/v2", patient),
    component("redis", "state.redis", { redisHost: `127.0.0.1:${redis.port}`, readTimeout: "20s" }),
    resiliencyDocument(
      "{policies: {timeouts: {short: 1s}}, targets: {components: {hasty: {outbound: {timeout: short}}}}}",
    ),
  ];
  const pillion = await startPillion({ resources });
  sidecars = [await startDaprd({ resources }), pillion];
  clients = sidecars.map((sidecar) => new SidecarClient(sidecar));
});
afterAll(async () => {
  for (const client of clients ?? []) client.close();
  await Promise.all((sidecars ?? []).map((sidecar) => sidecar.end()));
  await postgres?.end();
  await redis?.process.stop();
});

const saves = (store: string): readonly Step[] => [
  {
    grpc: "saveState",
    request: { storeName: store, states: [{ key: "grpc", value: new Uint8Array([49]) }] },
  },
  { http: "POST", path: `/v1.0/state/${store}`, body: [{ key: "http", value: 1 }] },
];

/** The replies of both sidecars, and how long they took, while the store is slow. */
async function repliesOf(steps: readonly Step[], slow: () => Promise<unknown>) {
  const slowness = slow();
  // The store has to be slow before the first request arrives.
  await sleep(200);
  const start = performance.now();
  const replies = await Promise.all(
    clients.map(async (client) => {
      const codes = await Promise.all(steps.map((step) => client.send(step)));
      return { codes: codes.map(({ code }: Reply) => code), ms: performance.now() - start };
    }),
  );
  await slowness;
  return replies;
}

// Each write of a row of the table takes this long. A lock would not do: Pillion gives up waiting for one after 1.2 s.
async function slowed(table: string, seconds: number): Promise<void> {
  await postgres.query(
    `CREATE OR REPLACE FUNCTION ${id}_slow() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_sleep(${seconds}); RETURN NEW; END';
    CREATE OR REPLACE TRIGGER slow BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION ${id}_slow()`,
  );
}

async function pausedFor(ms: number): Promise<void> {
  redis.process.freeze();
  await sleep(ms);
  redis.process.thaw();
}

describe("without a deadline of the client", () => {
  it.each([
    ["pg1", () => slowed(`${id}_v1`, slowMs / 1000)],
    ["pg2", () => slowed(`${id}_state`, slowMs / 1000)],
    ["redis", () => pausedFor(slowMs)],
  ] as const)("both wait for %s beyond 5 s", async (store, slow) => {
    for (const { codes, ms } of await repliesOf(saves(store), slow)) {
      expect(codes).toEqual(["OK", "204"]);
      expect(ms).toBeGreaterThan(5_200);
    }
  });
});

it("both end a call at the timeout of a Resiliency policy", async () => {
  const replies = await repliesOf(saves("hasty"), () => slowed(`${id}_state`, 4));
  for (const { codes, ms } of replies) {
    expect(codes).toEqual(["INTERNAL", "500"]);
    expect(ms).toBeLessThan(3_000);
  }
});
