// Two sides in alternation: pair by pair, now one first and now the other, so
// that what changes on the machine meanwhile meets both alike.
import type { LoadResult } from "../load/load-plan.ts";
import { LatencyHistogram } from "../measure/latency-histogram.ts";
import { type Goal, judge, median, pairwiseRatios, summarise } from "../measure/statistics.ts";
import type { Figure, SideFigures } from "../report/report-shape.ts";
import type { CaseOutcome, Scene } from "./bench-case.ts";
import { type LabelledRuns, plotsOf } from "./comparison-plots.ts";

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
  /** True for what a load process at its limit would hide: rates and latencies of what stands behind it. */
  readonly isOfServer?: true;
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

/** How much of one core the load process used. */
export const loadBusy: Metric = ({ cpuUs, elapsedMs }) =>
  (cpuUs.application ?? Number.NaN) / (elapsedMs * 1000);

/** A load process that uses this share of a core cannot give more load: what it measures is itself. */
export const loadBusyMax = 0.9;

/** The runs of each side, in the order of the sides. */
export type Turns = readonly (readonly LoadResult[])[];

/** Runs the sides in turns, now from the first and now from the last, after each has run until its code is compiled. */
export async function runInTurns(scene: Scene, sides: readonly Side[]): Promise<Turns> {
  const labels = sides.map(({ label }) => label).join(" beside ");
  scene.say(`warming up ${labels}`);
  for (const side of sides) await side.run(true);
  const turns = sides.map((side) => ({ side, runs: [] as LoadResult[] }));
  for (let pair = 0; pair < scene.pace.pairs; pair++) {
    scene.say(`pair ${pair + 1} of ${scene.pace.pairs}: ${labels}`);
    for (const { side, runs } of pair % 2 === 0 ? turns : turns.toReversed()) runs.push(await side.run());
  }
  return turns.map(({ runs }) => runs);
}

/** Runs both sides in alternation. */
export async function compare(scene: Scene, measured: Side, reference: Side): Promise<Comparison> {
  const [ours = [], theirs = []] = await runInTurns(scene, [measured, reference]);
  return { measured: ours, reference: theirs, labels: [measured.label, reference.label] };
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

/** Says which sides' load processes were at their limit; empty if none was. */
export function saturationNote(sides: readonly LabelledRuns[]): { note?: string } {
  const busy = sides
    .map(([label, runs]) => [label, median(runs.map(loadBusy))] as const)
    .filter(([, share]) => share >= loadBusyMax)
    .map(([label, share]) => `${label} ${Math.round(share * 100)} %`);
  return busy.length === 0 ? {} : { note: `load process saturated: ${busy.join(", ")}` };
}

/** A figure of ratios that were made elsewhere. */
export function ratioFigureOf(
  head: Pick<Figure, "name"> & { readonly against?: string; readonly goal?: Goal },
  ratios: readonly number[],
  failures: number,
): Figure {
  const summary = summarise(ratios);
  return { ...head, unit: "×", ...summary, verdict: judge(summary, head.goal, failures) };
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
    loadBusy: middle(loadBusy),
    ...(Number.isFinite(latency.p50) && { latencyMs: latency }),
  };
}

/** Both sides' figures. */
export function bothSides({ measured, reference, labels }: Comparison): SideFigures[] {
  return [sideFigures(labels[0], measured), sideFigures(labels[1], reference)];
}

/** A comparison as a case gives it. */
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
