// What a wait with a timeout returns for a promise that ends before it, after it, or never.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { within } from "./timeout.ts";

test("a promise that ends in time decides", async () => {
  expect(await within(Promise.resolve("open"), 1_000)).toBe("open");
  await expect(within(Promise.reject(new TypeError("broken")), 1_000)).rejects.toThrow("broken");
});

test("a promise that takes longer than the timeout gives undefined", async () => {
  expect(await within(new Promise(() => {}), 10)).toBeUndefined();
});

test("a rejection after the timeout is not unhandled", async () => {
  const late = sleep(30).then(() => Promise.reject(new TypeError("late")));
  expect(await within(late, 5)).toBeUndefined();
  await sleep(60);
});
