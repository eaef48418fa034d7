// Which calls are rejected, on simulated stores with their own clock.
import { describe, expect, test } from "vitest";
import { WaitEstimate } from "./wait-estimate.ts";

// A store that serves calls in order, this many in a second; `latencyMs` is spent on each besides.
class SimulatedStore {
  readonly estimate = new WaitEstimate();
  nowMs = 0;
  rejected = 0;
  inTime = 0;
  late = 0;
  readonly #queue: { readonly beganMs: number; readonly leftMs: number; readonly endMs: number }[] = [];
  #freeMs = 0;
  perSecond: number;
  readonly #latencyMs: number;

  constructor(perSecond: number, latencyMs = 1) {
    this.perSecond = perSecond;
    this.#latencyMs = latencyMs;
  }

  call(leftMs: number): void {
    if (!this.estimate.accepts(this.nowMs, leftMs)) {
      this.rejected += 1;
      return;
    }
    this.estimate.begin(this.nowMs);
    this.#freeMs = Math.max(this.#freeMs, this.nowMs) + 1_000 / this.perSecond;
    this.#queue.push({ beganMs: this.nowMs, leftMs, endMs: this.#freeMs + this.#latencyMs });
  }

  /** Offers this many calls a second with deadlines for some time. */
  offer(callsPerSecond: number, leftMs: number, forMs: number): void {
    let due = 0;
    for (const endMs = this.nowMs + forMs; this.nowMs < endMs; this.nowMs += 1) {
      this.#settle();
      for (due += callsPerSecond / 1_000; due >= 1; due -= 1) this.call(leftMs);
    }
    this.#settle();
  }

  resetCounts(): void {
    this.rejected = 0;
    this.inTime = 0;
    this.late = 0;
  }

  #settle(): void {
    while ((this.#queue[0]?.endMs ?? Number.POSITIVE_INFINITY) <= this.nowMs) {
      const call = this.#queue.shift();
      if (call === undefined) return;
      this.estimate.end(call.endMs, call.beganMs, true, call.endMs - call.beganMs <= call.leftMs);
      if (call.endMs - call.beganMs <= call.leftMs) this.inTime += 1;
      else this.late += 1;
    }
  }
}

describe("a store that keeps up", () => {
  test("512 calls at once are all accepted, also with short deadlines, also after a quiet time", () => {
    const store = new SimulatedStore(20_000);
    store.offer(10, 250, 5_000);
    for (let index = 0; index < 512; index++) store.call(250);
    expect(store.rejected).toBe(0);
    store.offer(15_000, 250, 2_000);
    expect([store.rejected, store.late]).toEqual([0, 0]);
  });

  test("a slow link alone is no overload", () => {
    const store = new SimulatedStore(20_000, 150);
    store.offer(5_000, 250, 3_000);
    expect(store.rejected).toBe(0);
  });
});

describe("an overloaded store", () => {
  test.each([2, 4, 10])("at %i times its capacity, at least 90 percent of it ends in time", (factor) => {
    const store = new SimulatedStore(1_000);
    store.offer(1_000 * factor, 250, 8_000);
    expect(store.inTime).toBeGreaterThan(0.9 * 8_000);
    expect(store.estimate.inFlight).toBeLessThanOrEqual(250);
  });

  test("that becomes slower is followed, and two seconds after the overload nothing is rejected", () => {
    const store = new SimulatedStore(2_000);
    store.offer(1_000, 250, 2_000);
    store.perSecond = 500;
    store.offer(4_000, 250, 8_000);
    expect(store.inTime).toBeGreaterThan(0.9 * (2_000 + 4_000));
    store.perSecond = 2_000;
    store.offer(1_000, 250, 2_000);
    store.resetCounts();
    store.offer(1_000, 250, 2_000);
    expect([store.rejected, store.late]).toEqual([0, 0]);
  });

  test("calls with more time are still accepted", () => {
    const store = new SimulatedStore(1_000);
    store.offer(4_000, 250, 3_000);
    store.resetCounts();
    store.call(5_000);
    expect(store.rejected).toBe(0);
  });

  test("that ends no call at all still gets a few", () => {
    const store = new SimulatedStore(1_000);
    store.offer(4_000, 250, 1_000);
    store.perSecond = 0.001;
    store.offer(4_000, 250, 3_000);
    expect(store.estimate.inFlight).toBeGreaterThanOrEqual(16);
  });
});
