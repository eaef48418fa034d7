// The Redis driver: opens stores on Redis 6.2 to 8 and Valkey, on one server,
// under Sentinel or in a Cluster, in Dapr's layout. A store opens even if no
// server can be reached.
import { within } from "../../driver-kit/timeout.ts";
import type { Driver } from "../../store/driver.ts";
import { compileRedisOptions, type RedisOptions } from "./redis-options.ts";
import { RedisStore } from "./redis-store.ts";

/** The driver named `redis`. */
export const redisDriver: Driver<RedisOptions> = {
  name: "redis",
  compile: compileRedisOptions,
  place: placeOf,
  async open(options, context) {
    for (const warning of options.warnings) {
      context.log({ level: "warn", message: `store ${context.storeName}: ${warning}` });
    }
    for (const name of options.withoutEffect) {
      context.log({
        level: "warn",
        message: `store ${context.storeName}: the option ${name} is accepted but has no effect in this driver`,
      });
    }
    const store = new RedisStore(options, context);
    // The facts should be known before the first call, so the first attempt to connect is awaited, within its timeout.
    await within(store.firstAttempt, options.connectTimeoutMs);
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
