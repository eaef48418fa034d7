// The deadline wheel, by a clock that the test moves.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DeadlineWheel } from "../../src/resilience/deadline.ts";

let now = 0;
const clock = { now: () => 0, monotonic: () => now };

beforeEach(() => {
  now = 1000.3;
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function pass(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(5);
}

it("expires what is due, once, and never before its time", () => {
  const wheel = new DeadlineWheel(clock);
  const expired: string[] = [];
  wheel.wait(20, () => expired.push("a"));
  wheel.wait(40, () => expired.push("b"));
  pass(19);
  expect(expired).toEqual([]);
  pass(6);
  expect(expired).toEqual(["a"]);
  pass(60);
  expect(expired).toEqual(["a", "b"]);
  pass(1000);
  expect(expired).toEqual(["a", "b"]);
});

it("does not expire what was released", () => {
  const wheel = new DeadlineWheel(clock);
  const expired: string[] = [];
  const kept = wheel.wait(20, () => expired.push("kept"));
  const released = wheel.wait(20, () => expired.push("released"));
  wheel.release(released);
  wheel.release(released);
  expect(wheel.size).toBe(1);
  pass(30);
  expect(expired).toEqual(["kept"]);
  wheel.release(kept);
  expect(wheel.size).toBe(0);
});

it("expires all that fell due while the event loop was held up", () => {
  const wheel = new DeadlineWheel(clock);
  let expired = 0;
  for (let index = 0; index < 500; index += 1) wheel.wait(index * 10, () => expired++);
  pass(10_000);
  expect(expired).toBe(500);
});

it("expires at the next tick what is due already", () => {
  const wheel = new DeadlineWheel(clock);
  let expired = 0;
  wheel.wait(50, () => {});
  pass(10);
  wheel.wait(-5, () => expired++);
  wheel.wait(0, () => expired++);
  expect(expired).toBe(0);
  pass(5);
  expect(expired).toBe(2);
});

it("has no timer while nothing waits, and one again when something does", () => {
  const wheel = new DeadlineWheel(clock);
  wheel.release(wheel.wait(1000, () => {}));
  expect(vi.getTimerCount()).toBe(1);
  pass(5);
  expect(vi.getTimerCount()).toBe(0);
  let expired = 0;
  pass(100_000);
  wheel.wait(10, () => expired++);
  expect(vi.getTimerCount()).toBe(1);
  pass(15);
  expect(expired).toBe(1);
});

it("takes what begins to wait while others expire", () => {
  const wheel = new DeadlineWheel(clock);
  const expired: string[] = [];
  wheel.wait(10, () => {
    expired.push("first");
    wheel.wait(10, () => expired.push("second"));
  });
  pass(15);
  pass(15);
  expect(expired).toEqual(["first", "second"]);
});
