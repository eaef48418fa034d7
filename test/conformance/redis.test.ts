// The suite on one Redis: with default options, with the ordered index, under the
// cache, and under all layers of the sidecar.
import { afterAll, beforeAll } from "vitest";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { openRedisSubject, redisExceptions } from "./redis-subject.ts";
import { cacheLayer, fullStack, itServedReadsFromCache } from "./sidecar-layers.ts";
import { conformance } from "./suite.ts";

let server: RedisServer | undefined;

beforeAll(async () => {
  server = await startRedis(redisHome());
});

afterAll(() => server?.process.stop());

function open(options: Readonly<Record<string, string>>, wrap?: Parameters<typeof openRedisSubject>[2]) {
  if (server === undefined) throw new Error("the server was not started");
  return openRedisSubject([server], { url: server.url, ...options }, wrap);
}

conformance({ name: "redis", open: () => open({}), exceptions: redisExceptions });

conformance({
  name: "redis with an index",
  open: () => open({ redisDB: "1", index: "true" }),
  exceptions: redisExceptions,
});

conformance({
  name: "cache over redis",
  open: () => open({ redisDB: "2" }, cacheLayer),
  readConsistency: "eventual",
  exceptions: redisExceptions,
});
itServedReadsFromCache();

conformance({
  name: "stack over redis",
  open: () => open({ redisDB: "3" }, fullStack),
  isGuarded: true,
  readConsistency: "eventual",
  keyBytesMax: 1024,
  exceptions: { ...redisExceptions, R3: "the subject damages the key without the prefix of its app" },
});
