// Errors: what is known about a write by default, the texts of violations, and changed copies.
import { describe, expect, it, test } from "vitest";
import {
  asStoreError,
  errorCodes,
  pathText,
  rejectionError,
  StoreError,
  violationError,
  violationsText,
} from "./errors.ts";

const unknown = ["unavailable", "closed", "deadline", "cancelled", "internal"];

test.each(errorCodes)("the outcome of %s is unknown only if it proves nothing about the write", (code) => {
  expect(new StoreError(code, "x").outcome).toBe(unknown.includes(code) ? "unknown" : "not-applied");
  expect(new StoreError(code, "x", { outcome: "unknown" }).outcome).toBe("unknown");
  expect(new StoreError(code, "x", { outcome: "not-applied" }).outcome).toBe("not-applied");
});

test("an error has a cause only if it was given one", () => {
  const cause = new Error("reason");
  expect(new StoreError("internal", "x", { cause }).cause).toBe(cause);
  expect("cause" in new StoreError("internal", "x", { cause: undefined })).toBe(true);
  expect("cause" in new StoreError("internal", "x")).toBe(false);
  expect(new StoreError("internal", "x")).toMatchObject({ name: "StoreError", message: "x", violations: [] });
});

describe("a changed copy", () => {
  const violations = [{ path: ["key"], description: "is missing" }];
  const parts = { outcome: "unknown", violations, mutationIndex: 3, retryDelayMs: 40 } as const;

  it("keeps everything that is not changed", () => {
    const cause = new Error("reason");
    const error = new StoreError("deadline", "text", { ...parts, cause });
    expect(error.with({ mutationIndex: 4 })).toMatchObject({
      code: "deadline",
      message: "text",
      ...parts,
      mutationIndex: 4,
    });
    expect(error.with({}).cause).toBe(cause);
    expect(error.with({ cause: undefined }).cause).toBeUndefined();
    expect("cause" in new StoreError("deadline", "text").with({})).toBe(false);
  });

  it("has the text of its new violations", () => {
    const changed = new StoreError("invalid", "text", parts).with({
      violations: [{ path: ["mutations", 1, "key"], description: "is missing" }],
    });
    expect(changed.message).toBe("mutations[1].key: is missing");
  });
});

test.each([
  [[], ""],
  [["key"], "key"],
  [["mutations", 3, "expiry"], "mutations[3].expiry"],
  [[0, "key"], "[0].key"],
])("the path %j is %j as text", (path, text) => {
  expect(pathText(path)).toBe(text);
});

test("violations are one text, without a path where it is empty", () => {
  const violations = [
    { path: ["a", 0], description: "is missing" },
    { path: [], description: "the request is empty" },
  ];
  expect(violationsText(violations)).toBe("a[0]: is missing; the request is empty");
  expect(violationError(violations)).toMatchObject({
    code: "invalid",
    outcome: "not-applied",
    message: "a[0]: is missing; the request is empty",
    violations,
  });
  expect(violationError(violations, "internal", { outcome: "unknown", mutationIndex: 2 })).toMatchObject({
    code: "internal",
    outcome: "unknown",
    mutationIndex: 2,
  });
  expect(violationError(violations, "internal").outcome).toBe("not-applied");
});

test("the violation of a rejected value has the path of the value, and of the faulty field below it", () => {
  const description = "is too long";
  expect(rejectionError({ code: "too-large", description }, ["keys", 2])).toMatchObject({
    code: "too-large",
    violations: [{ path: ["keys", 2], description }],
  });
  expect(
    rejectionError({ code: "invalid", path: ["key"], description }, ["mutations", 2], { mutationIndex: 2 }),
  ).toMatchObject({
    code: "invalid",
    mutationIndex: 2,
    violations: [{ path: ["mutations", 2, "key"], description }],
  });
});

test("a thrown value that is not a StoreError becomes internal, and its text is not shown", () => {
  const error = new StoreError("conflict", "x");
  expect(asStoreError(error)).toBe(error);
  const secret = new Error("password=1");
  const hidden = asStoreError(secret);
  expect(hidden).toMatchObject({ code: "internal", message: "internal error", outcome: "unknown" });
  expect(hidden.cause).toBe(secret);
});
