// A Redis Cluster of masters, each with an equal share of the slots: enough to test
// slots, redirections and errors for keys of several slots. A replica can be added.
import { Redis } from "ioredis";
import { type RedisHome, type RedisServer, type RedisServerOptions, startRedis } from "./redis-server.ts";
import { until } from "./server-process.ts";

/** The number of hash slots of a cluster. */
const slotCount = 16_384;

const nodeConfig = {
  "cluster-enabled": "yes",
  "cluster-config-file": "nodes.conf",
  "cluster-node-timeout": "2000",
};

/** A running cluster. */
export interface RedisCluster {
  readonly masters: readonly RedisServer[];
  stop(): Promise<void>;
}

async function withClient<T>(server: RedisServer, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({ path: server.socket, maxRetriesPerRequest: 3 });
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

async function isWhole(server: RedisServer): Promise<boolean> {
  const info = await withClient(server, (client) => client.cluster("INFO"));
  return info.includes("cluster_state:ok") && info.includes(`cluster_slots_ok:${slotCount}`);
}

/** Starts a cluster and waits until every master sees all slots served. */
export async function startRedisCluster(
  home: RedisHome,
  masterCount = 3,
  options: RedisServerOptions = {},
): Promise<RedisCluster> {
  const config = { ...nodeConfig, ...options.config };
  const starts = Array.from({ length: masterCount }, () =>
    startRedis(home, { ...options, config, bus: true }),
  );
  const masters = await Promise.all(starts);
  for (const [index, server] of masters.entries()) {
    const first = Math.ceil((slotCount * index) / masterCount);
    const last = Math.ceil((slotCount * (index + 1)) / masterCount) - 1;
    await withClient(server, async (client) => {
      await client.call("CLUSTER", "ADDSLOTSRANGE", first, last).catch(async () => {
        // Redis before 7 has no ADDSLOTSRANGE.
        const slots = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
        await client.call("CLUSTER", "ADDSLOTS", ...slots);
      });
      await client.call("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
      const [seed] = masters;
      if (seed !== undefined && seed !== server) await client.call("CLUSTER", "MEET", seed.host, seed.port);
    });
  }
  for (const server of masters)
    await until(
      () => isWhole(server),
      20_000,
      () => "the cluster did not form",
    );
  return {
    masters,
    stop: async () => {
      await Promise.all(masters.map((server) => server.process.stop()));
    },
  };
}

/** Adds a replica of a master, and waits until it is in sync and every master knows it, so that a failover finds a majority. */
export async function startClusterReplica(
  home: RedisHome,
  cluster: RedisCluster,
  of: RedisServer,
): Promise<RedisServer> {
  const server = await startRedis(home, { config: nodeConfig, bus: true });
  const id = String(await withClient(of, (client) => client.call("CLUSTER", "MYID")));
  const nodesOf = (node: RedisServer) =>
    withClient(node, async (client) => String(await client.call("CLUSTER", "NODES")));
  await withClient(server, async (client) => {
    await client.call("CLUSTER", "MEET", of.host, of.port);
    await until(async () => (await nodesOf(server)).includes(id), 10_000);
    await until(async () => {
      const reply = await client.call("CLUSTER", "REPLICATE", id).catch(() => undefined);
      return reply === "OK";
    }, 10_000);
    await until(async () => (await client.info("replication")).includes("master_link_status:up"), 10_000);
  });
  for (const master of cluster.masters)
    await until(async () => (await nodesOf(master)).includes(" slave "), 10_000);
  return server;
}
