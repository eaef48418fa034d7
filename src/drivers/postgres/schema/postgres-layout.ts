// The two layouts of Dapr's Postgres components, as the pieces of SQL in which
// they differ. Pillion adds columns with defaults, which Dapr's statements never
// name: content_type, kind, and noted_at, the time of the write that these two
// belong to, so that they do not apply after a write of Dapr's. Source: the tables
// of Dapr's component state.postgresql, v1 and v2.
import { constants } from "node:buffer";
import { createHash } from "node:crypto";

/** The name of a layout: Dapr's component version. */
export type LayoutName = "v1" | "v2";

/** The names of the tables of a layout. */
export interface TableNames {
  /** The table, quoted, with its schema if it has one. */
  readonly table: string;
  /** The table's name without quotes or schema, for names of indexes. */
  readonly bareTable: string;
  /** Name of the metadata table, quoted. */
  readonly metadataTable: string;
}

/** How one table keeps records. Fragments refer to the table's row as `s`. */
export interface PostgresLayout extends TableNames {
  readonly name: LayoutName;
  /** The names with their capital letters, which earlier versions used; undefined if the configured ones have none. */
  readonly unfolded: TableNames | undefined;
  /** Row of the metadata table that holds Dapr's migration level. */
  readonly levelKey: string;
  /** The newest level of Dapr's own migrations that this layout corresponds to. */
  readonly level: number;
  /** Row of the metadata table that holds when expired rows were last removed. */
  readonly cleanupKey: string;
  /** The columns after `key` with which Dapr's first migration creates the table. */
  readonly firstColumns: readonly string[];
  /** The columns after `key` and before `row_id`, as in a CREATE TABLE. */
  readonly columnTypes: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string;
  /** The value as bytea. */
  readonly readValue: string;
  /** The version as text. */
  readonly readVersion: string;
  /** Columns that a write sets besides key, times and additions, in order. */
  readonly valueColumns: readonly string[];
  /** The expression that each of them is set to, from a bytea expression and an expression for whether the value is JSON. */
  readonly writeValue: (bytes: string, isJson: string) => readonly string[];
  /** Whether JSON values are kept as JSON and not as bytes; `readIsJson` is then which of both a row has. */
  readonly keepsJson: boolean;
  readonly readIsJson: string;
  /** The maximum size, in bytes, of a value that can be written and read back. */
  readonly valueBytesMax: number;
  /** An assignment that gives a row a new version; undefined where the version is the row's transaction id. */
  readonly renewVersion: string | undefined;
}

/** The configurable names of a layout. */
export interface LayoutNames {
  readonly tableName: string;
  readonly tablePrefix: string;
  readonly metadataTableName: string;
}

// A value is read as hexadecimal text (`\\x…`), which has to fit into one string of V8.
const hexBytesMax = Math.floor((constants.MAX_STRING_LENGTH - 2) / 2);

// The maximum length of a text in a jsonb document (JENTRY_OFFLENMASK in PostgreSQL's jsonb.h), as base64 of bytes.
const jsonbTextBytesMax = 0x0f_ff_ff_ff;
const base64BytesMax = Math.floor(jsonbTextBytesMax / 4) * 3;

// The server truncates names to this length (PostgreSQL documentation, 4.1.1).
const nameLengthMax = 63;

// The longest suffix of a name that is derived from a table's name.
const suffixLengthMax = "_pillion_idempotency".length;

/** An identifier in quotes. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** One part of a configured name: as it is written, without quotes, and as the server uses it in a statement of daprd. */
export interface NamePart {
  readonly written: string;
  readonly used: string;
}

/** The parts of a configured name: the schema, if there is one, and the name. Only a part in quotes keeps its capital letters. */
export function partsOfName(name: string): readonly NamePart[] {
  return [...name.matchAll(/"([^"]+)"|([^".]+)/g)].map(([, quoted, plain = ""]) => {
    const written = quoted ?? plain;
    return { written, used: (quoted ?? plain.toLowerCase()).slice(0, nameLengthMax) };
  });
}

/** Name of the table of idempotency keys, quoted. */
export function idempotencyTable({ table, bareTable }: Pick<TableNames, "table" | "bareTable">): string {
  return besideTable(table, derivedName(bareTable, "_pillion_idempotency"));
}

/** A quoted name with the schema of a quoted table, if that has one. */
export function besideTable(table: string, name: string): string {
  return table.replace(/"[^"]+"$/, () => name);
}

