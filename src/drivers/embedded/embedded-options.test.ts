// The options of an embedded store: defaults, bounds, and all violations at once.
import { expect, it } from "vitest";
import { compileEmbeddedOptions } from "./embedded-options.ts";

it("every option has a default", () => {
  expect(compileEmbeddedOptions({})).toEqual({
    path: "./data",
    mapBytesMax: 64 * 2 ** 30,
    sweepIntervalMs: 1000,
    sweepKeysMax: 500,
    waitingWritesMax: 10_000,
  });
});

it("options can be text", () => {
  const options = compileEmbeddedOptions({ path: "/somewhere", mapBytesMax: "1048576", durable: "true" });
  expect(options).toMatchObject({ path: "/somewhere", mapBytesMax: 2 ** 20 });
});

it("acknowledging before the flush cannot be configured", () => {
  expect(() => compileEmbeddedOptions({ durable: false })).toThrow(/^durable: must be true/);
});

it("all violations are reported at once, unknown names among them", () => {
  const raw = { path: "", mapBytesMax: 5, sweepIntervalMs: "soon", sync: false };
  expect(() => compileEmbeddedOptions(raw)).toThrow(/path: .*mapBytesMax: .*sweepIntervalMs: .*sync: is not/);
  expect(() => compileEmbeddedOptions({ path: "a\0b" })).toThrow(/path: must not contain NUL/);
});
