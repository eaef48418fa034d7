// A failed attempt is reported until its backoff has passed, and the backoff grows until an attempt succeeds.
import { expect, test } from "vitest";
import { RetryState } from "./retry-state.ts";

function start() {
  let now = 1_000;
  const clock = { now: () => 0, monotonic: () => now };
  // With this random number the delays have no jitter.
  const state = new RetryState<string>({ delayMsMin: 100, delayMsMax: 400 }, clock, () => 1);
  const pass = (ms: number): void => {
    now += ms;
  };
  return { state, pass };
}

test("an attempt may be made at once if none has failed", () => {
  expect(start().state.check()).toBeUndefined();
});

test("a failure is reported with the time that is left, until its backoff has passed", () => {
  const { state, pass } = start();
  state.failed("no route");
  expect(state.check()).toEqual({ cause: "no route", waitMs: 100 });
  pass(60);
  expect(state.check()).toEqual({ cause: "no route", waitMs: 40 });
  pass(40);
  expect(state.check()).toBeUndefined();
});

test("the backoff grows with each failure up to its maximum", () => {
  const { state } = start();
  const waits = [1, 2, 3, 4].map(() => {
    state.failed("no route");
    return state.check()?.waitMs;
  });
  expect(waits).toEqual([100, 200, 400, 400]);
});

test("after a success the backoff starts from the shortest delay", () => {
  const { state } = start();
  state.failed("no route");
  state.failed("no route");
  state.succeeded();
  expect(state.check()).toBeUndefined();
  state.failed("reset");
  expect(state.check()).toEqual({ cause: "reset", waitMs: 100 });
});
