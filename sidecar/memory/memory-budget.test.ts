// What the bound admits, what waits and for how long, and in which order. The clock of the
// waits is the test's; the timer that checks them is real.
import { describe, expect, test, vi } from "vitest";
import { systemClock } from "../../src/index.ts";
import { MemoryBudget, type MemoryUse } from "./memory-budget.ts";

const mebibyte = 2 ** 20;

function open(options: { readonly collect?: () => void; readonly waitMsMax?: number } = {}) {
  let now = 0;
  const clock = { ...systemClock, monotonic: () => now };
  const budget = new MemoryBudget({ limitBytes: 40 * mebibyte, clock, ...options });
  const ends: string[] = [];
  const wait = (name: string, bytes: number, use: MemoryUse, heldBytes = 0) =>
    budget.wait(
      {
        bytes: () => bytes,
        heldBytes,
        granted: () => void ends.push(`${name} granted`),
        rejected: () => void ends.push(`${name} rejected`),
      },
      use,
    );
  const advance = (ms: number) => {
    now += ms;
  };
  return { budget, ends, wait, advance };
}

describe("what fits", () => {
  test("large requests take at most four fifths, and small ones the rest", () => {
    const { budget } = open();
    expect(budget.tryTake(20 * mebibyte, "request")).toBe(true);
    expect(budget.tryTake(13 * mebibyte, "request")).toBe(false);
    expect(budget.tryTake(12 * mebibyte, "request")).toBe(true);
    for (let index = 0; index < 16; index++) expect(budget.tryTake(mebibyte / 2, "request")).toBe(true);
    expect(budget.usedBytes).toBe(40 * mebibyte);
    expect(budget.tryTake(1, "request")).toBe(false);
  });

  test("a request larger than the bound is admitted while no other large one is in progress", () => {
    const { budget } = open();
    expect(budget.tryTake(100 * mebibyte, "request")).toBe(true);
    expect(budget.tryTake(mebibyte, "request")).toBe(false);
    for (let index = 0; index < 15; index++) expect(budget.tryTake(mebibyte / 2, "request")).toBe(true);
    budget.give(100 * mebibyte, "request");
    expect(budget.tryTake(mebibyte, "request")).toBe(true);
  });

  test("large replies take at most a quarter, with those that clients have not read", () => {
    const { budget } = open();
    expect(budget.replyBytesMax).toBe(10 * mebibyte);
    expect(budget.tryTake(6 * mebibyte, "reply")).toBe(true);
    budget.replies.queuedBytes += 4 * mebibyte;
    expect(budget.tryTake(mebibyte, "reply")).toBe(false);
    expect(budget.tryTake(60_000, "reply")).toBe(true);
    expect(budget.tryTake(mebibyte, "request")).toBe(true);
    budget.replies.queuedBytes -= 4 * mebibyte;
    expect(budget.tryTake(mebibyte, "reply")).toBe(true);
  });
});

describe("waiting", () => {
  test("waiters get memory in order of arrival, and later requests do not overtake them", async () => {
    const { budget, ends, wait } = open();
    budget.take(30 * mebibyte, "request");
    expect(wait("first", 10 * mebibyte, "request")).toBe(true);
    expect(wait("second", mebibyte, "request")).toBe(true);
    expect(budget.tryTake(mebibyte, "request")).toBe(false);
    budget.give(30 * mebibyte, "request");
    await expect.poll(() => ends).toEqual(["first granted", "second granted"]);
    expect([budget.waiting, budget.usedBytes]).toEqual([0, 11 * mebibyte]);
  });

  test("a waiter that needs more than when it began to wait does not hold up small ones", async () => {
    const { budget, ends, wait } = open();
    budget.take(32 * mebibyte, "request");
    for (let index = 0; index < 16; index++) budget.take(mebibyte / 2, "request");
    let bytes = 1;
    const granted = () => void ends.push("grown granted");
    budget.wait({ bytes: () => bytes, heldBytes: 0, granted, rejected: () => undefined }, "reply");
    wait("small", 1, "reply");
    bytes = 12 * mebibyte;
    budget.replies.queuedBytes = mebibyte;
    budget.give(mebibyte / 2, "request");
    await expect.poll(() => ends).toEqual(["small granted"]);
    budget.replies.queuedBytes = 0;
    await expect.poll(() => ends).toEqual(["small granted", "grown granted"]);
    expect(budget.waiting).toBe(0);
  });

  test("a waiter gets memory when a client has read a reply", async () => {
    const { budget, ends, wait } = open();
    budget.replies.queuedBytes = 10 * mebibyte;
    wait("read", mebibyte, "reply");
    expect(budget.isShort).toBe(true);
    budget.replies.queuedBytes = 0;
    await expect.poll(() => ends).toEqual(["read granted"]);
  });

  test("a waiter is rejected after the maximum time, and counted", async () => {
    const { budget, ends, wait, advance } = open({ waitMsMax: 100 });
    budget.take(30 * mebibyte, "request");
    wait("late", 10 * mebibyte, "request");
    advance(99);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(ends).toEqual([]);
    advance(1);
    await expect.poll(() => ends).toEqual(["late rejected"]);
    expect(budget.rejections).toEqual({ "queue-full": 0, timeout: 1 });
    expect(budget.isShort).toBe(false);
  });

  test("what waiters hold is at most an eighth of the bound", () => {
    const { budget, wait } = open();
    budget.take(30 * mebibyte, "request");
    expect(wait("first", 10 * mebibyte, "request", 4 * mebibyte)).toBe(true);
    expect(wait("second", 10 * mebibyte, "request", 2 * mebibyte)).toBe(false);
    expect(wait("third", 10 * mebibyte, "request", mebibyte)).toBe(true);
    expect(budget.rejections["queue-full"]).toBe(1);
  });

  test("a cancelled waiter is not called, and the next one is served", async () => {
    const { budget, ends, wait } = open();
    budget.take(30 * mebibyte, "request");
    const cancelled = {
      bytes: () => 20 * mebibyte,
      heldBytes: 0,
      granted: () => void ends.push("cancelled granted"),
      rejected: () => void ends.push("cancelled rejected"),
    };
    budget.wait(cancelled, "request");
    wait("next", mebibyte, "request");
    budget.cancel(cancelled);
    await expect.poll(() => ends).toEqual(["next granted"]);
  });
});

describe("unused memory", () => {
  test("is collected before more is taken than the bound allows with it", () => {
    const collect = vi.fn();
    const { budget } = open({ collect });
    const useOnce = () => {
      expect(budget.tryTake(16 * mebibyte, "request")).toBe(true);
      budget.give(16 * mebibyte, "request");
    };
    useOnce();
    useOnce();
    expect(collect).toHaveBeenCalledTimes(0);
    useOnce();
    expect(collect).toHaveBeenCalledTimes(1);
  });

  test("is collected a second after the last large message", () => {
    vi.useFakeTimers();
    try {
      const collect = vi.fn();
      const { budget } = open({ collect });
      budget.tryTake(16 * mebibyte, "request");
      budget.give(16 * mebibyte, "request");
      vi.advanceTimersByTime(1_000);
      expect(collect).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
