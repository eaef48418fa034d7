// A joined call has the latest deadline and is cancelled with the last of its calls.
import { expect, it } from "vitest";
import { createCall } from "../model/call.ts";
import { joinCalls } from "./joined-call.ts";

it("a single call is used as it is", () => {
  const call = createCall();
  expect(joinCalls([call]).call).toBe(call);
});

it("a joined call has the latest deadline", () => {
  const { call } = joinCalls([
    createCall({ deadline: 5 }),
    createCall({ deadline: 9 }),
    createCall({ deadline: 7 }),
  ]);
  expect(call.deadline).toBe(9);
  expect(joinCalls([createCall({ deadline: 5 }), createCall()]).call.deadline).toBe(Number.POSITIVE_INFINITY);
});

it("a joined call is cancelled only when all of its calls are", () => {
  const controllers = [new AbortController(), new AbortController(), new AbortController()];
  const { call } = joinCalls(controllers.map(({ signal }) => createCall({ signal })));
  const { signal } = call;
  controllers[0]?.abort();
  controllers[1]?.abort();
  expect([call.cancelled, signal.aborted]).toEqual([false, false]);
  controllers[2]?.abort();
  expect([call.cancelled, signal.aborted]).toEqual([true, true]);
});

it("calls that were cancelled before the signal was read count", () => {
  const aborted = AbortSignal.abort();
  const controller = new AbortController();
  const { call } = joinCalls([createCall({ signal: aborted }), createCall({ signal: controller.signal })]);
  expect(call.signal.aborted).toBe(false);
  controller.abort();
  expect(call.signal.aborted).toBe(true);
  expect(
    joinCalls([createCall({ signal: aborted }), createCall({ signal: aborted })]).call.signal.aborted,
  ).toBe(true);
});

it("once it has ended, it no longer listens to the signals of its calls", () => {
  const controllers = [new AbortController(), new AbortController()];
  const joined = joinCalls(controllers.map(({ signal }) => createCall({ signal })));
  const { signal } = joined.call;
  joined.end();
  for (const controller of controllers) controller.abort();
  expect(signal.aborted).toBe(false);
});
