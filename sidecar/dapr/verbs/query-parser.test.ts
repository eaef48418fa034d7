// Parsing of Dapr's queries: what each means, and that an invalid text throws
// nothing but a StoreError with a violation.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoreError } from "../../../src/index.ts";
import { readQuery } from "./query-parser.ts";

const everything = { filter: undefined, sort: [], limit: undefined, position: 0 };

describe("a query", () => {
  it.each([
    "{}",
    '{"filter":{}}',
    '{"filter":null,"sort":null,"page":null}',
    '{"page":{"limit":0,"token":""}}',
  ])("matches every record: %s", (text) => {
    expect(readQuery(text)).toEqual(everything);
  });

  it("has a filter, an order and a page", () => {
    const text = JSON.stringify({
      filter: {
        AND: [{ NEQ: { "a.b": null } }, { OR: [{ GTE: { n: 1.5 } }, { IN: { s: ["x", 1, true] } }] }],
      },
      sort: [{ key: "a.b" }, { key: "n", order: "desc" }],
      page: { limit: 7, token: "14" },
    });
    expect(readQuery(text)).toEqual({
      filter: {
        type: "and",
        filters: [
          { type: "unequal", path: ["a", "b"], value: null },
          {
            type: "or",
            filters: [
              { type: "greater-or-equal", path: ["n"], value: 1.5 },
              { type: "in", path: ["s"], values: ["x", 1, true] },
            ],
          },
        ],
      },
      sort: [
        { path: ["a", "b"], descending: false },
        { path: ["n"], descending: true },
      ],
      limit: 7,
      position: 14,
    });
  });

  it("accepts its own names in any case, as Dapr does, so that a filter is never ignored", () => {
    const { filter, limit } = readQuery('{"Filter":{"EQ":{"a":1}},"PAGE":{"Limit":2}}');
    expect(filter).toMatchObject({ type: "equal" });
    expect(limit).toBe(2);
  });

  it("accepts operators in their exact spelling only, and no property of Object.prototype", () => {
    for (const operator of ["eq", "constructor", "toString", "__proto__"]) {
      expect(() => readQuery(`{"filter":{"${operator}":{"a":1}}}`)).toThrow("has an operator other than");
    }
  });

  it("is parsed, or rejected with a path, whatever the text", () => {
    const operand = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }));
    const operator = fc.constantFrom("EQ", "IN", "GT", "AND", "OR", "LIKE");
    const filter = fc.dictionary(operator, fc.oneof(operand, fc.array(operand)), { maxKeys: 2 });
    const query = fc.record(
      { filter, sort: fc.jsonValue(), page: fc.oneof(fc.jsonValue(), fc.record({ limit: fc.jsonValue() })) },
      { requiredKeys: [] },
    );
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      query.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          readQuery(input);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(StoreError);
          expect((thrown as StoreError).violations).toHaveLength(1);
          expect((thrown as StoreError).violations[0]?.path).not.toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
