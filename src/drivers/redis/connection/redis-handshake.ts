// What happens on a new connection before the first command of a caller: learn
// what server it is, wait until it has loaded its data, check that it is the one
// configured, and load the scripts. Any failure ends the connection.
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { ConnectFailure, errorWord, isCommandMissing } from "../redis-errors.ts";
import { type RedisServerInfo, readServerInfo } from "../redis-facts.ts";
import type { RedisOptions } from "../redis-options.ts";
import { allScripts } from "../scripts/redis-scripts.ts";

const loadingPollMs = 100;

/** What a handshake reports. */
export interface HandshakeHooks {
  /** The server is still loading its data. */
  readonly loading: () => void;
  /** The handshake failed or took too long; called at most once, and not after `cancel`. */
  readonly failed: (cause: unknown) => void;
}

/**
 * One handshake, from the moment the socket is connected. It has a timeout because the library's covers connecting only,
 * and a frozen server accepts connections.
 */
export class RedisHandshake {
  readonly #redis: Redis;
  readonly #options: RedisOptions;
  readonly #hooks: HandshakeHooks;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(redis: Redis, options: RedisOptions, hooks: HandshakeHooks) {
    this.#redis = redis;
    this.#options = options;
    this.#hooks = hooks;
    this.#startTimer();
  }

  /** Runs when the library has authenticated: what the server is; undefined if the handshake failed or was cancelled. */
  async run(): Promise<RedisServerInfo | undefined> {
    try {
      const info = await prepareServer(this.#redis, this.#options, () => this.#stillLoading());
      if (this.#isOver || this.#redis.stream.destroyed) return undefined;
      this.cancel();
      return info;
    } catch (cause) {
      this.#fail(cause);
      return undefined;
    }
  }

  /** Stops it; nothing is reported any more. */
  cancel(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #fail(cause: unknown): void {
    if (this.#isOver) return;
    this.cancel();
    this.#hooks.failed(cause);
  }

  #startTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#fail(new ConnectFailure("no-reply")),
      this.#options.connectTimeoutMs,
    );
  }

  // A server that replies is alive, however long it loads.
  #stillLoading(): boolean {
    if (this.#isOver) return false;
    this.#startTimer();
    this.#hooks.loading();
    return true;
  }
}

// `stillLoading` is called for every reply that the server is loading its data, and returns whether to go on waiting.
async function prepareServer(
  redis: Redis,
  options: RedisOptions,
  stillLoading: () => boolean,
): Promise<RedisServerInfo> {
  const info = await readInfo(redis, stillLoading);
  if (info.isSentinel) throw new ConnectFailure("sentinel-node");
  // A replica in a cluster serves no records, but knows the topology: it redirects every command to the primary.
  if (!info.isPrimary && options.topology === "sentinel") throw new ConnectFailure("replica");
  if (info.isClusterNode && options.topology !== "cluster") await checkHasAllSlots(redis);
  // The library continues in database 0 if the configured one does not exist.
  if (options.database > 0) await redis.select(options.database);
  const texts = allScripts.map((script) => (info.isModern ? script.modern : script.plain));
  const loaded = texts.map((text) => redis.script("LOAD", text).catch(unlessDenied));
  const [hasJson] = await Promise.all([readHasJson(redis), ...loaded]);
  return { ...info, hasJson };
}

// A cluster of one node works like a single server. Any other would redirect most keys to nodes that are not configured.
async function checkHasAllSlots(redis: Redis): Promise<void> {
  const text: unknown = await redis.call("CLUSTER", "NODES").catch(unlessDenied);
  if (typeof text !== "string") return;
  const own = text.split("\n").find((line) => / \S*myself/.test(line)) ?? "";
  if (!/ 0-16383( |$)/.test(own)) throw new ConnectFailure("cluster-node");
}

// Called without a key, as daprd does: a server that knows the command replies that an argument is missing.
async function readHasJson(redis: Redis): Promise<boolean> {
  try {
    await redis.call("JSON.GET");
    return true;
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== "ReplyError") throw cause;
    return !isCommandMissing(cause);
  }
}

async function readInfo(
  redis: Redis,
  stillLoading: () => boolean,
): Promise<Omit<RedisServerInfo, "hasJson">> {
  for (;;) {
    const text = await redis.info().catch(unlessDenied);
    const info = readServerInfo(text ?? "", undefined);
    if (!info.isLoading) return text === undefined ? info : readServerInfo(text, await readFsync(redis));
    await sleep(loadingPollMs);
    if (!stillLoading()) throw new ConnectFailure("loading");
  }
}

async function readFsync(redis: Redis): Promise<string | undefined> {
  const reply: unknown = await redis.config("GET", "appendfsync").catch(() => undefined);
  return Array.isArray(reply) && typeof reply[1] === "string" ? reply[1] : undefined;
}

// A user without the right to call INFO or SCRIPT LOAD can still read and write.
function unlessDenied(cause: unknown): undefined {
  if (cause instanceof Error && errorWord(cause.message) === "NOPERM") return undefined;
  throw cause;
}
