// Deadlines of many calls on one timer: each ends once, in time, never early.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Call, createCall } from "../../src/model/call.ts";
import { DeadlineWatch } from "../../src/store/deadline-watch.ts";

// The timer of Node and the clock of the calls move together.
const clock = { now: () => 0, monotonic: () => performance.now() };
let start = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  start = performance.now();
});
afterEach(() => {
  vi.useRealTimers();
});

it("L2 each call expires once, at its deadline, in whatever order they came", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  for (const ms of [300, 100, 200, 100]) watch.watch(watched(ms, expired));
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual(["100", "100"]);
  vi.advanceTimersByTime(1000);
  expect(expired).toEqual(["100", "100", "200", "300"]);
  expect(watch.size).toBe(0);
});

it("a call that was released does not expire", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  const kept = watched(200, expired);
  const released = watched(100, expired);
  watch.watch(released);
  watch.watch(kept);
  watch.release(released);
  watch.release(released);
  vi.advanceTimersByTime(500);
  expect(expired).toEqual(["200"]);
});

it("a call without a deadline costs neither a place nor a timer", () => {
  const watch = new DeadlineWatch();
  watch.watch({ call: createCall({ clock }), expire: () => expect.unreachable() });
  expect(watch.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it("calls that come and go need one timer, however many they are", () => {
  const watch = new DeadlineWatch();
  for (let index = 0; index < 1000; index++) {
    const call = watched(5000 + index, []);
    watch.watch(call);
    watch.release(call);
  }
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(vi.getTimerCount()).toBe(0);
});

it("a deadline further off than a timer can count is kept", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  watch.watch(watched(2 ** 31 + 1000, expired));
  vi.advanceTimersByTime(2 ** 31 - 1);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(2000);
  expect(expired).toEqual([String(2 ** 31 + 1000)]);
});

it("what is watched while others expire is watched too", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  watch.watch({ call: callIn(100), expire: () => watch.watch(watched(50, expired)) });
  vi.advanceTimersByTime(101);
  expect(expired).toEqual(["50"]);
});

it("after close nothing expires and no timer is left", () => {
  const watch = new DeadlineWatch();
  watch.watch({ call: callIn(10), expire: () => expect.unreachable() });
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(100);
});

function watched(ms: number, expired: string[]): { call: Call; expire: () => void } {
  return { call: callIn(ms), expire: () => void expired.push(String(ms)) };
}

function callIn(ms: number): Call {
  return createCall({ clock, deadline: start + ms });
}
