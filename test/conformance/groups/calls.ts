// Cancellation, deadlines and closing: a call that ends before it is sent is not
// applied; every call ends by its deadline; a closed store rejects calls.
import { expect } from "vitest";
import { createCall } from "../../../src/model/call.ts";
import { StoreError } from "../../../src/model/errors.ts";
import { type Fixture, rejection, until } from "../fixture.ts";
import { put, text } from "../mutations.ts";
import type { TestGroup } from "../test-group.ts";

export const calls: TestGroup = (it, subject) => {
  cancellation(it, subject);
  deadlines(it, subject);
  closing(it, subject);
};

const cancellation: TestGroup = (it) => {
  it("L1 a call that was cancelled before it was sent is not applied", async (t) => {
    const call = () => t.call(10_000, AbortSignal.abort());
    for (const error of await everyRejection(t, call)) {
      expect(error).toMatchObject({ code: "cancelled", outcome: "not-applied" });
    }
    expect(await t.get(t.key("a"))).toBeUndefined();
  });

  it("L1 a call whose deadline passed before it was sent is not applied", async (t) => {
    for (const error of await everyRejection(t, () => t.call(-1))) {
      expect(error).toMatchObject({ code: "deadline", outcome: "not-applied" });
    }
    expect(await t.get(t.key("a"))).toBeUndefined();
  });

  it("L1 a call that is cancelled does not affect other calls in flight", async (t) => {
    const controller = new AbortController();
    const sent = Array.from({ length: 20 }, (_, index) => {
      const call = index % 2 === 0 ? t.call() : t.call(10_000, controller.signal);
      return t.store.commit([{ mutations: [put(t.key(`k${index}`), "x")] }], call);
    });
    controller.abort();
    const ends = await Promise.allSettled(sent);
    for (const [index, end] of ends.entries()) {
      const found = await t.get(t.key(`k${index}`));
      if (end.status === "fulfilled") expect(found, `succeeded ${index}`).toBeDefined();
      else expect(end.reason, `cancelled ${index}`).toMatchObject({ code: "cancelled" });
      if (index % 2 === 0) expect(end.status).toBe("fulfilled");
    }
  });
};

const deadlines: TestGroup = (it) => {
  it("L2 every call ends by its deadline when the store does not reply", async (t) => {
    const other = await frozen(t);
    const ends = endSoon(
      everyRejection(other.t, () => other.t.call(300)),
      300,
    );
    const [read, commit, scan, ping] = await ends.finally(other.thaw);
    expect(read?.code).toMatch(/^(deadline|unavailable)$/);
    expect(commit?.code).toMatch(/^(deadline|unavailable)$/);
    expect(scan?.code).toMatch(/^(deadline|unavailable)$/);
    expect(ping?.code).toMatch(/^(deadline|unavailable)$/);
  });

  it("L2 a write that was in flight when its deadline passed has an unknown outcome", async (t) => {
    const other = await frozen(t);
    const commit = other.t.store.commit([{ mutations: [put(t.key("a"), "x")] }], other.t.call(300));
    const error = await endSoon(rejection(commit), 300).finally(other.thaw);
    expect(error).toMatchObject({ code: "deadline", outcome: "unknown" });
  });

  it("L2 a store that replies again is usable again", async (t) => {
    const other = await frozen(t);
    await everyRejection(other.t, () => other.t.call(200));
    await other.thaw();
    await until("the store to reply again", async () => {
      const result = await other.t.attempt([put(t.key("a"), "after")]).catch(() => undefined);
      return result !== undefined && !(result instanceof StoreError);
    });
    expect(text((await other.t.record(t.key("a"))).value)).toBe("after");
  });

  it("L2 calls with very short deadlines all end", async (t) => {
    const sent = Array.from({ length: 300 }, (_, index) => {
      const call = createCall({ clock: t.clock, deadline: t.clock.monotonic() + index / 100 });
      return t.store.commit([{ mutations: [put(t.key(`k${index}`), "x")] }], call);
    });
    for (const end of await Promise.allSettled(sent)) {
      if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "deadline" });
    }
  });
};

const closing: TestGroup = (it) => {
  it("L3 ping succeeds on a store that can be read", async (t) => {
    await expect(t.store.ping(t.call())).resolves.toBeUndefined();
  });

  it("L3 ping fails on a store that was closed", async (t) => {
    const other = await t.another();
    await other.store.ping(other.call());
    await other.store.close();
    await rejection(other.store.ping(other.call()));
  });

  it("L4 after close every call is rejected and nothing is applied", async (t) => {
    const other = await t.another();
    await other.do(put(t.key("before"), "x"));
    await other.store.close();
    for (const error of await everyRejection(other, () => other.call())) {
      expect(error).toMatchObject({ code: "closed", outcome: "not-applied" });
    }
  });

  it("L4 close can be called again, also concurrently", async (t) => {
    const other = await t.another();
    await Promise.all([other.store.close(), other.store.close()]);
    await expect(other.store.close()).resolves.toBeUndefined();
  });

  it("L4 close waits for calls in flight", async (t) => {
    const other = await t.another();
    const sent = Array.from({ length: 50 }, (_, index) =>
      other.store.commit([{ mutations: [put(t.key(`k${index}`), "x")] }], other.call()),
    );
    await other.store.close();
    for (const end of await Promise.allSettled(sent)) {
      expect(end).toMatchObject({ status: "fulfilled", value: [[{ found: false }]] });
    }
  });
};

/** The errors of one call of each kind, in the order read, commit, scan, ping; fails if one succeeds. */
async function everyRejection(t: Fixture, call: () => ReturnType<Fixture["call"]>): Promise<StoreError[]> {
  const { store } = t;
  return Promise.all([
    rejection(store.read([t.key("a")], { consistency: "strong", view: "full" }, call())),
    rejection(store.commit([{ mutations: [put(t.key("a"), "x")] }], call())),
    rejection(store.scan({ prefix: t.key(""), cursor: undefined, limit: 10, view: "full" }, call())),
    rejection(store.ping(call())),
  ]);
}

const lateMsMax = 2000;

// Does not measure how fast calls end: the bound is so wide that only a call that hangs exceeds it.
async function endSoon<T>(ends: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    const error = new Error(`a call was still in flight ${lateMsMax} ms after its deadline`);
    timer = setTimeout(() => reject(error), deadlineMs + lateMsMax);
  });
  return Promise.race([ends, hangs]).finally(() => clearTimeout(timer));
}

async function frozen(t: Fixture): Promise<{ t: Fixture; thaw: () => Promise<void> }> {
  const other = await t.another();
  if (other.opened.freeze === undefined) throw new Error("no freeze(): name an exception for L2");
  await other.do(put(t.key("warm"), "x"));
  return { t: other, thaw: await other.opened.freeze() };
}
