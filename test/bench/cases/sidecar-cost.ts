// The sidecar's CPU per operation on the wire transport, compared with the grpc-js transport. The load comes from our
// client on wire in both cases, so that only the server differs.
import type { OperationName } from "../load/load-plan.ts";
import type { Goal } from "../measure/statistics.ts";
import type { BenchServer } from "../processes/bench-servers.ts";
import { type BenchCase, type CaseContext, pairsMs } from "./bench-case.ts";
import { compare, comparisonResult, cpuPerOperation, perSecond } from "./comparison.ts";
import { sidecarSide } from "./sides.ts";

interface CostCase {
  readonly name: string;
  readonly title: string;
  readonly operation: OperationName;
  readonly goal?: Goal;
  readonly server?: (context: CaseContext) => Promise<BenchServer>;
}

const redis = (context: CaseContext) => context.servers.redis();
const postgres = (context: CaseContext) => context.servers.postgres();

const costCases: readonly CostCase[] = [
  {
    name: "transport-get",
    title: "Sidecar CPU per Get of 1 KiB, in-memory store, 32 in flight: transport alone",
    operation: "get",
    goal: { relation: "at most", value: 0.2 },
  },
  {
    name: "transport-set",
    title: "Sidecar CPU per Set of 1 KiB, in-memory store, 32 in flight",
    operation: "set",
  },
  {
    name: "redis-get",
    title: "Sidecar CPU per Get of 1 KiB, Redis, 32 in flight",
    operation: "get",
    server: redis,
  },
  {
    name: "redis-set",
    title: "Sidecar CPU per Set of 1 KiB, Redis, 32 in flight",
    operation: "set",
    server: redis,
  },
  {
    name: "postgres-get",
    title: "Sidecar CPU per Get of 1 KiB, Postgres, 32 in flight",
    operation: "get",
    server: postgres,
  },
  {
    name: "postgres-set",
    title: "Sidecar CPU per Set of 1 KiB, Postgres with fsync, 32 in flight",
    operation: "set",
    server: postgres,
  },
];

async function run(context: CaseContext, { operation, goal, server }: CostCase) {
  const running = await server?.(context);
  const store = running?.url ?? "memory:";
  const parts = { operation, observed: running ? { store: running.observed } : {}, latency: true };
  const measured = await sidecarSide(context, { label: "wire", store, transport: "wire", parts });
  const reference = await sidecarSide(context, {
    label: "grpc-js",
    store,
    transport: "grpc-js",
    parts,
    isReference: true,
  });
  const comparison = await compare(context, measured, reference);
  return comparisonResult(comparison, [
    { name: "sidecar CPU/op", metric: cpuPerOperation("sidecar"), ...(goal && { goal }) },
    { name: "operations/s", metric: perSecond, isOfServer: true },
  ]);
}

/** The sidecar's CPU cases. */
export const sidecarCostCases: readonly BenchCase[] = costCases.map((cost) => ({
  name: cost.name,
  title: cost.title,
  estimateMs: pairsMs,
  run: (context) => run(context, cost),
}));
