// The text of every statement on records. Each takes arrays with one element per
// row, so that one statement serves many callers. A row whose precondition does
// not hold is not changed and not returned; the absence is its result. The rows of
// one statement have different keys. Values are never in the text; names of tables
// are checked and quoted.
import { createHash } from "node:crypto";
import type { View } from "../../../model/record.ts";
import type { Statement } from "../connection/postgres-statement.ts";
import { millis, recordColumns, timestamp } from "../postgres-codec.ts";
import { idempotencyTable, isNoted, type PostgresLayout } from "./postgres-layout.ts";

/** The statements of one table. */
export interface PostgresStatements {
  /** Whether the statements of puts take one more array: which values are JSON and kept as JSON. */
  readonly keepsJson: boolean;
  readonly read: Readonly<Record<View, Statement>>;
  readonly scan: Readonly<Record<View, Statement>>;
  /** Locks and returns the rows of some keys, also expired ones; the last column is whether the value is kept as JSON. */
  readonly lockRows: Statement;
  /** Takes an advisory lock for every key until the end of the transaction, and returns the server's time. */
  readonly lockKeys: Statement;
  /** Inserts rows that have long expired under absent keys, so that no other writer can create these before the transaction ends. */
  readonly holdAbsent: Statement;
  /** Deletes those rows in the same transaction, so that no reader sees one. */
  readonly releaseAbsent: Statement;
  readonly putAny: Statement;
  readonly putAnyKeep: Statement;
  readonly putAbsent: Statement;
  readonly putPresent: Statement;
  readonly remove: Statement;
  readonly touch: Statement;
  readonly add: Statement;
  readonly recall: Statement;
  readonly remember: Statement;
  readonly takeCleanup: Statement;
  readonly sweepRows: Statement;
  readonly sweepIdempotency: Statement;
  readonly ping: Statement;
  /** The server's time in ms. */
  readonly time: Statement;
}

const now = "statement_timestamp()";

// As `now()::text` in UTC, but readable with any DateStyle.
const nowText = `to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'`;

// A row's expire_ms: ms since the Unix epoch, or, if it is negative, the ms of a time to live, which begins with the statement.
const expiryTime = `CASE WHEN i.expire_ms < 0 THEN ${now} - i.expire_ms * interval '1 millisecond' ELSE ${timestamp("i.expire_ms")} END`;

// Most keys of a transaction that takes one lock for each of them.
const keyLocksMax = 64;

// The first key of a table's lock. Locks of records have one 64-bit key, which is another key space.
const tableLocks = 1_885_957_229;

/** The statements of a layout. */
export function postgresStatements(layout: PostgresLayout): PostgresStatements {
  const sql = new StatementWriter(layout);
  return {
    keepsJson: layout.keepsJson,
    read: sql.perView(
      "read",
      (columns) =>
        `SELECT ${columns} FROM ${layout.table} AS s WHERE s.key = ANY($1::text[]) AND ${sql.live}`,
    ),
    // Without statistics the server estimates few rows for any prefix, and would read and sort all of them.
    scan: sql.perView(
      "scan",
      (columns) =>
        `SELECT ${columns} FROM ${layout.table} AS s WHERE s.key COLLATE "C" >= $1 AND s.key COLLATE "C" > $2 AND starts_with(s.key, $1) ` +
        `AND ($3::text IS NULL OR s.key COLLATE "C" < $3) AND ${sql.live} ORDER BY s.key COLLATE "C" LIMIT $4`,
      { needsSettings: true },
    ),
    lockRows: sql.statement(
      "lock-rows",
      `SELECT ${recordColumns(layout, "full")}, ${layout.readIsJson} FROM ${layout.table} AS s WHERE s.key = ANY($1::text[]) ORDER BY s.key COLLATE "C" FOR UPDATE`,
    ),
    lockKeys: sql.lockKeys(),
    ...sql.absentStatements(),
    putAny: sql.upsert("put-any", { keep: false, absent: false }),
    putAnyKeep: sql.upsert("put-any-keep", { keep: true, absent: false }),
    putAbsent: sql.upsert("put-absent", { keep: false, absent: true }),
    putPresent: sql.update(),
    remove: sql.remove(),
    touch: sql.touch(),
    add: sql.add(),
    ...sql.sideStatements(),
  };
}

