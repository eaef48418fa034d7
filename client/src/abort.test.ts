// One signal can end any number of calls with one listener, which is removed
// when the last call has ended.
import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { onAbort } from "./abort.ts";
import { pause } from "./clock.ts";

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

test("a hundred calls on one signal share one listener, and each is ended once", () => {
  const controller = new AbortController();
  let ended = 0;
  const end = () => {
    ended += 1;
  };
  for (let call = 0; call < 100; call++) onAbort(controller.signal, end);
  expect(listeners(controller.signal)).toBe(1);
  controller.abort();
  expect(ended).toBe(100);
});

test("calls that have ended leave no listener", () => {
  const controller = new AbortController();
  const releases = Array.from({ length: 3 }, () =>
    onAbort(controller.signal, () => expect.fail("it ended twice")),
  );
  for (const release of releases) release();
  for (const release of releases) release();
  expect(listeners(controller.signal)).toBe(0);
  controller.abort();
});

test("a call that ends leaves the listener of the others, and ends itself only once", () => {
  const controller = new AbortController();
  const ended: string[] = [];
  const first = onAbort(controller.signal, () => ended.push("first"));
  onAbort(controller.signal, () => ended.push("second"));
  first();
  first();
  expect(listeners(controller.signal)).toBe(1);
  controller.abort();
  expect(ended).toEqual(["second"]);
  expect(listeners(controller.signal)).toBe(0);
});

test("a signal can be used again after all its calls have ended", () => {
  const controller = new AbortController();
  onAbort(controller.signal, () => {})();
  let ended = false;
  const release = onAbort(controller.signal, () => {
    ended = true;
  });
  controller.abort();
  release();
  expect(ended).toBe(true);
});

test("a pause ends when its signal aborts, and removes its listener in any case", async () => {
  const controller = new AbortController();
  await pause(1, controller.signal);
  expect(listeners(controller.signal)).toBe(0);
  const pausing = pause(600_000, controller.signal);
  controller.abort();
  await pausing;
  await pause(600_000, controller.signal);
});
