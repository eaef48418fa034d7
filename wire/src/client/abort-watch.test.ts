// Signals shared by many calls: each call is notified once, and no listener remains.
import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { AbortWatch } from "./abort-watch.ts";

test("a signal shared by a thousand calls has one listener and notifies each call once", () => {
  const watch = new AbortWatch();
  const controller = new AbortController();
  let notified = 0;
  for (let call = 0; call < 1000; call += 1) {
    watch.add(controller.signal, { onAbort: () => (notified += 1) });
  }
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  controller.abort();
  expect(notified).toBe(1000);
  expect(watch.size).toBe(0);
});

test("ended calls are not notified, and removing the last one removes the listener", () => {
  const watch = new AbortWatch();
  const controller = new AbortController();
  const entries = [1, 2].map(() => ({ onAbort: () => expect.fail("it had ended") }));
  const nodes = entries.map((entry) => watch.add(controller.signal, entry));
  for (const node of nodes) watch.remove(controller.signal, node);
  for (const node of nodes) watch.remove(controller.signal, node);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  expect(watch.size).toBe(0);
  controller.abort();
});

test("a call that is removed while another is being notified is not notified", () => {
  const watch = new AbortWatch();
  const { signal, abort } = (() => {
    const controller = new AbortController();
    return { signal: controller.signal, abort: () => controller.abort() };
  })();
  let notified = 0;
  const first = {
    onAbort: () => {
      notified += 1;
      watch.remove(signal, secondPlace);
    },
  };
  watch.add(signal, first);
  const secondPlace = watch.add(signal, { onAbort: () => expect.fail("it was taken out") });
  watch.add(signal, { onAbort: () => (notified += 1) });
  abort();
  expect(notified).toBe(2);
});
