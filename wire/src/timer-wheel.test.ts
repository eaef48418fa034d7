// Deadlines: none early, none lost, none after it was taken out.
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TimerWheel, type WheelTicket } from "./timer-wheel.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("each entry fires once, not early and at most one tick late, over any delays", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { maxLength: 60 }), (delays) => {
      const wheel = new TimerWheel(4);
      const fired: number[] = [];
      const begin = performance.now();
      for (const delay of delays) {
        const due = begin + delay;
        wheel.add({ onDue: () => fired.push(performance.now() - due) }, due);
      }
      vi.advanceTimersByTime(5010);
      expect(fired).toHaveLength(delays.length);
      for (const late of fired) {
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(8);
      }
      expect(wheel.size).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test("an entry that was removed does not fire, also when another of its tick removes it", () => {
  const wheel = new TimerWheel(4);
  const fired: string[] = [];
  const begin = performance.now();
  const tickets: WheelTicket[] = [];
  const removeAll = () => {
    for (const ticket of tickets) wheel.remove(ticket);
  };
  wheel.add({ onDue: removeAll }, begin + 10);
  tickets.push(wheel.add({ onDue: () => fired.push("second") }, begin + 10));
  const removed = wheel.add({ onDue: () => fired.push("third") }, begin + 20);
  wheel.remove(removed);
  wheel.remove(removed);
  vi.advanceTimersByTime(100);
  expect(fired).toEqual([]);
  expect(wheel.size).toBe(0);
});

test("a time that has passed fires at the next tick, and an empty wheel has no timer", () => {
  const wheel = new TimerWheel(4);
  let fired = 0;
  wheel.add({ onDue: () => (fired += 1) }, performance.now() - 1000);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(9);
  expect(fired).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("a process that slept longer than the wheel is wide still fires each entry once", () => {
  let now = 0;
  const wheel = new TimerWheel(4, () => now);
  let fired = 0;
  for (let due = 1; due <= 3000; due += 1) wheel.add({ onDue: () => (fired += 1) }, due);
  now = 60_000;
  vi.advanceTimersByTime(4);
  expect(fired).toBe(3000);
  expect(wheel.size).toBe(0);
});
