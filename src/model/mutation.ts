// The mutations of a record, their preconditions and their results.
import type { Kind, StateRecord } from "./record.ts";

/** What must hold for a mutation to be applied: nothing, no record, a record, or a record with this version. */
export type Precondition =
  | { readonly type: "none" }
  | { readonly type: "absent" }
  | { readonly type: "present" }
  | { readonly type: "version"; readonly version: string };

/** Of a mutation that only an existing key can have; a missing key is not an error unless the precondition says so. */
export type ExistingPrecondition = Exclude<Precondition, { readonly type: "absent" }>;

/** Of a check, which is nothing but its precondition. */
export type CheckPrecondition = Exclude<Precondition, { readonly type: "none" }>;

/** Always holds. */
export const noPrecondition = { type: "none" } as const satisfies Precondition;

/**
 * When the record expires after the mutation: never, as before, at a moment in ms since the Unix epoch, or a time to live
 * in ms after the mutation is applied. `after` is resolved by the clock that decides expiry (clause E1), so that a
 * caller's wrong clock changes nothing.
 */
export type Expiry =
  | { readonly type: "none" }
  | { readonly type: "keep" }
  | { readonly type: "at"; readonly time: number }
  | { readonly type: "after"; readonly ttlMs: number };

/** Does not expire. */
export const noExpiry: Expiry = { type: "none" };

/** Writes a whole record. */
export interface PutMutation {
  readonly type: "put";
  readonly key: string;
  /** Must not be changed until the commit has settled: a store may read it as late as when the transaction is sent. */
  readonly value: Uint8Array;
  readonly contentType: string;
  readonly kind: Kind;
  /** `keep` on a key that does not exist is `none`. */
  readonly expiry: Expiry;
  readonly precondition: Precondition;
  readonly returnPrevious: boolean;
  /** Optional requests to the driver. Default: none. */
  readonly hints?: PutHints;
}

/** Optional requests of a put, which a driver may ignore (clause C16). */
export interface PutHints {
  /**
   * Mark the record with Dapr's first-write mark, where the store keeps one: every later put of the key must give its
   * version until the record is removed. Default: false.
   */
  readonly firstWrite?: boolean;
  /**
   * The put has the effect of a removal followed by a put: the first-write mark does not reject it and is cleared, unless
   * `firstWrite` sets it again. Default: false.
   */
  readonly clearsFirstWrite?: boolean;
  /**
   * The value is the text of one JSON value, which the caller has checked; the store may keep it as its own JSON type where
   * Dapr's component does. Default: false, the value is kept byte for byte.
   */
  readonly asJson?: boolean;
}

/** Removes a record. */
export interface RemoveMutation {
  readonly type: "remove";
  readonly key: string;
  readonly precondition: ExistingPrecondition;
  readonly returnPrevious: boolean;
}

/** Adds to a counter: a record whose value is a decimal 64-bit signed integer in ASCII. */
export interface AddMutation {
  readonly type: "add";
  readonly key: string;
  readonly delta: bigint;
  /** The counter before the addition if the key does not exist. */
  readonly initial: bigint;
  /** `keep` on a key that does not exist is `none`. */
  readonly expiry: Expiry;
  readonly precondition: Precondition;
}

/** Changes when a record expires; value, version and update time do not change. */
export interface TouchMutation {
  readonly type: "touch";
  readonly key: string;
  readonly expiry: Expiry;
  readonly precondition: ExistingPrecondition;
}

/** Changes nothing; fails the transaction if its precondition does not hold. */
export interface CheckMutation {
  readonly type: "check";
  readonly key: string;
  readonly precondition: CheckPrecondition;
}

/** One change, or check, of one key. */
export type Mutation = PutMutation | RemoveMutation | AddMutation | TouchMutation | CheckMutation;

/** Makes a transaction safe to retry. */
export interface Idempotency {
  /** Chosen by the client; gets the app's prefix like a key. */
  readonly key: string;
  /** Identifies the content of the request: the same key with another fingerprint is `invalid`. */
  readonly fingerprint: string;
  /** When the key may be forgotten, in ms since the Unix epoch. */
  readonly expireTime: number;
}

/** Mutations of distinct keys, of which all are applied or none. */
export interface Transaction {
  readonly mutations: readonly Mutation[];
  /** `strong`: acknowledged only when a majority of replicas has the write. Default: `eventual`. */
  readonly consistency?: Consistency;
  readonly idempotency?: Idempotency;
}

/** How fresh a read, or how durable a write, has to be. */
export type Consistency = "eventual" | "strong";

/** The result of one mutation. */
export interface MutationResult {
  /** Whether the key existed before. */
  readonly found: boolean;
  /** The version of the record after the mutation; undefined if there is no record. */
  readonly version: string | undefined;
  /** When the record expires, in ms since the Unix epoch; undefined if it does not expire or does not exist. */
  readonly expireTime: number | undefined;
  /** The counter after the addition; only for `add`. */
  readonly value?: bigint;
  /** The record before the mutation; only if requested and there was one. */
  readonly previous?: StateRecord;
}
