// The layer that rejects calls that could not end in time: nothing is sent for them, every
// kind of call is counted, and failed calls are, too.
import { describe, expect, test } from "vitest";
import { put } from "../../test/conformance/mutations.ts";
import { type Clock, createCall, systemClock } from "../model/call.ts";
import { StoreError } from "../model/errors.ts";
import type { StateStore, TransactionResult } from "../store/state-store.ts";
import { ForwardingStore } from "./forwarding-store.ts";
import { resilient } from "./resilient.ts";

// A store whose commits end when the test says so.
class HeldStore extends ForwardingStore {
  readonly held: ((error?: StoreError) => void)[] = [];

  override commit(): Promise<readonly TransactionResult[]> {
    return new Promise((resolve, reject) => {
      this.held.push((error) => (error === undefined ? resolve([[]]) : reject(error)));
    });
  }
}

function open() {
  let now = 0;
  const clock: Clock = { ...systemClock, monotonic: () => now };
  const held = new HeldStore({} as StateStore);
  const store = resilient()(held);
  const commit = (leftMs: number) =>
    store.commit(
      [{ mutations: [put("k", "v")] }],
      createCall({ clock, deadline: now + leftMs, app: "test" }),
    );
  const advance = (ms: number) => {
    now += ms;
  };
  return { held, commit, advance };
}

// Sixteen calls that each take 200 ms, after one of 1 ms.
async function overload(
  { held, commit, advance }: ReturnType<typeof open>,
  error?: StoreError,
): Promise<void> {
  const quick = commit(1_000);
  advance(1);
  held.held.shift()?.();
  await quick;
  const calls = Array.from({ length: 40 }, () => commit(1_000).catch(() => undefined));
  for (let index = 0; index < 10; index++) {
    advance(20);
    held.held.shift()?.(error);
    await calls[index];
  }
}

describe("resilient", () => {
  test("rejects a call that cannot end before its deadline, as not applied, with a time to retry", async () => {
    const opened = open();
    await overload(opened);
    const sent = opened.held.held.length;
    const error: unknown = await opened.commit(250).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "overloaded", outcome: "not-applied" });
    expect((error as StoreError).retryDelayMs).toBeGreaterThan(250);
    expect(opened.held.held).toHaveLength(sent);
  });

  test("accepts a call with more time", async () => {
    const opened = open();
    await overload(opened);
    const sent = opened.held.held.length;
    void opened.commit(5_000);
    expect(opened.held.held).toHaveLength(sent + 1);
  });

  test("counts failed calls as ended", async () => {
    const opened = open();
    await overload(opened, new StoreError("conflict", "no"));
    expect(await opened.commit(250).catch(({ code }: StoreError) => code)).toBe("overloaded");
    while (opened.held.held.length > 10) opened.held.held.shift()?.(new StoreError("conflict", "no"));
    await new Promise((resolve) => setImmediate(resolve));
    const sent = opened.held.held.length;
    void opened.commit(250).catch(() => undefined);
    expect(opened.held.held).toHaveLength(sent + 1);
  });
});
