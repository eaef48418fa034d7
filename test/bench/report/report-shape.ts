// The results of a run, in the shape of the JSON file.
import type { Goal, Summary, Verdict } from "../measure/statistics.ts";

/** The medians of the runs of one side. */
export interface SideFigures {
  readonly label: string;
  /** CPU per operation in µs by role: `sidecar`, `application`, `store`. */
  readonly cpuUs: Readonly<Record<string, number>>;
  readonly perSecond: number;
  /** The share of one core that the load process used, from 0 to slightly above 1; from 0.9 on it is saturated. */
  readonly loadBusy?: number;
  /** In ms; only if latencies were recorded. */
  readonly latencyMs?: { readonly p50: number; readonly p99: number; readonly p999: number };
}

/** A figure of a case. */
export interface Figure extends Summary {
  readonly name: string;
  readonly unit: "×" | "ms" | "µs" | "MB" | "MB/h" | "/s" | "%";
  readonly goal?: Goal;
  /** The reference of the ratios in `values`. Undefined: the figure is absolute. */
  readonly against?: string;
  readonly verdict: Verdict;
  /** A note on the verdict: that the load process was saturated, or which step was the most expensive. */
  readonly note?: string;
}

/** A plot: lines over common axes. */
export interface Plot {
  readonly title: string;
  readonly x: { readonly label: string; readonly scale: "linear" | "log" };
  readonly y: { readonly label: string; readonly scale: "linear" | "log" };
  readonly lines: readonly {
    readonly label: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

/** The result of a case. */
export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly sides: readonly SideFigures[];
  readonly plots: readonly Plot[];
  /** Why the case failed. */
  readonly failure?: string;
  /** Why the case was not measured. */
  readonly notMeasured?: string;
  /** The duration of the case. */
  readonly seconds?: number;
}

/** The properties of the machine that affect the figures. */
export interface Machine {
  readonly cpu: string;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  /** The one-minute load average at the start and at the end of the run. Other load makes figures worse. */
  readonly loadAverage: readonly [number, number];
  /** `redis 7.0.15`, … */
  readonly servers: readonly string[];
}

/** The report of a run. */
export interface Report {
  readonly format: 1;
  /** `2026-11-21`. */
  readonly date: string;
  /** The commit, followed by `+` if files differed from it; empty if unknown. */
  readonly commit: string;
  readonly mode: "full" | "quick";
  readonly pairs: number;
  /** The busy wait planted in the sidecars under test, in µs; 0 for none. */
  readonly plantedUs: number;
  /** The duration of the run. */
  readonly seconds?: number;
  readonly machine: Machine;
  readonly cases: readonly CaseResult[];
}
