// The queue of the gather layer by itself: what it looks at when it boards.
import { expect, it } from "vitest";
import { createCall } from "../model/call.ts";
import { DeadlineTimer } from "../store/deadline-timer.ts";
import { GatherQueue } from "./gather-queue.ts";

it("once a departure is full, the keys of those who stay are not looked at", async () => {
  const departed: string[][] = [];
  let open = (): void => {};
  const door = new Promise<void>((resolve) => {
    open = resolve;
  });
  const queue = new GatherQueue<string, string>({
    departuresMax: 2,
    departureUnitsMax: 2,
    departureBytesMax: 1000,
    waitingCallsMax: 100,
    waitingBytesMax: 1000,
    deadlines: new DeadlineTimer(),
    lateOutcome: "unknown",
    isOrdered: true,
    isRequestFault: () => false,
    async depart({ items }) {
      departed.push([...items]);
      await door;
      return items;
    },
  });
  const looked: string[] = [];
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const answers = names.map((name) =>
    queue.enter({
      items: [name],
      get keys() {
        looked.push(name);
        return [name];
      },
      units: 1,
      bytes: 1,
      call: createCall(),
    }),
  );
  await expect
    .poll(() => departed)
    .toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  // `e` was the first that did not fit into the second departure.
  expect([...new Set(looked)]).toEqual(["a", "b", "c", "d", "e"]);
  open();
  expect(await Promise.all(answers)).toEqual(names.map((name) => [name]));
});
