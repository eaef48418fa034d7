// The suite on a Redis that knows JSON documents: as it comes, with the ordered
// index, and under the cache.
import { afterAll, beforeAll } from "vitest";
import { startRedisWithJson } from "../servers/redis-json.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { openRedisSubject, redisExceptions } from "./redis-subject.ts";
import { cacheLayer } from "./sidecar-layers.ts";
import { conformance } from "./suite.ts";

let server: RedisServer | undefined;

beforeAll(async () => {
  server = await startRedisWithJson(redisHome());
});

afterAll(() => server?.process.stop());

function open(options: Readonly<Record<string, string>>, wrap?: Parameters<typeof openRedisSubject>[2]) {
  if (server === undefined) throw new Error("the server was not started");
  return openRedisSubject([server], { url: server.url, ...options }, wrap);
}

conformance({ name: "redis with JSON", open: () => open({}), exceptions: redisExceptions });

conformance({
  name: "redis with JSON and an index",
  open: () => open({ redisDB: "1", index: "true" }),
  exceptions: redisExceptions,
});

conformance({
  name: "cache over redis with JSON",
  open: () => open({ redisDB: "2" }, cacheLayer),
  readConsistency: "eventual",
  exceptions: redisExceptions,
});
