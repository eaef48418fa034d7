// The queue of queries: how many run at once, the order of the others, the limit
// of the queue, and calls that end while they wait.
import { expect, test } from "vitest";
import { rejection } from "../../../../test/conformance/fixture.ts";
import { type Call, createCall, systemClock } from "../../../index.ts";
import { PostgresQueryQueue } from "./postgres-query-queue.ts";

function work() {
  let end = (): void => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end: () => end() };
}

test("at most runningMax run at once, and the next begins when one ends, whether it succeeds or fails", async () => {
  const queue = new PostgresQueryQueue(2);
  const begun: number[] = [];
  const works = [work(), work(), work(), work()];
  const taken = works.map(({ done }, index) =>
    queue.run(createCall(), async () => {
      begun.push(index);
      await done;
      if (index === 0) throw new RangeError("failed");
    }),
  );
  const first = taken[0]?.catch((thrown: unknown) => thrown);
  await expect.poll(() => begun).toEqual([0, 1]);
  works[0]?.end();
  expect(await first).toBeInstanceOf(RangeError);
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const { end } of works) end();
  await Promise.all(taken.slice(1));
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(await queue.run(createCall(), async () => "free")).toBe("free");
});

test("a query is rejected while a hundred others wait", async () => {
  const queue = new PostgresQueryQueue(1);
  const { done, end } = work();
  const taken = Array.from({ length: 101 }, () => queue.run(createCall(), () => done));
  const error = await rejection(queue.run(createCall(), () => done));
  expect(error).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  expect(error.message).toContain("100 queries");
  end();
  await Promise.all(taken);
});

test("waiters whose deadline passes leave the queue at once, do no work, and make room for others", async () => {
  const queue = new PostgresQueryQueue(1);
  const { done, end } = work();
  const worked: string[] = [];
  const running = queue.run(createCall(), () => done);
  const waiting = Array.from({ length: 100 }, () => {
    const call = createCall({ deadline: systemClock.monotonic() + 20 });
    return rejection(queue.run(call, async () => worked.push("late")));
  });
  for (const error of await Promise.all(waiting))
    expect(error).toMatchObject({ code: "deadline", outcome: "not-applied" });
  const next = queue.run(createCall(), async () => worked.push("next"));
  end();
  await Promise.all([running, next]);
  expect(worked).toEqual(["next"]);
});

test("a cancelled waiter leaves the queue at once, and the next keeps its position", async () => {
  const queue = new PostgresQueryQueue(1);
  const { done, end } = work();
  const worked: string[] = [];
  const abort = new AbortController();
  const running = queue.run(createCall(), () => done);
  const cancelled = rejection(
    queue.run(createCall({ signal: abort.signal }), async () => worked.push("cancelled")),
  );
  const next = queue.run(createCall(), async () => worked.push("next"));
  abort.abort();
  expect(await cancelled).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  end();
  await Promise.all([running, next]);
  expect(worked).toEqual(["next"]);
});

test("a call that has ended does not run, whether or not others run", async () => {
  const queue = new PostgresQueryQueue(1);
  const { done, end } = work();
  const worked: string[] = [];
  const ended = () =>
    queue.run(createCall({ signal: AbortSignal.abort() }), async () => worked.push("ended"));
  expect(await rejection(ended())).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  const running = queue.run(createCall(), () => done);
  expect(await rejection(ended())).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  end();
  await running;
  expect(worked).toEqual([]);
});

test("a call that ends between leaving the queue and beginning does no work, and the next one begins", async () => {
  const queue = new PostgresQueryQueue(1);
  const { done, end } = work();
  const abort = new AbortController();
  const worked: string[] = [];
  const running = queue.run(createCall(), () => done);
  // Its signal never fires, so that it is still in the queue when it is to begin.
  const call: Call = {
    ...createCall(),
    get cancelled() {
      return abort.signal.aborted;
    },
  };
  const late = rejection(queue.run(call, async () => worked.push("late")));
  abort.abort();
  const next = queue.run(createCall(), async () => worked.push("next"));
  end();
  expect(await late).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  await Promise.all([running, next]);
  expect(worked).toEqual(["next"]);
});
