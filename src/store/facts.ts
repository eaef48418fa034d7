// What a store can do and promises. Code asks facts, never a driver's name.

/** What an acknowledged write survives; each includes those before it. */
export type Durability = "memory" | "process-crash" | "power-loss" | "primary-loss";

/**
 * Fixed while the store is open; a server that was down at the start is only known once it has answered, so facts are
 * asked for when they are needed and not kept.
 */
export interface StoreFacts {
  /** The driver's name, for people. */
  readonly driver: string;
  /** What one transaction may span: any keys, or keys of one hash slot. */
  readonly atomicity: "any-keys" | "one-slot";
  readonly durability: Durability;
  /** The durability as a sentence, with its conditions. */
  readonly durabilityPromise: string;
  /** Whether the store hides due records by its own clock. */
  readonly nativeExpiry: boolean;
  /** Whether a scan answers keys in the order of their UTF-8 bytes, each once. */
  readonly orderedScan: boolean;
  /** Whether the store has a change feed. */
  readonly changeFeed: boolean;
  /** Whether it has replicas that a `strong` write waits for. */
  readonly replicas: boolean;
  /** Whether records can be found by what is in them. */
  readonly queries: boolean;
  /** How calls are best gathered before they reach the store, so that one round trip, statement or flush serves many; undefined: not at all. */
  readonly gathering: Gathering | undefined;
}

/** How many departures of gathered calls a store is best asked to serve at once; 0: such calls are not gathered. */
export interface Gathering {
  readonly reads: number;
  readonly commits: number;
}
