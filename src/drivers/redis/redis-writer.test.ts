// The order in which transactions of one commit are sent: those with a key in common
// are sent one after the other, all others together.
import { expect, test } from "vitest";
import { put } from "../../../test/conformance/mutations.ts";
import { roundsOf } from "./redis-writer.ts";

const transaction = (...keys: readonly string[]) => ({ mutations: keys.map((key) => put(key, "x")) });

test("transactions of different keys are one round", () => {
  expect(roundsOf([transaction("a"), transaction("b", "c"), transaction("d")])).toEqual([[0, 1, 2]]);
});

test("a transaction is in a later round than every earlier one that shares a key with it", () => {
  expect(
    roundsOf([transaction("a"), transaction("b"), transaction("a", "b"), transaction("c"), transaction("b")]),
  ).toEqual([[0, 1, 3], [2], [4]]);
});

test("no transactions are no rounds, and an empty transaction is in the first", () => {
  expect(roundsOf([])).toEqual([]);
  expect(roundsOf([transaction(), transaction("a")])).toEqual([[0, 1]]);
});
