// What a case is and what it may use. Whatever a case starts through its
// context ends with the case.
import type { LoadPlan, Target } from "../load/load-plan.ts";
import type { BenchServers } from "../processes/bench-servers.ts";
import { LoadHandle } from "../processes/load-handle.ts";
import { SidecarHandle, type SidecarOptions } from "../processes/sidecar-handle.ts";
import type { CaseResult } from "../report/report-shape.ts";

/** How long and how often to measure. */
export interface Pace {
  readonly pairs: number;
  /** Load on each side before its first run, so that its code is compiled. */
  readonly firstMs: number;
  /** Load before each run is measured. */
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** True for `--quick`: smaller key spaces and fewer steps. */
  readonly quick: boolean;
}

/** A sidecar that is not ours: `--against HOST:PORT --pid N`. */
export interface Rival {
  readonly address: string;
  readonly pid: number;
  /** The name of its state store. */
  readonly store: string;
  /** The URL of its store; ours then uses the same server. Default: the bench's Redis. */
  readonly storeUrl: string | undefined;
}

/** What a case gives; its name and how long it took are put to it. */
export type CaseOutcome = Omit<CaseResult, "name" | "title" | "seconds">;

/** A case. */
export interface BenchCase {
  readonly name: string;
  readonly title: string;
  /** Left out unless it is asked for by name or option. */
  readonly onDemand?: true;
  /** About how long it takes at a pace, in ms; for the time left, and for when to give it up. */
  estimateMs(pace: Pace): number;
  run(scene: Scene): Promise<CaseOutcome>;
}

// Starting a process and writing a thousand records.
const sideStartMs = 600;

/** About how long a comparison of so many sides takes, in ms. `factor`: how much longer than usual each run measures. */
export function pairsMs(pace: Pace, sides = 2, factor = 1): number {
  const { pairs, firstMs, warmUpMs, measureMs } = pace;
  return sides * (sideStartMs + firstMs + pairs * (warmUpMs + measureMs * factor));
}

/** What a case may use, and what it has started. Lives for one case. */
export class Scene {
  readonly pace: Pace;
  readonly servers: BenchServers;
  readonly rival: Rival | undefined;
  readonly #plantedUs: number;
  readonly #say: (text: string) => void;
  readonly #ends: (() => Promise<void>)[] = [];
  #hasEnded = false;

  constructor(
    pace: Pace,
    servers: BenchServers,
    options: {
      readonly rival: Rival | undefined;
      readonly plantedUs: number;
      readonly say: (text: string) => void;
    },
  ) {
    this.pace = pace;
    this.servers = servers;
    this.rival = options.rival;
    this.#plantedUs = options.plantedUs;
    this.#say = options.say;
  }

  /** Tells how far the case is. */
  say(text: string): void {
    this.#say(text);
  }

  /** A sidecar under test: with the slowdown of `--planted-us`, if there is one. */
  sidecar(options: SidecarOptions): Promise<SidecarHandle> {
    return this.reference({ plantedUs: this.#plantedUs, ...options });
  }

  /** A sidecar to compare with: never slowed unless its options say so. */
  async reference(options: SidecarOptions): Promise<SidecarHandle> {
    return this.own(await SidecarHandle.start(options));
  }

  /** A load process with an open target. */
  async load(target: Target): Promise<LoadHandle> {
    return this.own(await LoadHandle.open(target));
  }

  /** Sees to it that what was started ends with the case. Throws, and stops it, if the case has ended. */
  own<Running extends { stop(): Promise<void> }>(running: Running): Running {
    if (this.#hasEnded) {
      void running.stop().catch(() => undefined);
      throw new Error("the case has ended");
    }
    this.#ends.push(() => running.stop());
    return running;
  }

  /** A plan of this pace; what is given decides. */
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

  /** Ends everything, the last first. One that does not end in order keeps no other; the first failure rejects. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    const failures: unknown[] = [];
    for (const end of this.#ends.toReversed()) await end().catch((cause: unknown) => failures.push(cause));
    if (failures.length > 0) throw failures[0];
  }
}
