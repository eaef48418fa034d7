// Rows to records and back; pure both ways. Rows are arrays of text in the order
// of `recordColumns`; times are sent as milliseconds since the Unix epoch.
import { StoreError } from "../../model/errors.ts";
import { emptyValue, type Kind, type StateRecord, type View } from "../../model/record.ts";
import type { Row } from "./connection/postgres-statement.ts";
import { isNoted, type PostgresLayout } from "./schema/postgres-layout.ts";

const kinds: readonly Kind[] = ["persistent", "ephemeral", "cached"];

/** The number that encodes a kind; a row that Dapr wrote has 0. */
export function kindNumber(kind: Kind): number {
  return kinds.indexOf(kind);
}

/** A time of the server in whole ms, rounded down, as a select expression. */
export function millis(column: string): string {
  return `floor(extract(epoch FROM ${column}) * 1000)::bigint`;
}

/** A time in ms, in a bigint expression, as a timestamp. */
export function timestamp(expression: string): string {
  return `to_timestamp(${expression} / 1000.0)`;
}

/** The columns of a record of the table `s`, for a select or returning list. */
export function recordColumns(layout: PostgresLayout, view: View): string {
  const value = view === "full" ? layout.readValue : "NULL::bytea";
  return [
    "s.key",
    value,
    layout.readVersion,
    `CASE WHEN ${isNoted(layout)} THEN s.content_type ELSE '' END`,
    `CASE WHEN ${isNoted(layout)} THEN s.kind ELSE 0 END`,
    millis(`s.${layout.createdAt}`),
    millis(`coalesce(s.${layout.updatedAt}, s.${layout.createdAt})`),
    millis(`s.${layout.expiresAt}`),
  ].join(", ");
}

/** The record of a row of `recordColumns`. */
function decodeRow(row: Row): StateRecord {
  const [key, value, version, contentType, kind, createTime, updateTime, expireTime] = row;
  return {
    key: key ?? "",
    value: decodeBytes(value),
    version: version ?? "",
    contentType: contentType ?? "",
    kind: kinds[Number(kind)] ?? "persistent",
    createTime: decodeTime(createTime),
    updateTime: decodeTime(updateTime),
    expireTime: decodeTime(expireTime),
  };
}

/** The record of a row, or `corrupt`. */
export function readRow(row: Row, view: View): StateRecord | StoreError {
  const isWhole = row[2] !== null && (view !== "full" || row[1] !== null);
  return isWhole ? decodeRow(row) : new StoreError("corrupt", "the row's value cannot be read as a record");
}

/** A bigint column in ms, or undefined for NULL. */
export function decodeTime(text: string | null | undefined): number | undefined {
  return text === null || text === undefined ? undefined : Number(text);
}

const backslash = 0x5c;

// PostgreSQL writes bytea as \x and hexadecimal digits (8.4.1 "bytea Hex Format"). Behind PgBouncer a role or a database
// can have the older format as its default (8.4.2 "bytea Escape Format"); there a backslash is doubled, so \x is not in it.
function decodeBytes(text: string | null | undefined): Uint8Array {
  if (text === null || text === undefined || text === "") return emptyValue;
  if (text.startsWith("\\x")) return Buffer.from(text.slice(2), "hex");
  return decodeEscapes(text);
}

// A byte is itself, or a backslash and three octal digits; a backslash is two of them.
function decodeEscapes(text: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let index = 0; index < text.length; length += 1) {
    const code = text.charCodeAt(index);
    if (code !== backslash || text.charCodeAt(index + 1) === backslash) {
      bytes[length] = code;
      index += code === backslash ? 2 : 1;
    } else {
      bytes[length] = Number.parseInt(text.slice(index + 1, index + 4), 8);
      index += 4;
    }
  }
  return bytes.subarray(0, length);
}

/** Values of many rows as one parameter: their bytes concatenated, and the offset (from 1) and the length of each. */
export interface PackedValues {
  readonly bytes: Buffer;
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

/** Packs values so that they are sent in binary; an array of bytea would be sent as text, twice as long. */
export function packValues(values: readonly Uint8Array[]): PackedValues {
  const lengths = values.map((value) => value.byteLength);
  const offsets: number[] = [];
  let next = 1;
  for (const length of lengths) {
    offsets.push(next);
    next += length;
  }
  return { bytes: Buffer.concat(values), offsets, lengths };
}
