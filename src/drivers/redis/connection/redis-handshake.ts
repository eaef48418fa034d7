// What is said on a new connection before any command of a caller: what server
// it is, whether it is ready, that it is the one meant, and our scripts. Whatever
// goes wrong here rejects, and the connection is given up.
import type { Redis } from "ioredis";
import { StoreError } from "../../../model/errors.ts";
import { errorWord } from "../redis-errors.ts";
import { type RedisServerInfo, readServerInfo } from "../redis-facts.ts";
import type { RedisOptions } from "../redis-options.ts";
import { allScripts } from "../scripts/redis-scripts.ts";

const loadingPollMs = 100;

/**
 * Asks and prepares a server. `stillLoading` is called for every answer that it is loading its data, and says whether to
 * go on waiting.
 */
export async function greet(
  redis: Redis,
  options: RedisOptions,
  stillLoading: () => boolean,
): Promise<RedisServerInfo> {
  const info = await askInfo(redis, stillLoading);
  if (!info.isPrimary && options.topology !== "single")
    throw new StoreError("unavailable", "READONLY not the primary");
  // The library goes on in database 0 when the one asked cannot be had.
  if (options.database > 0) await redis.select(options.database);
  const texts = allScripts.map((script) => (info.isModern ? script.modern : script.plain));
  const loaded = texts.map((text) => redis.script("LOAD", text).catch(unlessDenied));
  const [hasJson] = await Promise.all([askJson(redis), ...loaded]);
  return { ...info, hasJson };
}

// Asked without a key, as daprd does: a server that knows the command says that something is missing.
async function askJson(redis: Redis): Promise<boolean> {
  try {
    await redis.call("JSON.GET");
    return true;
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== "ReplyError") throw cause;
    return !/^ERR unknown command|^NOPERM/.test(cause.message);
  }
}

async function askInfo(redis: Redis, stillLoading: () => boolean): Promise<Omit<RedisServerInfo, "hasJson">> {
  for (;;) {
    const text = await redis.info().catch(unlessDenied);
    const info = readServerInfo(text ?? "", undefined);
    if (!info.isLoading) return text === undefined ? info : readServerInfo(text, await askFsync(redis));
    await new Promise((resolve) => setTimeout(resolve, loadingPollMs));
    if (!stillLoading()) throw new StoreError("unavailable", "LOADING");
  }
}

async function askFsync(redis: Redis): Promise<string | undefined> {
  const reply: unknown = await redis.config("GET", "appendfsync").catch(() => undefined);
  return Array.isArray(reply) && typeof reply[1] === "string" ? reply[1] : undefined;
}

// A user who may not ask INFO or load scripts can still read and write.
function unlessDenied(cause: unknown): undefined {
  if (cause instanceof Error && errorWord(cause.message) === "NOPERM") return undefined;
  throw cause;
}
