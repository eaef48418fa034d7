// Series are looked up once and then kept.
import { expect, test } from "vitest";
import { remembered } from "./label-set.ts";

test("looks each set of labels up once, and does not confuse two sets", () => {
  const found: string[][] = [];
  const find = remembered((...labels) => {
    found.push(labels);
    return labels.join();
  });
  for (const labels of [["a"], ["a", "b"], ["a", "b", "c"], ["a", "", "b"], ["b", "a"]] as const) {
    const [first, second, third] = labels;
    const child = find(first, second, third);
    expect(find(first, second, third)).toBe(child);
  }
  expect(found).toEqual([
    ["a", "", ""],
    ["a", "b", ""],
    ["a", "b", "c"],
    ["a", "", "b"],
    ["b", "a", ""],
  ]);
});
