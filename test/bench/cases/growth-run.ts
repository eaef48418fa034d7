// How a growth is measured: every step once, then every step again, so that the
// noise of a minute meets them all. The figure is how far the dearest step lies
// above the cheapest; the plots show the steps.
import type { LoadResult } from "../load/load-plan.ts";
import { median } from "../measure/statistics.ts";
import type { LoadHandle } from "../processes/load-handle.ts";
import type { SidecarHandle } from "../processes/sidecar-handle.ts";
import type { CaseOutcome, Scene } from "./bench-case.ts";
import { absoluteFigure, cpuPerOperation, failureOf, failuresOf, sideFigures } from "./comparison.ts";
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
  const byStep = ready.map(({ runs }) => runs);
  const goal = flatMax === undefined ? {} : { goal: { relation: "at most", value: flatMax } as const };
  const failures = failuresOf(all);
  return {
    figures: [
      absoluteFigure(
        { name: "sidecar CPU/op, dearest step to cheapest", unit: "×", ...goal },
        roundRatios(byStep, (costs) => Math.max(...costs) / Math.min(...costs)),
        failures,
      ),
      absoluteFigure(
        { name: `sidecar CPU/op, ${steps.at(-1)?.label} to ${steps[0]?.label}`, unit: "×" },
        roundRatios(byStep, (costs) => (costs.at(-1) ?? Number.NaN) / (costs[0] ?? Number.NaN)),
        failures,
      ),
    ],
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

function roundRatios(
  byStep: readonly (readonly LoadResult[])[],
  ratio: (costs: readonly number[]) => number,
): number[] {
  const rounds = byStep[0]?.length ?? 0;
  return Array.from({ length: rounds }, (_, round) =>
    ratio(
      byStep.map((results) => {
        const result = results[round];
        return result ? sidecarCpu(result) : Number.NaN;
      }),
    ),
  );
}
