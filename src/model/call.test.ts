// A call from its parts.
import { expect, test } from "vitest";
import { createCall, endingBy, systemClock } from "./call.ts";
import { noExpiry, noPrecondition } from "./mutation.ts";
import { isExpired } from "./record.ts";

test("a call without options has no deadline, no app and the clocks of the machine, and is never cancelled", () => {
  const call = createCall();
  expect(call).toMatchObject({ deadline: Number.POSITIVE_INFINITY, app: "", cancelled: false });
  expect(call.clock).toBe(systemClock);
  expect(call.signal.aborted).toBe(false);
});

test("a call has the parts that it is given, and is cancelled once its signal aborts", () => {
  const controller = new AbortController();
  const clock = { now: () => 1, monotonic: () => 2 };
  const call = createCall({ clock, deadline: 5, signal: controller.signal, app: "shop" });
  expect(call).toMatchObject({ clock, deadline: 5, app: "shop", cancelled: false });
  controller.abort();
  expect(call.cancelled).toBe(true);
});

test("a call that ends earlier has the other parts of the call, and a later end changes nothing", () => {
  const controller = new AbortController();
  const clock = { now: () => 1, monotonic: () => 2 };
  const call = createCall({ clock, deadline: 5, signal: controller.signal, app: "shop" });
  expect([endingBy(call, 5), endingBy(call, 6)]).toEqual([call, call]);
  expect(endingBy(call, 5)).toBe(call);
  const earlier = endingBy(call, 4);
  expect([earlier.deadline, earlier.clock, earlier.app, earlier.signal, earlier.cancelled]).toEqual([
    4,
    clock,
    "shop",
    controller.signal,
    false,
  ]);
  controller.abort();
  expect(earlier.cancelled).toBe(true);
  expect([noExpiry, noPrecondition]).toEqual([{ type: "none" }, { type: "none" }]);
});

test("the clocks of the machine are wall time and time that never decreases", () => {
  const wall = Date.now();
  expect(systemClock.now()).toBeGreaterThanOrEqual(wall);
  expect(systemClock.now()).toBeLessThan(wall + 10_000);
  const before = performance.now();
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
  expect(systemClock.monotonic()).toBeLessThanOrEqual(performance.now());
});

test("a record expires at its expire time, and never without one", () => {
  expect([isExpired(undefined, 10), isExpired(11, 10), isExpired(10, 10), isExpired(9, 10)]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
