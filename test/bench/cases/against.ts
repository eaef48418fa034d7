// Comparisons with a running sidecar that serves Dapr's API (`--against HOST:PORT --pid N`), with the same goals as for
// daprd. Our sidecar uses the same store if its URL is given, and otherwise a Redis that the benchmark starts.
import { residentBytes } from "../measure/process-usage.ts";
import {
  type AgainstOptions,
  type BenchCase,
  type CaseContext,
  type CaseOutcome,
  pairsMs,
} from "./bench-case.ts";
import {
  compareCost,
  compareLatency,
  compareMemory,
  compareRequests,
  compareSdk,
  type ReferenceSidecar,
} from "./dapr-comparison.ts";

/** The prefix of these cases' names. */
export const againstPrefix = "against-";

async function referenceSidecarOf(context: CaseContext, against: AgainstOptions): Promise<ReferenceSidecar> {
  const { address, pid, store, storeUrl } = against;
  return {
    label: `the sidecar at ${address}`,
    address,
    pid,
    store,
    storeUrl: storeUrl ?? (await context.servers.redis()).url,
    residentMb: () => residentBytes(pid) / 1e6,
  };
}

type Run = (context: CaseContext, reference: ReferenceSidecar) => Promise<CaseOutcome>;

// The other sidecar is not restarted: memory that it holds since earlier cases counts, too.
const memory: Run = (context, reference) =>
  compareMemory(context, async () => ({ ...reference, stop: async () => undefined }));

/** The comparisons with a running sidecar. */
export function againstCases(against: AgainstOptions): readonly BenchCase[] {
  const one = (name: string, title: string, run: Run, sides = 2): BenchCase => ({
    name: `${againstPrefix}${name}`,
    title: `Dapr's API: ${title}`,
    estimateMs: (pace) => pairsMs(pace, sides, 2),
    run: async (context) => run(context, await referenceSidecarOf(context, against)),
  });
  return [
    one(
      "get",
      "sidecar CPU per GetState of 1 KiB, 32 in flight",
      (context, other) => compareCost(context, other, "get", true),
      3,
    ),
    one(
      "set",
      "sidecar CPU per SaveState of 1 KiB, 32 in flight",
      (context, other) => compareCost(context, other, "set", true),
      3,
    ),
    one("requests", "GetState of 1 KiB per second, 32 in flight", compareRequests),
    one("latency", "latency of GetState at 1 000 requests/s", compareLatency),
    one(
      "sdk",
      "application with our client, compared with @dapr/dapr, Get of 1 KiB, 64 in flight",
      compareSdk,
    ),
    one(
      "memory",
      "memory after mixed operations, 32 in flight; only our sidecar is newly started",
      memory,
      20,
    ),
  ];
}
