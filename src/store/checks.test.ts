// The small checks of the contract: preconditions, calls that are over, views, and sources of invalidations.
import { describe, expect, it, test } from "vitest";
import { createCall } from "../model/call.ts";
import type { Precondition } from "../model/mutation.ts";
import type { StateRecord } from "../model/record.ts";
import { checkCall, closedError, endedCallError } from "./call-check.ts";
import { isInvalidationSource } from "./invalidation-source.ts";
import { preconditionError } from "./precondition.ts";
import { keyOnly, viewRecord } from "./record-view.ts";

const record: StateRecord = {
  key: "k",
  value: Uint8Array.of(1),
  contentType: "a/b",
  kind: "cached",
  version: "7",
  createTime: 1,
  updateTime: 2,
  expireTime: 3,
};

describe("a precondition", () => {
  const exists = ["already-exists", "the key already exists"];
  const missing = ["missing", "the key does not exist"];
  const conflict = ["conflict", "the record does not have the required version"];

  it.each<[Precondition, string[] | undefined, string[] | undefined]>([
    [{ type: "none" }, undefined, undefined],
    [{ type: "absent" }, exists, undefined],
    [{ type: "present" }, undefined, missing],
    [{ type: "version", version: "7" }, undefined, conflict],
    [{ type: "version", version: "8" }, conflict, conflict],
  ])("%j fails with its own error", (precondition, withRecord, without) => {
    for (const [present, expected] of [
      [record, withRecord],
      [undefined, without],
    ] as const) {
      const error = preconditionError(present, precondition, 3);
      if (expected === undefined) expect(error).toBeUndefined();
      else
        expect(error).toMatchObject({
          code: expected[0],
          message: expected[1],
          mutationIndex: 3,
          outcome: "not-applied",
        });
    }
  });
});

describe("a call that is over", () => {
  const clock = { now: () => 0, monotonic: () => 1000 };

  it("has been cancelled or has reached its deadline, and was not applied", () => {
    const cancelled = endedCallError(createCall({ clock, signal: AbortSignal.abort() }));
    expect(cancelled).toMatchObject({
      code: "cancelled",
      message: "the call was cancelled before it was sent",
      outcome: "not-applied",
    });
    for (const deadline of [999, 1000])
      expect(endedCallError(createCall({ clock, deadline }))).toMatchObject({
        code: "deadline",
        message: "the deadline passed before the call was sent",
        outcome: "not-applied",
      });
    expect(() => checkCall(createCall({ clock, deadline: 1000 }))).toThrow("the deadline passed");
  });

  it("is not one with time left or without a deadline, for which the clock is not read", () => {
    expect(endedCallError(createCall({ clock, deadline: 1001 }))).toBeUndefined();
    checkCall(createCall({ clock, deadline: 1001 }));
    const unread = { now: () => expect.unreachable(), monotonic: () => expect.unreachable() };
    expect(endedCallError(createCall({ clock: unread }))).toBeUndefined();
  });

  it("or one on a closed store", () => {
    expect(closedError()).toMatchObject({
      code: "closed",
      message: "the store was closed",
      outcome: "not-applied",
    });
  });
});

test("a view returns the record itself, all but its value, or only its key", () => {
  expect(viewRecord(record, "full")).toBe(record);
  expect(viewRecord(record, "metadata")).toEqual({ ...record, value: new Uint8Array(0) });
  const empty = { ...record, value: new Uint8Array(0) };
  expect(viewRecord(empty, "metadata")).toBe(empty);
  const bare = {
    key: "k",
    value: new Uint8Array(0),
    contentType: "",
    kind: "persistent",
    version: "",
    createTime: undefined,
    updateTime: undefined,
    expireTime: undefined,
  };
  expect(viewRecord(record, "keys")).toEqual(bare);
  expect(keyOnly("k")).toEqual(bare);
});

test("a store reports changes if it has the function for it", () => {
  expect(isInvalidationSource({})).toBe(false);
  expect(isInvalidationSource({ invalidations: true })).toBe(false);
  expect(isInvalidationSource({ invalidations: () => async () => {} })).toBe(true);
});
