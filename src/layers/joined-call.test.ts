// A call for several lasts as long as the longest and ends with the last.
import { expect, it } from "vitest";
import { createCall } from "../model/call.ts";
import { joinCalls } from "./joined-call.ts";

it("a lone call stands for itself", () => {
  const call = createCall();
  expect(joinCalls([call]).call).toBe(call);
});

it("calls together have the latest deadline", () => {
  const { call } = joinCalls([
    createCall({ deadline: 5 }),
    createCall({ deadline: 9 }),
    createCall({ deadline: 7 }),
  ]);
  expect(call.deadline).toBe(9);
  expect(joinCalls([createCall({ deadline: 5 }), createCall()]).call.deadline).toBe(Number.POSITIVE_INFINITY);
});

it("calls together are given up only when all are", () => {
  const controllers = [new AbortController(), new AbortController(), new AbortController()];
  const { call } = joinCalls(controllers.map(({ signal }) => createCall({ signal })));
  const { signal } = call;
  controllers[0]?.abort();
  controllers[1]?.abort();
  expect([call.cancelled, signal.aborted]).toEqual([false, false]);
  controllers[2]?.abort();
  expect([call.cancelled, signal.aborted]).toEqual([true, true]);
});

it("calls that were given up before anyone listened count", () => {
  const gone = AbortSignal.abort();
  const controller = new AbortController();
  const { call } = joinCalls([createCall({ signal: gone }), createCall({ signal: controller.signal })]);
  expect(call.signal.aborted).toBe(false);
  controller.abort();
  expect(call.signal.aborted).toBe(true);
  expect(joinCalls([createCall({ signal: gone }), createCall({ signal: gone })]).call.signal.aborted).toBe(
    true,
  );
});

it("once it has ended nobody is listened to any more", () => {
  const controllers = [new AbortController(), new AbortController()];
  const joined = joinCalls(controllers.map(({ signal }) => createCall({ signal })));
  const { signal } = joined.call;
  joined.end();
  for (const controller of controllers) controller.abort();
  expect(signal.aborted).toBe(false);
});
