// How a growth is measured: every step once, then every step again, so that the
// noise of a minute meets them all. The figure is how far the dearest step lies
// above the cheapest; the plots show the steps.
import type { LoadResult } from "../load/load-plan.ts";
import { median, pairwiseRatios } from "../measure/statistics.ts";
import type { LoadHandle } from "../processes/load-handle.ts";
import type { SidecarHandle } from "../processes/sidecar-handle.ts";
import type { Figure } from "../report/report-shape.ts";
import type { CaseOutcome, Scene } from "./bench-case.ts";
import { cpuPerOperation, failureOf, failuresOf, ratioFigureOf, sideFigures } from "./comparison.ts";
import { latencyPlot, latencyPoints } from "./comparison-plots.ts";
import { type PlanParts, targetOf } from "./sides.ts";

/** One step of a growth. */
export interface Step {
  /** Where it stands on the plot's axis. */
  readonly x: number;
  readonly label: string;
  readonly parts: PlanParts;
}

/** What grows. */
export interface Growth {
  readonly xLabel: string;
  readonly steps: readonly Step[];
  /** Dearest to cheapest, where it is asked to be flat. */
  readonly flatMax?: number;
  /** What the records of a step are kept in: a sidecar of its own for each step, or one for all. */
  prepare(scene: Scene, step: Step): Promise<Prepared>;
}

/** A sidecar with the records of a step, and a load process in front of it. */
export interface Prepared {
  readonly sidecar: SidecarHandle;
  readonly load: LoadHandle;
  /** Whether the records have to be written before each run. Default: they are there. */
  readonly isFilledAnew?: boolean;
}

const sidecarCpu = cpuPerOperation("sidecar");

/** A sidecar and a load process for all steps of a growth. */
export function oneForAll(store: string, options: { readonly isFilledAnew: boolean }): Growth["prepare"] {
  let made: Promise<Prepared> | undefined;
  return async (scene, step) => {
    made ??= (async () => {
      const sidecar = await scene.sidecar({ store, transport: "wire" });
      return { sidecar, load: await scene.load(targetOf("wire", sidecar.address)), ...options };
    })();
    const prepared = await made;
    await prepared.load.fill(scene.plan(step.parts));
    return prepared;
  };
}

/** Measures a growth. */
export async function measureGrowth(scene: Scene, growth: Growth): Promise<CaseOutcome> {
  const { xLabel, steps, flatMax } = growth;
  const ready: { step: Step; prepared: Prepared; runs: LoadResult[] }[] = [];
  for (const step of steps) {
    scene.say(`preparing ${step.label}`);
    const prepared = await growth.prepare(scene, step);
    await runStep(scene, step, prepared, scene.pace.firstMs);
    ready.push({ step, prepared, runs: [] });
  }
  for (let round = 0; round < scene.pace.pairs; round++)
    for (const { step, prepared, runs } of round % 2 === 0 ? ready : ready.toReversed()) {
      scene.say(`round ${round + 1} of ${scene.pace.pairs}: ${step.label}`);
      runs.push(await runStep(scene, step, prepared, scene.pace.measureMs));
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
  scene: Scene,
  step: Step,
  { sidecar, load, isFilledAnew }: Prepared,
  measureMs: number,
): Promise<LoadResult> {
  const observed = { sidecar: { pid: sidecar.pid, children: false } };
  const plan = scene.plan({ latency: true, ...step.parts, measureMs, observed });
  if (isFilledAnew === true) await load.fill(plan);
  return load.run(plan);
}

/**
 * The figures of a growth: the step that is dearest by its median to the one that is cheapest, and the last to the
 * first, round by round. To take the dearest and the cheapest of each round would count noise as growth.
 */
export function growthFigures(
  steps: readonly { readonly label: string; readonly runs: readonly LoadResult[] }[],
  flatMax?: number,
): Figure[] {
  const failures = failuresOf(steps.flatMap(({ runs }) => runs));
  const costs = steps.map(({ label, runs }) => ({ label, perRound: runs.map(sidecarCpu) }));
  const sorted = costs.toSorted((one, other) => median(one.perRound) - median(other.perRound));
  const [cheapest, dearest, first, last] = [sorted[0], sorted.at(-1), costs[0], costs.at(-1)];
  if (cheapest === undefined || dearest === undefined || first === undefined || last === undefined)
    throw new RangeError("a growth has no steps");
  const ratios = (one: typeof first, other: typeof first) => pairwiseRatios(one.perRound, other.perRound);
  const goal = flatMax === undefined ? {} : { goal: { relation: "at most", value: flatMax } as const };
  const flat = { name: "sidecar CPU/op, dearest step to cheapest", against: cheapest.label, ...goal };
  const grown = { name: `sidecar CPU/op, ${last.label}`, against: first.label };
  return [
    { ...ratioFigureOf(flat, ratios(dearest, cheapest), failures), note: `dearest: ${dearest.label}` },
    ratioFigureOf(grown, ratios(last, first), failures),
  ];
}
