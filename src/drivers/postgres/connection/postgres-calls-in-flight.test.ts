// Which calls a Postgres store waits for when it closes.
import { expect, it } from "vitest";
import { createCall, systemClock } from "../../../index.ts";
import { PostgresCallsInFlight } from "./postgres-calls-in-flight.ts";

it("waits for the work of every call", async () => {
  const calls = new PostgresCallsInFlight();
  const ended: string[] = [];
  const works = [1, 2, 3].map((number) =>
    calls.run(createCall(), async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(`call ${number}`);
    }),
  );
  await calls.drain();
  expect(ended).toEqual(["call 1", "call 2", "call 3"]);
  await Promise.all(works);
});

it("rejects a call that comes after drain was called", async () => {
  const calls = new PostgresCallsInFlight();
  const drained = calls.drain();
  await expect(calls.run(createCall(), async () => 1)).rejects.toMatchObject({ code: "closed" });
  await drained;
});

it("does not wait for a call beyond its deadline", async () => {
  const calls = new PostgresCallsInFlight();
  void calls.run(createCall({ deadline: systemClock.monotonic() + 20 }), () => new Promise(() => undefined));
  await expect(calls.drain()).resolves.toBeUndefined();
});

it("does not wait longer for a call that failed than for one that succeeded", async () => {
  const calls = new PostgresCallsInFlight();
  const failed = calls.run(createCall(), () => Promise.reject(new RangeError("failed")));
  await Promise.all([calls.drain(), expect(failed).rejects.toThrow("failed")]);
});
