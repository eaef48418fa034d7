// A record as the application sees it: its value and the store's metadata.
import { systemClock } from "./clock.ts";

/** The purpose of a record: a label for people and tools, without effect on durability or expiry. */
export type Kind = "ephemeral" | "persistent" | "cached";

/** How much of a record to return: the key, everything but the value, or everything. */
export type View = "keys" | "metadata" | "full";

/** The fields of a state. */
export interface StateFields<T> {
  readonly key: string;
  readonly value: T;
  readonly version: string;
  readonly contentType: string;
  readonly kind: Kind;
  readonly created: Date | undefined;
  readonly updated: Date | undefined;
  readonly expiry: Date | undefined;
  readonly staleAgeMs: number | undefined;
}

/** One record as it was read. It does not change when the store does. */
export class State<T> implements StateFields<T> {
  /** The key, without the prefix of a typed store. */
  readonly key: string;
  readonly value: T;
  /** Opaque. Changes with every write of the value. Pass it as `ifVersion` to write only if the record is unchanged. */
  readonly version: string;
  /** Media type of the stored bytes, as given by the writer; may be empty. */
  readonly contentType: string;
  readonly kind: Kind;
  /** When the key was created; undefined if the writer did not store it. */
  readonly created: Date | undefined;
  /** When the value was last written; undefined if the writer did not store it. */
  readonly updated: Date | undefined;
  /** When the record expires; undefined if it does not. */
  readonly expiry: Date | undefined;
  /** The age in ms of a stale copy that was returned because the store could not be reached; undefined otherwise. */
  readonly staleAgeMs: number | undefined;

  constructor(fields: StateFields<T>) {
    this.key = fields.key;
    this.value = fields.value;
    this.version = fields.version;
    this.contentType = fields.contentType;
    this.kind = fields.kind;
    this.created = fields.created;
    this.updated = fields.updated;
    this.expiry = fields.expiry;
    this.staleAgeMs = fields.staleAgeMs;
  }

  /** Whether the record is expired at `now` (a Date, or ms since the Unix epoch). Default: this machine's clock. */
  isExpired(now: Date | number = systemClock.now()): boolean {
    return this.expiry !== undefined && this.expiry.getTime() <= Number(now);
  }

  /** A copy with another value and, if given, another key. */
  with<U>(value: U, key: string = this.key): State<U> {
    return new State<U>({ ...this, key, value });
  }
}

/** What a list returns for each record: its key, its state without the value, or its state. */
export type Entry<V extends View, T> = V extends "keys"
  ? string
  : V extends "metadata"
    ? State<undefined>
    : State<T>;
