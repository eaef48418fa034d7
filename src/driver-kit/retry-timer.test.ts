// The attempts that a retry timer starts: after which delay, and none once it was stopped.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RetryTimer } from "./retry-timer.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

function start() {
  const attempt = vi.fn();
  // With this random number the delays have no jitter.
  const timer = new RetryTimer({ delayMsMin: 100, delayMsMax: 400 }, () => 1, attempt);
  return { attempt, timer };
}

test("each failure starts one attempt, after a delay that grows", () => {
  const { attempt, timer } = start();
  for (const delayMs of [100, 200, 400, 400]) {
    attempt.mockClear();
    timer.failed();
    vi.advanceTimersByTime(delayMs - 1);
    expect(attempt).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(attempt).toHaveBeenCalledOnce();
  }
});

test("after a success the delay is the shortest again", () => {
  const { attempt, timer } = start();
  timer.failed();
  timer.failed();
  timer.succeeded();
  timer.failed();
  vi.advanceTimersByTime(100);
  expect(attempt).toHaveBeenCalledOnce();
});

test("no attempt starts after a stop", () => {
  const { attempt, timer } = start();
  timer.failed();
  timer.stop();
  vi.advanceTimersByTime(1_000);
  expect(attempt).not.toHaveBeenCalled();
});
