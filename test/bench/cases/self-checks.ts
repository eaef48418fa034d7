// The bench itself: whether it sees a slowdown that was planted, and whether a
// store that ends in the middle of a run is a failure and not speed.
import { setTimeout as delay } from "node:timers/promises";
import { judge, median, summarise } from "../measure/statistics.ts";
import { type BenchCase, type CaseOutcome, pairsMs, type Scene } from "./bench-case.ts";
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

// As far from what was planted as the clock's resolution and noise may take it.
const seen = { low: 0.7, high: 1.3 };

/** What was seen of a planted slowdown; measured with it, the reference without. On a noisy machine it is unusable and fails nothing, as do fewer pairs than it takes to judge. */
export function plantedOutcome(comparison: Comparison, plantedUs: number): CaseOutcome {
  const { measured, reference } = comparison;
  const added = measured.map((run, pair) => {
    const other = reference[pair];
    return sidecarCpu(run) - (other ? sidecarCpu(other) : Number.NaN);
  });
  const failures = failuresOf([...measured, ...reference]);
  const isSure = judge(summarise(added), undefined, failures) === "measured";
  const share = median(added) / plantedUs;
  const isMissed = isSure && !(share >= seen.low && share <= seen.high);
  const head = { name: `seen of ${plantedUs} µs planted`, unit: "µs" } as const;
  return {
    figures: [absoluteFigure(head, added, failures + (isMissed ? 1 : 0))],
    sides: bothSides(comparison),
    plots: plotsOf([
      [comparison.labels[0], measured],
      [comparison.labels[1], reference],
    ]),
    ...(isMissed && {
      failure: `of ${plantedUs} µs that were planted, ${median(added).toFixed(1)} were seen`,
    }),
    ...failureOf([...measured, ...reference]),
  };
}

async function planted(scene: Scene, plantedUs: number): Promise<CaseOutcome> {
  const side = (label: string, us: number) =>
    sidecarSide(scene, {
      label,
      store: "memory:",
      transport: "wire",
      plantedUs: us,
      isReference: true,
      parts: { operation: "get" },
    });
  const slowed = await side(`with ${plantedUs} µs planted`, plantedUs);
  return plantedOutcome(await compare(scene, slowed, await side("as it is", 0)), plantedUs);
}

const killedMs = { measure: 1_500, kill: 500 };

/** Whether every figure of a comparison with a store that was killed says `failed`. */
export function killedOutcome(comparison: Comparison): CaseOutcome {
  const figures = ratioFigures(comparison, [
    { name: "sidecar CPU/op", metric: sidecarCpu },
    { name: "operations/s", metric: perSecond },
  ]);
  const shares = figures.map(({ verdict }) => (verdict === "failed" ? 100 : 0));
  const isSeen = shares.every((share) => share === 100);
  const [first] = comparison.measured;
  const figure = absoluteFigure({ name: "figures that say failed", unit: "%" }, shares);
  return {
    // It is so or not; no number of pairs makes it surer.
    figures: [{ ...figure, verdict: isSeen ? "measured" : "failed" }],
    sides: bothSides(comparison),
    plots: [],
    ...(!isSeen && {
      failure: `the store was killed, ${first?.failures ?? 0} operations failed, and a figure counts all the same`,
    }),
  };
}

async function killed(scene: Scene): Promise<CaseOutcome> {
  const lost = await scene.servers.ownRedis();
  const kept = await scene.servers.redis();
  const parts = { operation: "get", measureMs: killedMs.measure } as const;
  const side = (label: string, store: string) =>
    sidecarSide(scene, { label, store, transport: "wire", parts, isReference: true });
  const measured = await side("its Redis is killed", lost.url);
  const reference = await side("its Redis runs on", kept.url);
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

/** The cases of the bench itself; `plantedUs` is how slow the planted slowdown is. */
export function selfChecks(plantedUs: number): readonly BenchCase[] {
  return [
    {
      name: "planted-slowdown",
      title: `The bench itself: a busy sleep of ${plantedUs} µs per call, planted in the sidecar, is seen`,
      estimateMs: pairsMs,
      run: (scene) => planted(scene, plantedUs),
    },
    {
      name: "killed-store",
      title: "The bench itself: a store that is killed in the middle of a run is a failure and not speed",
      estimateMs: ({ firstMs }) => firstMs + 5_000,
      run: killed,
    },
  ];
}
