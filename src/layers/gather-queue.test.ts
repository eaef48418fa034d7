// The queue of the gather layer alone: its bounds, exactly at their limits, the keys that it reads, and its errors.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLatch } from "../driver-kit/latch.ts";
import { createCall } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import { DeadlineTimer } from "../store/deadline-timer.ts";
import { GatherQueue, type GatherQueueOptions, type GatherRequest } from "./gather-queue.ts";

type Options = GatherQueueOptions<string, string>;

let sent: string[][];
let latch: ReturnType<typeof createLatch>;
let deadlines: DeadlineTimer;

beforeEach(() => {
  sent = [];
  latch = createLatch();
  deadlines = new DeadlineTimer();
});
afterEach(() => {
  latch.open();
  deadlines.close();
});

/** A queue whose flushes end, with their items as results, once the latch is open. */
function queueOf(options: Partial<Options> = {}): GatherQueue<string, string> {
  return new GatherQueue<string, string>({
    inFlightMax: 1,
    flushUnitsMax: 100,
    flushBytesMax: 1000,
    waitingCallsMax: 100,
    waitingBytesMax: 100_000,
    deadlines,
    lateOutcome: "unknown",
    isOrdered: true,
    isRequestError: () => false,
    async send({ items }) {
      sent.push([...items]);
      await latch.opened;
      return items;
    },
    ...options,
  });
}

function request(name: string, changes: Partial<GatherRequest<string>> = {}): GatherRequest<string> {
  return { items: [name], keys: [name], units: 1, bytes: 1, call: createCall(), ...changes };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "no error",
    (thrown: unknown) => thrown,
  );
}

/** What a queue sends for requests of one turn. */
async function flushesOf(options: Partial<Options>, requests: readonly GatherRequest<string>[]) {
  latch.open();
  const queue = queueOf(options);
  await Promise.all(requests.map((each) => queue.enqueue(each)));
  return sent;
}

it("once a flush is full, the keys of the remaining requests are not read", async () => {
  const queue = queueOf({ inFlightMax: 2, flushUnitsMax: 2 });
  const readKeys: string[] = [];
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const results = names.map((name) =>
    queue.enqueue({
      ...request(name),
      get keys() {
        readKeys.push(name);
        return [name];
      },
    }),
  );
  readKeys.length = 0;
  await expect
    .poll(() => sent)
    .toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  // `e` was the first that did not fit into the second flush.
  expect([...new Set(readKeys)]).toEqual(["a", "b", "c", "d", "e"]);
  latch.open();
  expect(await Promise.all(results)).toEqual(names.map((name) => [name]));
});

describe("a flush", () => {
  it("has as many units and bytes as its limits", async () => {
    const units = ["a", "b", "c"].map((name) => request(name, { units: 2 }));
    expect(await flushesOf({ flushUnitsMax: 4 }, units)).toEqual([["a", "b"], ["c"]]);
    sent.length = 0;
    const bytes = ["a", "b", "c"].map((name) => request(name, { bytes: 500 }));
    expect(await flushesOf({ flushBytesMax: 1000 }, bytes)).toEqual([["a", "b"], ["c"]]);
    sent.length = 0;
    expect(await flushesOf({ flushBytesMax: 999 }, bytes)).toEqual([["a"], ["b"], ["c"]]);
  });

  it("has a request that is larger than its limits only if it is the first", async () => {
    const requests = [request("a"), request("large", { units: 9 }), request("b")];
    expect(await flushesOf({ flushUnitsMax: 4 }, requests)).toEqual([["a"], ["large"], ["b"]]);
  });

  it("does not have a request whose key is in flight, and holds back later ones with the keys of that request", async () => {
    const queue = queueOf({ inFlightMax: 2 });
    const first = queue.enqueue(request("a"));
    await turn();
    const others = [
      queue.enqueue(request("a2", { keys: ["a", "b"] })),
      queue.enqueue(request("b2", { keys: ["b"] })),
      queue.enqueue(request("c")),
    ];
    await turn();
    expect(sent).toEqual([["a"], ["c"]]);
    latch.open();
    await Promise.all([first, ...others]);
    expect(sent).toEqual([["a"], ["c"], ["a2", "b2"]]);
  });

  it("may have the same key several times, and with unordered requests also while it is in flight", async () => {
    const queue = queueOf({ inFlightMax: 2, isOrdered: false });
    const results = [queue.enqueue(request("a")), queue.enqueue(request("a"))];
    await turn();
    results.push(queue.enqueue(request("a")));
    await turn();
    expect(sent).toEqual([["a", "a"], ["a"]]);
    latch.open();
    await Promise.all(results);
  });
});

