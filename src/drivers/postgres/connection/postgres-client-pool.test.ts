// The pool of connections: its bounds, its queue, and what happens to connections that are lost.
import type { Client } from "pg";
import { expect, it, vi } from "vitest";
import { PoolTimeout, PostgresClientPool } from "./postgres-client-pool.ts";

interface FakeClient {
  readonly client: Client;
  isEnded: boolean;
  lose(): void;
}

function poolOf(bounds: { connectionsMax?: number; idleMsMax?: number; waitMsMax?: number } = {}) {
  const made: FakeClient[] = [];
  let failure: Error | undefined;
  const pool = new PostgresClientPool(
    async (onLost) => {
      await Promise.resolve();
      if (failure !== undefined) throw failure;
      const end = async (): Promise<void> => {
        fake.isEnded = true;
      };
      const client = { end } as unknown as Client;
      const fake: FakeClient = { client, isEnded: false, lose: () => onLost(client) };
      made.push(fake);
      return client;
    },
    { connectionsMax: 2, idleMsMax: 60_000, waitMsMax: 60_000, ...bounds },
  );
  const failWith = (error: Error | undefined): void => {
    failure = error;
  };
  return { pool, made, failWith };
}

it("makes no more connections than its bound, and gives them on in the order of waiting", async () => {
  const { pool, made } = poolOf();
  const [first, second] = [await pool.take(), await pool.take()];
  const order: number[] = [];
  const waiting = [1, 2].map(async (number) => {
    const client = await pool.take();
    order.push(number);
    return client;
  });
  expect(pool.waitingCount).toBe(2);
  pool.give(first, false);
  pool.give(second, false);
  expect(await Promise.all(waiting)).toEqual([first, second]);
  expect(order).toEqual([1, 2]);
  expect(made).toHaveLength(2);
});

it("a broken connection is closed and replaced for the next in the queue", async () => {
  const { pool, made } = poolOf({ connectionsMax: 1 });
  const first = await pool.take();
  const waiting = pool.take();
  pool.give(first, true);
  expect(await waiting).toBe(made[1]?.client);
  expect(made.map(({ isEnded }) => isEnded)).toEqual([true, false]);
});

it("a connection that was lost is not given to anyone, whether it was idle or used", async () => {
  const { pool, made } = poolOf({ connectionsMax: 1 });
  pool.give(await pool.take(), false);
  made[0]?.lose();
  const second = await pool.take();
  expect(second).toBe(made[1]?.client);
  made[1]?.lose();
  pool.give(second, false);
  expect(await pool.take()).toBe(made[2]?.client);
});

it("a failure to connect is reported to each that waited for it, and leaves no place occupied", async () => {
  const { pool, made, failWith } = poolOf({ connectionsMax: 1 });
  failWith(new TypeError("down"));
  const results = await Promise.allSettled([pool.take(), pool.take()]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  failWith(undefined);
  expect(await pool.take()).toBe(made[0]?.client);
});

it("waiting is bounded", async () => {
  const { pool } = poolOf({ connectionsMax: 1, waitMsMax: 10 });
  await pool.take();
  await expect(pool.take()).rejects.toBeInstanceOf(PoolTimeout);
  expect(pool.waitingCount).toBe(0);
});

it("an idle connection is closed after a while", async () => {
  vi.useFakeTimers();
  try {
    const { pool, made } = poolOf({ idleMsMax: 1_000 });
    pool.give(await pool.take(), false);
    vi.advanceTimersByTime(999);
    expect(made[0]?.isEnded).toBe(false);
    vi.advanceTimersByTime(1);
    expect(made[0]?.isEnded).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

it("close waits for the connections that are used, and closes them", async () => {
  const { pool, made } = poolOf();
  const [first, second] = [await pool.take(), await pool.take()];
  pool.give(first, false);
  let isClosed = false;
  const closed = pool.close().then(() => {
    isClosed = true;
  });
  await Promise.resolve();
  expect([made[0]?.isEnded, isClosed]).toEqual([true, false]);
  pool.give(second, false);
  await closed;
  expect(made[1]?.isEnded).toBe(true);
});
