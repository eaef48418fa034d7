// A query as one statement on the v1 layout, whose values are jsonb. What holds:
// nothing that a caller said is ever in the text, which is made of the filter's
// shape alone; paths and values are parameters. Numbers are compared as numbers
// and ordered so, because jsonb does. A value kept as base64 has no members, so
// no condition holds for it.
import { keySeparator } from "../../../model/key.ts";
import type { QueryFilter, QueryPath, QuerySort, RecordQuery } from "../../../store/record-query.ts";
import type { Statement } from "../connection/postgres-connections.ts";
import { recordColumns } from "../postgres-codec.ts";
import { ownColumns, type PostgresLayout } from "../schema/postgres-layout.ts";

/** A statement and its parameters. */
export interface BoundStatement {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

const orderOperators = { greater: ">", "greater-or-equal": ">=", less: "<", "less-or-equal": "<=" } as const;

/** Gathers parameters; each is named by its place. */
class Parameters {
  readonly values: unknown[] = [];

  /** A parameter of a type, as the text refers to it. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

// `->` with a text enters objects and no lists; `#>` would take a number for the place in a list.
function memberOf(path: QueryPath, parameters: Parameters): string {
  return path.reduce((at, name) => `(${at} -> ${parameters.add(name, "text")})`, "s.value");
}

/** A filter as a condition on the row `s`: true, false, or unknown where a path leads nowhere. */
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
      // jsonb orders values of different types, too; only numbers are meant.
      const member = memberOf(filter.path, parameters);
      const value = parameters.add(JSON.stringify(filter.value), "jsonb");
      return `(jsonb_typeof(${member}) = 'number' AND ${member} ${orderOperators[filter.type]} ${value})`;
    }
  }
}

// Null counts as nothing, and nothing stands last.
function orderOf(sort: readonly QuerySort[], parameters: Parameters): string {
  const keys = sort.map(({ path, descending }) => {
    const member = memberOf(path, parameters);
    return `nullif(${member}, 'null'::jsonb) ${descending ? "DESC" : "ASC"} NULLS LAST`;
  });
  return [...keys, 's.key COLLATE "C"'].join(", ");
}

/** How rows are kept out that a query may not see. */
export interface QueryBounds {
  /** Whether the row `s` is there, as a condition. */
  readonly live: string;
  /** The first text after every key with the prefix; undefined if there is none. */
  readonly endOfPrefix: string | undefined;
}

/**
 * The statement that answers one page: rows of `recordColumns`, and last whether the row fits. It is asked for one row
 * more than the page, which says whether there is another; rows from the first that does not fit come without a value.
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
  const columns = ["key", ...kept, ...ownColumns].map((column) => `s.${column}`).join(", ");
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

// Base64 that is none would fail the whole statement; such a row is answered without a value, which is corrupt.
const base64 = "(s.value #>> '{}')";
const safeValue =
  `CASE WHEN NOT s.isbinary THEN convert_to(s.value::text, 'UTF8') ` +
  `WHEN length(${base64}) % 4 = 0 AND ${base64} ~ '^[A-Za-z0-9+/]*={0,2}$' THEN decode(${base64}, 'base64') END`;

/** How long the server may work at what follows in the transaction, in ms. */
export const boundTime: Statement = {
  name: "",
  text: "SELECT set_config('statement_timeout', $1::text, true)",
};
