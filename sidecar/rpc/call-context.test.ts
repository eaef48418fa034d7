// The deadlines of calls.
import { expect, test } from "vitest";
import { callContext, writeFacts } from "./call-fixture.ts";

const leftOf = (requestedMs: number, keepsDeadline: boolean): number => {
  const deadline = performance.now() + requestedMs;
  const call = callContext({ deadline }, { ...writeFacts, keepsDeadline });
  return Math.round((call.deadline - call.clock.monotonic()) / 1000) * 1000;
};

test.each([
  [Number.POSITIVE_INFINITY, 5_000, Number.POSITIVE_INFINITY],
  [300_000, 60_000, 300_000],
  [59_000, 59_000, 59_000],
  [2_000, 2_000, 2_000],
  [-1_000, -1_000, -1_000],
])(
  "a client's deadline of %d ms becomes %d ms, and stays %d ms for a method that keeps it",
  (requestedMs, limited, kept) => {
    expect(leftOf(requestedMs, false)).toBe(limited);
    expect(leftOf(requestedMs, true)).toBe(kept);
  },
);
