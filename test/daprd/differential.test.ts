// The same requests to daprd and to Pillion over equal stores: their replies are
// the same, or the table of deviations lists the difference with its reason. The
// table has no unnecessary entries.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { configurationDocument } from "../e2e/dapr/dapr-documents.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome, sharedPostgresUrl } from "../servers/test-servers.ts";
import { type Difference, differences, run, type Scenario } from "./comparison.ts";
import { covers, deviations } from "./deviations.ts";
import { SidecarClient } from "./exchange.ts";
import { generatedScenarios } from "./generated-scenarios.ts";
import { grpcScenarios } from "./grpc-scenarios.ts";
import { httpScenarios } from "./http-scenarios.ts";
import { limitScenarios } from "./limit-scenarios.ts";
import { accessLists, accessScenarios, bareScenarios, tokenScenarios } from "./sidecar-scenarios.ts";
import { type SidecarOptions, startDaprd, startPillion } from "./sidecars.ts";

const generatedCount = 150;
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const found: Difference[] = [];
let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis(redisHome());
});
afterAll(() => redis?.process.stop());

interface Pair {
  readonly daprd: SidecarOptions;
  readonly pillion: SidecarOptions;
}

const sameFor = (options: SidecarOptions): Pair => ({ daprd: options, pillion: options });

/** Runs the scenarios on both sidecars; returns the differences that the table does not cover. */
async function compare(
  { daprd, pillion }: Pair,
  stores: readonly string[],
  scenarios: readonly Scenario[],
): Promise<string[]> {
  const sidecars = await Promise.all([startDaprd(daprd), startPillion(pillion)]);
  const [theirs, ours] = [new SidecarClient(sidecars[0]), new SidecarClient(sidecars[1])] as const;
  const differing: Difference[] = [];
  try {
    for (const store of stores) {
      for (const [index, scenario] of scenarios.entries()) {
        const keys = `s${index}-`;
        const replies = await Promise.all([
          run(theirs, scenario, store, keys),
          run(ours, scenario, store, keys),
        ]);
        differing.push(...differences(scenario.name, store, ...replies));
      }
    }
  } finally {
    theirs.close();
    ours.close();
    await Promise.all(sidecars.map((sidecar) => sidecar.end()));
  }
  found.push(...differing);
  return uncovered(differing);
}

const uncovered = (differing: readonly Difference[]) =>
  differing
    .filter((difference) => !deviations.some((entry) => covers(entry, difference)))
    .map(
      ({ store, scenario, step, field, daprd, pillion }) =>
        `${store}: ${scenario}, step ${step}: ${field}\n  daprd   ${daprd}\n  Pillion ${pillion}`,
    );

function stores(redisDB: number, url: string, tables: string): SidecarOptions {
  const redisHost = `127.0.0.1:${redis.port}`;
  const table = { connectionString: url, metadataTableName: `${tables}_m` };
  return {
    resources: [
      component("memory", "state.in-memory"),
      component("redis", "state.redis", { redisHost, redisDB: String(redisDB) }),
      component("pg1", "state.postgresql/v1", { ...table, tableName: `${tables}_v1` }),
      component("pg2", "state.postgresql/v2", { ...table, tablePrefix: `${tables}_v2_` }),
    ],
  };
}

it("replies as daprd does on every store", async () => {
  const url = await sharedPostgresUrl();
  const id = `d${randomUUID().replaceAll("-", "").slice(0, 8)}`;
  const pair = { daprd: stores(1, url, `${id}a`), pillion: stores(2, url, `${id}b`) };
  const scenarios = [
    ...grpcScenarios,
    ...httpScenarios,
    ...limitScenarios,
    ...generatedScenarios(seed, generatedCount),
  ];
  expect(await compare(pair, ["redis", "pg1", "pg2", "memory"], scenarios), `seed ${seed}`).toEqual([]);
}, 240_000);

it("replies as daprd does without any configuration", async () => {
  expect(await compare(sameFor({ resources: [] }), ["none"], bareScenarios)).toEqual([]);
});

const withSecrets = (): string[] => {
  const secretsFile = join(inject("testServers").run, "secrets.json");
  writeFileSync(secretsFile, JSON.stringify({ plain: "text", nested: { inner: "deep" }, closed: "kept" }));
  return [
    component("memory", "state.in-memory"),
    component("env", "secretstores.local.env"),
    component("file", "secretstores.local.file", { secretsFile }),
  ];
};

it("replies as daprd does to requests with a token and for secrets", async () => {
  const scopes = "{secrets: {scopes: [{storeName: file, deniedSecrets: [closed]}]}}";
  const options: SidecarOptions = {
    resources: withSecrets(),
    configuration: configurationDocument(scopes),
    environment: { DAPR_API_TOKEN: "right", SECRET_ONE: "one" },
  };
  expect(await compare(sameFor(options), ["memory"], tokenScenarios)).toEqual([]);
});

it.each(Object.entries(accessLists))("replies as daprd does with %s", async (name, spec) => {
  const options: SidecarOptions = {
    resources: withSecrets(),
    configuration: configurationDocument(spec),
    environment: { SECRET_ONE: "one" },
  };
  const scenarios = accessScenarios.map((scenario) => ({ ...scenario, name: `${scenario.name} (${name})` }));
  expect(await compare(sameFor(options), ["memory"], scenarios)).toEqual([]);
});

it("needs every entry of the table of deviations", () => {
  const idle = deviations.filter((entry) => !found.some((difference) => covers(entry, difference)));
  expect(idle).toEqual([]);
});
