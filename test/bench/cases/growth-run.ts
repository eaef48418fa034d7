// Measures how a cost grows. All steps are measured once per round, so that noise affects all of them alike. The figure
// is the ratio of the most expensive step to the cheapest; the plots show every step.
import type { LoadResult } from "../load/load-plan.ts";
import { median, pairwiseRatios } from "../measure/statistics.ts";
import type { LoadHandle } from "../processes/load-handle.ts";
import type { SidecarHandle } from "../processes/sidecar-handle.ts";
import type { Figure } from "../report/report-shape.ts";
import type { CaseContext, CaseOutcome } from "./bench-case.ts";
import { cpuPerOperation, failureOf, failuresOf, ratioFigureOf, sideFigures } from "./comparison.ts";
import { latencyPlot, latencyPoints } from "./comparison-plots.ts";
import { type PlanParts, targetOf } from "./sides.ts";

/** One step of a growth case. */
export interface Step {
  /** Its position on the x axis of the plot. */
  readonly x: number;
  readonly label: string;
  readonly parts: PlanParts;
}

/** What grows, and in which steps. */
export interface Growth {
  readonly xLabel: string;
  readonly steps: readonly Step[];
  /** The goal: the greatest ratio of the most expensive step to the cheapest. Default: no goal. */
  readonly flatMax?: number;
  /** Provides the sidecar of a step: a separate one for each step, or one shared by all. */
  prepare(context: CaseContext, step: Step): Promise<Prepared>;
}

/** A sidecar that holds the records of a step, and a load process that calls it. */
export interface Prepared {
  readonly sidecar: SidecarHandle;
  readonly load: LoadHandle;
  /** Whether to write the records again before each run. Default: false. */
  readonly refillBeforeRun?: boolean;
}

const sidecarCpu = cpuPerOperation("sidecar");

/** Prepares one sidecar and one load process for all steps. */
export function sharedSidecar(
  store: string,
  options: { readonly refillBeforeRun: boolean },
): Growth["prepare"] {
  let made: Promise<Prepared> | undefined;
  return async (context, step) => {
    made ??= (async () => {
      const sidecar = await context.sidecar({ store, transport: "wire" });
      return { sidecar, load: await context.load(targetOf("wire", sidecar.address)), ...options };
    })();
    const prepared = await made;
    await prepared.load.fill(context.plan(step.parts));
    return prepared;
  };
}

/** Measures all steps. */
export async function measureGrowth(context: CaseContext, growth: Growth): Promise<CaseOutcome> {
  const { xLabel, steps, flatMax } = growth;
  const ready: { step: Step; prepared: Prepared; runs: LoadResult[] }[] = [];
  for (const step of steps) {
    context.reportProgress(`preparing ${step.label}`);
    const prepared = await growth.prepare(context, step);
    await runStep(context, step, prepared, context.pace.firstMs);
    ready.push({ step, prepared, runs: [] });
  }
  for (let round = 0; round < context.pace.pairs; round++)
    for (const { step, prepared, runs } of round % 2 === 0 ? ready : ready.toReversed()) {
      context.reportProgress(`round ${round + 1} of ${context.pace.pairs}: ${step.label}`);
      runs.push(await runStep(context, step, prepared, context.pace.measureMs));
    }
  const all = ready.flatMap(({ runs }) => runs);
  return {
    figures: growthFigures(
      ready.map(({ step, runs }) => ({ label: step.label, runs })),
      flatMax,
    ),
    sides: ready.map(({ step, runs }) => sideFigures(step.label, runs)),
    plots: [
      {
        title: `CPU per operation by ${xLabel}`,
        x: { label: xLabel, scale: "log" },
        y: { label: "µs", scale: "log" },
        lines: (["sidecar", "application"] as const).map((role) => ({
          label: role,
          points: ready.map(({ step, runs }) => [step.x, median(runs.map(cpuPerOperation(role)))] as const),
        })),
      },
      latencyPlot(ready.map(({ step, runs }) => ({ label: step.label, points: latencyPoints(runs) }))),
    ],
    ...failureOf(all),
  };
}

async function runStep(
  context: CaseContext,
  step: Step,
  { sidecar, load, refillBeforeRun }: Prepared,
  measureMs: number,
): Promise<LoadResult> {
  const observed = { sidecar: { pid: sidecar.pid, children: false } };
  const plan = context.plan({ latency: true, ...step.parts, measureMs, observed });
  if (refillBeforeRun === true) await load.fill(plan);
  return load.run(plan);
}

/**
 * The figures of a growth case, as ratios round by round: the step with the highest median to the step with the lowest,
 * and the last step to the first. Taking the highest and the lowest of each round instead would count noise as growth.
 */
export function growthFigures(
  steps: readonly { readonly label: string; readonly runs: readonly LoadResult[] }[],
  flatMax?: number,
): Figure[] {
  const failures = failuresOf(steps.flatMap(({ runs }) => runs));
  const costs = steps.map(({ label, runs }) => ({ label, perRound: runs.map(sidecarCpu) }));
  const sorted = costs.toSorted((one, other) => median(one.perRound) - median(other.perRound));
  const [cheapest, mostExpensive, first, last] = [sorted[0], sorted.at(-1), costs[0], costs.at(-1)];
  if (cheapest === undefined || mostExpensive === undefined || first === undefined || last === undefined)
    throw new RangeError("a growth case needs at least one step");
  const ratios = (one: typeof first, other: typeof first) => pairwiseRatios(one.perRound, other.perRound);
  const goal = flatMax === undefined ? {} : { goal: { relation: "at most", value: flatMax } as const };
  const flat = { name: "sidecar CPU/op, most expensive step to cheapest", against: cheapest.label, ...goal };
  const grown = { name: `sidecar CPU/op, ${last.label}`, against: first.label };
  return [
    {
      ...ratioFigureOf(flat, ratios(mostExpensive, cheapest), failures),
      note: `most expensive: ${mostExpensive.label}`,
    },
    ratioFigureOf(grown, ratios(last, first), failures),
  ];
}