describe("a full queue", () => {
  it("rejects one more call", async () => {
    const queue = queueOf({ waitingCallsMax: 2 });
    const waiting = [queue.enqueue(request("a")), queue.enqueue(request("b"))];
    expect(await errorOf(queue.enqueue(request("c")))).toMatchObject({
      code: "overloaded",
      outcome: "not-applied",
      message: "the limit of 2 calls waiting for the store is reached",
    });
    latch.open();
    expect(await Promise.all(waiting)).toEqual([["a"], ["b"]]);
    expect(await queue.enqueue(request("d"))).toEqual(["d"]);
  });

  it("rejects bytes beyond its limit, but accepts a larger call while it is empty", async () => {
    const queue = queueOf({ waitingBytesMax: 10, flushBytesMax: 10 });
    const waiting = [queue.enqueue(request("a", { bytes: 4 })), queue.enqueue(request("b", { bytes: 6 }))];
    expect(await errorOf(queue.enqueue(request("c", { bytes: 1 })))).toMatchObject({
      code: "overloaded",
      message: "the limit of 10 bytes waiting for the store is reached",
    });
    await turn();
    waiting.push(queue.enqueue(request("large", { bytes: 50 })));
    expect(await errorOf(queue.enqueue(request("d", { bytes: 1 })))).toMatchObject({ code: "overloaded" });
    latch.open();
    expect(await Promise.all(waiting)).toEqual([["a"], ["b"], ["large"]]);
  });

  it("is not full of calls that have ended", async () => {
    const queue = queueOf({ waitingCallsMax: 2, waitingBytesMax: 10 });
    const first = queue.enqueue(request("first"));
    await turn();
    for (let round = 0; round < 100; round++) {
      const call = createCall({ deadline: performance.now() + 1 });
      const late = queue.enqueue(request("late", { call, bytes: 10 }));
      expect(await errorOf(late)).toMatchObject({
        code: "deadline",
        outcome: "not-applied",
        message: "the deadline passed before the call was sent",
      });
    }
    latch.open();
    await first;
    expect(await queue.enqueue(request("next", { bytes: 10 }))).toEqual(["next"]);
    expect(sent).toEqual([["first"], ["next"]]);
  });
});

it("a call that is over is not enqueued, and one that is cancelled while it waits is not sent", async () => {
  const queue = queueOf();
  const over = createCall({ signal: AbortSignal.abort() });
  expect(await errorOf(queue.enqueue(request("a", { call: over })))).toMatchObject({ code: "cancelled" });
  const controller = new AbortController();
  const waiting = queue.enqueue(request("b", { call: createCall({ signal: controller.signal }) }));
  controller.abort();
  expect(await errorOf(waiting)).toMatchObject({ code: "cancelled", outcome: "not-applied" });
  await queue.idle();
  expect(sent).toEqual([]);
});

it("a call whose deadline passes in flight has the outcome of its kind, and its result is discarded", async () => {
  for (const lateOutcome of ["unknown", "not-applied"] as const) {
    const queue = queueOf({ lateOutcome });
    const call = createCall({ deadline: performance.now() + 20 });
    expect(await errorOf(queue.enqueue(request("a", { call })))).toMatchObject({
      code: "deadline",
      outcome: lateOutcome,
      message: "the deadline passed before the store replied",
    });
  }
  expect(sent).toEqual([["a"], ["a"]]);
  expect(deadlines.size).toBe(0);
});

describe("a flush that fails", () => {
  const bad = new StoreError("invalid", "bad", { outcome: "not-applied" });

  it("fails all of its calls", async () => {
    const gone = new StoreError("unavailable", "gone");
    const queue = queueOf({ send: () => Promise.reject(gone) });
    const ends = ["a", "b"].map((name) => errorOf(queue.enqueue(request(name))));
    expect(await Promise.all(ends)).toEqual([gone, gone]);
    expect(deadlines.size).toBe(0);
  });

  it("because of one request is sent again one by one, without the calls that have ended", async () => {
    const controller = new AbortController();
    const queue = queueOf({
      isRequestError: (thrown) => thrown === bad,
      async send({ items }) {
        sent.push([...items]);
        if (items.length > 1) controller.abort();
        if (items.includes("bad")) throw bad;
        return items;
      },
    });
    const ends = [
      queue.enqueue(request("a")),
      errorOf(queue.enqueue(request("bad"))),
      errorOf(queue.enqueue(request("b", { call: createCall({ signal: controller.signal }) }))),
      queue.enqueue(request("c")),
    ];
    expect(await Promise.all(ends)).toMatchObject([["a"], { message: "bad" }, { code: "cancelled" }, ["c"]]);
    expect(sent).toEqual([["a", "bad", "b", "c"], ["a"], ["bad"], ["c"]]);
  });

  it("with a single request is not sent again", async () => {
    const queue = queueOf({
      isRequestError: () => true,
      async send({ items }) {
        sent.push([...items]);
        throw bad;
      },
    });
    expect(await errorOf(queue.enqueue(request("bad")))).toBe(bad);
    expect(sent).toEqual([["bad"]]);
  });

  it("because the store returned another number of results is an internal error", async () => {
    const queue = queueOf({ send: async () => ["only one"] });
    const ends = ["a", "b"].map((name) => errorOf(queue.enqueue(request(name))));
    for (const error of await Promise.all(ends))
      expect(error).toMatchObject({
        code: "internal",
        message: "the store returned 1 results instead of 2",
      });
  });
});

it("a queue is idle when nothing waits and nothing is in flight", async () => {
  const queue = queueOf();
  await queue.idle();
  const waiting = queue.enqueue(request("a"));
  let isIdle = false;
  const idle = queue.idle().then(() => {
    isIdle = true;
  });
  await turn();
  await turn();
  expect([sent, isIdle]).toEqual([[["a"]], false]);
  latch.open();
  await waiting;
  await idle;
});
