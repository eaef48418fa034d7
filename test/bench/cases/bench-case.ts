// The type of a case, and the context that it runs in. Everything that a case starts through its context is stopped when
// the case ends.
import type { LoadPlan, Target } from "../load/load-plan.ts";
import type { BenchServers } from "../processes/bench-servers.ts";
import { LoadHandle } from "../processes/load-handle.ts";
import { SidecarHandle, type SidecarOptions } from "../processes/sidecar-handle.ts";
import type { CaseResult } from "../report/report-shape.ts";

/** Durations and repetitions of the measurements. */
export interface Pace {
  readonly pairs: number;
  /** Duration of the load on each side before its first run, so that V8 has optimized the code. */
  readonly firstMs: number;
  /** Duration of the unmeasured load at the start of each run. */
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** True for `--quick`: smaller key spaces and fewer steps. */
  readonly quick: boolean;
}

/** A running sidecar to compare with: `--against HOST:PORT --pid N`. */
export interface AgainstOptions {
  readonly address: string;
  readonly pid: number;
  /** The name of its state store. */
  readonly store: string;
  /** The URL of its store's server, which our sidecar then uses, too. Default: a Redis that the benchmark starts. */
  readonly storeUrl: string | undefined;
}

/** The outcome of a case, without its name, title and duration. */
export type CaseOutcome = Omit<CaseResult, "name" | "title" | "seconds">;

/** A benchmark case. */
export interface BenchCase {
  readonly name: string;
  readonly title: string;
  /** True: runs only if it is selected by name or by an option. */
  readonly onDemand?: true;
  /** Estimated duration in ms. The remaining time and the case's timeout are derived from it. */
  estimateMs(pace: Pace): number;
  run(context: CaseContext): Promise<CaseOutcome>;
}

// Time to start a process and to write a thousand records.
const sideStartMs = 600;

/** Estimated duration of a comparison, in ms. `factor` multiplies the usual duration of each run. */
export function pairsMs(pace: Pace, sides = 2, factor = 1): number {
  const { pairs, firstMs, warmUpMs, measureMs } = pace;
  return sides * (sideStartMs + firstMs + pairs * (warmUpMs + measureMs * factor));
}

/** What a case uses, and what it has started. Serves one case. */
export class CaseContext {
  readonly pace: Pace;
  readonly servers: BenchServers;
  readonly against: AgainstOptions | undefined;
  readonly #plantedUs: number;
  readonly #onProgress: (text: string) => void;
  readonly #stops: (() => Promise<void>)[] = [];
  #hasEnded = false;

  constructor(
    pace: Pace,
    servers: BenchServers,
    options: {
      readonly against: AgainstOptions | undefined;
      readonly plantedUs: number;
      readonly onProgress: (text: string) => void;
    },
  ) {
    this.pace = pace;
    this.servers = servers;
    this.against = options.against;
    this.#plantedUs = options.plantedUs;
    this.#onProgress = options.onProgress;
  }

  /** Reports the progress of the case. */
  reportProgress(text: string): void {
    this.#onProgress(text);
  }

  /** Starts a sidecar under test, with the delay of `--planted-us`, if any. */
  sidecar(options: SidecarOptions): Promise<SidecarHandle> {
    return this.reference({ plantedUs: this.#plantedUs, ...options });
  }

  /** Starts a sidecar as a reference, without the delay of `--planted-us`. */
  async reference(options: SidecarOptions): Promise<SidecarHandle> {
    return this.track(await SidecarHandle.start(options));
  }

  /** Starts a load process and opens its target. */
  async load(target: Target): Promise<LoadHandle> {
    return this.track(await LoadHandle.open(target));
  }

  /** Registers a running process, to be stopped when the case ends. If the case has already ended, stops it and throws. */
  track<Running extends { stop(): Promise<void> }>(running: Running): Running {
    if (this.#hasEnded) {
      void running.stop().catch(() => undefined);
      throw new Error("the case has ended");
    }
    this.#stops.push(() => running.stop());
    return running;
  }

  /** Completes a plan with the durations of this pace and with defaults. */
  plan(parts: Partial<LoadPlan> & Pick<LoadPlan, "operation">): LoadPlan {
    const { warmUpMs, measureMs } = this.pace;
    return {
      inFlight: 32,
      keyCount: 1000,
      valueBytes: 1024,
      warmUpMs,
      measureMs,
      latency: false,
      observed: {},
      ...parts,
    };
  }

  /** Stops everything that was started, in reverse order. Continues after a failure, and then rejects with the first one. */
  async stopAll(): Promise<void> {
    this.#hasEnded = true;
    const failures: unknown[] = [];
    for (const stop of this.#stops.toReversed()) await stop().catch((cause: unknown) => failures.push(cause));
    if (failures.length > 0) throw failures[0];
  }
}
