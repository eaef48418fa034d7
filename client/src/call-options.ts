// What every call can be told.
import { statestore } from "@pillion/proto";
import { numberOfWord } from "./argument-checks.ts";

/** How fresh a read, or how safe a write, has to be. */
export type Consistency = "eventual" | "strong";

/** What every call can be told. */
export interface CallOptions {
  /** How long the call may take, repeats of reads included, in ms. Default: the client's, 5 000. */
  readonly timeoutMs?: number;
  /** Ends the call with `cancelled` when it aborts. A write under way is then `unknown`. */
  readonly signal?: AbortSignal;
  /** Waits for a connection until the time is up, instead of failing with `unavailable`. Default: false. */
  readonly waitForReady?: boolean;
  /** The store, by name. Default: the client's. */
  readonly store?: string;
}

/** What a read can be told. */
export interface ReadOptions extends CallOptions {
  /** `strong`: asked of the store itself, never of a cache. Default: `eventual`. */
  readonly consistency?: Consistency;
}

/** What a write can be told. */
export interface WriteOptions extends CallOptions {
  /** `strong`: acknowledged only when a majority of replicas has it, where there are any. Default: `eventual`. */
  readonly consistency?: Consistency;
  /**
   * 1 to 255 bytes of your choice: the same request with the same key within 24 hours is applied once and answered
   * alike. With one, a write whose outcome is unknown can simply be sent again.
   */
  readonly idempotencyKey?: string;
}

const consistencyNumbers = {
  eventual: statestore.v1.Consistency.CONSISTENCY_EVENTUAL,
  strong: statestore.v1.Consistency.CONSISTENCY_STRONG,
} as const;

/** The contract's number of a consistency; unset stays unset. Throws `invalid` for a word that is none. */
export function consistencyMessage(consistency: Consistency | undefined): statestore.v1.Consistency {
  if (consistency === undefined) return statestore.v1.Consistency.CONSISTENCY_UNSPECIFIED;
  return numberOfWord("consistency", consistency, consistencyNumbers);
}
