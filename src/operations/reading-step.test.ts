// The sizes of reading steps.
import { expect, test } from "vitest";
import { ReadingStep, recordBytes } from "./reading-step.ts";

test("the size of a record is that of its texts in UTF-8, its value and an overhead", () => {
  const times = { createTime: undefined, updateTime: undefined, expireTime: undefined };
  const record = {
    key: "é",
    value: new Uint8Array(3),
    contentType: "a/é",
    kind: "cached",
    version: "1",
  } as const;
  expect(recordBytes({ ...record, ...times })).toBe(2 + 3 + 4 + 128);
});

test("steps grow fourfold up to their bound", () => {
  const step = new ReadingStep();
  const sizes = [];
  for (let round = 0; round < 4; round++) {
    sizes.push(step.recordsFor(1_000_000));
    step.fetched(sizes.at(-1) ?? 0, 0);
  }
  expect(sizes).toEqual([4, 16, 64, 64]);
  expect(new ReadingStep(100, 100).recordsFor(1)).toBe(100);
});

test("a step holds as many records of the mean size as fit, and at least one", () => {
  const step = new ReadingStep();
  expect(step.meanBytes).toBe(0);
  step.fetched(1, 100);
  step.fetched(3, 500);
  expect(step.meanBytes).toBe(150);
  expect([149, 150, 299, 300].map((bytesLeft) => step.recordsFor(bytesLeft))).toEqual([1, 1, 1, 2]);
  expect(step.recordsFor(0)).toBe(1);
});

test("a step of which a record did not fit is halved, down to one", () => {
  const step = new ReadingStep();
  step.shrink(9);
  expect(step.recordsFor(1)).toBe(4);
  step.shrink(1);
  expect(step.recordsFor(1)).toBe(1);
});
