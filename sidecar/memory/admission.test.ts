// Which calls wait for memory before they run, and that every call gives its memory back.
import { statusCode } from "@pillion/wire";
import { describe, expect, test } from "vitest";
import { StoreError, systemClock } from "../../src/index.ts";
import { CallContext, type MethodFacts } from "../rpc/index.ts";
import { admission, ReplyEstimate } from "./admission.ts";
import { MemoryBudget } from "./memory-budget.ts";

const mebibyte = 2 ** 20;
const read: MethodFacts = { protocol: "grpc", path: "/test.Service/Read", effect: "read", isHealth: false };
const write: MethodFacts = { ...read, path: "/test.Service/Write", effect: "write" };

function open(waitMsMax = 10_000) {
  const budget = new MemoryBudget({ limitBytes: 40 * mebibyte, clock: systemClock, waitMsMax });
  let now = 0;
  const { admit, record } = admission(budget, { ...systemClock, monotonic: () => now });
  const advance = (ms: number) => {
    now += ms;
  };
  const begin = (method: MethodFacts, requestBytes = 100) => {
    const source = {
      deadline: Number.POSITIVE_INFINITY,
      cancelled: false,
      signal: new AbortController().signal,
      metadata: { get: () => undefined },
    };
    const call = new CallContext(method, source, undefined, { clock: systemClock, app: "app" });
    call.requestBytes = requestBytes;
    let isRunning = false;
    const run = admit(async () => {
      isRunning = true;
    }, method);
    const started = run(call);
    const end = (replyBytes: number, code: 0 | 8 = statusCode.ok) => {
      call.replyBytes = replyBytes;
      record(method)?.(call, { code, label: method.path, http: undefined }, 0);
    };
    return {
      started,
      end,
      cancel: () => {
        source.cancelled = true;
      },
      get isRunning() {
        return isRunning;
      },
    };
  };
  return { budget, begin, advance };
}

describe("admission", () => {
  test("the first reads of a method run one at a time until the size of a reply is known", async () => {
    const { budget, begin } = open();
    const calls = Array.from({ length: 64 }, () => begin(read));
    expect(calls.filter(({ isRunning }) => isRunning)).toHaveLength(1);
    calls[0]?.end(1_024);
    await Promise.all(calls.map(({ started }) => started));
    for (const call of calls.slice(1)) call.end(1_024);
    expect(budget.usedBytes).toBe(0);
  });

  test("reads do not wait for memory while the store has not replied to any", async () => {
    const { budget, begin, advance } = open(2_000);
    const calls = Array.from({ length: 64 }, () => begin(read));
    expect(calls.filter(({ isRunning }) => isRunning)).toHaveLength(1);
    advance(1_000);
    await Promise.all(calls.map(({ started }) => started));
    for (const call of calls) call.end(0, 8);
    expect(budget.usedBytes).toBe(0);
  });

  test("a cancelled read does not wait for memory, and holds up no other", async () => {
    const { budget, begin } = open();
    begin(read).end(4 * mebibyte);
    const first = begin(read);
    const cancelled = begin(read);
    const next = begin(read);
    cancelled.cancel();
    await cancelled.started;
    expect(next.isRunning).toBe(false);
    for (const call of [cancelled, first]) call.end(4 * mebibyte);
    await next.started;
    next.end(4 * mebibyte);
    expect(budget.usedBytes).toBe(0);
  });

  test("512 small reads and writes run at once", () => {
    const { begin } = open();
    begin(read).end(1_024);
    const calls = Array.from({ length: 512 }, (_, index) => begin(index % 2 === 0 ? read : write, 1_100));
    expect(calls.every(({ isRunning }) => isRunning)).toBe(true);
  });

  test("reads of large values wait while others are in progress or unread", async () => {
    const { budget, begin } = open();
    begin(read).end(4 * mebibyte);
    const first = begin(read);
    const second = begin(read);
    expect([first.isRunning, second.isRunning]).toEqual([true, false]);
    budget.replies.queuedBytes += 4 * mebibyte;
    first.end(4 * mebibyte);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(second.isRunning).toBe(false);
    budget.replies.queuedBytes = 0;
    await second.started;
  });

  test("replies that are sent in parts count only as much as is in memory at once", () => {
    const { begin } = open();
    const list = { ...read, replyBytesHeldMax: mebibyte };
    begin(list).end(500 * mebibyte);
    const calls = Array.from({ length: 3 }, () => begin(list));
    expect(calls.every(({ isRunning }) => isRunning)).toBe(true);
  });

  test("a call that gets no memory in time is overloaded, and was not applied", async () => {
    const { budget, begin } = open(20);
    budget.take(40 * mebibyte, "request");
    for (let index = 0; index < 16; index++) budget.take(mebibyte / 2, "request");
    const error: unknown = await begin(write).started.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ code: "overloaded", outcome: "not-applied" });
    expect((error as StoreError).message).toContain("--memory-limit");
  });

  test("a call whose transport has taken memory does not wait, because others may wait for that memory", () => {
    const { budget, begin } = open();
    budget.take(40 * mebibyte, "request");
    expect(begin(write, 4 * mebibyte).isRunning).toBe(true);
  });

  test("health checks and streams of replies need no memory", () => {
    const { budget, begin } = open();
    budget.take(39 * mebibyte, "request");
    expect(begin({ ...read, isHealth: true }).isRunning).toBe(true);
    expect(begin({ ...read, streamsReplies: true }).isRunning).toBe(true);
  });
});

test("an estimate follows large replies at once and small ones slowly; failed calls do not count", () => {
  const estimate = new ReplyEstimate(systemClock);
  estimate.add(1_000);
  expect(estimate.bytes).toBe(1_000);
  estimate.add(1_001_000);
  expect(estimate.bytes).toBe(501_000);
  estimate.add(1_000);
  expect(estimate.bytes).toBe(485_375);
});
