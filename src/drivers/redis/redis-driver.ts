// The Redis driver: opens stores on Redis 6.2 to 8 and Valkey, on one server,
// under Sentinel or in a Cluster, in Dapr's layout. A store opens even if no
// server can be reached.
import { systemAuthorities } from "../../driver-kit/system-authorities.ts";
import { within } from "../../driver-kit/timeout.ts";
import type { Driver } from "../../store/driver.ts";
import { compileRedisOptions, type RedisOptions } from "./redis-options.ts";
import { RedisStore } from "./redis-store.ts";

/** The driver named `redis`. */
export const redisDriver: Driver<RedisOptions> = {
  name: "redis",
  compile: compileRedisOptions,
  place: placeOf,
  warnings: ({ warnings }) => warnings,
  async open(options, context) {
    const warn = (text: string): void =>
      context.log({ level: "warn", message: `store ${context.storeName}: ${text}` });
    for (const warning of options.warnings) warn(warning);
    for (const name of options.withoutEffect)
      warn(`the option ${name} is accepted but has no effect in this driver`);
    const store = new RedisStore(await withSystemAuthorities(options, warn), context);
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

async function withSystemAuthorities(
  options: RedisOptions,
  warn: (message: string) => void,
): Promise<RedisOptions> {
  const { tls, authorities } = options;
  if (tls?.isVerified !== true || tls.ca !== undefined) return options;
  return { ...options, tls: { ...tls, ca: await systemAuthorities(authorities, warn) } };
}
