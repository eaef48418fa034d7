// The options that all calls share.
import { statestore } from "@pillion/proto";
import { numberOfWord } from "./value-checks.ts";

/** How fresh a read, or how durable a write, must be. */
export type Consistency = "eventual" | "strong";

/** Options of every call. */
export interface CallOptions {
  /** How long the call may take, in ms, including retries of reads. Default: the client's `timeoutMs`, 5 000. */
  readonly timeoutMs?: number;
  /** Ends the call with `cancelled` when it aborts. The outcome of a write in flight is then `unknown`. */
  readonly signal?: AbortSignal;
  /** Whether to wait for a connection until the deadline instead of failing with `unavailable`. Default: false. */
  readonly waitForReady?: boolean;
  /** The name of the store. Default: the client's `store`. */
  readonly store?: string;
}

/** Options of a read. */
export interface ReadOptions extends CallOptions {
  /** `strong`: read from the store itself, never from a cache. Default: `eventual`. */
  readonly consistency?: Consistency;
}

/** Options of a write. */
export interface WriteOptions extends CallOptions {
  /** `strong`: acknowledged only when a majority of the replicas, if there are any, has it. Default: `eventual`. */
  readonly consistency?: Consistency;
  /**
   * 1 to 255 bytes of UTF-8 that you choose. The same request with the same key within 24 hours is applied once and
   * gets the same result. With a key, a write whose outcome is unknown can safely be sent again.
   */
  readonly idempotencyKey?: string;
}

const consistencyNumbers = {
  eventual: statestore.v1.Consistency.CONSISTENCY_EVENTUAL,
  strong: statestore.v1.Consistency.CONSISTENCY_STRONG,
} as const;

/** The contract's number of a consistency, unspecified for undefined. Throws `invalid` for an unknown word. */
export function consistencyMessage(consistency: Consistency | undefined): statestore.v1.Consistency {
  if (consistency === undefined) return statestore.v1.Consistency.CONSISTENCY_UNSPECIFIED;
  return numberOfWord("consistency", consistency, consistencyNumbers);
}
