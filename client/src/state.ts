// A record as the application sees it: its value and the store's metadata.
import { systemClock } from "./clock.ts";
import { invalidArgument, type SerializerError } from "./state-error.ts";
import { guarded, typeText } from "./value-checks.ts";

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

const timeOf = guarded((now: Date | number): number => {
  if (typeof now === "number") return now;
  if (now instanceof Date) return now.getTime();
  throw invalidArgument("now", `must be a Date or a number, not ${typeText(now)}`);
});

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
  /** Always undefined; distinguishes a state from an `UnreadableState`. */
  declare readonly error: undefined;

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
    const time = timeOf(now);
    return this.expiry !== undefined && this.expiry.getTime() <= time;
  }

  /** A copy with another value and, if given, another key. */
  with<U>(value: U, key: string = this.key): State<U> {
    return new State<U>({ ...this, key, value });
  }
}

/**
 * A record of a typed store whose value cannot be deserialized, in a list or a watch: `error` says why, `value` is
 * undefined, and all other fields are as in a `State`.
 */
export class UnreadableState implements StateFields<undefined> {
  readonly key: string;
  readonly value = undefined;
  readonly version: string;
  readonly contentType: string;
  readonly kind: Kind;
  readonly created: Date | undefined;
  readonly updated: Date | undefined;
  readonly expiry: Date | undefined;
  readonly staleAgeMs: number | undefined;
  /** Why the value cannot be deserialized: `wrong-type` or `corrupt`. */
  readonly error: SerializerError;

  constructor(fields: StateFields<undefined>, error: SerializerError) {
    this.key = fields.key;
    this.version = fields.version;
    this.contentType = fields.contentType;
    this.kind = fields.kind;
    this.created = fields.created;
    this.updated = fields.updated;
    this.expiry = fields.expiry;
    this.staleAgeMs = fields.staleAgeMs;
    this.error = error;
  }
}

/** What a list returns for each record: its key, its state without the value, or its state. */
export type Entry<V extends View, T, Unreadable = never> = V extends "keys"
  ? string
  : V extends "metadata"
    ? State<undefined>
    : State<T> | Unreadable;
