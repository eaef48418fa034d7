// Turns of queries: so many at once, the others in order, and no more than fit.
import { expect, test } from "vitest";
import { PostgresQueryTurns } from "../../src/drivers/postgres/postgres-query-turns.ts";
import { rejection } from "../conformance/fixture.ts";

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
    turns.take(async () => {
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
  expect(await turns.take(async () => "free")).toBe("free");
});

test("the one beyond a hundred that wait is refused", async () => {
  const turns = new PostgresQueryTurns(1);
  const { done, end } = work();
  const taken = Array.from({ length: 101 }, () => turns.take(() => done));
  const error = await rejection(turns.take(() => done));
  expect(error).toMatchObject({ code: "overloaded", outcome: "not-applied" });
  expect(error.message).toContain("100 queries");
  end();
  await Promise.all(taken);
});
