// One run of load: operations under way at once, or started at a rate, for a
// while; what every process involved used meanwhile; how long each took. An
// operation that fails is counted as a failure and never as an operation.
import { setTimeout as delay } from "node:timers/promises";
import { LatencyHistogram } from "../measure/latency-histogram.ts";
import { cpuMicroseconds } from "../measure/process-usage.ts";
import { type LoadPlan, type LoadResult, timelineMs } from "./load-plan.ts";

/** Does one operation. Rejects if it fails or is answered wrongly. */
export type Operation = () => Promise<void>;

/** After so many failures a run ends: it is of no use. */
const failuresMax = 100;

interface Reading {
  readonly atMs: number;
  readonly operations: number;
  readonly cpuUs: Readonly<Record<string, number>>;
}

/** Runs load. Lives once. */
export class LoadRun {
  readonly #plan: LoadPlan;
  readonly #operation: Operation;
  readonly #latency = new LatencyHistogram();
  readonly #timeline: number[] = [];
  #operations = 0;
  #underWay = 0;
  #failures = 0;
  #failure: string | undefined;
  #measuring = false;
  #running = true;

  constructor(plan: LoadPlan, operation: Operation) {
    this.#plan = plan;
    this.#operation = operation;
  }

  /** Warms up, measures, waits for what is under way. Never rejects because of an operation. */
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
      // A process that stood still was late for some steps; a timer that was early ends none.
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
        // What could not be started in time is not left out: a store that cannot keep up fails the run.
        if (this.#underWay >= this.#plan.inFlight) this.#fail(`${this.#underWay} operations are waiting`);
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
    this.#underWay += 1;
    const start = this.#plan.latency ? performance.now() : 0;
    try {
      await this.#operation();
      this.#operations += 1;
      if (this.#plan.latency && this.#measuring) this.#latency.add((performance.now() - start) * 1000);
    } catch (cause) {
      this.#fail(cause instanceof Error ? cause.message : String(cause));
      await delay(1);
    } finally {
      this.#underWay -= 1;
    }
  }

  #fail(message: string): void {
    this.#failures += 1;
    this.#failure ??= message;
  }
}
