// Random documents and filters: few names and few values, so that filters often match.
import fc from "fast-check";
import type { JsonValue } from "../../src/store/query-match.ts";
import type { QueryFilter, QueryScalar } from "../../src/store/record-query.ts";

const names = ["a", "b", "c.d", "0", "it's", '"', "$", "", "é"];
const texts = ["x", "X", "", "5", "true", "null", "a b", "'", "{}", "é", "\u{1f600}"];
const numbers = [0, -0, 5, 5.5, -1, 10, 1e-7, 2 ** 53 - 1, 1.5e300];

const scalar: fc.Arbitrary<QueryScalar> = fc.oneof(
  fc.constantFrom(...texts),
  fc.constantFrom(...numbers),
  fc.boolean(),
  fc.constant(null),
);
const name = fc.constantFrom(...names);

/** Any JSON with few names. */
export const anyDocuments: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  ),
})).value;

const path = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .filter(([first, ...rest]) => first !== "" || rest.length > 0);

/** Conditions on some paths, with the values to compare. */
export function conditionsOn(
  paths: fc.Arbitrary<readonly string[]>,
  values: fc.Arbitrary<QueryScalar>,
  orders: fc.Arbitrary<readonly string[]> = paths,
): fc.Arbitrary<QueryFilter> {
  return fc.oneof(
    fc.record({ type: fc.constantFrom("equal" as const, "unequal" as const), path: paths, value: values }),
    fc.record({
      type: fc.constantFrom(
        "greater",
        "greater-or-equal",
        "less",
        "less-or-equal",
      ) as fc.Arbitrary<"greater">,
      path: orders,
      value: fc.constantFrom(...numbers),
    }),
    fc.record({
      type: fc.constant("in" as const),
      path: paths,
      values: fc.array(values, { minLength: 1, maxLength: 4 }),
    }),
  );
}

/** Filters of such conditions, combined in any way. */
export function combined(condition: fc.Arbitrary<QueryFilter>): fc.Arbitrary<QueryFilter> {
  return fc.letrec<{ filter: QueryFilter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      condition,
      fc.record({
        type: fc.constantFrom("and" as const, "or" as const),
        filters: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })).filter;
}

/** Any filter. */
export const anyFilters: fc.Arbitrary<QueryFilter> = combined(conditionsOn(path, scalar));
