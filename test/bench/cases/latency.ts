// Latency at a fixed rate that does not wait for replies: what the sidecar adds to direct access to Redis.
import { type BenchCase, type CaseContext, pairsMs } from "./bench-case.ts";
import { compare, comparisonResult, latencyMs } from "./comparison.ts";
import { type PlanParts, sidecarSide, targetSide } from "./sides.ts";

/** Requests per second. */
export const steadyRate = 1_000;

/** The most requests in flight before the run fails. */
export const waitingMax = 2_000;

/** The reported quantiles, with their names. */
export const latencyShares = [
  ["p50", 0.5],
  ["p99", 0.99],
  ["p99.9", 0.999],
] as const;

/** The plan for timed Gets at the fixed rate, in runs twice as long as usual. */
export function steadyParts(context: CaseContext): PlanParts {
  return {
    operation: "get",
    inFlight: waitingMax,
    ratePerSecond: steadyRate,
    measureMs: context.pace.measureMs * 2,
    latency: true,
  };
}

async function run(context: CaseContext) {
  const { url, observed } = await context.servers.redis();
  const parts = { ...steadyParts(context), observed: { store: observed } };
  const label = "through the sidecar";
  const measured = await sidecarSide(context, { label, store: url, transport: "wire", parts });
  const reference = await targetSide(context, "ioredis, no sidecar", { type: "redis", url }, parts);
  const comparison = await compare(context, measured, reference);
  return comparisonResult(
    comparison,
    latencyShares.map(([name, share]) => ({
      name: `${name} latency`,
      metric: latencyMs(share),
      isOfServer: true,
    })),
  );
}

/** The latency case. */
export const latencyCases: readonly BenchCase[] = [
  {
    name: "latency",
    title: "Latency of a Get of 1 KiB at 1 000 requests/s, Redis",
    estimateMs: (pace) => pairsMs(pace, 2, 2),
    run,
  },
];
