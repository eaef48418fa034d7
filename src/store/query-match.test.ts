// The meaning of each condition of a query.
import { describe, expect, it, test } from "vitest";
import { isJoined, type JsonValue, jsonOf, matches } from "./query-match.ts";
import type { QueryFilter, QueryScalar } from "./record-query.ts";

const path = ["a"];

/** Which of the values of `a` satisfy a condition. */
function matching(condition: QueryFilter, values: readonly JsonValue[]): readonly JsonValue[] {
  return values.filter((a) => matches(condition, { a }));
}

const scalars = [1, 2, "1", "x", "", true, false, null, 0] as const;
const others: readonly JsonValue[] = [[1], [], {}, { a: 1 }];

describe("a condition", () => {
  it.each(scalars)("equal %j holds only for a value of the same type that is the same", (value) => {
    const values = [...scalars, ...others];
    expect(matching({ type: "equal", path, value }, values)).toEqual([value]);
    expect(matching({ type: "unequal", path, value }, values)).toEqual(
      values.filter((each) => each !== value),
    );
  });

  it("in holds for each of its values", () => {
    const values: readonly QueryScalar[] = [1, "x", null];
    expect(matching({ type: "in", path, values }, [...scalars, ...others])).toEqual(values);
    expect(matching({ type: "in", path, values: [] }, scalars)).toEqual([]);
  });

  it.each([
    ["greater", [3]],
    ["greater-or-equal", [2, 3]],
    ["less", [1]],
    ["less-or-equal", [1, 2]],
  ] as const)("%s holds only for numbers", (type, expected) => {
    const values = [1, 2, 3, "1", "2", "3", true, false, null, [2], {}];
    expect(matching({ type, path, value: 2 }, values)).toEqual(expected);
  });

  it.each([
    { type: "equal", value: 1 },
    { type: "unequal", value: 1 },
    { type: "in", values: [1] },
    { type: "greater", value: 0 },
    { type: "greater-or-equal", value: 0 },
    { type: "less", value: 2 },
    { type: "less-or-equal", value: 2 },
  ] as const)("$type does not hold where the path does not exist", (condition) => {
    for (const value of [{}, { b: 1 }, { a: {} }, { a: null }, { a: [1] }, { a: "b" }, [1], 1, "a", null])
      expect(matches({ ...condition, path: ["a", "b"] }, value), JSON.stringify(value)).toBe(false);
    expect(matches({ ...condition, path: ["a", "b"] }, { a: { b: 1 } })).toBe(condition.type !== "unequal");
  });

  it("does not find what objects and lists inherit", () => {
    for (const name of ["length", "constructor", "toString", "0"])
      for (const value of [{}, [1], "x"])
        expect(matches({ type: "unequal", path: [name], value: "y" }, value), name).toBe(false);
  });
});

test("and holds if all of its filters do, or if any does", () => {
  const is = (value: number): QueryFilter => ({ type: "equal", path, value });
  const rows: readonly (readonly [readonly number[], boolean, boolean])[] = [
    [[1, 1], true, true],
    [[1, 2], false, true],
    [[2, 2], false, false],
    [[], true, false],
  ];
  for (const [numbers, all, any] of rows) {
    const filters = numbers.map(is);
    expect(matches({ type: "and", filters }, { a: 1 })).toBe(all);
    expect(matches({ type: "or", filters }, { a: 1 })).toBe(any);
  }
  const nested: QueryFilter = { type: "and", filters: [is(1), { type: "or", filters: [is(2), is(1)] }] };
  expect(matches(nested, { a: 1 })).toBe(true);
  expect([isJoined(nested), isJoined({ type: "or", filters: [] }), isJoined(is(1))]).toEqual([
    true,
    true,
    false,
  ]);
});

test("bytes are JSON only if they are valid UTF-8 without a byte order mark and parse", () => {
  expect(jsonOf(Buffer.from('{"a":[1,"é"]}'))).toEqual({ a: [1, "é"] });
  expect(jsonOf(Buffer.from("null"))).toBeNull();
  for (const bytes of [
    Buffer.from(""),
    Buffer.from("{"),
    Buffer.of(0x22, 0xff, 0x22),
    Buffer.from("\uFEFF1"),
  ])
    expect(jsonOf(bytes), bytes.toString("hex")).toBeUndefined();
});
