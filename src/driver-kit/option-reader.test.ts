// How drivers check their options.
import { expect, it } from "vitest";
import { OptionReader } from "./option-reader.ts";

const bounds = { min: 1, max: 9 };

it("returns the given values, and the default where none is given", () => {
  const reader = new OptionReader({ count: 3, deep: "true", path: "./data", mode: "b" });
  expect(reader.integer("count", 1, bounds)).toBe(3);
  expect(reader.integer("other", 7, bounds)).toBe(7);
  expect(reader.flag("deep", false)).toBe(true);
  expect(reader.flag("wide", true)).toBe(true);
  expect(reader.text("path", "x")).toBe("./data");
  expect(reader.choice("mode", "a", ["a", "b"])).toBe("b");
  expect(reader.choice("rest", "a", ["a", "b"])).toBe("a");
  expect(() => reader.finish()).not.toThrow();
});

it("reports every violation in one error", () => {
  const reader = new OptionReader({ count: 10, deep: "perhaps", path: "", mode: "c", extra: 1 });
  reader.integer("count", 1, bounds);
  reader.flag("deep", false);
  reader.text("path", "x");
  reader.choice("mode", "a", ["a", "b"]);
  reader.violation("path", "is not writable");
  const paths = ["count", "deep", "path", "mode", "path", "extra"].map((name) =>
    expect.objectContaining({ path: [name] }),
  );
  const message =
    /^count: .*from 1 to 9; deep: .*; path: .*; mode: .*a, b; path: is not writable; extra: is not an option$/;
  expect(() => reader.finish()).toThrow(
    expect.objectContaining({
      code: "invalid",
      violations: paths,
      message: expect.stringMatching(message),
    }),
  );
});

it("never shows the value of an option", () => {
  const reader = new OptionReader({ password: ["hunter2"], secretName: "hunter2" });
  reader.text("password", "x");
  expect(() => reader.finish()).toThrow(/^(?!.*hunter2).*password.*secretName/);
});

it("rejects numbers that are not whole", () => {
  for (const count of [1.5, Number.NaN, "1.0", "", "1e1", true, null, [3]]) {
    const reader = new OptionReader({ count });
    reader.integer("count", 1, { min: -100, max: 100 });
    expect(() => reader.finish(), String(count)).toThrow(/count/);
  }
});
