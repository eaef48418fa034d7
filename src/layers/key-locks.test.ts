// Locks by key: tasks with a common key run one after the other, others at the same time.
import { expect, it } from "vitest";
import { KeyLocks } from "./key-locks.ts";

/** Tasks that record their start and end when the test ends them. */
function tasks(locks: KeyLocks) {
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (name: string, keys: readonly string[]) =>
    locks.run(keys, () => {
      started.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error)));
      });
    });
  return { started, run, end: (name: string, error?: Error) => ends.get(name)?.(error) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it("a task without a competitor starts at once", () => {
  const { started, run } = tasks(new KeyLocks());
  void run("one", ["a", "b"]);
  void run("two", ["c"]);
  void run("three", []);
  expect(started).toEqual(["one", "two", "three"]);
});

it("a task waits for every earlier one with one of its keys, also if that one fails", async () => {
  const { started, run, end } = tasks(new KeyLocks());
  const first = run("first", ["a"]);
  const second = run("second", ["b"]);
  const third = run("third", ["a", "b"]);
  const fourth = run("fourth", ["b"]);
  const failed = expect(first).rejects.toThrow("gone");
  end("first", new Error("gone"));
  await failed;
  await turn();
  expect(started).toEqual(["first", "second"]);
  end("second");
  expect(await second).toBe("second");
  await turn();
  expect(started).toEqual(["first", "second", "third"]);
  end("third");
  expect(await third).toBe("third");
  await turn();
  expect(started.at(-1)).toBe("fourth");
  end("fourth");
  expect(await fourth).toBe("fourth");
});

it("a task whose predecessors have ended starts at once", async () => {
  const { started, run, end } = tasks(new KeyLocks());
  const first = run("first", ["a"]);
  end("first");
  await first;
  await turn();
  void run("second", ["a"]);
  expect(started).toEqual(["first", "second"]);
});
