// The limits of queries, checked before anything is sent: depth, size, and texts that
// every store accepts. Pure. An error names the field, the limit and the size, and
// never a value of a condition.
import { type PathStep, rejectionError, type StoreError } from "../model/errors.ts";
import { checkPrefix, utf8Bytes } from "../model/key.ts";
import {
  pageSizeMax,
  queryConditionsMax,
  queryDepthMax,
  queryPathBytesMax,
  queryPathNamesMax,
  queryPositionMax,
  querySortsMax,
  queryTextBytesMax,
} from "../model/limits.ts";
import { isJoined } from "../store/query-match.ts";
import type { QueryFilter, QueryPath, QueryScalar, RecordQuery } from "../store/record-query.ts";

/** Throws `invalid` or `too-large` with the faulty field unless a query is within the limits. */
export function checkRecordQuery(query: RecordQuery): void {
  const { prefix, filter, sort, limit, position, index } = query;
  checkPrefix(prefix, ["prefix"]);
  if (filter !== undefined) checkFilter(filter, 1, { conditions: 0 });
  if (sort.length > querySortsMax) throw tooLarge(["sort"], `has ${sort.length} keys`, querySortsMax);
  for (const { path } of sort) checkPath(["sort"], path);
  checkWhole("limit", limit, 1, pageSizeMax);
  checkWhole("position", position, 0, queryPositionMax);
  if (index !== undefined) checkText(["index"], index, queryPathBytesMax);
}

// Counted over the whole filter; each value of a list counts, because each is compared.
interface ConditionCount {
  conditions: number;
}

function checkFilter(filter: QueryFilter, depth: number, count: ConditionCount): void {
  if (depth > queryDepthMax) throw tooLarge(["filter"], `is ${depth} levels deep or deeper`, queryDepthMax);
  if (isJoined(filter)) {
    if (filter.filters.length === 0) throw invalid(["filter"], `${filter.type.toUpperCase()} has no filters`);
    for (const each of filter.filters) checkFilter(each, depth + 1, count);
    return;
  }
  const values = filter.type === "in" ? filter.values : [filter.value];
  if (values.length === 0) throw invalid(["filter"], "IN has no values");
  count.conditions += values.length;
  if (count.conditions > queryConditionsMax)
    throw tooLarge(["filter"], `compares with ${count.conditions} or more values`, queryConditionsMax);
  checkPath(["filter"], filter.path);
  for (const value of values) checkScalar(value);
}

function checkPath(field: readonly PathStep[], path: QueryPath): void {
  if (path.length === 0 || (path.length === 1 && path[0] === "")) throw invalid(field, "a key is empty");
  if (path.length > queryPathNamesMax)
    throw tooLarge(field, `a key consists of ${path.length} names`, queryPathNamesMax);
  checkText(field, path.join("."), queryPathBytesMax);
}

function checkScalar(value: QueryScalar): void {
  if (typeof value === "string") checkText(["filter"], value, queryTextBytesMax);
  if (typeof value !== "number") return;
  if (!Number.isFinite(value)) throw invalid(["filter"], "a number is too large");
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw invalid(["filter"], "a whole number beyond 2^53 cannot be compared exactly");
}

function checkText(field: readonly PathStep[], text: string, bytesMax: number): void {
  if (text.includes("\u0000")) throw invalid(field, "a string must not contain NUL (U+0000)");
  if (!text.isWellFormed())
    throw invalid(field, "a string is not valid UTF-8 (it contains a lone surrogate)");
  const bytes = utf8Bytes(text);
  if (bytes > bytesMax) throw tooLarge(field, `a string is ${bytes} bytes long`, bytesMax);
}

function checkWhole(field: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw invalid([field], `is ${value}; it must be a whole number from ${min} to ${max}`);
}

function invalid(path: readonly PathStep[], description: string): StoreError {
  return rejectionError({ code: "invalid", description }, path);
}

function tooLarge(path: readonly PathStep[], size: string, limit: number): StoreError {
  return rejectionError({ code: "too-large", description: `${size}; the limit is ${limit}` }, path);
}
