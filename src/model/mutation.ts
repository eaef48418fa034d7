// What can be done to a record, under what precondition, and what came of it.
import type { Kind, StateRecord } from "./record.ts";

/** What must hold for a mutation to be applied. */
export type Precondition =
  | { readonly type: "none" }
  | { readonly type: "absent" }
  | { readonly type: "present" }
  | { readonly type: "version"; readonly version: string };

/** Always holds. */
export const noPrecondition: Precondition = { type: "none" };

/** When the record expires after the mutation; `at` is ms since the Unix epoch. */
export type Expiry =
  | { readonly type: "none" }
  | { readonly type: "keep" }
  | { readonly type: "at"; readonly time: number };

/** Does not expire. */
export const noExpiry: Expiry = { type: "none" };

/** Writes a record whole. */
export interface PutMutation {
  readonly type: "put";
  readonly key: string;
  /** Belongs to the store until the commit is settled: it may be read as late as when it leaves. */
  readonly value: Uint8Array;
  readonly contentType: string;
  readonly kind: Kind;
  /** `keep` on a key that is not there is `none`. */
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
   * The put stands for a removal followed by a put: the first-write mark does not reject it and is cleared, unless
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
  readonly precondition: Precondition;
  readonly returnPrevious: boolean;
}

/** Adds to a counter: a record whose value is a decimal 64-bit signed integer in ASCII. */
export interface AddMutation {
  readonly type: "add";
  readonly key: string;
  readonly delta: bigint;
  /** What is there before the addition if the key is not. */
  readonly initial: bigint;
  /** `keep` on a key that is not there is `none`. */
  readonly expiry: Expiry;
  readonly precondition: Precondition;
}

/** Changes when a record expires; value, version and update time stay. */
export interface TouchMutation {
  readonly type: "touch";
  readonly key: string;
  readonly expiry: Expiry;
  readonly precondition: Precondition;
}

/** Changes nothing; fails the transaction if its precondition does not hold. */
export interface CheckMutation {
  readonly type: "check";
  readonly key: string;
  readonly precondition: Precondition;
}

/** One thing to do to one key. */
export type Mutation = PutMutation | RemoveMutation | AddMutation | TouchMutation | CheckMutation;

/** Makes a transaction safe to send again. */
export interface Idempotency {
  /** Chosen by the caller; prefixed like a key. */
  readonly key: string;
  /** Stands for the whole request: the same key with another fingerprint is `invalid`. */
  readonly fingerprint: string;
  /** Until when it is remembered, ms since the Unix epoch. */
  readonly expireTime: number;
}

/** Mutations of different keys that are applied all or none. */
export interface Transaction {
  readonly mutations: readonly Mutation[];
  /** `strong`: acknowledged only when a majority of replicas has it. Default: `eventual`. */
  readonly consistency?: Consistency;
  readonly idempotency?: Idempotency;
}

/** How fresh a read, or how safe a write, has to be. */
export type Consistency = "eventual" | "strong";

/** What one mutation did. */
export interface MutationResult {
  /** Whether the key was there before. */
  readonly found: boolean;
  /** The version that the record now has; undefined if there is none. */
  readonly version: string | undefined;
  /** When the record will be gone; undefined if it does not expire or is not there. */
  readonly expireTime: number | undefined;
  /** The counter after the addition; only for `add`. */
  readonly value?: bigint;
  /** The record that was there; only if asked for and there. */
  readonly previous?: StateRecord;
}
