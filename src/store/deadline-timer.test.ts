// Deadlines of many calls on one timer: each expires once, on time, never early.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Call, createCall } from "../model/call.ts";
import { DeadlineTimer, type Expirable, noSlot } from "./deadline-timer.ts";

// The timers of Node.js and the clock of the calls advance together.
const clock = { now: () => 0, monotonic: () => performance.now() };
let start = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  start = performance.now();
});
afterEach(() => {
  vi.useRealTimers();
});

it("L2 each call expires once, at its deadline, in whatever order they were added", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  for (const ms of [300, 100, 200, 100]) timer.add(entry(ms, expired), callIn(ms));
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual(["100", "100"]);
  vi.advanceTimersByTime(1000);
  expect(expired).toEqual(["100", "100", "200", "300"]);
  expect(timer.size).toBe(0);
});

it("an entry that was removed does not expire", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  const kept = entry(200, expired);
  const removed = entry(100, expired);
  timer.add(removed, callIn(100));
  timer.add(kept, callIn(200));
  timer.remove(removed);
  timer.remove(removed);
  vi.advanceTimersByTime(500);
  expect(expired).toEqual(["200"]);
});

it("a call without a deadline takes neither a slot nor a timer", () => {
  const timer = new DeadlineTimer();
  timer.add(unreachable(), createCall({ clock }));
  expect(timer.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it("any number of entries that are added and removed need one timer", () => {
  const timer = new DeadlineTimer();
  for (let index = 0; index < 1000; index++) {
    const one = entry(5000 + index, []);
    timer.add(one, callIn(5000 + index));
    timer.remove(one);
  }
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(vi.getTimerCount()).toBe(0);
});

it("a deadline beyond the longest delay of a timer is kept", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  timer.add(entry(2 ** 31 + 1000, expired), callIn(2 ** 31 + 1000));
  vi.advanceTimersByTime(2 ** 31 - 1);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(2000);
  expect(expired).toEqual([String(2 ** 31 + 1000)]);
});

it("an entry that is added while others expire is timed too", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  const first = { slot: noSlot, expire: () => timer.add(entry(50, expired), callIn(50)) };
  timer.add(first, callIn(100));
  vi.advanceTimersByTime(100);
  expect(timer.size).toBe(1);
  vi.advanceTimersByTime(50);
  expect(expired).toEqual(["50"]);
});

it("after close nothing expires and no timer remains", () => {
  const timer = new DeadlineTimer();
  timer.add(unreachable(), callIn(10));
  timer.close();
  expect(timer.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(100);
});

it("an entry of a timer that was closed is in no timer, so removing it changes nothing", () => {
  const timer = new DeadlineTimer();
  const [one, two] = [unreachable(), unreachable()];
  timer.add(one, callIn(10));
  timer.add(two, callIn(20));
  timer.close();
  expect([one.slot, two.slot]).toEqual([noSlot, noSlot]);
  timer.remove(two);
  expect(timer.size).toBe(0);
});

it("all entries that fell due while the event loop was blocked expire, and no others", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  for (let index = 0; index < 500; index++) timer.add(entry(index * 10, expired), callIn(index * 10));
  vi.advanceTimersByTime(2505);
  expect(expired).toEqual(Array.from({ length: 251 }, (_, index) => String(index * 10)));
  expect(timer.size).toBe(249);
});

it("an entry that is already due expires in a later turn of the event loop", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  timer.add(entry(-5, expired), callIn(-5));
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual(["-5"]);
});

it("of entries that remove each other at the deadline, each expires at most once", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  const second = entry(10, expired);
  const first = {
    slot: noSlot,
    expire: () => {
      expired.push("first");
      timer.remove(second);
    },
  };
  timer.add(first, callIn(10));
  timer.add(second, callIn(10));
  vi.advanceTimersByTime(100);
  expect(expired).toEqual(["first"]);
  expect(timer.size).toBe(0);
});

it("entries removed in any order leave the others with their own deadlines", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  const all = [500, 100, 400, 200, 300].map((ms) => ({ ms, one: entry(ms, expired) }));
  for (const { ms, one } of all) timer.add(one, callIn(ms));
  for (const { ms, one } of all) if (ms === 100 || ms === 400) timer.remove(one);
  vi.advanceTimersByTime(250);
  expect(expired).toEqual(["200"]);
  vi.advanceTimersByTime(1000);
  expect(expired).toEqual(["200", "300", "500"]);
});

it("a call with another clock has the remaining time of that clock", () => {
  const timer = new DeadlineTimer();
  const expired: string[] = [];
  const own = { now: () => 0, monotonic: () => performance.now() + 1_000_000 };
  const call = createCall({ clock: own, deadline: start + 1_000_100 });
  timer.add(entry(100, expired), call);
  vi.advanceTimersByTime(99);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(expired).toEqual(["100"]);
});

it("keeps the process alive only while it has entries", () => {
  vi.useRealTimers();
  const timer = new DeadlineTimer();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const one = entry(60_000, []);
  const call = createCall({ deadline: performance.now() + 60_000 });
  timer.add(one, call);
  expect(timers()).toBe(before + 1);
  const two = entry(60_000, []);
  timer.add(two, call);
  timer.remove(two);
  expect(timers()).toBe(before + 1);
  timer.remove(one);
  expect(timers()).toBe(before);
  timer.add(one, call);
  expect(timers()).toBe(before + 1);
  timer.close();
});

function entry(ms: number, expired: string[]): Expirable {
  return { slot: noSlot, expire: () => void expired.push(String(ms)) };
}

function unreachable(): Expirable {
  return { slot: noSlot, expire: () => expect.unreachable() };
}

function callIn(ms: number): Call {
  return createCall({ clock, deadline: performance.now() + ms });
}
