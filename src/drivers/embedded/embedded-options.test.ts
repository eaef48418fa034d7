// The options of an embedded store: defaults, bounds, and every fault at once.
import { expect, it } from "vitest";
import { compileEmbeddedOptions } from "./embedded-options.ts";

it("every option has a default", () => {
  expect(compileEmbeddedOptions({})).toEqual({
    path: "./data",
    mapBytesMax: 64 * 2 ** 30,
    sweepIntervalMs: 1000,
    sweepBatchMax: 500,
    waitingWritesMax: 10_000,
  });
});

it("options may come as text", () => {
  const options = compileEmbeddedOptions({ path: "/somewhere", mapBytesMax: "1048576", durable: "true" });
  expect(options).toMatchObject({ path: "/somewhere", mapBytesMax: 2 ** 20 });
});

it("there is no way to acknowledge before the flush", () => {
  expect(() => compileEmbeddedOptions({ durable: false })).toThrow(/^durable: can only be true/);
});

it("every fault is told at once, and unknown names are faults", () => {
  const raw = { path: "", mapBytesMax: 5, sweepIntervalMs: "soon", sync: false };
  expect(() => compileEmbeddedOptions(raw)).toThrow(/path: .*mapBytesMax: .*sweepIntervalMs: .*sync: is not/);
  expect(() => compileEmbeddedOptions({ path: "a\0b" })).toThrow(/path: must not hold NUL/);
});