/** The condition that the row `s` has not expired. No index can serve it: rows are found by their keys. */
export function liveRow({ expiresAt }: PostgresLayout): string {
  return `(coalesce(s.${expiresAt}, 'infinity') > ${now})`;
}

class StatementWriter {
  readonly #layout: PostgresLayout;
  readonly #tableHash: string;
  /** The condition that the row `s` has not expired. */
  readonly live: string;
  // The columns that every write returns: key, version, whether the key existed, expiry in ms.
  readonly #written: string;
  readonly #renew: string;

  constructor(layout: PostgresLayout) {
    this.#layout = layout;
    this.#tableHash = createHash("sha256")
      .update(`${layout.name} ${layout.table}`)
      .digest("hex")
      .slice(0, 16);
    this.live = liveRow(layout);
    // A new row has no update time, as in Dapr; so this is whether the key existed.
    const found = `s.${layout.updatedAt} IS NOT NULL`;
    this.#written = `s.key, ${layout.readVersion}, ${found}, ${millis(`s.${layout.expiresAt}`)}`;
    this.#renew = layout.renewVersion === undefined ? "" : `, ${layout.renewVersion}`;
  }

  // A name belongs to one text on a connection, so it contains the table, hashed to fit the server's 63 bytes.
  statement(name: string, text: string): Statement {
    return { name: `pillion ${this.#tableHash} ${name}`, text };
  }

