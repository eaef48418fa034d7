// What a run of the bench gives, as it stands in the JSON file.
import type { Goal, Summary, Verdict } from "../measure/statistics.ts";

/** What one side of a comparison did: the median of its runs. */
export interface SideFigures {
  readonly label: string;
  /** CPU per operation in µs by role: `sidecar`, `application`, `store`. */
  readonly cpuUs: Readonly<Record<string, number>>;
  readonly perSecond: number;
  /** How much of one core the load process used, 0 to 1 and a little more; at 0.9 it is at its limit. */
  readonly loadBusy?: number;
  /** In ms; only where latencies were asked for. */
  readonly latencyMs?: { readonly p50: number; readonly p99: number; readonly p999: number };
}

/** A number that a case gives. */
export interface Figure extends Summary {
  readonly name: string;
  readonly unit: "×" | "ms" | "µs" | "MB" | "MB/h" | "/s" | "%";
  readonly goal?: Goal;
  /** What `values` are ratios to; a figure without it is absolute. */
  readonly against?: string;
  readonly verdict: Verdict;
  /** What has to be known beside the verdict: that the load process was at its limit, which step was dearest. */
  readonly note?: string;
}

/** A picture: lines over a common axis. */
export interface Plot {
  readonly title: string;
  readonly x: { readonly label: string; readonly scale: "linear" | "log" };
  readonly y: { readonly label: string; readonly scale: "linear" | "log" };
  readonly lines: readonly {
    readonly label: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

/** What a case gave. */
export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly sides: readonly SideFigures[];
  readonly plots: readonly Plot[];
  /** Why it failed. */
  readonly failure?: string;
  /** Why there is nothing to measure here. */
  readonly notMeasured?: string;
  /** How long it took. */
  readonly seconds?: number;
}

/** The machine, as far as it decides about the figures. */
export interface Machine {
  readonly cpu: string;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  /** Load average of a minute when the run began and ended: other work makes figures worse. */
  readonly loadAverage: readonly [number, number];
  /** `redis 7.0.15`, … */
  readonly servers: readonly string[];
}

/** A run. */
export interface Report {
  readonly format: 1;
  /** `2026-11-21`. */
  readonly date: string;
  /** The commit, with `+` after it if files differed from it; empty if it is not known. */
  readonly commit: string;
  readonly mode: "full" | "quick";
  readonly pairs: number;
  /** The busy sleep planted in the sidecars under test, in µs; 0 for none. */
  readonly plantedUs: number;
  /** How long the run took. */
  readonly seconds?: number;
  readonly machine: Machine;
  readonly cases: readonly CaseResult[];
}
