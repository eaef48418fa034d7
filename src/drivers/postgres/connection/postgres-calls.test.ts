// What a Postgres store that closes waits for.
import { expect, it } from "vitest";
import { createCall, systemClock } from "../../../index.ts";
import { PostgresCalls } from "./postgres-calls.ts";

it("waits for the work of every call", async () => {
  const calls = new PostgresCalls();
  const ended: string[] = [];
  const works = [1, 2, 3].map((number) =>
    calls.run(createCall(), async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(`call ${number}`);
    }),
  );
  await calls.end();
  expect(ended).toEqual(["call 1", "call 2", "call 3"]);
  await Promise.all(works);
});

it("refuses a call that comes after the end was asked for", async () => {
  const calls = new PostgresCalls();
  const end = calls.end();
  await expect(calls.run(createCall(), async () => 1)).rejects.toMatchObject({ code: "closed" });
  await end;
});

it("does not wait for a call beyond its deadline", async () => {
  const calls = new PostgresCalls();
  void calls.run(createCall({ deadline: systemClock.monotonic() + 20 }), () => new Promise(() => undefined));
  await expect(calls.end()).resolves.toBeUndefined();
});

it("waits for a call that failed no longer than for one that did not", async () => {
  const calls = new PostgresCalls();
  const failed = calls.run(createCall(), () => Promise.reject(new RangeError("refused")));
  await Promise.all([calls.end(), expect(failed).rejects.toThrow("refused")]);
});
