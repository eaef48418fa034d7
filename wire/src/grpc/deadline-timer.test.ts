// Deadlines: none fires early, is lost, or fires after it was removed.
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type DeadlineTicket, DeadlineTimer } from "./deadline-timer.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const clock = () => performance.now();

test("each entry fires once, not early and at most a few ms late, over any delays", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { maxLength: 60 }), (delays) => {
      const timer = new DeadlineTimer(clock);
      const late: number[] = [];
      const begin = performance.now();
      for (const delay of delays) {
        const due = begin + delay;
        timer.add({ onDue: () => late.push(performance.now() - due) }, due);
      }
      vi.advanceTimersByTime(5010);
      expect(late).toHaveLength(delays.length);
      for (const ms of late) {
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(6);
      }
      expect(timer.size).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test("a removed entry does not fire, even if another entry due at the same time removes it", () => {
  const timer = new DeadlineTimer(clock);
  const fired: string[] = [];
  const begin = performance.now();
  const tickets: DeadlineTicket[] = [];
  const removeAll = () => {
    for (const ticket of tickets) timer.remove(ticket);
  };
  timer.add({ onDue: removeAll }, begin + 10);
  tickets.push(timer.add({ onDue: () => fired.push("second") }, begin + 10));
  const removed = timer.add({ onDue: () => fired.push("third") }, begin + 20);
  timer.remove(removed);
  timer.remove(removed);
  vi.advanceTimersByTime(100);
  expect(fired).toEqual([]);
  expect(timer.size).toBe(0);
});

test("the timer is set once for deadlines that are close together, and does not wake up more than every 4 ms", () => {
  const timer = new DeadlineTimer(clock);
  const fired: number[] = [];
  const begin = performance.now();
  // Not a spy: restored after the fake timers, it would put them back for later tests.
  const fakeSetTimeout = globalThis.setTimeout;
  const set = vi.fn(fakeSetTimeout);
  globalThis.setTimeout = set as unknown as typeof setTimeout;
  for (const ms of [100, 97, 96])
    timer.add({ onDue: () => fired.push(performance.now() - begin) }, begin + ms);
  expect(set).toHaveBeenCalledTimes(1);
  timer.add({ onDue: () => fired.push(performance.now() - begin) }, begin + 95);
  expect(set).toHaveBeenCalledTimes(2);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(200);
  expect(fired).toEqual([95, 99, 99, 103]);
  globalThis.setTimeout = fakeSetTimeout;
});

test("a shorter deadline that is added later fires first", () => {
  const timer = new DeadlineTimer(clock);
  const fired: string[] = [];
  timer.add({ onDue: () => fired.push("long") }, performance.now() + 1000);
  timer.add({ onDue: () => fired.push("short") }, performance.now() + 20);
  vi.advanceTimersByTime(30);
  expect(fired).toEqual(["short"]);
  vi.advanceTimersByTime(1000);
  expect(fired).toEqual(["short", "long"]);
});

test("thousands of calls that end in time need only one timer", () => {
  const timer = new DeadlineTimer(clock);
  for (let call = 0; call < 5000; call += 1) {
    timer.remove(timer.add({ onDue: () => expect.fail("it had ended") }, performance.now() + 5000));
    expect(vi.getTimerCount()).toBe(1);
  }
  vi.advanceTimersByTime(6000);
  expect(vi.getTimerCount()).toBe(0);
});

test("a deadline beyond the range of a timer does not fire at once", () => {
  const timer = new DeadlineTimer(clock);
  let fired = 0;
  timer.add({ onDue: () => (fired += 1) }, performance.now() + 2 ** 33);
  vi.advanceTimersByTime(10_000);
  expect(fired).toBe(0);
});
