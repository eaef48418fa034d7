// Streams that were reset of late are remembered, and no more of them than allowed.
import { expect, test } from "vitest";
import { ResetStreams } from "./reset-streams.ts";

test("streams that were reset are forgiven, others are not", () => {
  const streams = new ResetStreams(10);
  streams.add(5);
  expect(streams.shouldIgnore(5)).toBe(true);
  expect(streams.shouldIgnore(3)).toBe(false);
  expect(streams.shouldIgnore(7)).toBe(false);
});

test("what fell out of memory is forgiven with everything before it", () => {
  const streams = new ResetStreams(2);
  for (const id of [5, 9, 11]) streams.add(id);
  expect(streams.shouldIgnore(3)).toBe(true);
  expect(streams.shouldIgnore(7)).toBe(false);
  expect(streams.shouldIgnore(11)).toBe(true);
});

test("a stream that is reset twice makes no other forgiven", () => {
  const streams = new ResetStreams(4);
  streams.add(9);
  streams.add(9);
  expect(streams.shouldIgnore(7)).toBe(false);
  expect(streams.shouldIgnore(9)).toBe(true);
});

test("an older stream that is reset after a later one of its slot does not push it out", () => {
  const streams = new ResetStreams(2);
  streams.add(9);
  streams.add(5);
  expect(streams.shouldIgnore(9)).toBe(true);
  expect(streams.shouldIgnore(5)).toBe(true);
});
