// Parses a query of Dapr's query API: JSON with filter, sort and page. A text
// that is not a query is a StoreError whose violation names the place in the
// query; no message contains a value of a filter. Pure.
import {
  type PathStep,
  pageSizeMax,
  type QueryFilter,
  type QueryInput,
  type QueryPath,
  type QueryScalar,
  type QuerySort,
  queryBytesMax,
  queryDepthMax,
  type StoreError,
  utf8Bytes,
  violationError,
} from "../../../src/index.ts";

/** A query without the name of its search index, which is in the metadata of the request. */
export type DaprQuery = Omit<QueryInput, "index" | "pageBytesMax">;

type Fields = Readonly<Record<string, unknown>>;

/** A place in the query, such as `["filter", "AND", 0, "EQ"]`. */
type Path = readonly PathStep[];

/** Parses a query. Throws `invalid` or `too-large` with one violation if the text is not a query. */
export function readQuery(text: string): DaprQuery {
  const bytes = utf8Bytes(text);
  if (bytes > queryBytesMax) {
    throw tooLarge(["query"], `is ${bytes} bytes long; the limit is ${queryBytesMax}`);
  }
  const fields = objectAt(parseJson(text), ["query"]);
  return {
    filter: readFilter(member(fields, "filter")),
    sort: readSort(member(fields, "sort")),
    ...readPage(member(fields, "page")),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid(["query"], "is not JSON");
  }
}

// Dapr accepts these names in any case; the exact name wins if there are several.
function member(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  return Object.entries(fields).find(([given]) => given.toLowerCase() === name)?.[1];
}

// A missing filter, null and a filter without members all mean every record.
function readFilter(filter: unknown): QueryFilter | undefined {
  if (filter === undefined || filter === null) return undefined;
  const fields = objectAt(filter, ["filter"]);
  return Object.keys(fields).length === 0 ? undefined : filterAt(fields, ["filter"], 1);
}

const comparisons = {
  EQ: "equal",
  NEQ: "unequal",
  GT: "greater",
  GTE: "greater-or-equal",
  LT: "less",
  LTE: "less-or-equal",
} as const;

const operators = [...Object.keys(comparisons), "IN", "AND", "OR"].join(", ");

function filterAt(filter: unknown, at: Path, depth: number): QueryFilter {
  if (depth > queryDepthMax) {
    throw tooLarge(["filter"], `is more than ${queryDepthMax} levels deep; the limit is ${queryDepthMax}`);
  }
  const [operator, operand] = onlyMember(filter, at);
  const place = [...at, operator];
  if (operator === "AND" || operator === "OR") {
    if (!Array.isArray(operand) || operand.length < 2)
      throw invalid(place, "must be a list of at least two filters");
    const filters = operand.map((each: unknown, index) => filterAt(each, [...place, index], depth + 1));
    return { type: operator === "AND" ? "and" : "or", filters };
  }
  if (operator === "IN") return membershipAt(operand, place);
  const type = Object.hasOwn(comparisons, operator)
    ? comparisons[operator as keyof typeof comparisons]
    : undefined;
  if (type === undefined) throw invalid(at, `has an operator other than ${operators}`);
  const [key, value] = onlyMember(operand, place);
  const path = fieldPath(key, place);
  if (type === "equal" || type === "unequal") return { type, path, value: scalarAt(value, place) };
  if (typeof value !== "number") throw invalid(place, "compares only with a number");
  return { type, path, value };
}

function membershipAt(operand: unknown, at: Path): QueryFilter {
  const [key, values] = onlyMember(operand, at);
  if (!Array.isArray(values) || values.length === 0)
    throw invalid(at, "must name a list of at least one value");
  return {
    type: "in",
    path: fieldPath(key, at),
    values: values.map((value: unknown) => scalarAt(value, at)),
  };
}

function readSort(sort: unknown): readonly QuerySort[] {
  if (sort === undefined || sort === null) return [];
  if (!Array.isArray(sort)) throw invalid(["sort"], "must be a list");
  return sort.map((each: unknown, index) => {
    const at = ["sort", index];
    const fields = objectAt(each, at);
    const [key, order = "ASC"] = [member(fields, "key"), member(fields, "order") ?? undefined];
    if (typeof key !== "string") throw invalid([...at, "key"], "must be a string");
    const word = typeof order === "string" ? order.toUpperCase() : "?";
    if (word !== "" && word !== "ASC" && word !== "DESC")
      throw invalid([...at, "order"], "must be ASC or DESC");
    return { path: fieldPath(key, at), descending: word === "DESC" };
  });
}

function readPage(page: unknown): Pick<DaprQuery, "limit" | "position"> {
  if (page === undefined || page === null) return { limit: undefined, position: 0 };
  const fields = objectAt(page, ["page"]);
  const limit = member(fields, "limit") ?? 0;
  const token = member(fields, "token") ?? "";
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 0 || limit > pageSizeMax)
    throw invalid(["page", "limit"], `must be a whole number from 0 (no limit) to ${pageSizeMax}`);
  if (typeof token !== "string" || !/^\d{0,15}$/.test(token))
    throw invalid(["page", "token"], "must be the token of the previous page, which is a number in a string");
  return { limit: limit === 0 ? undefined : limit, position: Number(token) };
}

function fieldPath(key: string, at: Path): QueryPath {
  if (key === "") throw invalid(at, "its key is empty");
  return key.split(".");
}

function scalarAt(value: unknown, at: Path): QueryScalar {
  if (typeof value !== "object" || value === null) return value as QueryScalar;
  throw invalid(at, "compares only with a string, a number, a boolean or null");
}

function onlyMember(value: unknown, at: Path): readonly [string, unknown] {
  const [first, ...others] = Object.entries(objectAt(value, at));
  if (first === undefined || others.length > 0) throw invalid(at, "must have exactly one member");
  return first;
}

function objectAt(value: unknown, at: Path): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalid(at, "must be an object");
}

function invalid(path: Path, description: string): StoreError {
  return violationError([{ path, description }]);
}

function tooLarge(path: Path, description: string): StoreError {
  return violationError([{ path, description }], "too-large");
}
