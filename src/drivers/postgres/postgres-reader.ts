// Reads and scans. Keys that are read together are one statement. A value that
// the server cannot decode fails its own key only: the others are read again.
import { decodeKeyCursor, encodeKeyCursor } from "../../driver-kit/key-cursor.ts";
import type { Call } from "../../model/call.ts";
import { asStoreError, StoreError } from "../../model/errors.ts";
import type { StateRecord, View } from "../../model/record.ts";
import { keyOnly } from "../../store/record-view.ts";
import type { ReadOptions, ReadResult, ScanPage, ScanQuery } from "../../store/state-store.ts";
import type { PostgresConnections } from "./connection/postgres-connections.ts";
import type { Row } from "./connection/postgres-statement.ts";
import type { PostgresClock } from "./postgres-clock.ts";
import { readRow } from "./postgres-codec.ts";
import { isDamagedValue, isDataError } from "./postgres-errors.ts";
import { endOfPrefix } from "./postgres-prefix.ts";
import { shiftRead, shiftRecord } from "./postgres-time-shift.ts";
import type { PostgresStatements } from "./schema/postgres-sql.ts";

/** Reads the records of one table. */
export class PostgresReader {
  readonly #connections: PostgresConnections;
  readonly #statements: PostgresStatements;
  readonly #clock: PostgresClock;

  constructor(connections: PostgresConnections, statements: PostgresStatements, clock: PostgresClock) {
    this.#connections = connections;
    this.#statements = statements;
    this.#clock = clock;
  }

  /** As `StateStore.read`. */
  async read(keys: readonly string[], options: ReadOptions, call: Call): Promise<readonly ReadResult[]> {
    const statement = this.#statements.read[options.view];
    const distinct = [...new Set(keys)];
    try {
      const rows = await this.#connections.run(statement, [distinct], call);
      const found = new Map(rows.map((row) => [row[0], row]));
      return keys.map((key) => shiftRead(resultOf(found.get(key), options.view), -this.#clock.skewMs));
    } catch (thrown) {
      const error = asStoreError(thrown);
      if (!isDataError(error)) throw error;
      if (distinct.length === 1) return keys.map(() => corruptRow(error));
      const single = await Promise.all(distinct.map((key) => this.read([key], options, call)));
      const results = new Map(distinct.map((key, index) => [key, single[index]?.[0]]));
      return keys.map((key) => results.get(key));
    }
  }

  /** As `StateStore.scan`. */
  async scan({ prefix, cursor, limit, view }: ScanQuery, call: Call): Promise<ScanPage> {
    const after = cursor === undefined ? "" : decodeKeyCursor(cursor, prefix);
    const rows = await this.#scanRows(view, [prefix, after, endOfPrefix(prefix) ?? null, limit + 1], call);
    const page = rows.slice(0, limit);
    const last = page.at(-1)?.[0];
    const hasMore = rows.length > limit && last !== null && last !== undefined;
    return {
      records: page.map((row) => shiftRecord(recordOf(row, view), -this.#clock.skewMs)),
      cursor: hasMore ? encodeKeyCursor(last) : undefined,
    };
  }

  async #scanRows(view: View, values: readonly unknown[], call: Call): Promise<readonly Row[]> {
    try {
      return await this.#connections.run(this.#statements.scan[view], values, call);
    } catch (thrown) {
      const error = asStoreError(thrown);
      throw isDamagedValue(error) ? corruptRow(error) : error;
    }
  }
}

function resultOf(row: Row | undefined, view: View): ReadResult {
  if (row === undefined) return undefined;
  return view === "keys" ? keyOnly(row[0] ?? "") : readRow(row, view);
}

function recordOf(row: Row, view: View): StateRecord {
  const record = view === "keys" ? keyOnly(row[0] ?? "") : readRow(row, view);
  if (record instanceof StoreError) throw record;
  return record;
}

function corruptRow({ cause }: StoreError): StoreError {
  return new StoreError("corrupt", "the row's value cannot be read as a record", { cause });
}
