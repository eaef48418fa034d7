// The queue of the gather layer alone: which keys it reads when it fills a flush.
import { expect, it } from "vitest";
import { createCall } from "../model/call.ts";
import { DeadlineTimer } from "../store/deadline-timer.ts";
import { GatherQueue } from "./gather-queue.ts";

it("once a flush is full, the keys of the remaining requests are not read", async () => {
  const sent: string[][] = [];
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const queue = new GatherQueue<string, string>({
    inFlightMax: 2,
    flushUnitsMax: 2,
    flushBytesMax: 1000,
    waitingCallsMax: 100,
    waitingBytesMax: 1000,
    deadlines: new DeadlineTimer(),
    lateOutcome: "unknown",
    isOrdered: true,
    isRequestError: () => false,
    async send({ items }) {
      sent.push([...items]);
      await opened;
      return items;
    },
  });
  const readKeys: string[] = [];
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const results = names.map((name) =>
    queue.enqueue({
      items: [name],
      get keys() {
        readKeys.push(name);
        return [name];
      },
      units: 1,
      bytes: 1,
      call: createCall(),
    }),
  );
  await expect
    .poll(() => sent)
    .toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  // `e` was the first that did not fit into the second flush.
  expect([...new Set(readKeys)]).toEqual(["a", "b", "c", "d", "e"]);
  open();
  expect(await Promise.all(results)).toEqual(names.map((name) => [name]));
});
