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

test("an empty key is remembered like any other", () => {
  expect(repeatedIn(["", "a", ""])).toEqual([""]);
});

test("a key takes the same time, however many were forgotten", () => {
  const recent = new RecentKeys();
  const spentMs = (from: number): number => {
    const start = performance.now();
    for (let index = from; index < from + 50_000; index++) recent.add(`order/${(index * 7919) % 1_000_003}`);
    return performance.now() - start;
  };
  for (let from = 0; from < 200_000; from += 50_000) spentMs(from);
  // Measured: 40 ms. To search for the oldest key takes 8000 ms here.
  expect(spentMs(200_000)).toBeLessThan(2_000);
});
