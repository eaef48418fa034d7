// What a server reports (INFO, CONFIG GET), and what follows from it: which
// scripts it can run, and what an acknowledged write survives. Nothing is promised
// for a server that denies these commands or was not reached yet.
import type { Durability, StoreFacts, StoreLimits } from "../../store/facts.ts";

/** What one server reports. */
export interface RedisServerInfo {
  /** New at every start of the server; SCAN cursors are valid within one run only. */
  readonly runId: string;
  readonly isPrimary: boolean;
  readonly isLoading: boolean;
  readonly isSentinel: boolean;
  /** Whether it is a node of a Redis Cluster. */
  readonly isClusterNode: boolean;
  /** Whether it has PEXPIRETIME: Redis 7, Valkey. */
  readonly isModern: boolean;
  /** Whether it has JSON documents, tested as Dapr's component does: with the RedisJSON module, or from Redis 8 on. */
  readonly hasJson: boolean;
  readonly replicas: number;
  /** When writes are flushed to the append-only file; `no-file` if there is none. */
  readonly fsync: "always" | "everysec" | "no" | "no-file" | "unknown";
}

/** The fields in a reply to INFO, by name. */
function parseInfo(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\r\n").filter((line) => line.includes(":"));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
}

function fsyncOf(
  info: ReadonlyMap<string, string>,
  appendfsync: string | undefined,
): RedisServerInfo["fsync"] {
  const isAppending = info.get("aof_enabled");
  if (isAppending === "0") return "no-file";
  if (isAppending === undefined) return "unknown";
  return appendfsync === "always" || appendfsync === "no" || appendfsync === "everysec"
    ? appendfsync
    : "unknown";
}

/**
 * What a server reports, from its replies; `appendfsync` is undefined where the user may not call CONFIG. Whether the server
 * has JSON documents is in none of these replies.
 */
export function readServerInfo(
  infoText: string,
  appendfsync: string | undefined,
): Omit<RedisServerInfo, "hasJson"> {
  const info = parseInfo(infoText);
  return {
    runId: info.get("run_id") ?? "",
    isPrimary: (info.get("role") ?? "master") === "master",
    isLoading: info.get("loading") === "1",
    isSentinel: (info.get("redis_mode") ?? info.get("server_mode")) === "sentinel",
    isClusterNode: info.get("cluster_enabled") === "1",
    isModern: Number.parseInt(info.get("redis_version") ?? "0", 10) >= 7,
    replicas: Number(info.get("connected_slaves") ?? 0),
    fsync: fsyncOf(info, appendfsync),
  };
}

const durabilityOf: Readonly<Record<RedisServerInfo["fsync"], readonly [Durability, string]>> = {
  always: [
    "power-loss",
    "An acknowledged write is in the append-only file and survives a crash of the server and a power loss.",
  ],
  everysec: [
    "process-crash",
    "An acknowledged write survives a crash of the server process; a power loss may lose the last one to two seconds.",
  ],
  no: [
    "process-crash",
    "An acknowledged write survives a crash of the server process; a power loss loses what the operating system had not yet written.",
  ],
  "no-file": [
    "memory",
    "The server has no append-only file: an acknowledged write is in its memory and in occasional snapshots.",
  ],
  unknown: [
    "memory",
    "The server does not report how it persists data, so an acknowledged write is only guaranteed to be in its memory.",
  ],
};

const notReached: readonly [Durability, string] = [
  "memory",
  "The server has not been reached yet, so an acknowledged write is only guaranteed to be in its memory.",
];

// Of several servers, the one with the weakest promise counts.
function weakest(servers: readonly RedisServerInfo[]): readonly [Durability, string] {
  const ranks: readonly RedisServerInfo["fsync"][] = ["unknown", "no-file", "no", "everysec", "always"];
  const worst = ranks.find((rank) => servers.some(({ fsync }) => fsync === rank));
  return worst === undefined ? notReached : durabilityOf[worst];
}

// `proto-max-bulk-len` is 512 MiB by default, and a JSON document holds the key and more besides the value.
const limits: StoreLimits = Object.freeze({
  transactionMutationsMax: Number.POSITIVE_INFINITY,
  valueBytesMax: 511 * 2 ** 20,
});

/** The facts of a store on these servers; the list is empty if none was reached yet. */
export function factsOf(
  servers: readonly RedisServerInfo[],
  shape: { readonly isCluster: boolean; readonly hasIndex: boolean },
): StoreFacts {
  const [durability, promise] = weakest(servers);
  const hasReplicas = servers.some(({ replicas }) => replicas > 0);
  const failover = hasReplicas
    ? " When a replica becomes the primary, writes that it had not received are lost; a strong write waits until replicas have received it."
    : "";
  return Object.freeze({
    driver: "redis",
    atomicity: shape.isCluster ? "one-slot" : "any-keys",
    durability,
    durabilityPromise: `${promise}${failover}`,
    nativeExpiry: true,
    orderedScan: shape.hasIndex,
    changeFeed: false,
    replicas: hasReplicas,
    queries: false,
    limits,
    // The connection itself sends the commands of one event-loop turn together.
    gathering: undefined,
  } satisfies StoreFacts);
}
