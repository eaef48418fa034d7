// Checks of the benchmark itself: it must measure a planted delay, and it must report a store that is killed during a
// run as a failure.
import { setTimeout as delay } from "node:timers/promises";
import { judge, median, summarise } from "../measure/statistics.ts";
import { type BenchCase, type CaseContext, type CaseOutcome, pairsMs } from "./bench-case.ts";
import {
  absoluteFigure,
  bothSides,
  type Comparison,
  compare,
  cpuPerOperation,
  failureOf,
  failuresOf,
  perSecond,
  ratioFigures,
} from "./comparison.ts";
import { plotsOf } from "./comparison-plots.ts";
import { sidecarSide } from "./sides.ts";

const sidecarCpu = cpuPerOperation("sidecar");

// The tolerated ratio of the measured to the planted delay; allows for the clock's resolution and for noise.
const accepted = { low: 0.7, high: 1.3 };

/** Judges the measured part of a planted delay; only the measured side has the delay. Noisy runs and runs of too few pairs do not fail. */
export function plantedOutcome(comparison: Comparison, plantedUs: number): CaseOutcome {
  const { measured, reference } = comparison;
  const added = measured.map((run, pair) => {
    const other = reference[pair];
    return sidecarCpu(run) - (other ? sidecarCpu(other) : Number.NaN);
  });
  const failures = failuresOf([...measured, ...reference]);
  const isSure = judge(summarise(added), undefined, failures) === "measured";
  const share = median(added) / plantedUs;
  const isMissed = isSure && !(share >= accepted.low && share <= accepted.high);
  const head = { name: `measured of ${plantedUs} µs planted`, unit: "µs" } as const;
  return {
    figures: [absoluteFigure(head, added, failures + (isMissed ? 1 : 0))],
    sides: bothSides(comparison),
    plots: plotsOf([
      [comparison.labels[0], measured],
      [comparison.labels[1], reference],
    ]),
    ...(isMissed && {
      failure: `${plantedUs} µs were planted, but ${median(added).toFixed(1)} µs were measured`,
    }),
    ...failureOf([...measured, ...reference]),
  };
}

async function planted(context: CaseContext, plantedUs: number): Promise<CaseOutcome> {
  const side = (label: string, us: number) =>
    sidecarSide(context, {
      label,
      store: "memory:",
      transport: "wire",
      plantedUs: us,
      isReference: true,
      parts: { operation: "get" },
    });
  const slowed = await side(`with ${plantedUs} µs planted`, plantedUs);
  return plantedOutcome(await compare(context, slowed, await side("unmodified", 0)), plantedUs);
}

const killedMs = { measure: 1_500, kill: 500 };

/** Checks that every figure of a comparison with a killed store has the verdict `failed`. */
export function killedOutcome(comparison: Comparison): CaseOutcome {
  const figures = ratioFigures(comparison, [
    { name: "sidecar CPU/op", metric: sidecarCpu },
    { name: "operations/s", metric: perSecond },
  ]);
  const shares = figures.map(({ verdict }) => (verdict === "failed" ? 100 : 0));
  const isSeen = shares.every((share) => share === 100);
  const [first] = comparison.measured;
  const figure = absoluteFigure({ name: "figures marked as failed", unit: "%" }, shares);
  return {
    // A yes-or-no result: more pairs would not make it more certain.
    figures: [{ ...figure, verdict: isSeen ? "measured" : "failed" }],
    sides: bothSides(comparison),
    plots: [],
    ...(!isSeen && {
      failure: `the store was killed and ${first?.failures ?? 0} operations failed, but a figure is not marked as failed`,
    }),
  };
}

async function killed(context: CaseContext): Promise<CaseOutcome> {
  const lost = await context.servers.ownRedis();
  const kept = await context.servers.redis();
  const parts = { operation: "get", measureMs: killedMs.measure } as const;
  const side = (label: string, store: string) =>
    sidecarSide(context, { label, store, transport: "wire", parts, isReference: true });
  const measured = await side("Redis killed", lost.url);
  const reference = await side("Redis running", kept.url);
  await reference.run(true);
  const killing = delay(killedMs.kill).then(() => lost.kill());
  const ours = await measured.run();
  await killing;
  return killedOutcome({
    measured: [ours],
    reference: [await reference.run()],
    labels: [measured.label, reference.label],
  });
}

/** The self-checks; `plantedUs` is the delay to plant. */
export function selfChecks(plantedUs: number): readonly BenchCase[] {
  return [
    {
      name: "planted-slowdown",
      title: `Self-check: a busy wait of ${plantedUs} µs per call, planted in the sidecar, is measured`,
      estimateMs: pairsMs,
      run: (context) => planted(context, plantedUs),
    },
    {
      name: "killed-store",
      title: "Self-check: a store that is killed during a run is reported as a failure",
      estimateMs: ({ firstMs }) => firstMs + 5_000,
      run: killed,
    },
  ];
}
