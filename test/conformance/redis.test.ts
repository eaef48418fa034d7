// The suite on one Redis: as it comes, and with the ordered index.
import { afterAll, beforeAll } from "vitest";
import { type RedisServer, startRedis } from "../servers/redis-server.ts";
import { redisHome } from "../servers/test-servers.ts";
import { openRedisSubject, redisExceptions } from "./redis-subject.ts";
import { conformance } from "./suite.ts";

let server: RedisServer | undefined;

beforeAll(async () => {
  server = await startRedis(redisHome());
});

afterAll(() => server?.process.stop());

function open(options: Readonly<Record<string, string>>) {
  if (server === undefined) throw new Error("the server was not started");
  return openRedisSubject([server], { url: server.url, ...options });
}

conformance({ name: "redis", open: () => open({}), exceptions: redisExceptions });

conformance({
  name: "redis with an index",
  open: () => open({ redisDB: "1", index: "true" }),
  exceptions: redisExceptions,
});
