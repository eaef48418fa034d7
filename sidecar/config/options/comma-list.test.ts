// Lists in the value of a flag.
import { expect, test } from "vitest";
import { commaList } from "./comma-list.ts";

test.each([
  ["a", ["a"]],
  ["a,b", ["a", "b"]],
  ["/a/b,./c d", ["/a/b", "./c d"]],
  ['"a,b",c', ["a,b", "c"]],
  ['"say ""hi"""', ['say "hi"']],
  ["a,", ["a", ""]],
  ["", [""]],
  ['a"b,c', ['a"b,c']],
])("%j is the list %j", (text, fields) => {
  expect(commaList(text)).toEqual(fields);
});
