// Recently reset streams are kept, up to the limit.
import { expect, test } from "vitest";
import { ResetStreams } from "./reset-streams.ts";

test("frames on reset streams are ignored, on others they are not", () => {
  const streams = new ResetStreams(10);
  streams.add(5);
  expect(streams.shouldIgnore(5)).toBe(true);
  expect(streams.shouldIgnore(3)).toBe(false);
  expect(streams.shouldIgnore(7)).toBe(false);
});

test("after a stream is dropped, it and all earlier ones are ignored", () => {
  const streams = new ResetStreams(2);
  for (const id of [5, 9, 11]) streams.add(id);
  expect(streams.shouldIgnore(3)).toBe(true);
  expect(streams.shouldIgnore(7)).toBe(false);
  expect(streams.shouldIgnore(11)).toBe(true);
});

test("resetting a stream twice does not affect others", () => {
  const streams = new ResetStreams(4);
  streams.add(9);
  streams.add(9);
  expect(streams.shouldIgnore(7)).toBe(false);
  expect(streams.shouldIgnore(9)).toBe(true);
});

test("resetting an older stream does not replace a later one in its slot", () => {
  const streams = new ResetStreams(2);
  streams.add(9);
  streams.add(5);
  expect(streams.shouldIgnore(9)).toBe(true);
  expect(streams.shouldIgnore(5)).toBe(true);
});
