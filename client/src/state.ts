// A record as the application holds it: its value and what the store knows of it.
import { systemClock } from "./clock.ts";

/** What a record is for: a label for people and tools, without effect on durability or expiry. */
export type Kind = "ephemeral" | "persistent" | "cached";

/** How much of a record is wanted: the key, all but the value, or all. */
export type View = "keys" | "metadata" | "full";

/** What a state is made of. */
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

/** One record, read at one moment; it does not change when the store does. */
export class State<T> implements StateFields<T> {
  /** The key, as it was asked: without the prefix of a typed store. */
  readonly key: string;
  readonly value: T;
  /** Opaque. New at every change of the value; hand it to `ifVersion` to write only if nobody else did. */
  readonly version: string;
  /** Media type of the stored bytes, as their writer said it; may be empty. */
  readonly contentType: string;
  readonly kind: Kind;
  /** When the key was created; undefined where its writer kept no such time. */
  readonly created: Date | undefined;
  /** When the value was last written; undefined where its writer kept no such time. */
  readonly updated: Date | undefined;
  /** When the record will be gone; undefined if it does not expire. */
  readonly expiry: Date | undefined;
  /** Set only on a copy answered because the store could not be asked: its age in ms. */
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

  /** Whether the record is gone at `now` (a Date, or ms since the Unix epoch). Default: this machine's clock. */
  isExpired(now: Date | number = systemClock.now()): boolean {
    return this.expiry !== undefined && this.expiry.getTime() <= Number(now);
  }

  /** The same state with another value, and another key if one is given. */
  with<U>(value: U, key: string = this.key): State<U> {
    return new State<U>({ ...this, key, value });
  }
}

/** What a listing gives for each record: its key, its state without the value, or its state. */
export type Entry<V extends View, T> = V extends "keys"
  ? string
  : V extends "metadata"
    ? State<undefined>
    : State<T>;
