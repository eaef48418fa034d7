// Latency at a steady rate that does not wait for answers: what the sidecar adds
// to Redis asked directly.
import { type BenchCase, pairsMs, type Scene } from "./bench-case.ts";
import { compare, comparisonResult, latencyMs } from "./comparison.ts";
import { type PlanParts, sidecarSide, targetSide } from "./sides.ts";

/** Requests a second. */
export const steadyRate = 1_000;

/** Requests that may wait before the run counts as failed. */
export const waitingMax = 2_000;

/** The shares that are asked for, with the names that they have in a table. */
export const latencyShares = [
  ["p50", 0.5],
  ["p99", 0.99],
  ["p99.9", 0.999],
] as const;

/** Gets at the steady rate, timed one by one, in runs twice as long as others. */
export function steadyParts(scene: Scene): PlanParts {
  return {
    operation: "get",
    inFlight: waitingMax,
    ratePerSecond: steadyRate,
    measureMs: scene.pace.measureMs * 2,
    latency: true,
  };
}

async function run(scene: Scene) {
  const { url, observed } = await scene.servers.redis();
  const parts = { ...steadyParts(scene), observed: { store: observed } };
  const label = "through the sidecar";
  const measured = await sidecarSide(scene, { label, store: url, transport: "wire", parts });
  const reference = await targetSide(scene, "ioredis, no sidecar", { type: "redis", url }, parts);
  const comparison = await compare(scene, measured, reference);
  return comparisonResult(
    comparison,
    latencyShares.map(([name, share]) => ({
      name: `${name} latency`,
      metric: latencyMs(share),
      isOfServer: true,
    })),
  );
}

/** The case of latency. */
export const latencyCases: readonly BenchCase[] = [
  {
    name: "latency",
    title: "Latency of a Get of 1 KiB at 1 000 requests/s, Redis",
    estimateMs: (pace) => pairsMs(pace, 2, 2),
    run,
  },
];
