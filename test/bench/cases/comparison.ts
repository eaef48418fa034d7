// Compares sides by running them in alternation: pair by pair, with the order reversed in every second pair, so that
// changes of the machine's load affect both sides alike.
import type { LoadResult } from "../load/load-plan.ts";
import { LatencyHistogram } from "../measure/latency-histogram.ts";
import { type Goal, judge, median, pairwiseRatios, summarise } from "../measure/statistics.ts";
import type { Figure, SideFigures } from "../report/report-shape.ts";
import type { CaseContext, CaseOutcome } from "./bench-case.ts";
import { type LabelledRuns, plotsOf } from "./comparison-plots.ts";

/** One side of a comparison. */
export interface Side {
  readonly label: string;
  /** Runs load. The result of a run with `warmingUp` is not used. */
  run(warmingUp?: boolean): Promise<LoadResult>;
}

/** Computes a number from the result of one run. */
export type Metric = (result: LoadResult) => number;

/** A figure to compute from two sides. */
export interface Wanted {
  readonly name: string;
  readonly metric: Metric;
  readonly goal?: Goal;
  /** True for rates and latencies of the server, which a saturated load process would distort. */
  readonly isOfServer?: true;
}

/** The runs of both sides, pair by pair. */
export interface Comparison {
  readonly measured: readonly LoadResult[];
  readonly reference: readonly LoadResult[];
  readonly labels: readonly [string, string];
}

/** The CPU time per operation, in µs, summed over the given roles. */
export function cpuPerOperation(...roles: readonly string[]): Metric {
  return ({ cpuUs, operations }) =>
    roles.reduce((sum, role) => sum + (cpuUs[role] ?? Number.NaN), 0) / operations;
}

/** Operations per second. */
export const perSecond: Metric = ({ operations, elapsedMs }) => (operations / elapsedMs) * 1000;

/** The latency quantile in ms; `share` is between 0 and 1. */
export function latencyMs(share: number): Metric {
  return ({ latencyCounts }) => new LatencyHistogram(latencyCounts).quantile(share) / 1000;
}

/** The share of one core that the load process used. */
export const loadBusy: Metric = ({ cpuUs, elapsedMs }) =>
  (cpuUs.application ?? Number.NaN) / (elapsedMs * 1000);

/** From this share of a core on, the load process is the bottleneck. */
export const loadBusyMax = 0.9;

/** The results of each side, in the order of the sides. */
export type Turns = readonly (readonly LoadResult[])[];

/** Warms up all sides, then runs them in alternation, reversing the order each time. */
export async function runInTurns(context: CaseContext, sides: readonly Side[]): Promise<Turns> {
  const labels = sides.map(({ label }) => label).join(" and ");
  context.reportProgress(`warming up ${labels}`);
  for (const side of sides) await side.run(true);
  const turns = sides.map((side) => ({ side, runs: [] as LoadResult[] }));
  for (let pair = 0; pair < context.pace.pairs; pair++) {
    context.reportProgress(`pair ${pair + 1} of ${context.pace.pairs}: ${labels}`);
    for (const { side, runs } of pair % 2 === 0 ? turns : turns.toReversed()) runs.push(await side.run());
  }
  return turns.map(({ runs }) => runs);
}

/** Runs both sides in alternation. */
export async function compare(context: CaseContext, measured: Side, reference: Side): Promise<Comparison> {
  const [ours = [], theirs = []] = await runInTurns(context, [measured, reference]);
  return { measured: ours, reference: theirs, labels: [measured.label, reference.label] };
}

/** The number of failed operations. A run without a single operation counts as one failure. */
export function failuresOf(results: readonly LoadResult[]): number {
  return results.reduce((sum, { failures, operations }) => sum + failures + (operations === 0 ? 1 : 0), 0);
}

/** The number of failures and the message of the first, if any operation failed. */
export function failureOf(results: readonly LoadResult[]): { failure?: string } {
  const failed = results.find(({ failures }) => failures > 0);
  return failed === undefined
    ? {}
    : { failure: `${failuresOf(results)} failures; the first: ${failed.failure}` };
}

/** The figures of a comparison. One failed operation on either side fails all of them. */
export function ratioFigures(comparison: Comparison, wanted: readonly Wanted[]): Figure[] {
  const { measured, reference, labels } = comparison;
  const failures = failuresOf([...measured, ...reference]);
  const note = saturationNote([
    [labels[0], measured],
    [labels[1], reference],
  ]);
  return wanted.map(({ name, metric, goal, isOfServer }) => {
    const summary = summarise(pairwiseRatios(measured.map(metric), reference.map(metric)));
    const verdict = judge(summary, goal, failures);
    const head = { name, unit: "×", against: labels[1], ...(goal && { goal }) } as const;
    return { ...head, ...summary, verdict, ...(isOfServer && note) };
  });
}

/** A note that names the sides whose load process was saturated; empty if none was. */
export function saturationNote(sides: readonly LabelledRuns[]): { note?: string } {
  const busy = sides
    .map(([label, runs]) => [label, median(runs.map(loadBusy))] as const)
    .filter(([, share]) => share >= loadBusyMax)
    .map(([label, share]) => `${label} ${Math.round(share * 100)} %`);
  return busy.length === 0 ? {} : { note: `load process saturated: ${busy.join(", ")}` };
}

/** A figure made of ratios that are already computed. */
export function ratioFigureOf(
  head: Pick<Figure, "name"> & { readonly against?: string; readonly goal?: Goal },
  ratios: readonly number[],
  failures: number,
): Figure {
  const summary = summarise(ratios);
  return { ...head, unit: "×", ...summary, verdict: judge(summary, head.goal, failures) };
}

/** A figure made of absolute values. */
export function absoluteFigure(
  head: Pick<Figure, "name" | "unit"> & { readonly goal?: Goal },
  values: readonly number[],
  failures = 0,
): Figure {
  const summary = summarise(values);
  return { ...head, ...summary, verdict: judge(summary, head.goal, failures) };
}

/** The medians of one side's runs. */
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
    loadBusy: middle(loadBusy),
    ...(Number.isFinite(latency.p50) && { latencyMs: latency }),
  };
}

/** The medians of both sides. */
export function bothSides({ measured, reference, labels }: Comparison): SideFigures[] {
  return [sideFigures(labels[0], measured), sideFigures(labels[1], reference)];
}

/** The outcome of a case that is one comparison. */
export function comparisonResult(comparison: Comparison, wanted: readonly Wanted[]): CaseOutcome {
  const { measured, reference, labels } = comparison;
  return {
    figures: ratioFigures(comparison, wanted),
    sides: bothSides(comparison),
    plots: plotsOf([
      [labels[0], measured],
      [labels[1], reference],
    ]),
    ...failureOf([...measured, ...reference]),
  };
}
