// What can be asked of a write: when the record expires, what must hold, and
// the five mutations that a commit or a batch is made of. The words are those
// of the single calls, so that a mutation reads like the call it stands for.
import type { Kind, State } from "./state.ts";
import type { StateError } from "./state-error.ts";

/** When a written record expires. At most one of the two. */
export interface ExpiryOptions {
  /** Expires so many ms after the sidecar receives the call: a whole number from 1 to ten years. */
  readonly ttlMs?: number;
  /** `keep`: as the record expires now. `none`: never. */
  readonly expiry?: "keep" | "none";
}

/** What must hold for a write to be applied. At most one; default: nothing. */
export interface PreconditionOptions {
  /** The key must not be there; else the error is `already-exists`. */
  readonly ifAbsent?: boolean;
  /** The key must be there; else the error is `missing`. */
  readonly ifPresent?: boolean;
  /** The record must have exactly this version; else the error is `conflict`. */
  readonly ifVersion?: string;
}

/** How to write a record. Default expiry: none, also on a record that had one. */
export interface SetParts extends ExpiryOptions, PreconditionOptions {
  /** Media type of the value, at most 255 bytes. A typed store sets its serializer's. */
  readonly contentType?: string;
  /** What the record is for. Default: `persistent`. */
  readonly kind?: Kind;
  /** Whether to answer the record that was there before. Default: false. */
  readonly returnPrevious?: boolean;
}

/** How to remove a record. */
export interface DeleteParts extends Omit<PreconditionOptions, "ifAbsent"> {
  /** Whether to answer the record that was there before. Default: false. */
  readonly returnPrevious?: boolean;
}

/** How to add to a counter. Default expiry: keep; none on a new counter. */
export interface IncrementParts extends ExpiryOptions {
  /** What the counter holds before the addition if the key is not there. Default: 0. */
  readonly initial?: bigint | number;
}

/** When a touched record expires: `ttlMs`, or `expiry: "none"`. One is required. */
export interface TouchParts {
  /** Expires so many ms after the sidecar receives the call. */
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
      /** What to add; may be negative. Default: 1. */
      readonly delta?: bigint | number;
    } & IncrementParts &
      PreconditionOptions)
  | ({ readonly type: "touch"; readonly key: string } & TouchParts & Omit<PreconditionOptions, "ifAbsent">)
  /** Writes nothing; fails the batch if its precondition does not hold. */
  | ({ readonly type: "check"; readonly key: string } & PreconditionOptions);

/** What a mutation did. */
export interface MutationResult<T = Uint8Array> {
  /** Whether the key was there before. */
  readonly found: boolean;
  /** The version that the record now has; undefined if there is none. */
  readonly version: string | undefined;
  /** The counter after the addition; set only for an increment. */
  readonly counter: bigint | undefined;
  /** When the record will be gone; undefined if it does not expire or is not there. */
  readonly expiry: Date | undefined;
  /** The record that was there before; set only if asked for and there. */
  readonly previous: State<T> | undefined;
}

/** One mutation of a batch: what it did, or why it failed. */
export type BatchWriteEntry<T = Uint8Array> =
  | { readonly status: "applied"; readonly result: MutationResult<T> }
  | { readonly status: "failed"; readonly error: StateError };

/** One key of a batch read: its state, nothing, or why it could not be read. */
export type BatchGetEntry<T = Uint8Array> =
  | { readonly status: "found"; readonly key: string; readonly state: State<T> }
  | { readonly status: "missing"; readonly key: string }
  | { readonly status: "failed"; readonly key: string; readonly error: StateError };
