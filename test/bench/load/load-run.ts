// One run of load, with a fixed number of operations in flight or at a fixed rate. Measures the CPU time of every process
// involved and, optionally, latencies. A failed operation counts as a failure, never as an operation.
import { setTimeout as delay } from "node:timers/promises";
import { LatencyHistogram } from "../measure/latency-histogram.ts";
import { cpuMicroseconds } from "../measure/process-usage.ts";
import { type LoadPlan, type LoadResult, timelineMs } from "./load-plan.ts";

/** Does one operation. Rejects if it fails or if the result is wrong. */
export type Operation = () => Promise<void>;

/** A run with this many failures ends early. */
const failuresMax = 100;

interface Reading {
  readonly atMs: number;
  readonly operations: number;
  readonly cpuUs: Readonly<Record<string, number>>;
}

/** Runs load once. */
export class LoadRun {
  readonly #plan: LoadPlan;
  readonly #operation: Operation;
  readonly #latency = new LatencyHistogram();
  readonly #timeline: number[] = [];
  #operations = 0;
  #inFlight = 0;
  #failures = 0;
  #failure: string | undefined;
  #measuring = false;
  #running = true;

  constructor(plan: LoadPlan, operation: Operation) {
    this.#plan = plan;
    this.#operation = operation;
  }

  /** Warms up, measures, and waits for operations in flight. A failed operation does not reject it. */
  async result(): Promise<LoadResult> {
    const { warmUpMs, ratePerSecond, inFlight } = this.#plan;
    const load =
      ratePerSecond === undefined
        ? Promise.all(Array.from({ length: inFlight }, () => this.#repeat()))
        : this.#startAtRate(ratePerSecond);
    await delay(warmUpMs);
    const before = this.#read();
    this.#measuring = true;
    await this.#measure(before.atMs);
    this.#measuring = false;
    const after = this.#read();
    this.#running = false;
    await load;
    const cpu = Object.entries(after.cpuUs).map(([role, used]) => [role, used - (before.cpuUs[role] ?? 0)]);
    return {
      operations: after.operations - before.operations,
      failures: this.#failures,
      failure: this.#failure,
      elapsedMs: after.atMs - before.atMs,
      cpuUs: Object.fromEntries(cpu),
      latencyCounts: this.#latency.counts(),
      timeline: this.#timeline,
    };
  }

  async #measure(beginMs: number): Promise<void> {
    const { measureMs, operationsMax = Number.POSITIVE_INFINITY } = this.#plan;
    let [seen, seenMs] = [this.#operations, beginMs];
    const last = seen + operationsMax;
    while (performance.now() < beginMs + measureMs && this.#operations < last) {
      if (this.#failures >= failuresMax) return;
      await delay(Math.max(0, Math.min(seenMs + timelineMs, beginMs + measureMs) - performance.now()));
      // After a pause of the process several steps are due at once; if the timer fired early, none is.
      const steps = Math.round((performance.now() - seenMs) / timelineMs);
      for (let step = 0; step < steps; step++) this.#timeline.push((this.#operations - seen) / steps);
      if (steps > 0) [seen, seenMs] = [this.#operations, seenMs + steps * timelineMs];
    }
  }

  #read(): Reading {
    const { user, system } = process.cpuUsage();
    const others = Object.entries(this.#plan.observed).map(([role, seen]) => [role, cpuMicroseconds(seen)]);
    return {
      atMs: performance.now(),
      operations: this.#operations,
      cpuUs: { ...Object.fromEntries(others), application: user + system },
    };
  }

  async #repeat(): Promise<void> {
    while (this.#running && this.#failures < failuresMax) await this.#one();
  }

  async #startAtRate(perSecond: number): Promise<void> {
    const begin = performance.now();
    const ending = new Set<Promise<void>>();
    for (let started = 0; this.#running && this.#failures < failuresMax; ) {
      const due = ((performance.now() - begin) * perSecond) / 1000;
      for (; started < due; started++) {
        // An operation that cannot be started in time is a failure: a store that cannot keep up fails the run.
        if (this.#inFlight >= this.#plan.inFlight)
          this.#fail(`${this.#inFlight} operations are in flight, which is the limit`);
        else {
          const one = this.#one().finally(() => ending.delete(one));
          ending.add(one);
        }
      }
      await delay(1);
    }
    await Promise.all(ending);
  }

  async #one(): Promise<void> {
    this.#inFlight += 1;
    const start = this.#plan.latency ? performance.now() : 0;
    try {
      await this.#operation();
      this.#operations += 1;
      if (this.#plan.latency && this.#measuring) this.#latency.add((performance.now() - start) * 1000);
    } catch (cause) {
      this.#fail(cause instanceof Error ? cause.message : String(cause));
      await delay(1);
    } finally {
      this.#inFlight -= 1;
    }
  }

  #fail(message: string): void {
    this.#failures += 1;
    this.#failure ??= message;
  }
}
