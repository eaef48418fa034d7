// Listening to abort signals: one listener for each signal, however many calls use it.
import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { onAbort } from "./abort.ts";

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

test("every registered function is called once when the signal aborts, in order", () => {
  const controller = new AbortController();
  const called: string[] = [];
  const end = () => called.push("a");
  onAbort(controller.signal, end);
  onAbort(controller.signal, () => called.push("b"));
  // The same function can be registered twice.
  onAbort(controller.signal, end);
  expect(listeners(controller.signal)).toBe(1);
  expect(called).toEqual([]);
  controller.abort();
  controller.signal.dispatchEvent(new Event("abort"));
  expect(called).toEqual(["a", "b", "a"]);
  expect(listeners(controller.signal)).toBe(0);
});

test("a function that was removed is not called, and the last removal removes the listener", () => {
  const controller = new AbortController();
  const called: string[] = [];
  const removeFirst = onAbort(controller.signal, () => called.push("first"));
  const removeSecond = onAbort(controller.signal, () => called.push("second"));
  removeFirst();
  // A second removal changes nothing.
  removeFirst();
  expect(listeners(controller.signal)).toBe(1);
  removeSecond();
  expect(listeners(controller.signal)).toBe(0);
  onAbort(controller.signal, () => called.push("third"));
  // A removal of an earlier registration does not affect a later one.
  removeSecond();
  expect(listeners(controller.signal)).toBe(1);
  controller.abort();
  expect(called).toEqual(["third"]);
});

test("a function that was registered again after the signal was unused is called", () => {
  const controller = new AbortController();
  onAbort(controller.signal, () => {})();
  const called: string[] = [];
  onAbort(controller.signal, () => called.push("again"));
  expect(listeners(controller.signal)).toBe(1);
  controller.abort();
  expect(called).toEqual(["again"]);
});

test("each signal has its own functions, and functions registered while it aborts do not end the others", () => {
  const first = new AbortController();
  const second = new AbortController();
  const called: string[] = [];
  onAbort(first.signal, () => {
    called.push("first");
    onAbort(first.signal, () => called.push("late"));
  });
  onAbort(first.signal, () => called.push("next"));
  onAbort(second.signal, () => called.push("second"));
  first.abort();
  expect(called).toEqual(["first", "next"]);
  second.abort();
  expect(called).toEqual(["first", "next", "second"]);
});
