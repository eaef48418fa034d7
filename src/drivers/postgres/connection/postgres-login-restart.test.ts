// When an attempt to connect is begun again: only while the server replies to others.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { restartIfStalled } from "./postgres-login-restart.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const silent = (): Promise<never> => new Promise(() => undefined);

it("an attempt without a reply is begun again as soon as a probe gets one, and aborted", async () => {
  let isUp = false;
  const signals: AbortSignal[] = [];
  const connected = restartIfStalled(
    (signal) => {
      signals.push(signal);
      return isUp ? Promise.resolve("connected") : silent();
    },
    () => (isUp ? Promise.resolve() : silent()),
  );
  await vi.advanceTimersByTimeAsync(3000);
  expect(signals).toHaveLength(1);
  isUp = true;
  await vi.advanceTimersByTimeAsync(250);
  expect(await connected).toBe("connected");
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

it("a server that is slow to log in is given more time with each attempt", async () => {
  let attempts = 0;
  const connected = restartIfStalled(
    async () => {
      attempts += 1;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return "connected";
    },
    () => Promise.resolve(),
  );
  await vi.advanceTimersByTimeAsync(500 + 1000 + 1500);
  expect(await connected).toBe("connected");
  expect(attempts).toBe(3);
});

it("the failure of an attempt is the result", async () => {
  const failed = restartIfStalled(() => Promise.reject(new Error("closed")), silent);
  await expect(failed).rejects.toThrow("closed");
});
