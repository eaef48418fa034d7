// The suite on a Redis Cluster of three masters. Keys of one test have a common
// hash tag, because a transaction cannot span slots. Alone and under the cache.
import { afterAll, beforeAll } from "vitest";
import { type RedisCluster, startRedisCluster } from "../servers/redis-cluster.ts";
import { redisHome } from "../servers/test-servers.ts";
import { openRedisSubject, redisExceptions } from "./redis-subject.ts";
import { cacheLayer, itServedReadsFromCache } from "./sidecar-layers.ts";
import { conformance } from "./suite.ts";

let cluster: RedisCluster | undefined;

beforeAll(async () => {
  cluster = await startRedisCluster(redisHome());
});

afterAll(() => cluster?.stop());

function open(wrap?: Parameters<typeof openRedisSubject>[2]) {
  const masters = cluster?.masters ?? [];
  const redisHost = masters.map(({ host, port }) => `${host}:${port}`).join(",");
  return openRedisSubject(masters, { redisHost, redisType: "cluster" }, wrap);
}

conformance({
  name: "redis cluster",
  keyPrefix: "{tag}",
  open: () => open(),
  exceptions: redisExceptions,
});

conformance({
  name: "cache over redis cluster",
  keyPrefix: "{tag}",
  open: () => open(cacheLayer),
  readConsistency: "eventual",
  exceptions: redisExceptions,
});
itServedReadsFromCache();
