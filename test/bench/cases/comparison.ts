// Two sides in alternation: pair by pair, now one first and now the other, so
// that what changes on the machine meanwhile meets both alike.
import type { LoadResult } from "../load/load-plan.ts";
import { timelineMs } from "../load/load-plan.ts";
import { LatencyHistogram } from "../measure/latency-histogram.ts";
import { type Goal, judge, median, pairwiseRatios, summarise } from "../measure/statistics.ts";
import type { Figure, Plot, SideFigures } from "../report/report-shape.ts";
import type { Scene } from "./bench-case.ts";

/** One side: what runs load on it. */
export interface Side {
  readonly label: string;
  /** Runs load. `warmingUp` is a run that counts for nothing but its failures. */
  run(warmingUp?: boolean): Promise<LoadResult>;
}

/** A number of one run. */
export type Metric = (result: LoadResult) => number;

/** A figure to make of two sides. */
export interface Wanted {
  readonly name: string;
  readonly metric: Metric;
  readonly goal?: Goal;
}

/** The runs of both sides, pair by pair. */
export interface Comparison {
  readonly measured: readonly LoadResult[];
  readonly reference: readonly LoadResult[];
  readonly labels: readonly [string, string];
}

/** CPU per operation in µs of the processes of some roles together. */
export function cpuPerOperation(...roles: readonly string[]): Metric {
  return ({ cpuUs, operations }) =>
    roles.reduce((sum, role) => sum + (cpuUs[role] ?? Number.NaN), 0) / operations;
}

/** Operations per second. */
export const perSecond: Metric = ({ operations, elapsedMs }) => (operations / elapsedMs) * 1000;

/** The latency in ms that a share of the operations does not exceed. */
export function latencyMs(share: number): Metric {
  return ({ latencyCounts }) => new LatencyHistogram(latencyCounts).quantile(share) / 1000;
}

/** Runs both sides in alternation, after each has run long enough that its code is compiled. */
export async function compare(scene: Scene, measured: Side, reference: Side): Promise<Comparison> {
  scene.say(`warming up ${measured.label} and ${reference.label}`);
  for (const side of [measured, reference]) await side.run(true);
  const runs: { measured: LoadResult[]; reference: LoadResult[] } = { measured: [], reference: [] };
  for (let pair = 0; pair < scene.pace.pairs; pair++) {
    scene.say(`pair ${pair + 1} of ${scene.pace.pairs}: ${measured.label} beside ${reference.label}`);
    const order =
      pair % 2 === 0 ? (["measured", "reference"] as const) : (["reference", "measured"] as const);
    for (const which of order) runs[which].push(await { measured, reference }[which].run());
  }
  return { ...runs, labels: [measured.label, reference.label] };
}

/** How many operations failed in some runs. */
export function failuresOf(results: readonly LoadResult[]): number {
  return results.reduce((sum, { failures, operations }) => sum + failures + (operations === 0 ? 1 : 0), 0);
}

/** What the first failure said, if any. */
export function failureOf(results: readonly LoadResult[]): { failure?: string } {
  const failed = results.find(({ failures }) => failures > 0);
  return failed === undefined
    ? {}
    : { failure: `${failuresOf(results)} failures; the first: ${failed.failure}` };
}

/** The figures of a comparison. One failure on either side fails them all. */
export function ratioFigures(comparison: Comparison, wanted: readonly Wanted[]): Figure[] {
  const { measured, reference, labels } = comparison;
  const failures = failuresOf([...measured, ...reference]);
  return wanted.map(({ name, metric, goal }) => {
    const summary = summarise(pairwiseRatios(measured.map(metric), reference.map(metric)));
    const verdict = judge(summary, goal, failures);
    return { name, unit: "×", against: labels[1], ...(goal && { goal }), ...summary, verdict };
  });
}

/** An absolute figure. */
export function absoluteFigure(
  head: Pick<Figure, "name" | "unit"> & { readonly goal?: Goal },
  values: readonly number[],
  failures = 0,
): Figure {
  const summary = summarise(values);
  return { ...head, ...summary, verdict: judge(summary, head.goal, failures) };
}

/** What one side did, by the medians of its runs. */
export function sideFigures(label: string, results: readonly LoadResult[]): SideFigures {
  const middle = (metric: Metric) => median(results.map(metric));
  const roles = Object.keys(results[0]?.cpuUs ?? {});
  const latency = {
    p50: middle(latencyMs(0.5)),
    p99: middle(latencyMs(0.99)),
    p999: middle(latencyMs(0.999)),
  };
  return {
    label,
    cpuUs: Object.fromEntries(roles.map((role) => [role, middle(cpuPerOperation(role))])),
    perSecond: middle(perSecond),
    ...(Number.isFinite(latency.p50) && { latencyMs: latency }),
  };
}

/** Both sides' figures. */
export function bothSides({ measured, reference, labels }: Comparison): SideFigures[] {
  return [sideFigures(labels[0], measured), sideFigures(labels[1], reference)];
}

/** A comparison as a case gives it. */
export function comparisonResult(comparison: Comparison, wanted: readonly Wanted[]) {
  return {
    figures: ratioFigures(comparison, wanted),
    sides: bothSides(comparison),
    plots: plotsOf(comparison),
    ...failureOf([...comparison.measured, ...comparison.reference]),
  };
}

function plotsOf({ measured, reference, labels }: Comparison): Plot[] {
  const both = [
    [labels[0], measured],
    [labels[1], reference],
  ] as const;
  const latencies = both.map(([label, runs]) => ({ label, points: latencyPoints(runs) }));
  return [
    timelinePlot(both),
    ...(latencies.some(({ points }) => points.length > 0) ? [latencyPlot(latencies)] : []),
  ];
}

// All runs of a side in a row; what was done to the other side between them is left out.
function timelinePlot(sides: readonly (readonly [string, readonly LoadResult[]])[]): Plot {
  return {
    title: "Throughput over time, run after run",
    x: { label: "seconds of measuring", scale: "linear" },
    y: { label: "operations/s", scale: "linear" },
    lines: sides.map(([label, runs]) => ({
      label,
      points: runs
        .flatMap(({ timeline }) => timeline)
        .map((count, step) => [(step * timelineMs) / 1000, (count * 1000) / timelineMs] as const),
    })),
  };
}

function latencyPlot(lines: Plot["lines"]): Plot {
  return {
    title: "Latency by percentile",
    x: { label: "share that takes longer", scale: "log" },
    y: { label: "ms", scale: "log" },
    lines,
  };
}

const tailShares = [0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0001];

function latencyPoints(runs: readonly LoadResult[]): (readonly [number, number])[] {
  const all = new LatencyHistogram();
  for (const { latencyCounts } of runs) all.merge(new LatencyHistogram(latencyCounts));
  return tailShares
    .filter((share) => all.size * share >= 1)
    .map((share) => [share, all.quantile(1 - share) / 1000] as const);
}
