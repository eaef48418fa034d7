// A filter as RediSearch query text, and the commands that use it. What always
// holds: the text finds every record that satisfies the filter, and possibly more,
// because words match in any case and order; the caller compares each record. Texts
// of the caller are escaped, or reduced to their words of letters and digits.
// Source: RediSearch's query syntax, dialect 2. Pure.
import { createHash } from "node:crypto";
import { type StoreError, violationError } from "../../../model/errors.ts";
import type {
  OrderCondition,
  QueryFilter,
  QueryPath,
  QueryScalar,
  RecordQuery,
} from "../../../store/record-query.ts";
import type { QueryField, QueryIndex } from "./redis-query-indexes.ts";

// Matches every document.
const everyDocument = "*";

// Words that RediSearch does not index by default.
const stopWords = new Set(
  "a is the an and are as at be but by for if in into it no not of on or such that their then there these they this to was will with".split(
    " ",
  ),
);

const wordsMax = 16;
const wordCharsMax = 64;

/** The query text for a filter. Throws `invalid`, naming the key, for a filter that the index does not support. */
function searchText(index: QueryIndex, filter: QueryFilter | undefined): string {
  return filter === undefined ? everyDocument : (textOf(index, filter) ?? everyDocument);
}

// Undefined if the index cannot narrow the filter.
function textOf(index: QueryIndex, filter: QueryFilter): string | undefined {
  switch (filter.type) {
    case "and": {
      const parts = filter.filters.map((each) => textOf(index, each)).filter((part) => part !== undefined);
      return parts.length === 0 ? undefined : `(${parts.join(" ")})`;
    }
    case "or":
      return anyOf(filter.filters.map((each) => textOf(index, each)));
    case "equal":
      return equalityText(fieldOf(index, filter.path, "filter"), filter.value);
    case "unequal":
      // The index cannot exclude a value, because it ignores case and matches words.
      checkComparable(fieldOf(index, filter.path, "filter"), filter.value);
      return undefined;
    case "in": {
      const field = fieldOf(index, filter.path, "filter");
      return anyOf(filter.values.map((value) => equalityText(field, value)));
    }
    default:
      return orderText(fieldOf(index, filter.path, "filter"), filter);
  }
}

function anyOf(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : `(${parts.join("|")})`;
}

/** The field at a path. Throws `invalid` if it is not in the index. */
function fieldOf({ name, fields }: QueryIndex, path: QueryPath, at: "filter" | "sort"): QueryField {
  const key = path.join(".");
  const field = fields.find((each) => each.key === key);
  if (field !== undefined) return field;
  const known = fields.map((each) => each.key).join(", ");
  throw violation(at, `has a key that is not in the index ${JSON.stringify(name)}; the keys are ${known}`);
}

function checkComparable({ key, type }: QueryField, value: QueryScalar): void {
  const allowed = type === "NUMERIC" ? ["number"] : type === "TAG" ? ["string", "boolean"] : ["string"];
  if (allowed.includes(typeof value)) return;
  throw violation(
    "filter",
    `compares ${key}, which is indexed as ${type}; compare it with a ${allowed.join(" or a ")}`,
  );
}

function equalityText(field: QueryField, value: QueryScalar): string | undefined {
  checkComparable(field, value);
  const { type, alias } = field;
  if (type === "NUMERIC") return `(@${alias}:[${value} ${value}])`;
  return type === "TAG" ? tagText(alias, String(value)) : wordsText(alias, String(value));
}

function orderText(field: QueryField, { type, value }: OrderCondition): string {
  checkComparable(field, value);
  const ranges = {
    greater: `(${value} +inf`,
    "greater-or-equal": `${value} +inf`,
    less: `-inf (${value}`,
    "less-or-equal": `-inf ${value}`,
  };
  return `(@${field.alias}:[${ranges[type]}])`;
}

// RediSearch trims tags, does not index empty ones, and promises nothing about control characters.
function tagText(alias: string, value: string): string | undefined {
  const isExact = /^\P{Cc}+$/u.test(value) && value.trim() === value;
  if (!isExact) return undefined;
  return `(@${alias}:{${value.replace(/[ -/:-@[-`{-~]/g, "\\$&")}})`;
}

// A backslash joins words in the index, so no word of such a text is certain to match.
function wordsText(alias: string, value: string): string | undefined {
  if (value.includes("\\")) return undefined;
  const words = value
    .split(/[ \t,./(){}[\]:;~!@#$%^&*\-=+|'`"<>?]+/)
    .filter((word) => /^[A-Za-z0-9]+$/.test(word) && word.length <= wordCharsMax)
    .filter((word) => !stopWords.has(word.toLowerCase()))
    .slice(0, wordsMax);
  return words.length === 0 ? undefined : `(@${alias}:(${words.join(" ")}))`;
}

/** FT.SEARCH for candidates of a query, keys only, from a position. Throws `invalid` for an order that the index does not support. */
export function searchCommand(
  name: string,
  index: QueryIndex,
  { filter, sort }: RecordQuery,
  position: number,
  count: number,
): readonly string[] {
  const [first, ...more] = sort;
  if (more.length > 0) throw violation("sort", `has ${sort.length} keys; this store sorts by one key only`);
  const order =
    first === undefined
      ? []
      : ["SORTBY", fieldOf(index, first.path, "sort").alias, first.descending ? "DESC" : "ASC"];
  const page = ["LIMIT", String(position), String(count)];
  return ["FT.SEARCH", name, searchText(index, filter), "NOCONTENT", ...order, ...page, "DIALECT", "2"];
}

/**
 * The name of an index in Redis. It is not the configured name, because daprd drops and recreates the index of that name,
 * for the keys of every app. The digest depends on the fields, so an index of this name has exactly these fields.
 */
export function serverName(prefix: string, { name, fields }: QueryIndex): string {
  return `||pillion||query||${digest([prefix, name])}||${digest(fields.map(({ key, type }) => [key, type]))}`;
}

function digest(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 16);
}

/** FT.CREATE for the documents whose keys have a prefix. */
export function createCommand(prefix: string, index: QueryIndex): readonly string[] {
  const fields = index.fields.flatMap(({ path, type, alias }) => {
    const at = ["data", ...path].map((name) => `[${JSON.stringify(name)}]`).join("");
    return [`$${at}`, "AS", alias, type, "SORTABLE"];
  });
  return ["FT.CREATE", serverName(prefix, index), "ON", "JSON", "PREFIX", "1", prefix, "SCHEMA", ...fields];
}

function violation(field: "filter" | "sort", description: string): StoreError {
  return violationError([{ path: [field], description }]);
}
