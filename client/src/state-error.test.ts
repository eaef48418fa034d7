// The client's errors: their parts, copies and JSON, and what is known of a write.
import { statusCode } from "@pillion/wire";
import { describe, expect, it, test } from "vitest";
import {
  invalidArgument,
  isConflict,
  isNotApplied,
  isOutcomeUnknown,
  isStateError,
  SerializerError,
  StateError,
} from "./state-error.ts";

const parts = {
  outcome: "not-applied",
  field: "mutations[3].value",
  violations: [{ field: "mutations[3].value", description: "is bad" }],
  mutationIndex: 4,
  retryDelayMs: 40,
  grpcStatus: statusCode.aborted,
} as const;

describe("an error", () => {
  it("has its parts, or none", () => {
    const cause = new Error("reason");
    const error = new StateError("conflict", "text", { ...parts, cause });
    expect(error).toMatchObject({ name: "StateError", code: "conflict", message: "text", ...parts });
    expect(error.cause).toBe(cause);
    const bare = new StateError("internal", "text");
    expect(bare).toMatchObject({
      outcome: undefined,
      field: undefined,
      violations: [],
      mutationIndex: undefined,
    });
    expect("cause" in bare).toBe(false);
  });

  it("has the mutation index of its field if it has no other", () => {
    const indexOf = (field: string) => new StateError("invalid", "text", { field }).mutationIndex;
    expect(
      ["mutations[3].value", "mutations[12]", "a.mutations[3]", "mutations[]", "key"].map(indexOf),
    ).toEqual([3, 12, undefined, undefined, undefined]);
  });

  it("is copied with another message and some other parts, and is the cause of the copy", () => {
    const error = new StateError("conflict", "text", parts);
    const copy = error.with("other", { outcome: "unknown" });
    expect(copy).toMatchObject({ code: "conflict", message: "other", ...parts, outcome: "unknown" });
    expect(copy.cause).toBe(error);
    expect(error.with("other")).toMatchObject(parts);
  });

  it("is JSON without the parts that it does not have", () => {
    const json = (error: StateError) => JSON.parse(JSON.stringify(error));
    expect(json(new StateError("conflict", "text", { ...parts, cause: new Error("secret") }))).toEqual({
      name: "StateError",
      code: "conflict",
      message: "text",
      ...parts,
    });
    expect(json(new StateError("internal", "text"))).toEqual({
      name: "StateError",
      code: "internal",
      message: "text",
    });
  });
});

test("the error of a serializer keeps its content type and its cause when it is copied", () => {
  const cause = new Error("reason");
  const options = { outcome: "applied", field: "value", contentType: "a/b", cause } as const;
  const copy = new SerializerError("corrupt", "text", options).with("other", { outcome: "unknown" });
  expect(copy).toMatchObject({
    name: "SerializerError",
    code: "corrupt",
    message: "other",
    outcome: "unknown",
    field: "value",
    contentType: "a/b",
  });
  expect(copy).toBeInstanceOf(SerializerError);
  expect(copy.cause).toBe(cause);
  expect(new SerializerError("invalid", "text").with("other").contentType).toBeUndefined();
});

test("what is known of a write is in its error", () => {
  const known = (error: unknown) => [
    isStateError(error),
    isConflict(error),
    isNotApplied(error),
    isOutcomeUnknown(error),
  ];
  for (const code of ["conflict", "already-exists", "missing"] as const)
    expect(known(new StateError(code, "x", { outcome: "not-applied" }))).toEqual([true, true, true, false]);
  expect(known(new StateError("conflict", "x", { outcome: "unknown" }))).toEqual([true, false, false, true]);
  expect(known(new StateError("overloaded", "x", { outcome: "not-applied" }))).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(known(new StateError("conflict", "x"))).toEqual([true, false, false, false]);
  expect(known(new Error("x"))).toEqual([false, false, false, false]);
  expect(invalidArgument("key", "is bad")).toMatchObject({
    code: "invalid",
    field: "key",
    message: "key: is bad",
    outcome: "not-applied",
  });
});
