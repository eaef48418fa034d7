// Counters of an encrypted store: what is sent instead of an addition, and what the results mean.
import { describe, expect, it, test } from "vitest";
import { add, check, present, put } from "../../test/conformance/mutations.ts";
import { StoreError } from "../model/errors.ts";
import type { StateRecord } from "../model/record.ts";
import type { ReadResult } from "../store/state-store.ts";
import { additionResults, isLostRace, planAdditions } from "./encrypted-counters.ts";

const record: StateRecord = {
  key: "n",
  value: Buffer.from("5"),
  contentType: "a/b",
  kind: "cached",
  version: "7",
  createTime: 1,
  updateTime: 2,
  expireTime: undefined,
};

const plan = (mutation: ReturnType<typeof add>, found: ReadResult) =>
  planAdditions([put("a", "x"), mutation], new Map([["n", found]]));

describe("an addition", () => {
  it("to a missing counter becomes a put of the sum that requires that it is still missing", () => {
    const { mutations, errors } = plan(add("n", 2n, { initial: 40n, expiry: { type: "keep" } }), undefined);
    expect(mutations[0]).toEqual(put("a", "x"));
    expect(mutations[1]).toEqual({
      type: "put",
      key: "n",
      value: new TextEncoder().encode("42"),
      contentType: "",
      kind: "persistent",
      expiry: { type: "keep" },
      precondition: { type: "absent" },
      returnPrevious: true,
    });
    expect(errors.size).toBe(0);
  });

  it("to a counter keeps its content type and kind, and requires its version", () => {
    expect(plan(add("n", 2n), record).mutations[1]).toMatchObject({
      value: new TextEncoder().encode("7"),
      contentType: "a/b",
      kind: "cached",
      precondition: { type: "version", version: "7" },
    });
  });

  it.each<[string, ReturnType<typeof add>, ReadResult, object]>([
    [
      "its precondition does not hold",
      add("n", 1n, { precondition: present }),
      undefined,
      { code: "missing" },
    ],
    [
      "the value is not a counter",
      add("n", 1n),
      { ...record, value: Buffer.from("x") },
      { code: "wrong-type" },
    ],
    [
      "the value cannot be read",
      add("n", 1n),
      new StoreError("corrupt", "bad", { outcome: "unknown" }),
      { code: "corrupt", message: "bad" },
    ],
  ])("becomes a check that always fails if %s", (_, mutation, found, error) => {
    const { mutations, errors } = plan(mutation, found);
    expect(mutations[1]).toEqual(check("n", { type: "version", version: "no such version" }));
    expect([...errors.keys()]).toEqual([1]);
    expect(errors.get(1)).toMatchObject({ ...error, mutationIndex: 1, outcome: "not-applied" });
  });
});

test("a race was lost only if an addition failed because its record has changed", () => {
  const mutations = [put("a", "x"), add("n", 1n)];
  const lost = (code: "conflict" | "already-exists" | "missing", mutationIndex?: number) =>
    isLostRace(mutations, new StoreError(code, "x", { mutationIndex }));
  expect([lost("conflict", 1), lost("already-exists", 1)]).toEqual([true, true]);
  expect([lost("missing", 1), lost("conflict", 0), lost("conflict", 2), lost("conflict")]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("the result of an addition is the sum with the previous record, which is not shown", () => {
  const result = { found: true, version: "8", expireTime: undefined };
  const mutations = [put("a", "x"), add("n", 2n, { initial: 40n }), add("m", 2n, { initial: 40n })];
  const results = additionResults(mutations, [
    { ...result, previous: record },
    { ...result, previous: record },
    result,
  ]);
  expect(results).toEqual([
    { ...result, previous: record },
    { ...result, value: 7n },
    { ...result, value: 42n },
  ]);
  const text = { ...record, value: Buffer.from("x") };
  expect(additionResults([add("n", 1n)], [{ ...result, previous: text }])).toEqual([result]);
});
