// When the handlers of calls start while a turn of the event loop takes long: what their
// clients have given up is skipped, the newest start first, and a call that waits too long is rejected.
import { beforeEach, expect, test } from "vitest";
import { type StartableCall, StartQueue } from "./start-queue.ts";

let nowMs = 0;
let queue: StartQueue;
let started: string[] = [];
let rejected: string[] = [];

class Call implements StartableCall {
  isOver = false;
  readonly startedMs = nowMs;
  readonly deadline: number;
  readonly #name: string;
  readonly #takesMs: number;

  constructor(name: string, timeoutMs = Number.POSITIVE_INFINITY, takesMs = 0) {
    this.#name = name;
    this.deadline = nowMs + timeoutMs;
    this.#takesMs = takesMs;
  }

  onTurn(): void {
    started.push(this.#name);
    nowMs += this.#takesMs;
  }

  rejectStart(): void {
    rejected.push(this.#name);
  }
}

beforeEach(() => {
  nowMs = 0;
  started = [];
  rejected = [];
  queue = new StartQueue(() => nowMs);
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

// Makes a turn of the event loop long, so that later calls wait.
function beginLongTurn(): void {
  expect(queue.mayStart).toBe(true);
  nowMs += 20;
  expect(queue.mayStart).toBe(false);
}

test("512 calls of a short turn start at once", () => {
  for (let index = 0; index < 512; index++) {
    expect(queue.mayStart).toBe(true);
    nowMs += 19 / 512;
  }
});

test("the next turn starts at once again", async () => {
  beginLongTurn();
  await turn();
  expect(queue.mayStart).toBe(true);
});

test("calls of a long turn start after the sockets were read, in order, without those that are over by then", async () => {
  beginLongTurn();
  const calls = ["a", "b", "c"].map((name) => new Call(name));
  for (const call of calls) queue.add(call);
  expect([started, queue.mayStart]).toEqual([[], false]);
  (calls[1] as Call).isOver = true;
  await turn();
  expect([started, queue.size]).toEqual([["a", "c"], 0]);
});

test("calls that take long are started over several turns, so that sockets are read between them", async () => {
  beginLongTurn();
  for (const name of ["a", "b", "c"]) queue.add(new Call(name, Number.POSITIVE_INFINITY, 20));
  await turn();
  expect([started, queue.size]).toEqual([["a"], 2]);
  while (queue.size > 0) await turn();
  expect(started).toHaveLength(3);
});

test("while calls wait long, the newest starts first", async () => {
  beginLongTurn();
  queue.add(new Call("old"));
  nowMs += 26;
  queue.add(new Call("new"));
  await turn();
  expect(started).toEqual(["new", "old"]);
});

test("a call that has waited for half of its time, or for a second, is rejected", async () => {
  beginLongTurn();
  queue.add(new Call("short", 250));
  queue.add(new Call("long", 5_000));
  nowMs += 125;
  await turn();
  expect([rejected, started]).toEqual([["short"], ["long"]]);
  beginLongTurn();
  queue.add(new Call("without a deadline"));
  nowMs += 1_000;
  await turn();
  expect([rejected, queue.size]).toEqual([["short", "without a deadline"], 0]);
});

test("many waiting calls that are over are removed without being started", async () => {
  beginLongTurn();
  const calls = Array.from({ length: 5_000 }, (_, index) => new Call(String(index)));
  for (const call of calls) queue.add(call);
  for (const call of calls.slice(0, 4_999)) call.isOver = true;
  await turn();
  expect([started, queue.size]).toEqual([["4999"], 0]);
});
