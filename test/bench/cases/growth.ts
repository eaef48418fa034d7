// How the sidecar's cost grows: with calls in flight, with the number of keys,
// with the size of values. The figure is how far the dearest step lies above
// the cheapest; the plot shows the steps.
import type { LoadResult } from "../load/load-plan.ts";
import { median } from "../measure/statistics.ts";
import type { Figure } from "../report/report-shape.ts";
import type { BenchCase, Scene } from "./bench-case.ts";
import { absoluteFigure, cpuPerOperation, failureOf, failuresOf, sideFigures } from "./comparison.ts";
import { type PlanParts, targetOf } from "./sides.ts";

interface Step {
  /** Where it stands on the plot's axis. */
  readonly x: number;
  readonly label: string;
  readonly parts: PlanParts;
}

interface Growth {
  readonly xLabel: string;
  readonly steps: readonly Step[];
  readonly store: string;
  /** Dearest to cheapest, where it is asked to be flat. */
  readonly flatMax?: number;
}

// Within 15 % of the middle on either side.
const flatMax = 1.15 / 0.85;

const sidecarCpu = cpuPerOperation("sidecar");

async function measure(scene: Scene, { xLabel, steps, store, flatMax: max }: Growth) {
  const sidecar = await scene.sidecar({ store, transport: "wire" });
  const load = await scene.load(targetOf("wire", sidecar.address));
  const observed = { sidecar: { pid: sidecar.pid, children: false } };
  const runs = new Map<Step, LoadResult[]>(steps.map((step) => [step, []]));
  // Every step once, then every step again: noise of a minute meets them all.
  for (let round = 0; round < scene.pace.pairs; round++) {
    for (const step of steps) {
      const plan = scene.plan({ latency: true, ...step.parts, observed });
      scene.say(`round ${round + 1} of ${scene.pace.pairs}: ${step.label}`);
      // Later rounds find the records; where sizes change they are written again.
      if (round === 0 || steps.some(({ parts }) => parts.valueBytes !== step.parts.valueBytes))
        await load.fill(plan);
      runs.get(step)?.push(await load.run(plan));
    }
  }
  const all = [...runs.values()].flat();
  const goal = max === undefined ? {} : { goal: { relation: "at most", value: max } as const };
  const ratios = all.length === 0 ? [] : roundRatios([...runs.values()]);
  const figure: Figure = absoluteFigure(
    { name: "sidecar CPU/op, dearest step to cheapest", unit: "×", ...goal },
    ratios,
    failuresOf(all),
  );
  const points = steps.map(
    ({ x }, index) => [x, median(runsAt(runs, steps, index).map(sidecarCpu))] as const,
  );
  return {
    figures: [figure],
    sides: steps.map((step) => sideFigures(step.label, runs.get(step) ?? [])),
    plots: [
      {
        title: `Sidecar CPU per operation by ${xLabel}`,
        x: { label: xLabel, scale: "log" as const },
        y: { label: "µs", scale: "log" as const },
        lines: [{ label: "sidecar", points }],
      },
    ],
    ...failureOf(all),
  };
}

function runsAt(runs: ReadonlyMap<Step, LoadResult[]>, steps: readonly Step[], index: number): LoadResult[] {
  const step = steps[index];
  return (step && runs.get(step)) ?? [];
}

function roundRatios(byStep: readonly (readonly LoadResult[])[]): number[] {
  const rounds = byStep[0]?.length ?? 0;
  return Array.from({ length: rounds }, (_, round) => {
    const costs = byStep.map((results) => {
      const result = results[round];
      return result ? sidecarCpu(result) : Number.NaN;
    });
    return Math.max(...costs) / Math.min(...costs);
  });
}

function inFlightSteps(): Step[] {
  return [1, 8, 64, 512].map((inFlight) => ({
    x: inFlight,
    label: `${inFlight} in flight`,
    parts: { operation: "get", inFlight },
  }));
}

// Small values, so that a million records need 200 MB and not two gigabytes.
const keyValueBytes = 64;

function keySteps(quick: boolean): Step[] {
  return [1e3, 1e4, ...(quick ? [] : [1e5, 1e6])].map((keyCount) => ({
    x: keyCount,
    label: `${keyCount} keys`,
    parts: { operation: "get", keyCount, valueBytes: keyValueBytes },
  }));
}

function valueSteps(): Step[] {
  return [16, 1 << 10, 1 << 14, 1 << 17, 1 << 20].map((valueBytes) => ({
    x: valueBytes,
    label: `${valueBytes} B`,
    parts: { operation: "get", valueBytes, keyCount: 100, inFlight: 16 },
  }));
}

/** The cases of growth. */
export const growthCases: readonly BenchCase[] = [
  {
    name: "growth-in-flight",
    title: "Sidecar CPU per Get of 1 KiB, store in memory, 1 to 512 in flight",
    run: (scene) =>
      measure(scene, { xLabel: "in flight", steps: inFlightSteps(), store: "memory:", flatMax }),
  },
  {
    name: "growth-keys",
    title: "Sidecar CPU per Get of 64 B, Redis, a thousand to a million keys",
    run: async (scene) => {
      const { url } = await scene.servers.redis();
      return measure(scene, { xLabel: "keys", steps: keySteps(scene.pace.quick), store: url, flatMax });
    },
  },
  {
    name: "growth-values",
    title: "Sidecar CPU per Get, store in memory, values of 16 B to 1 MiB",
    run: (scene) => measure(scene, { xLabel: "value bytes", steps: valueSteps(), store: "memory:" }),
  },
];
