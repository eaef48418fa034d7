// A query as one statement on the v1 layout, whose values are jsonb. Its text
// depends only on the shape of the filter: paths and values are parameters, so
// nothing from a caller is ever in the text. Numbers are compared and sorted as
// numbers, as jsonb does. A value kept as base64 has no members, so no condition
// holds for it.
import { keySeparator } from "../../../model/key.ts";
import type { QueryFilter, QueryPath, QuerySort, RecordQuery } from "../../../store/record-query.ts";
import type { Statement } from "../connection/postgres-statement.ts";
import { recordColumns } from "../postgres-codec.ts";
import { ownColumns, type PostgresLayout } from "../schema/postgres-layout.ts";

/** A statement and its parameters. */
export interface BoundStatement {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

const orderOperators = { greater: ">", "greater-or-equal": ">=", less: "<", "less-or-equal": "<=" } as const;

/** Collects parameters; each is referred to by its number. */
class Parameters {
  readonly values: unknown[] = [];

  /** Adds a parameter of a type; returns how the text refers to it. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

// `->` with a text selects from objects only; `#>` would also take a number as an index of a list.
function memberOf(path: QueryPath, parameters: Parameters): string {
  return path.reduce((at, name) => `(${at} -> ${parameters.add(name, "text")})`, "s.value");
}

/** A filter as a condition on the row `s`: true, false, or NULL where the path does not exist. */
function conditionOf(filter: QueryFilter, parameters: Parameters): string {
  switch (filter.type) {
    case "and":
    case "or": {
      const parts = filter.filters.map((each) => conditionOf(each, parameters));
      return `(${parts.join(filter.type === "and" ? " AND " : " OR ")})`;
    }
    case "equal":
    case "unequal": {
      const operator = filter.type === "equal" ? "=" : "<>";
      const member = memberOf(filter.path, parameters);
      return `(${member} ${operator} ${parameters.add(JSON.stringify(filter.value), "jsonb")})`;
    }
    case "in": {
      const member = memberOf(filter.path, parameters);
      const values = filter.values.map((value) => JSON.stringify(value));
      return `(${member} = ANY(${parameters.add(values, "jsonb[]")}))`;
    }
    default: {
      // jsonb also orders values of different types; only numbers are to be compared.
      const member = memberOf(filter.path, parameters);
      const value = parameters.add(JSON.stringify(filter.value), "jsonb");
      return `(jsonb_typeof(${member}) = 'number' AND ${member} ${orderOperators[filter.type]} ${value})`;
    }
  }
}

// JSON null is sorted as a missing member: last.
function orderOf(sort: readonly QuerySort[], parameters: Parameters): string {
  const keys = sort.map(({ path, descending }) => {
    const member = memberOf(path, parameters);
    return `nullif(${member}, 'null'::jsonb) ${descending ? "DESC" : "ASC"} NULLS LAST`;
  });
  return [...keys, 's.key COLLATE "C"'].join(", ");
}

/** Which rows a query can see. */
export interface QueryBounds {
  /** The condition that the row `s` has not expired. */
  readonly live: string;
  /** The first text after every key with the prefix; undefined if there is none. */
  readonly endOfPrefix: string | undefined;
}

/**
 * The statement of one page. Its columns are `recordColumns` and, last, whether the row fits into `bytesMax`. It returns
 * one row more than the page, to show whether there is another; from the first row that does not fit on, values are NULL.
 */
export function queryStatement(
  layout: PostgresLayout,
  query: RecordQuery,
  { live, endOfPrefix }: QueryBounds,
): BoundStatement {
  const parameters = new Parameters();
  const prefix = parameters.add(query.prefix, "text");
  const end = parameters.add(endOfPrefix ?? null, "text");
  const found = [
    `s.key COLLATE "C" >= ${prefix}`,
    `starts_with(s.key, ${prefix})`,
    `(${end} IS NULL OR s.key COLLATE "C" < ${end})`,
    `strpos(substr(s.key, ${parameters.add([...query.prefix].length + 1, "int")}), '${keySeparator}') = 0`,
    live,
    ...(query.filter === undefined ? [] : [conditionOf(query.filter, parameters)]),
  ].join(" AND ");
  const order = orderOf(query.sort, parameters);
  const limit = parameters.add(query.limit + 1, "bigint");
  const position = parameters.add(query.position, "bigint");
  const bytesMax = parameters.add(query.bytesMax, "bigint");
  const kept = [...layout.valueColumns, layout.createdAt, layout.updatedAt, layout.expiresAt];
  const columns = ["key", ...kept, ...ownColumns.map(({ name }) => name)]
    .map((column) => `s.${column}`)
    .join(", ");
  const fits = `(s.place = 1 OR s.bytes <= ${bytesMax})`;
  const shown = recordColumns({ ...layout, readValue: `CASE WHEN ${fits} THEN ${safeValue} END` }, "full");
  const text =
    `WITH page AS MATERIALIZED (SELECT ${columns}, s.xmin AS xmin, row_number() OVER (ORDER BY ${order}) AS found ` +
    `FROM ${layout.table} AS s WHERE ${found} ORDER BY found LIMIT ${limit} OFFSET ${position}), ` +
    `sized AS (SELECT p.*, row_number() OVER (ORDER BY found) AS place, ` +
    `sum(octet_length(p.value::text)) OVER (ORDER BY found) AS bytes FROM page AS p) ` +
    `SELECT ${shown}, ${fits} FROM sized AS s ORDER BY s.found`;
  return { statement: { name: "", text }, values: parameters.values };
}

// Invalid base64 would fail the whole statement; such a row is returned without a value, which is read as corrupt.
const base64 = "(s.value #>> '{}')";
const safeValue =
  `CASE WHEN NOT s.isbinary THEN convert_to(s.value::text, 'UTF8') ` +
  `WHEN length(${base64}) % 4 = 0 AND ${base64} ~ '^[A-Za-z0-9+/]*={0,2}$' THEN decode(${base64}, 'base64') END`;

/** Limits how long the server works at each later statement of the transaction, in ms, and allows it to read the whole table. */
export const prepareQuery: Statement = {
  name: "",
  text:
    "SELECT set_config('statement_timeout', $1::text, true), set_config('enable_seqscan', 'on', true), " +
    "set_config('enable_bitmapscan', 'on', true)",
};
