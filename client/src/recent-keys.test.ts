// Repeated keys are noticed as long as they are remembered; keys in order cost nothing.
import { expect, test } from "vitest";
import { RecentKeys } from "./recent-keys.ts";

/** The keys that are not new. */
function repeatedIn(keys: readonly string[], max?: number): string[] {
  const recent = new RecentKeys(max);
  return keys.filter((key) => !recent.add(key));
}

const ascending = Array.from({ length: 500 }, (_, index) => String(index).padStart(4, "0"));

test("a repeated key is not new, however late it is", () => {
  expect(repeatedIn(["b", "a", "c", "b", "a"])).toEqual(["b", "a"]);
  expect(repeatedIn(["a", "a"])).toEqual(["a"]);
  // In order at first, by chance.
  expect(repeatedIn(["a", "b", "c", "A", "b"])).toEqual(["b"]);
  const shuffled = [...ascending].reverse();
  expect(repeatedIn([...shuffled, ...shuffled])).toEqual(shuffled);
});

test("keys that stay in order are all new", () => {
  expect(repeatedIn(ascending)).toEqual([]);
});

test("the oldest key is forgotten first", () => {
  expect(repeatedIn(["c", "b", "a", "b", "c"], 2)).toEqual(["b"]);
});

test("an empty key counts as any other", () => {
  expect(repeatedIn(["", "a", ""])).toEqual([""]);
});