  perView(
    name: string,
    text: (columns: string) => string,
    more: Pick<Statement, "needsSettings"> = {},
  ): Readonly<Record<View, Statement>> {
    const of = (view: View): Statement => ({
      ...this.statement(`${name}-${view}`, text(recordColumns(this.#layout, view))),
      ...more,
    });
    return { keys: of("keys"), metadata: of("metadata"), full: of("full") };
  }

  // A server has some thousands of locks for all of its users together. So a transaction of many keys takes one exclusive
  // lock of the table, which the others hold shared, instead of one for each key.
  lockKeys(): Statement {
    const table = `hashtext('${this.#layout.table.replaceAll("'", "''")}')`;
    const isMany = `cardinality($1::text[]) > ${keyLocksMax}`;
    const text =
      `WITH whole AS MATERIALIZED (SELECT CASE WHEN ${isMany} THEN pg_advisory_xact_lock(${tableLocks}, ${table})::text ` +
      `ELSE pg_advisory_xact_lock_shared(${tableLocks}, ${table})::text END), ` +
      `held AS MATERIALIZED (SELECT pg_advisory_xact_lock(h.hash) FROM (SELECT DISTINCT hashtextextended(k, ${table}) AS hash ` +
      `FROM whole, unnest($1::text[]) AS k WHERE NOT ${isMany} ORDER BY hash) AS h) ` +
      `SELECT count(*), ${millis("clock_timestamp()")} FROM whole LEFT JOIN held ON true`;
    return this.statement("lock-keys", text);
  }

  absentStatements() {
    const { table, valueColumns, writeValue, expiresAt } = this.#layout;
    const placeholderTime = "to_timestamp(0)";
    return {
      holdAbsent: this.statement(
        "hold-absent",
        `INSERT INTO ${table} (key, ${valueColumns.join(", ")}, ${expiresAt}) ` +
          `SELECT k, ${writeValue("''::bytea", "false").join(", ")}, ${placeholderTime} FROM unnest($1::text[]) AS k ` +
          `ORDER BY k COLLATE "C" ON CONFLICT (key) DO NOTHING RETURNING key`,
      ),
      releaseAbsent: this.statement(
        "release-absent",
        `DELETE FROM ${table} WHERE key = ANY($1::text[]) AND ${expiresAt} = ${placeholderTime}`,
      ),
    };
  }

  // Rows are locked in the order of their keys, whatever the order of the join, so that statements do not deadlock.
  #held(): string {
    return (
      `held AS MATERIALIZED (SELECT h.key FROM ${this.#layout.table} AS h WHERE h.key = ANY($1::text[]) ` +
      `ORDER BY h.key COLLATE "C" FOR UPDATE)`
    );
  }

  upsert(name: string, { keep, absent }: { readonly keep: boolean; readonly absent: boolean }): Statement {
    const { table, valueColumns, writeValue, createdAt, updatedAt, expiresAt } = this.#layout;
    const columns = [...valueColumns, "content_type", "kind", "noted_at"];
    const expiry = keep ? "NULL::timestamptz" : expiryTime;
    const kept = keep ? `CASE WHEN ${this.live} THEN s.${expiresAt} END` : `EXCLUDED.${expiresAt}`;
    const text =
      `INSERT INTO ${table} AS s (key, ${columns.join(", ")}, ${createdAt}, ${expiresAt}) ` +
      `SELECT i.key, ${writeValue(valueSlice("i"), "i.is_json").join(", ")}, i.content_type, i.kind, ${now}, ${now}, ${expiry} ` +
      `FROM ${this.#putRows()} ORDER BY i.key COLLATE "C" ON CONFLICT (key) DO UPDATE SET ` +
      `${columns.map((column) => `${column} = EXCLUDED.${column}`).join(", ")}, ` +
      `${createdAt} = CASE WHEN ${this.live} THEN s.${createdAt} ELSE ${now} END, ` +
      `${updatedAt} = CASE WHEN ${this.live} THEN ${now} END, ${expiresAt} = ${kept}${this.#renew}` +
      `${absent ? ` WHERE NOT ${this.live}` : ""} RETURNING ${this.#written}`;
    return this.statement(name, text);
  }

  update(): Statement {
    const { table, valueColumns, writeValue, updatedAt, expiresAt } = this.#layout;
    const values = writeValue(valueSlice("i"), "i.is_json");
    const text =
      `WITH ${this.#held()} UPDATE ${table} AS s SET ${valueColumns.map((column, index) => `${column} = ${values[index]}`).join(", ")}, ` +
      `content_type = i.content_type, kind = i.kind, noted_at = ${now}, ${updatedAt} = ${now}, ` +
      `${expiresAt} = CASE WHEN i.keep THEN s.${expiresAt} ELSE ${expiryTime} END${this.#renew} ` +
      `FROM ${this.#putRows()} JOIN held ON held.key = i.key WHERE s.key = i.key AND ${this.live} AND ${this.#hasVersion()} RETURNING ${this.#written}`;
    return this.statement("put-present", text);
  }

  remove(): Statement {
    const { table } = this.#layout;
    const text =
      `WITH ${this.#held()} DELETE FROM ${table} AS s ` +
      "USING unnest($1::text[], $2::text[], $3::boolean[]) AS i(key, version, must_exist) JOIN held ON held.key = i.key " +
      `WHERE s.key = i.key AND (NOT i.must_exist OR ${this.live}) AND ${this.#hasVersion()} ` +
      `RETURNING s.key, NULL::text, ${this.live}, NULL::bigint`;
    return this.statement("remove", text);
  }

  touch(): Statement {
    const { table, expiresAt } = this.#layout;
    const text =
      `WITH ${this.#held()} UPDATE ${table} AS s SET ${expiresAt} = CASE WHEN i.keep THEN s.${expiresAt} ELSE ${expiryTime} END ` +
      "FROM unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[]) AS i(key, version, expire_ms, keep) JOIN held ON held.key = i.key " +
      `WHERE s.key = i.key AND ${this.live} AND ${this.#hasVersion()} ` +
      `RETURNING s.key, ${this.#layout.readVersion}, true, ${millis(`s.${expiresAt}`)}`;
    return this.statement("touch", text);
  }

  // A row is not returned unless it is a counter that can be added to or a missing key: the transaction path decides then.
  add(): Statement {
    const { table, valueColumns, writeValue, readValue, updatedAt, expiresAt } = this.#layout;
    const digits = `encode(${readValue}, 'escape')`;
    const fits = (sum: string): string => `${sum} BETWEEN -9223372036854775808 AND 9223372036854775807`;
    const sum = `(${digits}::numeric + i.delta)`;
    const values = writeValue(`convert_to(${sum}::text, 'UTF8')`, this.#layout.readIsJson);
    const initial = writeValue("convert_to((i.initial + i.delta)::text, 'UTF8')", "false");
    const noted = isNoted(this.#layout);
    const kept = `content_type = CASE WHEN ${noted} THEN s.content_type ELSE '' END, kind = CASE WHEN ${noted} THEN s.kind ELSE 0 END, noted_at = ${now}`;
    const text =
      `WITH i AS (SELECT * FROM unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[], $5::bigint[], $6::boolean[], $7::boolean[], $8::boolean[]) ` +
      `AS i(key, version, delta, initial, expire_ms, keep, may_exist, may_lack)), ${this.#held()}, ` +
      `updated AS (UPDATE ${table} AS s SET ${valueColumns.map((column, index) => `${column} = ${values[index]}`).join(", ")}, ` +
      `${kept}, ${updatedAt} = ${now}, ${expiresAt} = CASE WHEN i.keep THEN s.${expiresAt} ELSE ${expiryTime} END${this.#renew} ` +
      `FROM i JOIN held ON held.key = i.key WHERE s.key = i.key AND i.may_exist AND ${this.live} AND ${this.#hasVersion()} AND ` +
      `CASE WHEN ${digits} ~ '^(0|-?[1-9][0-9]{0,18})$' THEN ${fits(`${digits}::numeric`)} AND ${fits(sum)} ELSE false END ` +
      `RETURNING ${this.#written}, ${digits}), ` +
      `inserted AS (INSERT INTO ${table} AS s (key, ${valueColumns.join(", ")}, ${expiresAt}) ` +
      `SELECT i.key, ${initial.join(", ")}, CASE WHEN NOT i.keep THEN ${expiryTime} END FROM i ` +
      `WHERE i.may_lack AND ${fits("(i.initial + i.delta)")} AND NOT EXISTS (SELECT FROM ${table} AS t WHERE t.key = i.key) ` +
      `ORDER BY i.key COLLATE "C" ON CONFLICT (key) DO NOTHING RETURNING ${this.#written}, ${digits}) ` +
      "SELECT * FROM updated UNION ALL SELECT * FROM inserted";
    return this.statement("add", text);
  }

  sideStatements() {
    const { table, metadataTable, expiresAt } = this.#layout;
    const side = idempotencyTable(this.#layout);
    const due = (rows: string): string =>
      `WITH due AS (SELECT key FROM ${rows} LIMIT $1 FOR UPDATE SKIP LOCKED) `;
    return {
      recall: this.statement(
        "recall",
        `SELECT fingerprint, ${millis("expires_at")}, results FROM ${side} WHERE key = $1 AND expires_at > ${now}`,
      ),
      remember: this.statement(
        "remember",
        `INSERT INTO ${side} (key, fingerprint, expires_at, results) VALUES ($1, $2, ${timestamp("$3::bigint")}, $4) ` +
          "ON CONFLICT (key) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, expires_at = EXCLUDED.expires_at, results = EXCLUDED.results",
      ),
      takeCleanup: this.statement(
        "take-cleanup",
        `INSERT INTO ${metadataTable} AS m (key, value) VALUES ($1, ${nowText}) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value ` +
          "WHERE extract(epoch FROM now() - m.value::timestamptz) * 1000 > $2::bigint RETURNING m.key",
      ),
      sweepRows: this.statement(
        "sweep-rows",
        `${due(`${table} WHERE ${expiresAt} <= now()`)}DELETE FROM ${table} AS s USING due WHERE s.key = due.key AND s.${expiresAt} <= now() RETURNING 1`,
      ),
      sweepIdempotency: this.statement(
        "sweep-idempotency",
        `${due(`${side} WHERE expires_at <= now()`)}DELETE FROM ${side} AS s USING due WHERE s.key = due.key RETURNING 1`,
      ),
      time: this.statement("time", `SELECT ${millis("clock_timestamp()")}`),
      ping: this.statement("ping", `SELECT 1 FROM ${table} LIMIT 1`),
    };
  }

  // $2 is all values concatenated; each row has the offset and the length of its own.
  #putRows(): string {
    const [json, isJson] = this.#layout.keepsJson ? [", $10::boolean[]", ", is_json"] : ["", ""];
    return (
      `unnest($1::text[], $3::int[], $4::int[], $5::text[], $6::smallint[], $7::bigint[], $8::boolean[], $9::text[]${json}) ` +
      `AS i(key, value_offset, value_length, content_type, kind, expire_ms, keep, version${isJson})`
    );
  }

  #hasVersion(): string {
    return `(i.version IS NULL OR ${this.#layout.readVersion} = i.version)`;
  }
}

function valueSlice(row: string): string {
  return `substring($2::bytea FROM ${row}.value_offset FOR ${row}.value_length)`;
}
