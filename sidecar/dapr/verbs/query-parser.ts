// Reads a query as Dapr's clients write it: JSON with filter, sort and page.
// What it cannot be is a StoreError that names the place in the query; nothing
// that a filter compares with is ever in a message. Pure.
import {
  pageSizeMax,
  type QueryFilter,
  type QueryInput,
  type QueryPath,
  type QueryScalar,
  type QuerySort,
  queryBytesMax,
  queryDepthMax,
  StoreError,
  utf8Bytes,
  violationError,
} from "../../../src/index.ts";

/** What a query asks; the name of a search index comes beside it. */
export type DaprQuery = Omit<QueryInput, "index" | "pageBytesMax">;

type Fields = Readonly<Record<string, unknown>>;

/** The query in a text. Throws `invalid` or `too-large`, in Dapr's words and naming the place, if it is none. */
export function readQuery(text: string): DaprQuery {
  try {
    return queryIn(text);
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    const { code, message, violations } = thrown;
    throw new StoreError(code, `failed to parse JSON query body: ${message}`, { violations });
  }
}

function queryIn(text: string): DaprQuery {
  const bytes = utf8Bytes(text);
  if (bytes > queryBytesMax) {
    const description = `is ${bytes} bytes long; the limit is ${queryBytesMax}`;
    throw violationError([{ path: ["query"], description }], "too-large");
  }
  const fields = objectAt(parsed(text), "query");
  return {
    filter: filterField(member(fields, "filter")),
    sort: sortField(member(fields, "sort")),
    ...pageField(member(fields, "page")),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw fault("query", "is not JSON");
  }
}

// Dapr takes these names in any case; the exact one counts if there are several.
function member(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  return Object.entries(fields).find(([said]) => said.toLowerCase() === name)?.[1];
}

// No filter at all, null and one without members all mean every record.
function filterField(said: unknown): QueryFilter | undefined {
  if (said === undefined || said === null) return undefined;
  const fields = objectAt(said, "filter");
  return Object.keys(fields).length === 0 ? undefined : filterAt(fields, "filter", 1);
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

function filterAt(said: unknown, at: string, depth: number): QueryFilter {
  if (depth > queryDepthMax) {
    const description = `is more than ${queryDepthMax} levels deep; the limit is ${queryDepthMax}`;
    throw violationError([{ path: ["filter"], description }], "too-large");
  }
  const [operator, operand] = onlyMember(said, at);
  const place = `${at}.${operator}`;
  if (operator === "AND" || operator === "OR") {
    if (!Array.isArray(operand) || operand.length < 2)
      throw fault(place, "must be a list of at least two filters");
    const filters = operand.map((each: unknown, index) => filterAt(each, `${place}[${index}]`, depth + 1));
    return { type: operator === "AND" ? "and" : "or", filters };
  }
  if (operator === "IN") return membershipAt(operand, place);
  const type = Object.hasOwn(comparisons, operator)
    ? comparisons[operator as keyof typeof comparisons]
    : undefined;
  if (type === undefined) throw fault(at, `has an operator that is none of ${operators}`);
  const [key, value] = onlyMember(operand, place);
  const path = pathOf(key, place);
  if (type === "equal" || type === "unequal") return { type, path, value: scalarAt(value, place) };
  if (typeof value !== "number") throw fault(place, "compares with a number only");
  return { type, path, value };
}

function membershipAt(operand: unknown, at: string): QueryFilter {
  const [key, values] = onlyMember(operand, at);
  if (!Array.isArray(values) || values.length === 0)
    throw fault(at, "must name a list of at least one value");
  return {
    type: "in",
    path: pathOf(key, at),
    values: values.map((value: unknown) => scalarAt(value, at)),
  };
}

function sortField(said: unknown): readonly QuerySort[] {
  if (said === undefined || said === null) return [];
  if (!Array.isArray(said)) throw fault("sort", "must be a list");
  return said.map((each: unknown, index) => {
    const at = `sort[${index}]`;
    const fields = objectAt(each, at);
    const [key, order = "ASC"] = [member(fields, "key"), member(fields, "order") ?? undefined];
    if (typeof key !== "string") throw fault(`${at}.key`, "must be a text");
    const word = typeof order === "string" ? order.toUpperCase() : "?";
    if (word !== "" && word !== "ASC" && word !== "DESC") throw fault(`${at}.order`, "must be ASC or DESC");
    return { path: pathOf(key, at), descending: word === "DESC" };
  });
}

function pageField(said: unknown): Pick<DaprQuery, "limit" | "position"> {
  if (said === undefined || said === null) return { limit: undefined, position: 0 };
  const fields = objectAt(said, "page");
  const limit = member(fields, "limit") ?? 0;
  const token = member(fields, "token") ?? "";
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 0 || limit > pageSizeMax)
    throw fault("page.limit", `must be a whole number from 0, for none, to ${pageSizeMax}`);
  if (typeof token !== "string" || !/^\d{0,15}$/.test(token))
    throw fault("page.token", "must be the token of the page before, which is a number in a text");
  return { limit: limit === 0 ? undefined : limit, position: Number(token) };
}

function pathOf(key: string, at: string): QueryPath {
  if (key === "") throw fault(at, "its key is empty");
  return key.split(".");
}

function scalarAt(value: unknown, at: string): QueryScalar {
  if (typeof value !== "object" || value === null) return value as QueryScalar;
  throw fault(at, "compares with a text, a number, a boolean or null only");
}

function onlyMember(said: unknown, at: string): readonly [string, unknown] {
  const [first, ...others] = Object.entries(objectAt(said, at));
  if (first === undefined || others.length > 0) throw fault(at, "must have exactly one member");
  return first;
}

function objectAt(said: unknown, at: string): Fields {
  if (typeof said === "object" && said !== null && !Array.isArray(said)) return said as Fields;
  throw fault(at, "must be an object");
}

function fault(at: string, what: string): StoreError {
  return violationError([{ path: [at], description: what }]);
}
