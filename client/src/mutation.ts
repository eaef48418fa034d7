// The parts of a write (expiry, precondition) and the five mutations of a
// commit or a batch. Options have the names of the single calls' options.
import type { Kind, State } from "./state.ts";
import type { StateError } from "./state-error.ts";

/** When the written record expires. At most one of the two. */
export interface ExpiryOptions {
  /** Time to live in ms from when the sidecar receives the call: a whole number from 1 ms to ten years. */
  readonly ttlMs?: number;
  /** `keep`: the expiry of the existing record. `none`: never. */
  readonly expiry?: "keep" | "none";
}

/** What must hold for a write to be applied. At most one. Default: no precondition. */
export interface PreconditionOptions {
  /** The key must not exist; otherwise the error is `already-exists`. */
  readonly ifAbsent?: boolean;
  /** The key must exist; otherwise the error is `missing`. */
  readonly ifPresent?: boolean;
  /** The record must have exactly this version; otherwise the error is `conflict`. */
  readonly ifVersion?: string;
}

/** The parts of a set. Default expiry: none, even if the existing record has one. */
export interface SetParts extends ExpiryOptions, PreconditionOptions {
  /** Media type of the value, at most 255 bytes. A typed store sets its serializer's content type. */
  readonly contentType?: string;
  /** The purpose of the record. Default: `persistent`. */
  readonly kind?: Kind;
  /** Whether to return the previous record. Default: false. */
  readonly returnPrevious?: boolean;
}

/** The parts of a delete. */
export interface DeleteParts extends Omit<PreconditionOptions, "ifAbsent"> {
  /** Whether to return the previous record. Default: false. */
  readonly returnPrevious?: boolean;
}

/** The parts of an increment. Default expiry: keep; none for a new counter. */
export interface IncrementParts extends ExpiryOptions {
  /** The value before the addition if the key does not exist. Default: 0. */
  readonly initial?: bigint | number;
}

/** The new expiry of a touch: `ttlMs`, or `expiry: "none"`. One is required. */
export interface TouchParts {
  /** Time to live in ms from when the sidecar receives the call. */
  readonly ttlMs?: number;
  /** Never expires. */
  readonly expiry?: "none";
}

/** One mutation of a commit or a batch. */
export type Mutation<T = Uint8Array> =
  | ({ readonly type: "set"; readonly key: string; readonly value: T } & SetParts)
  | ({ readonly type: "delete"; readonly key: string } & DeleteParts)
  | ({
      readonly type: "increment";
      readonly key: string;
      /** The number to add; may be negative. Default: 1. */
      readonly delta?: bigint | number;
    } & IncrementParts &
      PreconditionOptions)
  | ({ readonly type: "touch"; readonly key: string } & TouchParts & Omit<PreconditionOptions, "ifAbsent">)
  /** Writes nothing; fails the commit, or its own entry of a batch, if its precondition does not hold. */
  | ({ readonly type: "check"; readonly key: string } & PreconditionOptions);

/** The result of a mutation. */
export interface MutationResult<T = Uint8Array> {
  /** Whether the key existed before. */
  readonly found: boolean;
  /** The new version of the record; undefined if there is no record. */
  readonly version: string | undefined;
  /** The counter after the addition; set only for an increment. */
  readonly counter: bigint | undefined;
  /** When the record expires; undefined if it does not, or does not exist. */
  readonly expiry: Date | undefined;
  /** The previous record; set only with `returnPrevious`, and if there was one. */
  readonly previous: State<T> | undefined;
}

/** The result of one mutation of a batch, or why it failed. */
export type BatchWriteEntry<T = Uint8Array> =
  | { readonly status: "applied"; readonly result: MutationResult<T> }
  | { readonly status: "failed"; readonly error: StateError };

/** The result for one key of `batchGet`: its state, missing, or why it could not be read. */
export type BatchGetEntry<T = Uint8Array> =
  | { readonly status: "found"; readonly key: string; readonly state: State<T> }
  | { readonly status: "missing"; readonly key: string }
  | { readonly status: "failed"; readonly key: string; readonly error: StateError };