/** A name for something that belongs to a table, quoted. It begins with the table's name, or else with a hash of a long one. */
export function derivedName(bareTable: string, suffix: string): string {
  if (bareTable.length + suffixLengthMax <= nameLengthMax) return quoteName(bareTable + suffix);
  const hash = createHash("sha256").update(bareTable).digest("hex").slice(0, 16);
  const start = bareTable.slice(0, nameLengthMax - suffixLengthMax - hash.length - 1);
  return quoteName(`${start}_${hash}${suffix}`);
}

function tableNames(table: string, metadataTable: string, which: keyof NamePart): TableNames {
  const parts = partsOfName(table).map((part) => part[which]);
  const metadataParts = partsOfName(metadataTable).map((part) => part[which]);
  return {
    table: parts.map(quoteName).join("."),
    bareTable: parts.at(-1) ?? "",
    metadataTable: metadataParts.map(quoteName).join("."),
  };
}

function namesOf(table: string, metadataTable: string): TableNames & Pick<PostgresLayout, "unfolded"> {
  const used = tableNames(table, metadataTable, "used");
  const unfolded = tableNames(table, metadataTable, "written");
  const isSame = used.table === unfolded.table && used.metadataTable === unfolded.metadataTable;
  return { ...used, unfolded: isSame ? undefined : unfolded };
}

/** Dapr's v1: jsonb values, base64 for bytes, the row's transaction id as version. */
function layoutV1(names: LayoutNames): PostgresLayout {
  return {
    name: "v1",
    ...namesOf(names.tableName, names.metadataTableName),
    levelKey: "migrations",
    level: 3,
    cleanupKey: "last-cleanup",
    firstColumns: ["value", "isbinary", "insertdate", "updatedate"],
    columnTypes:
      "value jsonb NOT NULL, isbinary boolean NOT NULL, insertdate timestamptz NOT NULL DEFAULT now(), " +
      "updatedate timestamptz, expiredate timestamptz",
    createdAt: "insertdate",
    updatedAt: "updatedate",
    expiresAt: "expiredate",
    readValue:
      "CASE WHEN s.isbinary THEN decode(s.value #>> '{}', 'base64') ELSE convert_to(s.value::text, 'UTF8') END",
    readVersion: "s.xmin::text",
    valueColumns: ["value", "isbinary"],
    // encode() breaks its lines; Dapr's base64 has none.
    writeValue: (bytes, isJson) => [
      `CASE WHEN ${isJson} THEN convert_from(${bytes}, 'UTF8')::jsonb ELSE to_jsonb(translate(encode(${bytes}, 'base64'), E'\\n', '')) END`,
      `NOT ${isJson}`,
    ],
    keepsJson: true,
    readIsJson: "(NOT s.isbinary)",
    valueBytesMax: Math.min(hexBytesMax, base64BytesMax),
    renewVersion: undefined,
  };
}

/** Dapr's v2: bytea values, a random uuid as version. */
function layoutV2(names: LayoutNames): PostgresLayout {
  return {
    name: "v2",
    ...namesOf(`${names.tablePrefix}state`, names.metadataTableName),
    // The prefix as it is configured: daprd does not fold it here.
    levelKey: `migrations-state-v2-${names.tablePrefix}`,
    level: 2,
    cleanupKey: `last-cleanup-state-v2-${names.tablePrefix}`,
    firstColumns: ["value", "etag", "created_at", "updated_at", "expires_at"],
    columnTypes:
      "value bytea NOT NULL, etag uuid NOT NULL DEFAULT gen_random_uuid(), " +
      "created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz, expires_at timestamptz",
    createdAt: "created_at",
    updatedAt: "updated_at",
    expiresAt: "expires_at",
    readValue: "s.value",
    readVersion: "s.etag::text",
    valueColumns: ["value"],
    writeValue: (bytes) => [bytes],
    keepsJson: false,
    readIsJson: "false",
    valueBytesMax: hexBytesMax,
    renewVersion: "etag = gen_random_uuid()",
  };
}

/** The columns that Pillion adds, which Dapr's statements never name. `noted_at` is NULL in rows that are older than it. */
export const ownColumns = [
  { name: "content_type", type: "text NOT NULL DEFAULT ''" },
  { name: "kind", type: "smallint NOT NULL DEFAULT 0" },
  { name: "noted_at", type: "timestamptz" },
] as const;

/** Whether content_type and kind of the row `s` apply to its value: no other writer has written it since they were set. */
export function isNoted({ updatedAt, createdAt }: PostgresLayout): string {
  return `(s.noted_at IS NULL OR s.noted_at = coalesce(s.${updatedAt}, s.${createdAt}))`;
}

/** The layout with this name. */
export function layoutOf(name: LayoutName, names: LayoutNames): PostgresLayout {
  return name === "v1" ? layoutV1(names) : layoutV2(names);
}
