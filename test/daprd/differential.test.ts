// The same requests to a daprd and to a Pillion over stores that are equal: what
// they answer is the same, or stands in the table of deviations with its reason;
// and no row stands there that is not needed.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome, sharedPostgresUrl } from "../servers/test-servers.ts";
import { type Difference, differences, play, type Scene } from "./comparison.ts";
import { covers, deviations } from "./deviations.ts";
import { Asker } from "./exchange.ts";
import { generatedScenes } from "./generated-scenarios.ts";
import { grpcScenes } from "./grpc-scenarios.ts";
import { httpScenes } from "./http-scenarios.ts";
import { limitScenes } from "./limit-scenarios.ts";
import { accessLists, accessScenes, bareScenes, tokenScenes } from "./sidecar-scenarios.ts";
import { type SideOptions, startDaprd, startPillion } from "./sidecars.ts";

const generatedCount = 150;
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const found: Difference[] = [];
let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis(redisHome());
});
afterAll(() => redis?.process.stop());

interface Pair {
  readonly daprd: SideOptions;
  readonly pillion: SideOptions;
}

const alike = (options: SideOptions): Pair => ({ daprd: options, pillion: options });

/** Plays the scenes on both sides; answers the differences that no row of the table names. */
async function compare(
  { daprd, pillion }: Pair,
  stores: readonly string[],
  scenes: readonly Scene[],
): Promise<string[]> {
  const sides = await Promise.all([startDaprd(daprd), startPillion(pillion)]);
  const [theirs, ours] = [new Asker(sides[0]), new Asker(sides[1])] as const;
  const differing: Difference[] = [];
  try {
    for (const store of stores) {
      for (const [index, scene] of scenes.entries()) {
        const keys = `s${index}-`;
        const answers = await Promise.all([play(theirs, scene, store, keys), play(ours, scene, store, keys)]);
        differing.push(...differences(scene.name, store, ...answers));
      }
    }
  } finally {
    theirs.close();
    ours.close();
    await Promise.all(sides.map((side) => side.end()));
  }
  found.push(...differing);
  return unnamed(differing);
}

const unnamed = (differing: readonly Difference[]) =>
  differing
    .filter((difference) => !deviations.some((row) => covers(row, difference)))
    .map(
      ({ store, scene, step, field, daprd, pillion }) =>
        `${store}: ${scene}, step ${step}: ${field}\n  daprd   ${daprd}\n  Pillion ${pillion}`,
    );

function stores(redisDB: number, url: string, tables: string): SideOptions {
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

it("answers as daprd does on every store", async () => {
  const url = await sharedPostgresUrl();
  const id = `d${randomUUID().replaceAll("-", "").slice(0, 8)}`;
  const pair = { daprd: stores(1, url, `${id}a`), pillion: stores(2, url, `${id}b`) };
  const scenes = [...grpcScenes, ...httpScenes, ...limitScenes, ...generatedScenes(seed, generatedCount)];
  expect(await compare(pair, ["redis", "pg1", "pg2", "memory"], scenes), `seed ${seed}`).toEqual([]);
}, 240_000);

it("answers as daprd does where nothing is configured", async () => {
  expect(await compare(alike({ resources: [] }), ["none"], bareScenes)).toEqual([]);
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

const configuration = (spec: string) =>
  `apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec: ${spec}\n`;

it("answers as daprd does who asks with a token, and for secrets", async () => {
  const scopes = "{secrets: {scopes: [{storeName: file, deniedSecrets: [closed]}]}}";
  const options: SideOptions = {
    resources: withSecrets(),
    configuration: configuration(scopes),
    environment: { DAPR_API_TOKEN: "right", SECRET_ONE: "one" },
  };
  expect(await compare(alike(options), ["memory"], tokenScenes)).toEqual([]);
});

it.each(Object.entries(accessLists))("answers as daprd does with %s", async (name, spec) => {
  const options: SideOptions = {
    resources: withSecrets(),
    configuration: configuration(spec),
    environment: { SECRET_ONE: "one" },
  };
  const scenes = accessScenes.map((scene) => ({ ...scene, name: `${scene.name} (${name})` }));
  expect(await compare(alike(options), ["memory"], scenes)).toEqual([]);
});

it("needs every row of the table of deviations", () => {
  const idle = deviations.filter((row) => !found.some((difference) => covers(row, difference)));
  expect(idle).toEqual([]);
});
