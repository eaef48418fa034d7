// Stores that daprd and Pillion share: the same component files for both.
import { randomBytes, randomUUID } from "node:crypto";
import { component } from "../../sidecar/config/dapr-files/resource-fixture.ts";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome, sharedPostgresUrl } from "../servers/test-servers.ts";
import type { SidecarOptions } from "./sidecars.ts";

/** The stores and their Redis server. */
export interface SharedStores {
  readonly options: SidecarOptions;
  readonly redis: RedisServer;
}

/** The names of the stores, and whether an etag holds for a missing record. */
export const sharedStores = [
  ["redis", true],
  ["pg1", false],
  ["pg2", false],
] as const;

const encryptedName = (name: string) => `${name}-encrypted`;

/** The names of the stores whose values are encrypted. */
export const encryptedStores: readonly string[] = sharedStores.map(([name]) => encryptedName(name));

/** Creates new stores on real servers. */
export async function openSharedStores(): Promise<SharedStores> {
  const redis = await startRedis(redisHome());
  const id = `m${randomUUID().replaceAll("-", "").slice(0, 8)}`;
  const table = { connectionString: await sharedPostgresUrl(), metadataTableName: `${id}_m` };
  const key = { primaryEncryptionKey: { secretKeyRef: { name: "STATE_KEY" } }, keyPrefix: "encrypted" };
  const auth = "auth: {secretStore: vault}\n";
  const stores: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ["redis", "state.redis", { redisHost: `127.0.0.1:${redis.port}` }],
    ["pg1", "state.postgresql/v1", { ...table, tableName: `${id}_v1` }],
    ["pg2", "state.postgresql/v2", { ...table, tablePrefix: `${id}_v2_` }],
  ];
  const resources = stores.flatMap(([name, type, metadata]) => [
    component(name, type, metadata),
    component(encryptedName(name), type, { ...metadata, ...key }, auth),
  ]);
  const environment = { STATE_KEY: randomBytes(32).toString("hex") };
  return {
    redis,
    options: { resources: [component("vault", "secretstores.local.env"), ...resources], environment },
  };
}
