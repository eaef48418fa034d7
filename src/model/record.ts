// A record as every store returns it.

/** A label for the purpose of a record, without effect on durability or expiry. */
export type Kind = "ephemeral" | "persistent" | "cached";

/** The part of a record to return: the key, everything except the value, or everything. */
export type View = "keys" | "metadata" | "full";

/**
 * One record. Its bytes must not be changed.
 * With view `metadata` the value is empty; with view `keys` only the key is set.
 */
export interface StateRecord {
  readonly key: string;
  readonly value: Uint8Array;
  /** Media type as the writer gave it; may be empty. */
  readonly contentType: string;
  readonly kind: Kind;
  /** Opaque text; new at every change of the value, never reused for the key. */
  readonly version: string;
  /** Ms since the Unix epoch; undefined if the writer did not store one. */
  readonly createTime: number | undefined;
  /** Ms since the Unix epoch; undefined if the writer did not store one. */
  readonly updateTime: number | undefined;
  /** Ms since the Unix epoch; undefined if the record does not expire. From that time on it does not exist. */
  readonly expireTime: number | undefined;
  /** Set only on a copy that is returned because the store could not be reached: its age in ms. */
  readonly staleAgeMs?: number;
}

/** An empty value. */
export const emptyValue = new Uint8Array(0);

/** Whether a record with this expire time has expired at `now`. */
export function isExpired(expireTime: number | undefined, now: number): boolean {
  return expireTime !== undefined && expireTime <= now;
}
