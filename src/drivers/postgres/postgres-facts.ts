// What a Postgres store can do and guarantees: the part that is always known, and
// the durability, which follows from the server's settings.
import { type StoreFacts, unlimited } from "../../store/facts.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import type { PostgresLayout } from "./schema/postgres-layout.ts";

type ServerFacts = Pick<StoreFacts, "durability" | "durabilityPromise" | "replicas">;

const unknownServer: ServerFacts = {
  durability: "process-crash",
  durabilityPromise: "Not known yet: Postgres has not replied since the store was opened.",
  replicas: false,
};

/** The facts of a store on this layout with this `timeout`. Without `server` nothing is guaranteed that the server has not confirmed. */
export function postgresFacts(
  layout: PostgresLayout,
  callMsDefault: number,
  server?: ServerFacts,
): StoreFacts {
  return Object.freeze({
    driver: "postgres",
    atomicity: "any-keys",
    nativeExpiry: true,
    orderedScan: true,
    changeFeed: false,
    queries: server !== undefined && layout.keepsJson,
    callMsDefault,
    limits: Object.freeze({ ...unlimited, valueBytesMax: layout.valueBytesMax }),
    // Two statements of many keys keep the server busy; writes on several connections share fsyncs.
    gathering: Object.freeze({ reads: 2, commits: 4 }),
    ...(server ?? unknownServer),
  } satisfies StoreFacts);
}

const settingsText =
  "SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('synchronous_standby_names')";

/** What the server guarantees about a commit, from its settings. Rejects with StoreError. */
export async function readServerFacts(connections: PostgresConnections): Promise<ServerFacts> {
  const [settings = []] = await connections.run({ name: "", text: settingsText }, []);
  const [synchronousCommit, fsync, standbys] = settings;
  if (fsync !== "on" || synchronousCommit === "off") {
    const cause = fsync === "on" ? "synchronous_commit is off" : "fsync is off";
    return {
      durability: "process-crash",
      durabilityPromise: `Postgres acknowledges a write before it is on disk (${cause}): a power failure may lose the most recent writes.`,
      replicas: false,
    };
  }
  if (standbys !== "" && synchronousCommit !== "local") {
    return {
      durability: "primary-loss",
      durabilityPromise: `An acknowledged write is on the primary's disk and on a synchronous standby (synchronous_commit ${synchronousCommit}).`,
      replicas: true,
    };
  }
  return {
    durability: "power-loss",
    durabilityPromise:
      "An acknowledged write is on the primary's disk; a standby that takes over may lack the most recent writes.",
    replicas: false,
  };
}
