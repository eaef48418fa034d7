// The order in which batches of one commit are sent: those that name the same
// key come after each other, all others go together.
import { expect, test } from "vitest";
import { roundsOf } from "./redis-writer.ts";
import { put } from "../../../test/conformance/mutations.ts";

const batch = (...keys: readonly string[]) => ({ mutations: keys.map((key) => put(key, "x")) });

test("batches of different keys are one round", () => {
  expect(roundsOf([batch("a"), batch("b", "c"), batch("d")])).toEqual([[0, 1, 2]]);
});

test("a batch comes after every earlier one that shares a key with it", () => {
  expect(roundsOf([batch("a"), batch("b"), batch("a", "b"), batch("c"), batch("b")])).toEqual([
    [0, 1, 3],
    [2],
    [4],
  ]);
});

test("no batches are no rounds, and an empty batch is in the first", () => {
  expect(roundsOf([])).toEqual([]);
  expect(roundsOf([batch(), batch("a")])).toEqual([[0, 1]]);
});
