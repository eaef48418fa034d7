// The expiry queue of a memory store, compared with a plain map.
import fc from "fast-check";
import { expect, it } from "vitest";
import { ExpiryQueue } from "./expiry-queue.ts";

it("returns expired keys in the order of their time, after any sequence of changes", () => {
  const time = fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined });
  const step = fc.record({ key: fc.integer({ min: 0, max: 40 }).map(String), time });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 0, max: 60 }), (steps, now) => {
      const queue = new ExpiryQueue();
      const model = new Map<string, number>();
      for (const { key, time } of steps) {
        queue.set(key, time);
        if (time === undefined) model.delete(key);
        else model.set(key, time);
      }
      expect(queue.size).toBe(model.size);
      const taken: string[] = [];
      for (let key = queue.takeDue(now); key !== undefined; key = queue.takeDue(now)) taken.push(key);
      const due = [...model].filter(([, at]) => at <= now);
      expect(taken.toSorted()).toEqual(due.map(([key]) => key).toSorted());
      expect(taken.map((key) => model.get(key))).toEqual(due.map(([, at]) => at).toSorted((a, b) => a - b));
      expect(queue.size).toBe(model.size - due.length);
    }),
  );
});

it("has one entry for a key however often its time changes", () => {
  const queue = new ExpiryQueue();
  for (let time = 0; time < 1000; time += 1) queue.set("session", time);
  expect(queue.size).toBe(1);
  expect(queue.takeDue(998)).toBeUndefined();
  expect(queue.takeDue(999)).toBe("session");
  expect(queue.takeDue(Number.POSITIVE_INFINITY)).toBeUndefined();
});
