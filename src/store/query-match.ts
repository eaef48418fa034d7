// Whether a JSON value satisfies a filter: the reference for the meaning of every
// condition, which the queries of each driver must match. Pure.
import type { JoinedFilter, QueryFilter, QueryPath, QueryScalar } from "./record-query.ts";

/** A JSON value, parsed. */
export type JsonValue = QueryScalar | readonly JsonValue[] | { readonly [name: string]: JsonValue };

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The JSON value that bytes encode; undefined if they are not JSON. */
export function jsonOf(bytes: Uint8Array): JsonValue | undefined {
  try {
    return JSON.parse(utf8.decode(bytes)) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The value at a path; undefined if there is none. */
function valueAt(value: JsonValue, path: QueryPath): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null || Array.isArray(at) || !Object.hasOwn(at, name))
      return undefined;
    at = (at as Readonly<Record<string, JsonValue>>)[name];
  }
  return at;
}

/** Whether a filter joins others. */
export function isJoined(filter: QueryFilter): filter is JoinedFilter {
  return filter.type === "and" || filter.type === "or";
}

/** Whether a value satisfies a filter. */
export function matches(filter: QueryFilter, value: JsonValue): boolean {
  if (isJoined(filter)) {
    const holds = (each: QueryFilter) => matches(each, value);
    return filter.type === "and" ? filter.filters.every(holds) : filter.filters.some(holds);
  }
  const found = valueAt(value, filter.path);
  if (found === undefined) return false;
  switch (filter.type) {
    case "equal":
      return found === filter.value;
    case "unequal":
      return found !== filter.value;
    case "in":
      return filter.values.some((each) => found === each);
    case "greater":
      return typeof found === "number" && found > filter.value;
    case "greater-or-equal":
      return typeof found === "number" && found >= filter.value;
    case "less":
      return typeof found === "number" && found < filter.value;
    case "less-or-equal":
      return typeof found === "number" && found <= filter.value;
  }
}
