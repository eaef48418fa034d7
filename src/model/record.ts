// A record as every store gives it.

/** What a record is for: a label, without effect on durability or expiry. */
export type Kind = "ephemeral" | "persistent" | "cached";

/** How much of a record is wanted: the key, all but the value, or all. */
export type View = "keys" | "metadata" | "full";

/**
 * One record. Its bytes are not to be changed, by whoever holds it.
 * With view `metadata` the value is empty; with view `keys` nothing but the key means anything.
 */
export interface StateRecord {
  readonly key: string;
  readonly value: Uint8Array;
  /** Media type as the writer said it; may be empty. */
  readonly contentType: string;
  readonly kind: Kind;
  /** Opaque; new at every change of the value, never used again for the key. */
  readonly version: string;
  /** Ms since the Unix epoch; undefined where the writer kept no such time. */
  readonly createTime: number | undefined;
  /** Ms since the Unix epoch; undefined where the writer kept no such time. */
  readonly updateTime: number | undefined;
  /** Ms since the Unix epoch; undefined if it does not expire. At this moment it is gone. */
  readonly expireTime: number | undefined;
  /** Set only on a copy answered because the store could not be asked: its age in ms. */
  readonly staleAgeMs?: number;
}

/** A value of no bytes. */
export const emptyValue = new Uint8Array(0);

/** Whether a record with this expiry is gone at `now`. */
export function isExpired(expireTime: number | undefined, now: number): boolean {
  return expireTime !== undefined && expireTime <= now;
}
