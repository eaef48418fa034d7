// Converts between record messages and State. Pure functions.
import { statestore } from "@pillion/proto";
import { type Entry, type Kind, State, type View } from "./state.ts";
import { dateOf, msOf } from "./time-messages.ts";
import { numberOfWord } from "./value-checks.ts";

/** A record message, decoded or about to be encoded. */
export type RecordMessage = statestore.v1.Record.$Properties;

const v1 = statestore.v1;
const emptyValue = new Uint8Array(0);

const kindNumbers = {
  ephemeral: v1.Kind.KIND_EPHEMERAL,
  persistent: v1.Kind.KIND_PERSISTENT,
  cached: v1.Kind.KIND_CACHED,
} as const;

const viewNumbers = {
  keys: v1.View.VIEW_KEYS,
  metadata: v1.View.VIEW_METADATA,
  full: v1.View.VIEW_FULL,
} as const;

/** The contract's number of a kind, unspecified for undefined. Throws `invalid`, with `at` before the field, for an unknown word. */
export function kindMessage(kind: Kind | undefined, at = ""): statestore.v1.Kind {
  return kind === undefined ? v1.Kind.KIND_UNSPECIFIED : numberOfWord(`${at}kind`, kind, kindNumbers);
}

/** The contract's number of a view. Throws `invalid` for an unknown word. */
export function viewMessage(view: View): statestore.v1.View {
  return numberOfWord("view", view, viewNumbers);
}

// An unknown or unspecified kind is read as the default of a Set.
function kindOf(kind: statestore.v1.Kind | null | undefined): Kind {
  if (kind === v1.Kind.KIND_EPHEMERAL) return "ephemeral";
  return kind === v1.Kind.KIND_CACHED ? "cached" : "persistent";
}

function staleAgeMsOf(record: RecordMessage): number | undefined {
  if (!record.stale) return undefined;
  return record.staleAge ? msOf(record.staleAge) : 0;
}

function stateWith<T>(record: RecordMessage, value: T): State<T> {
  return new State({
    key: record.key ?? "",
    value,
    version: record.version ?? "",
    contentType: record.contentType ?? "",
    kind: kindOf(record.kind),
    created: dateOf(record.createTime),
    updated: dateOf(record.updateTime),
    expiry: dateOf(record.expireTime),
    staleAgeMs: staleAgeMsOf(record),
  });
}

// On Node, decoded bytes are a Buffer. The API promises a plain Uint8Array, whose `slice` copies and which test
// libraries compare differently.
function plainBytes(bytes: Uint8Array | null | undefined): Uint8Array {
  if (!bytes || bytes.length === 0) return emptyValue;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Converts a record. The value is a view of the reply's bytes, not a copy. */
export function stateOf(record: RecordMessage): State<Uint8Array> {
  return stateWith(record, plainBytes(record.value));
}

/** The part of a record that a view contains. */
export function entryOf<V extends View>(view: V, record: RecordMessage): Entry<V, Uint8Array> {
  const entry =
    view === "keys"
      ? (record.key ?? "")
      : view === "metadata"
        ? stateWith(record, undefined)
        : stateOf(record);
  return entry as Entry<V, Uint8Array>;
}
