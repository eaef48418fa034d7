// What `listStores` returns for each store of the sidecar.
import { statestore } from "@pillion/proto";
import { dateOf } from "./time-messages.ts";

/** What an acknowledged write survives; each value includes the ones before it. `unknown`: newer than this client. */
export type Durability = "unknown" | "memory" | "process-crash" | "power-loss" | "primary-loss";

/** One store of the sidecar. */
export interface StoreInfo {
  readonly name: string;
  /** The driver that keeps the data: `memory`, `embedded`, `redis`, `postgres`, … */
  readonly driver: string;
  /** Whether a commit may contain any keys; if false, only keys of one hash slot. */
  readonly commitsAnyKeys: boolean;
  readonly durability: Durability;
  /** The durability as a sentence, with its conditions. */
  readonly durabilityPromise: string;
  /** Whether the store itself hides and removes expired records. */
  readonly nativeExpiry: boolean;
  /** Whether lists are ordered by the UTF-8 bytes of the keys. */
  readonly orderedScan: boolean;
  /** Whether `watch` works. */
  readonly changeFeed: boolean;
  /** Whether it has replicas that a `strong` write waits for. */
  readonly replicas: boolean;
  /** Whether records can be queried by their content with Dapr's query API. */
  readonly queries: boolean;
  /** Whether its last check succeeded. */
  readonly serving: boolean;
  /** When it was last checked; undefined if never. */
  readonly checked: Date | undefined;
  /** Why the store is not serving; empty if it is. */
  readonly reason: string;
}

const durabilities: readonly Durability[] = [
  "unknown",
  "memory",
  "process-crash",
  "power-loss",
  "primary-loss",
];

/** Converts the message of one store. */
export function storeInfoOf(store: statestore.v1.Store.$Properties): StoreInfo {
  const facts = store.facts ?? {};
  return {
    name: store.name ?? "",
    driver: store.driver ?? "",
    commitsAnyKeys: facts.atomicity === statestore.v1.Atomicity.ATOMICITY_ANY_KEYS,
    durability: durabilities[facts.durability ?? 0] ?? "unknown",
    durabilityPromise: facts.durabilityPromise ?? "",
    nativeExpiry: facts.nativeExpiry ?? false,
    orderedScan: facts.orderedScan ?? false,
    changeFeed: facts.changeFeed ?? false,
    replicas: facts.replicas ?? false,
    queries: facts.queries ?? false,
    serving: store.health?.serving ?? false,
    checked: dateOf(store.health?.checkTime),
    reason: store.health?.reason ?? "",
  };
}
