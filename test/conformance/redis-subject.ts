// A Redis store for the suite, on given servers. A separate plain client damages
// records.
import { Redis } from "ioredis";
import { redisDriver } from "../../src/drivers/redis/redis-driver.ts";
import { systemClock } from "../../src/model/call.ts";
import type { RawOptions } from "../../src/store/driver.ts";
import type { StateStore } from "../../src/store/state-store.ts";
import type { RedisServer } from "../servers/redis-server.ts";
import type { OpenSubject } from "./subject.ts";

/** Opens a store from raw options. Its log events are discarded unless `log` is given. */
export async function openRedisStore(
  raw: RawOptions,
  log: (event: { readonly message: string }) => void = () => {},
): Promise<StateStore> {
  const context = { clock: systemClock, random: Math.random, log, storeName: "redis" };
  return redisDriver.open(redisDriver.compile(raw), context);
}

async function corruptOn(servers: readonly RedisServer[], db: number, key: string): Promise<void> {
  for (const { socket } of servers) {
    const client = new Redis({ path: socket, db, maxRetriesPerRequest: 3 });
    try {
      await client.hset(key, "version", "broken");
      return;
    } catch (cause) {
      // In a cluster, another server has the key.
      if (!(cause instanceof Error && cause.message.startsWith("MOVED"))) throw cause;
    } finally {
      client.disconnect();
    }
  }
}

/** A store on servers that the subject may freeze. */
export async function openRedisSubject(
  servers: readonly RedisServer[],
  raw: RawOptions,
  wrap: (inner: StateStore) => StateStore = (inner) => inner,
): Promise<OpenSubject> {
  const store = wrap(await openRedisStore(raw));
  const stores = [store];
  return {
    store,
    reopen: async () => {
      await store.close();
      const again = wrap(await openRedisStore(raw));
      stores.push(again);
      return again;
    },
    freeze: async () => {
      for (const { process } of servers) process.freeze();
      return async () => {
        for (const { process } of servers) process.thaw();
      };
    },
    corrupt: (key) => corruptOn(servers, Number(raw.redisDB ?? 0), key),
    close: async () => {
      for (const open of stores) await open.close();
    },
  };
}

/** Clauses that cannot be tested on Redis. */
export const redisExceptions = {
  E4: "Redis removes expired keys itself",
};
