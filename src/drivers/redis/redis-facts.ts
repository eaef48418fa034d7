// What a server says of itself (INFO, CONFIG GET), and what follows from it:
// which scripts it takes, and what an acknowledged write survives. A server
// that may not be asked, or could not be reached yet, is promised nothing of.
import type { Durability, StoreFacts, StoreLimits } from "../../store/facts.ts";

/** One server's own account of itself. */
export interface RedisServerInfo {
  /** New at every start of the server; cursors of SCAN mean nothing beyond it. */
  readonly runId: string;
  readonly isPrimary: boolean;
  readonly isLoading: boolean;
  /** Whether it knows PEXPIRETIME: Redis 7, Valkey. */
  readonly isModern: boolean;
  /** Whether it knows JSON documents, as Dapr's component asks it: with the RedisJSON module, or from Redis 8 on. */
  readonly hasJson: boolean;
  readonly replicas: number;
  /** Whether each write goes to the append-only file before its answer. */
  readonly fsync: "always" | "everysec" | "no" | "no-file" | "unknown";
}

/** What INFO answered, by name. */
export function parseInfo(text: string): ReadonlyMap<string, string> {
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
 * A server's account from its answers; `appendfsync` is undefined where CONFIG may not be asked. Whether it knows JSON
 * documents stands in none of these.
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
    isModern: Number.parseInt(info.get("redis_version") ?? "0", 10) >= 7,
    replicas: Number(info.get("connected_slaves") ?? 0),
    fsync: fsyncOf(info, appendfsync),
  };
}

const durabilityOf: Readonly<Record<RedisServerInfo["fsync"], readonly [Durability, string]>> = {
  always: [
    "power-loss",
    "An acknowledged write is in the append-only file and survives the end of the server and a loss of power.",
  ],
  everysec: [
    "process-crash",
    "An acknowledged write survives the end of the server process; a loss of power may take the last one to two seconds.",
  ],
  no: [
    "process-crash",
    "An acknowledged write survives the end of the server process; a loss of power takes what the system had not yet written.",
  ],
  "no-file": [
    "memory",
    "The server keeps no append-only file: an acknowledged write lives in its memory and in snapshots made now and then.",
  ],
  unknown: [
    "memory",
    "The server does not say how it keeps data, so nothing is promised of an acknowledged write beyond its memory.",
  ],
};

const unasked: readonly [Durability, string] = [
  "memory",
  "The server has not been reached yet, so nothing is promised of an acknowledged write beyond its memory.",
];

// Of several servers the weakest counts.
function weakest(servers: readonly RedisServerInfo[]): readonly [Durability, string] {
  const ranks: readonly RedisServerInfo["fsync"][] = ["unknown", "no-file", "no", "everysec", "always"];
  const worst = ranks.find((rank) => servers.some(({ fsync }) => fsync === rank));
  return worst === undefined ? unasked : durabilityOf[worst];
}

// `proto-max-bulk-len` is 512 MiB by default, and a JSON document holds the key and more besides the value.
const limits: StoreLimits = Object.freeze({
  transactionMutationsMax: Number.POSITIVE_INFINITY,
  valueBytesMax: 511 * 2 ** 20,
});

/** The facts of a store over these servers; of none, if none could be reached yet. */
export function factsOf(
  servers: readonly RedisServerInfo[],
  shape: { readonly isCluster: boolean; readonly hasIndex: boolean },
): StoreFacts {
  const [durability, promise] = weakest(servers);
  const hasReplicas = servers.some(({ replicas }) => replicas > 0);
  const failover = hasReplicas
    ? " When a replica takes over, writes that it had not received are lost; a strong write waits until it has."
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
    // The connection itself sends the commands of one turn together.
    gathering: undefined,
  } satisfies StoreFacts);
}
