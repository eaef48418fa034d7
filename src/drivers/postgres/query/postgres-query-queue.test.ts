// Turns of queries: so many at once, the others in order, no more than fit, and
// none for a call that is over.
import { expect, test } from "vitest";
import { rejection } from "../../../../test/conformance/fixture.ts";
import { type Call, createCall, systemClock } from "../../../index.ts";
import { PostgresQueryTurns } from "./postgres-query-queue.ts";

function work() {
  let end = (): void => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end: () => end() };
}

test("so many run at once, and the next begins when one ends, however it ended", async () => {
  const turns = new PostgresQueryTurns(2);
  const begun: number[] = [];
  const works = [work(), work(), work(), work()];
  const taken = works.map(({ done }, index) =>
    turns.take(createCall(), async () => {
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
  expect(await turns.take(createCall(), async () => "free")).toBe("free");
});

test("the one beyond a hundred that wait is refused", async () => {
  const turns = new PostgresQueryTurns(1);
  const { done, end } = work();
  const taken = Array.from({ length: 101 }, () => turns.take(createCall(), () => done));
  const error = await rejection(turns.take(createCall(), () => done));
  expect(error).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  expect(error.message).toContain("100 queries");
  end();
  await Promise.all(taken);
});

test("those whose deadline passes leave the line at once, without work, and make room", async () => {
  const turns = new PostgresQueryTurns(1);
  const { done, end } = work();
  const worked: string[] = [];
  const running = turns.take(createCall(), () => done);
  const waiting = Array.from({ length: 100 }, () => {
    const call = createCall({ deadline: systemClock.monotonic() + 20 });
    return rejection(turns.take(call, async () => worked.push("late")));
  });
  for (const error of await Promise.all(waiting))
    expect(error).toMatchObject({ code: "deadline", outcome: "not-applied" });
  const next = turns.take(createCall(), async () => worked.push("next"));
  end();
  await Promise.all([running, next]);
  expect(worked).toEqual(["next"]);
});

test("one that is cancelled leaves the line at once, and the next keeps its place", async () => {
  const turns = new PostgresQueryTurns(1);
  const { done, end } = work();
  const worked: string[] = [];
  const gone = new AbortController();
  const running = turns.take(createCall(), () => done);
  const cancelled = rejection(
    turns.take(createCall({ signal: gone.signal }), async () => worked.push("cancelled")),
  );
  const next = turns.take(createCall(), async () => worked.push("next"));
  gone.abort();
  expect(await cancelled).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  end();
  await Promise.all([running, next]);
  expect(worked).toEqual(["next"]);
});

test("a call that is over gets no turn, be one free or not", async () => {
  const turns = new PostgresQueryTurns(1);
  const { done, end } = work();
  const worked: string[] = [];
  const over = () => turns.take(createCall({ signal: AbortSignal.abort() }), async () => worked.push("over"));
  expect(await rejection(over())).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  const running = turns.take(createCall(), () => done);
  expect(await rejection(over())).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  end();
  await running;
  expect(worked).toEqual([]);
});

test("a call that ends between being given its turn and beginning does no work, and passes the turn on", async () => {
  const turns = new PostgresQueryTurns(1);
  const { done, end } = work();
  const gone = new AbortController();
  const worked: string[] = [];
  const running = turns.take(createCall(), () => done);
  // Its signal says nothing, so that it is still in the line when its turn comes.
  const call: Call = {
    ...createCall(),
    get cancelled() {
      return gone.signal.aborted;
    },
  };
  const late = rejection(turns.take(call, async () => worked.push("late")));
  gone.abort();
  const next = turns.take(createCall(), async () => worked.push("next"));
  end();
  expect(await late).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  await Promise.all([running, next]);
  expect(worked).toEqual(["next"]);
});
