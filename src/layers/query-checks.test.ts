// The limits of queries: each exactly at its boundary, with the field, the size and the limit in the error.
import { describe, expect, it } from "vitest";
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
import type { QueryFilter, QueryScalar, RecordQuery } from "../store/record-query.ts";
import { checkRecordQuery } from "./query-checks.ts";

const least: RecordQuery = {
  prefix: "",
  filter: undefined,
  sort: [],
  position: 0,
  limit: 1,
  bytesMax: 1,
  index: undefined,
};

const equal = (value: QueryScalar, path: readonly string[] = ["a"]): QueryFilter => ({
  type: "equal",
  path,
  value,
});
const anyOf = (count: number): QueryFilter => ({
  type: "in",
  path: ["a"],
  values: new Array<number>(count).fill(1),
});
const all = (...filters: readonly QueryFilter[]): QueryFilter => ({ type: "and", filters });
const nested = (depth: number): QueryFilter => (depth === 1 ? equal(1) : all(nested(depth - 1)));
const sorts = (count: number) => Array.from({ length: count }, () => ({ path: ["a"], descending: false }));
const sortBy = (path: readonly string[]) => ({ sort: [{ path, descending: false }] });

const within: readonly (readonly [string, Partial<RecordQuery>])[] = [
  ["without conditions", {}],
  ["with the greatest limit and position", { limit: pageSizeMax, position: queryPositionMax }],
  ["with the most sorts", { sort: sorts(querySortsMax) }],
  ["with the most values", { filter: all(anyOf(queryConditionsMax - 1), equal(1)) }],
  ["with the deepest filter", { filter: nested(queryDepthMax) }],
  ["with the most names in a path", { filter: equal(1, new Array(queryPathNamesMax).fill("a")) }],
  ["with the longest path", { filter: equal(1, ["é".repeat(queryPathBytesMax / 2)]) }],
  ["with the longest text", { filter: equal("é".repeat(queryTextBytesMax / 2)) }],
  ["with an empty name within a path", sortBy(["a", ""])],
  [
    "with the greatest exact numbers",
    { filter: all(equal(2 ** 53 - 1), equal(-(2 ** 53) + 1), equal(1e15 + 0.5)) },
  ],
  ["with every type of value", { filter: all(equal(null), equal(true), equal(0.5), equal("")) }],
  ["with an index", { index: "i".repeat(queryPathBytesMax) }],
  ["with a prefix", { prefix: "app" }],
];

const beyond: readonly (readonly [string, Partial<RecordQuery>, string])[] = [
  ["a limit of 0", { limit: 0 }, "limit: is 0; it must be a whole number from 1 to 1000"],
  ["a limit over 1000", { limit: 1001 }, "limit: is 1001; it must be a whole number from 1 to 1000"],
  ["half a record", { limit: 1.5 }, "limit: is 1.5; it must be a whole number from 1 to 1000"],
  ["a negative position", { position: -1 }, "position: is -1; it must be a whole number from 0 to 1000000"],
  [
    "a position over the limit",
    { position: queryPositionMax + 1 },
    "position: is 1000001; it must be a whole number from 0 to 1000000",
  ],
  ["a prefix with NUL", { prefix: "a\0" }, "prefix: must not contain NUL (U+0000)"],
  ["an index with NUL", { index: "a\0" }, "index: a string must not contain NUL (U+0000)"],
  ["a long index", { index: "i".repeat(513) }, "index: a string is 513 bytes long; the limit is 512"],
  ["too many sorts", { sort: sorts(9) }, "sort: has 9 keys; the limit is 8"],
  ["a sort without a path", sortBy([]), "sort: a key is empty"],
  ["a sort by an empty name", sortBy([""]), "sort: a key is empty"],
  ["a filter without a path", { filter: equal(1, []) }, "filter: a key is empty"],
  [
    "too many names in a path",
    { filter: equal(1, new Array(17).fill("a")) },
    "filter: a key consists of 17 names; the limit is 16",
  ],
  [
    "a long path",
    { filter: equal(1, ["a".repeat(256), "b".repeat(256)]) },
    "filter: a string is 513 bytes long; the limit is 512",
  ],
  [
    "a long text",
    { filter: equal("a".repeat(4097)) },
    "filter: a string is 4097 bytes long; the limit is 4096",
  ],
  ["a text with NUL", { filter: equal("a\0") }, "filter: a string must not contain NUL (U+0000)"],
  [
    "a lone surrogate",
    { filter: equal("\uD800") },
    "filter: a string is not valid UTF-8 (it contains a lone surrogate)",
  ],
  [
    "a number that is not finite",
    { filter: equal(Number.POSITIVE_INFINITY) },
    "filter: a number is too large",
  ],
  [
    "a number that is not exact",
    { filter: equal(2 ** 53) },
    "filter: a whole number beyond 2^53 cannot be compared exactly",
  ],
  ["a deep filter", { filter: nested(9) }, "filter: is 9 levels deep or deeper; the limit is 8"],
  ["AND of nothing", { filter: all() }, "filter: AND has no filters"],
  ["OR of nothing", { filter: { type: "or", filters: [] } }, "filter: OR has no filters"],
  ["IN of nothing", { filter: anyOf(0) }, "filter: IN has no values"],
  [
    "too many values in all conditions together",
    { filter: all(anyOf(queryConditionsMax), equal(1)) },
    "filter: compares with 201 or more values; the limit is 200",
  ],
  [
    "a faulty condition within others",
    { filter: all(equal(1), all(equal("\0"))) },
    "filter: a string must not",
  ],
];

describe("a query", () => {
  it.each(within)("%s is within the limits", (_, changes) => {
    checkRecordQuery({ ...least, ...changes });
  });

  it.each(beyond)("with %s is rejected", (_, changes, message) => {
    const code = message.includes("the limit is") ? "too-large" : "invalid";
    const error = expect.objectContaining({
      code,
      message: expect.stringContaining(message),
      outcome: "not-applied",
    });
    expect(() => checkRecordQuery({ ...least, ...changes })).toThrow(error);
  });
});
