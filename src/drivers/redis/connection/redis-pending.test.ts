// Pending requests: when they expire, and what the connection is notified of.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Clock, createCall } from "../../../model/call.ts";
import { command } from "./redis-command.ts";
import { PendingRequests } from "./redis-pending.ts";
import { RedisRequest } from "./redis-request.ts";

const clock: Clock = { now: () => Date.now(), monotonic: () => Date.now() };
const replyMsMax = 100;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function createPending() {
  const stalled = vi.fn();
  const sizes: number[] = [];
  const pending: PendingRequests = new PendingRequests({
    clock,
    storeName: "main",
    requestsMax: 10,
    bytesMax: 1000,
    replyMsMax,
    stalled,
    expired: () => sizes.push(pending.size),
  });
  return { pending, stalled, sizes };
}

function createRequest(leftMs = Number.POSITIVE_INFINITY) {
  const settled = vi.fn();
  const call = createCall({ clock, deadline: clock.monotonic() + leftMs });
  return { request: new RedisRequest(command("GET", "k"), call, -1, settled), settled };
}

it("a waiting request expires after a request in flight has stalled", () => {
  const { pending, stalled } = createPending();
  const { request: sent } = createRequest();
  pending.add(sent);
  for (const request of pending.takeWaiting()) pending.markSent(request, clock.monotonic());
  vi.advanceTimersByTime(50);
  const { request: waiting, settled } = createRequest();
  pending.add(waiting);
  vi.advanceTimersByTime(50);
  expect(stalled).toHaveBeenCalledOnce();
  expect(settled).not.toHaveBeenCalled();
  pending.release(sent);
  vi.advanceTimersByTime(50);
  expect(settled).toHaveBeenCalledExactlyOnceWith(
    undefined,
    expect.objectContaining({ code: "unavailable", outcome: "not-applied" }),
  );
});

it("the connection is notified when waiting requests have expired, after they are no longer counted", () => {
  const { pending, sizes } = createPending();
  const { request, settled } = createRequest(30);
  pending.add(request);
  vi.advanceTimersByTime(30);
  expect(settled).toHaveBeenCalledExactlyOnceWith(undefined, expect.objectContaining({ code: "deadline" }));
  expect(sizes).toEqual([0]);
});
