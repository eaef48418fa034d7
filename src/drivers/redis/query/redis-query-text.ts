// A filter as RediSearch's query text, and the commands around it. What holds:
// the text finds every record that satisfies the filter, and maybe others: words
// are found in any case and order, so whoever asks compares each record itself.
// A text of the caller stands in it escaped, or only by those of its words that
// are letters and digits. Source: RediSearch's query syntax, dialect 2. Pure.
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

// Stands for every document.
const everyDocument = "*";

// Words that RediSearch leaves out of an index unless told otherwise.
const stopWords = new Set(
  "a is the an and are as at be but by for if in into it no not of on or such that their then there these they this to was will with".split(
    " ",
  ),
);

const wordsMax = 16;
const wordCharsMax = 64;

/** The query text for a filter. Throws `invalid`, naming the key, for what the index cannot be asked. */
export function searchText(index: QueryIndex, filter: QueryFilter | undefined): string {
  return filter === undefined ? everyDocument : (textOf(index, filter) ?? everyDocument);
}

// Undefined: nothing is known of what satisfies it.
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
      // What is indexed by words or in any case cannot be excluded by the index.
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
  throw fault(at, `a key is not in the index ${JSON.stringify(name)}, which has ${known}`);
}

function checkComparable({ key, type }: QueryField, value: QueryScalar): void {
  const taken = type === "NUMERIC" ? ["number"] : type === "TAG" ? ["string", "boolean"] : ["string"];
  if (taken.includes(typeof value)) return;
  throw fault(
    "filter",
    `${key} is indexed as ${type}, so it is compared with a ${taken.join(" or a ")} only`,
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

// Tags are kept trimmed and an empty one not at all; of control characters nothing is promised.
function tagText(alias: string, value: string): string | undefined {
  const isSure = /^\P{Cc}+$/u.test(value) && value.trim() === value;
  if (!isSure) return undefined;
  return `(@${alias}:{${value.replace(/[ -/:-@[-`{-~]/g, "\\$&")}})`;
}

// A backslash joins words in what is indexed, so then none of them is sure.
function wordsText(alias: string, value: string): string | undefined {
  if (value.includes("\\")) return undefined;
  const words = value
    .split(/[ \t,./(){}[\]:;~!@#$%^&*\-=+|'`"<>?]+/)
    .filter((word) => /^[A-Za-z0-9]+$/.test(word) && word.length <= wordCharsMax)
    .filter((word) => !stopWords.has(word.toLowerCase()))
    .slice(0, wordsMax);
  return words.length === 0 ? undefined : `(@${alias}:(${words.join(" ")}))`;
}

/** The words of FT.SEARCH for candidates of a query, keys only, from a position. Throws `invalid` for what it cannot sort by. */
export function searchCommand(
  name: string,
  index: QueryIndex,
  { filter, sort }: RecordQuery,
  position: number,
  count: number,
): readonly string[] {
  const [first, ...more] = sort;
  if (more.length > 0) throw fault("sort", `has ${sort.length} keys; this store sorts by one`);
  const order =
    first === undefined
      ? []
      : ["SORTBY", fieldOf(index, first.path, "sort").alias, first.descending ? "DESC" : "ASC"];
  const page = ["LIMIT", String(position), String(count)];
  return ["FT.SEARCH", name, searchText(index, filter), "NOCONTENT", ...order, ...page, "DIALECT", "2"];
}

/**
 * What an index is called in Redis. It is ours alone: daprd drops and makes anew the one of the configured name, for the
 * keys of every app. The digest changes with the fields, so that an index of this name has them.
 */
export function serverName(prefix: string, { name, fields }: QueryIndex): string {
  return `||pillion||query||${digest([prefix, name])}||${digest(fields.map(({ key, type }) => [key, type]))}`;
}

function digest(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 16);
}

/** The words of FT.CREATE for the documents whose keys have a prefix. */
export function createCommand(prefix: string, index: QueryIndex): readonly string[] {
  const fields = index.fields.flatMap(({ path, type, alias }) => {
    const at = ["data", ...path].map((name) => `[${JSON.stringify(name)}]`).join("");
    return [`$${at}`, "AS", alias, type, "SORTABLE"];
  });
  return ["FT.CREATE", serverName(prefix, index), "ON", "JSON", "PREFIX", "1", prefix, "SCHEMA", ...fields];
}

function fault(field: "filter" | "sort", description: string): StoreError {
  return violationError([{ path: [field], description }]);
}
