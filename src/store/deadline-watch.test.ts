// Deadlines of many calls on one timer: each ends once, in time, never early.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Call, createCall } from "../model/call.ts";
import { DeadlineWatch, unwatched, type Watched } from "./deadline-watch.ts";

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
  for (const ms of [300, 100, 200, 100]) watch.watch(watched(ms, expired), callIn(ms));
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
  watch.watch(released, callIn(100));
  watch.watch(kept, callIn(200));
  watch.release(released);
  watch.release(released);
  vi.advanceTimersByTime(500);
  expect(expired).toEqual(["200"]);
});

it("a call without a deadline costs neither a place nor a timer", () => {
  const watch = new DeadlineWatch();
  watch.watch(unreachable(), createCall({ clock }));
  expect(watch.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it("calls that come and go need one timer, however many they are", () => {
  const watch = new DeadlineWatch();
  for (let index = 0; index < 1000; index++) {
    const one = watched(5000 + index, []);
    watch.watch(one, callIn(5000 + index));
    watch.release(one);
  }
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(vi.getTimerCount()).toBe(0);
});

it("a deadline further off than a timer can count is kept", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  watch.watch(watched(2 ** 31 + 1000, expired), callIn(2 ** 31 + 1000));
  vi.advanceTimersByTime(2 ** 31 - 1);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(2000);
  expect(expired).toEqual([String(2 ** 31 + 1000)]);
});

it("what is watched while others expire is watched too", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  const first = { place: unwatched, expire: () => watch.watch(watched(50, expired), callIn(50)) };
  watch.watch(first, callIn(100));
  vi.advanceTimersByTime(100);
  expect(watch.size).toBe(1);
  vi.advanceTimersByTime(50);
  expect(expired).toEqual(["50"]);
});

it("after close nothing expires and no timer is left", () => {
  const watch = new DeadlineWatch();
  watch.watch(unreachable(), callIn(10));
  watch.close();
  expect(watch.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(100);
});

it("all that fell due while the event loop was held up expire, and no other", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  for (let index = 0; index < 500; index++) watch.watch(watched(index * 10, expired), callIn(index * 10));
  vi.advanceTimersByTime(2505);
  expect(expired).toEqual(Array.from({ length: 251 }, (_, index) => String(index * 10)));
  expect(watch.size).toBe(249);
});

it("what is due already expires in a turn of its own", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  watch.watch(watched(-5, expired), callIn(-5));
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual(["-5"]);
});

it("of calls that end each other at the deadline each expires at most once", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  const second = watched(10, expired);
  const first = {
    place: unwatched,
    expire: () => {
      expired.push("first");
      watch.release(second);
    },
  };
  watch.watch(first, callIn(10));
  watch.watch(second, callIn(10));
  vi.advanceTimersByTime(100);
  expect(expired).toEqual(["first"]);
  expect(watch.size).toBe(0);
});

it("calls that end in any order leave the others with their own deadlines", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  const all = [500, 100, 400, 200, 300].map((ms) => ({ ms, one: watched(ms, expired) }));
  for (const { ms, one } of all) watch.watch(one, callIn(ms));
  for (const { ms, one } of all) if (ms === 100 || ms === 400) watch.release(one);
  vi.advanceTimersByTime(250);
  expect(expired).toEqual(["200"]);
  vi.advanceTimersByTime(1000);
  expect(expired).toEqual(["200", "300", "500"]);
});

it("a call with a clock of its own has as long as that clock says", () => {
  const watch = new DeadlineWatch();
  const expired: string[] = [];
  const own = { now: () => 0, monotonic: () => performance.now() + 1_000_000 };
  const call = createCall({ clock: own, deadline: start + 1_000_100 });
  watch.watch(watched(100, expired), call);
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(expired).toEqual(["100"]);
});

it("holds the process only while something is watched", () => {
  vi.useRealTimers();
  const watch = new DeadlineWatch();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const one = watched(60_000, []);
  const call = createCall({ deadline: performance.now() + 60_000 });
  watch.watch(one, call);
  expect(timers()).toBe(before + 1);
  watch.release(one);
  expect(timers()).toBe(before);
  watch.watch(one, call);
  expect(timers()).toBe(before + 1);
  watch.close();
});

function watched(ms: number, expired: string[]): Watched {
  return { place: unwatched, expire: () => void expired.push(String(ms)) };
}

function unreachable(): Watched {
  return { place: unwatched, expire: () => expect.unreachable() };
}

function callIn(ms: number): Call {
  return createCall({ clock, deadline: performance.now() + ms });
}
