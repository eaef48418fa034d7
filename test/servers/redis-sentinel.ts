// A master, a replica and three sentinels that watch them.
import { Redis } from "ioredis";
import { type RedisHome, type RedisServer, startRedis } from "./redis-server.ts";
import { until } from "./server-process.ts";

/** A running Sentinel set. */
export interface RedisSentinelSet {
  /** The name by which the sentinels know the master. */
  readonly name: string;
  readonly master: RedisServer;
  readonly replica: RedisServer;
  readonly sentinels: readonly RedisServer[];
  stop(): Promise<void>;
}

const name = "primary";

/** Starts a replica of a server and waits until it is in sync. */
export async function startReplica(
  home: RedisHome,
  master: RedisServer,
  config: Readonly<Record<string, string>> = {},
): Promise<RedisServer> {
  const replica = await startRedis(home, {
    config: { replicaof: `${master.host} ${master.port}`, "repl-diskless-sync-delay": "0", ...config },
  });
  const client = new Redis({ path: replica.socket, maxRetriesPerRequest: 3 });
  try {
    await until(
      async () => (await client.info("replication")).includes("master_link_status:up"),
      20_000,
      () => "the replica did not reach its master",
    );
  } finally {
    client.disconnect();
  }
  return replica;
}

async function seesAll(sentinel: RedisServer): Promise<boolean> {
  const client = new Redis({ host: sentinel.host, port: sentinel.port, maxRetriesPerRequest: 3 });
  try {
    const info = await client.info("sentinel");
    return info.includes("status=ok") && info.includes("slaves=1") && info.includes("sentinels=3");
  } finally {
    client.disconnect();
  }
}

/** Starts the set and waits until every sentinel sees the others and the replica. */
export async function startRedisSentinel(home: RedisHome): Promise<RedisSentinelSet> {
  const master = await startRedis(home, { config: { "repl-diskless-sync-delay": "0" } });
  const replica = await startReplica(home, master);
  const config = {
    "sentinel monitor": `${name} ${master.host} ${master.port} 2`,
    "sentinel down-after-milliseconds": `${name} 1000`,
    "sentinel failover-timeout": `${name} 5000`,
  };
  const starts = [1, 2, 3].map(() => startRedis(home, { sentinel: true, config }));
  const sentinels = await Promise.all(starts);
  for (const sentinel of sentinels)
    await until(
      () => seesAll(sentinel),
      20_000,
      () => "the sentinels did not find each other",
    );
  return {
    name,
    master,
    replica,
    sentinels,
    stop: async () => {
      await Promise.all([...sentinels, replica, master].map((server) => server.process.stop()));
    },
  };
}
