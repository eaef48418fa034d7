// The Redis driver: opens stores on Redis 6.2 to 8 and Valkey, single, under
// Sentinel or in a Cluster, over Dapr's layout. A server that is away is no
// reason not to open.
import type { Driver } from "../../store/driver.ts";
import { compileRedisOptions, type RedisOptions } from "./redis-options.ts";
import { RedisStore } from "./redis-store.ts";

/** The driver named `redis`. */
export const redisDriver: Driver<RedisOptions> = {
  name: "redis",
  compile: compileRedisOptions,
  place: placeOf,
  async open(options, context) {
    for (const name of options.withoutEffect) {
      context.log({
        level: "warn",
        message: `store ${context.storeName}: option ${name} has no effect here`,
      });
    }
    const store = new RedisStore(options, context);
    // Facts are better known before the first call; a server that is away is not waited for longer than dialling takes.
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, options.connectTimeoutMs);
    });
    await Promise.race([store.firstAttempt, patience]);
    clearTimeout(timer);
    return store;
  },
};

function placeOf({ addresses, database, topology }: RedisOptions): string {
  const texts = addresses.map((address) => {
    if ("path" in address) return address.path;
    return `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
  });
  return topology === "cluster"
    ? `a cluster at ${texts.join(", ")}`
    : `database ${database} at ${texts.join(", ")}`;
}
