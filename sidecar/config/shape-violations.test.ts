// Which names a schema knows at a path, for suggestions.
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { namesAt, unknownNames } from "./shape-violations.ts";

const schema = z.strictObject({
  list: z.optional(z.array(z.strictObject({ name: z.string() }))),
  byName: z.nullable(z.record(z.string(), z.strictObject({ timeout: z.optional(z.string()) }))),
  text: z.pipe(z.string(), z.transform(Number)),
});

test.each([
  [[], ["list", "byName", "text"]],
  [["list", 3], ["name"]],
  [["byName", "any"], ["timeout"]],
  [["text"], []],
  [["none", "inner"], []],
  [["constructor"], []],
])("at %j the names are %j", (path, names) => {
  expect(namesAt(schema, path)).toEqual(names);
});

test("each unknown name is a violation with its own path and the known names", () => {
  const { error } = schema.safeParse({ byName: { a: { timeuot: "1s", x: 1 } }, text: "1" });
  expect(error?.issues.flatMap((issue) => unknownNames(schema, issue, "is not known"))).toEqual([
    { path: ["byName", "a", "timeuot"], description: "is not known", known: ["timeout"] },
    { path: ["byName", "a", "x"], description: "is not known", known: ["timeout"] },
  ]);
});
