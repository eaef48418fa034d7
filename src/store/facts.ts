// What a store can do and what it guarantees. Code depends on facts, never on a driver's name.

/** What an acknowledged write survives; each level includes the ones before it. */
export type Durability = "memory" | "process-crash" | "power-loss" | "primary-loss";

/**
 * Facts of an open store. Some are known only after the server has first replied, so read them when they are needed and
 * do not keep them; `limits` alone never change while the store is open.
 */
export interface StoreFacts {
  /** The driver's name, for people. */
  readonly driver: string;
  /** What one transaction may span: any keys, keys of one hash slot, or keys of one partition. */
  readonly atomicity: "any-keys" | "one-slot" | "one-partition";
  readonly durability: Durability;
  /** The durability as a sentence, with its conditions. */
  readonly durabilityPromise: string;
  /** Whether the store hides expired records by its own clock. */
  readonly nativeExpiry: boolean;
  /** Whether a scan returns keys in the order of their UTF-8 bytes, each once. */
  readonly orderedScan: boolean;
  /** Whether the store has a change feed. */
  readonly changeFeed: boolean;
  /** Whether the store has replicas that a `strong` write waits for. */
  readonly replicas: boolean;
  /** Whether records can be found by the contents of their values. */
  readonly queries: boolean;
  /** How long a call without a deadline may take by the store's own options, in ms. Undefined: it has no such option. */
  readonly callMsDefault?: number | undefined;
  /** Limits of the store itself. The guard enforces these or those of the model, whichever is smaller. */
  readonly limits: StoreLimits;
  /** How concurrent calls are joined so that one round trip, statement or fsync serves many. Undefined: they are not. */
  readonly gathering: Gathering | undefined;
}

/** Limits of a store besides those of the model. `Infinity`: the store has none. */
export interface StoreLimits {
  /** The maximum number of mutations of one transaction. */
  readonly transactionMutationsMax: number;
  /** The maximum size of a value, in bytes. */
  readonly valueBytesMax: number;
}

/** The limits of a store that has none besides those of the model. */
export const unlimited: StoreLimits = Object.freeze({
  transactionMutationsMax: Number.POSITIVE_INFINITY,
  valueBytesMax: Number.POSITIVE_INFINITY,
});

/** The maximum number of flushes of joined calls that are in flight at once. 0: such calls are not joined. */
export interface Gathering {
  readonly reads: number;
  readonly commits: number;
}
