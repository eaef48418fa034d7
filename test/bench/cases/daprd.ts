// The comparisons with a daprd that the benchmark starts (`--daprd PROGRAM`), on the same Redis and Postgres as our
// sidecar. Without the option these cases are reported as not measured.
import { DaprdHandle, daprdStoreName, daprdVersion } from "../processes/daprd-handle.ts";
import type { BenchCase, CaseContext, CaseOutcome, Pace } from "./bench-case.ts";
import { pairsMs } from "./bench-case.ts";
import {
  compareCost,
  compareLatency,
  compareMemory,
  compareRequests,
  compareSdk,
  type ReferenceSidecar,
} from "./dapr-comparison.ts";

/** The prefix of these cases' names. */
export const daprdPrefix = "daprd-";

/** Why these cases were not measured. */
export const daprdNeeded = "needs the option --daprd PROGRAM";

type Server = "redis" | "postgres";

interface DaprdCase {
  readonly name: string;
  readonly title: string;
  readonly server: Server;
  readonly run: (context: CaseContext, open: () => Promise<Running>) => Promise<CaseOutcome>;
  readonly estimateMs: (pace: Pace) => number;
}

type Running = ReferenceSidecar & { stop(): Promise<void> };

async function start(context: CaseContext, program: string, server: Server): Promise<Running> {
  const { url } = await context.servers[server]();
  const handle = context.track(await DaprdHandle.start(program, url));
  const label = `daprd ${daprdVersion(program)}`;
  context.servers.note(label);
  return {
    label,
    address: handle.address,
    pid: handle.pid,
    store: daprdStoreName,
    storeUrl: url,
    residentMb: () => handle.residentMb,
    stop: () => handle.stop(),
  };
}

const threeSides = (pace: Pace) => pairsMs(pace, 3);
// Time for a hundred thousand operations on each of the two.
const memoryMs = (pace: Pace) => pace.pairs * (pace.quick ? 5_000 : 28_000);

const costCases: readonly DaprdCase[] = (["redis", "postgres"] as const).flatMap((server) =>
  (["get", "set"] as const).map((operation) => ({
    name: `${daprdPrefix}${operation}-${server}`,
    title: `Compared with daprd: sidecar CPU per ${operation === "get" ? "Get" : "Set"} of 1 KiB, ${server === "redis" ? "Redis" : "Postgres with fsync"}, 32 in flight`,
    server,
    // There is no goal for Set on Redis.
    run: async (context, open) =>
      compareCost(context, await open(), operation, server === "postgres" || operation === "get"),
    estimateMs: threeSides,
  })),
);

const otherCases: readonly DaprdCase[] = [
  {
    name: `${daprdPrefix}requests`,
    title: "Compared with daprd: GetState of 1 KiB per second, Redis, 32 in flight",
    server: "redis",
    run: async (context, open) => compareRequests(context, await open()),
    estimateMs: pairsMs,
  },
  {
    name: `${daprdPrefix}latency`,
    title: "Compared with daprd: latency of GetState of 1 KiB at 1 000 requests/s, Redis",
    server: "redis",
    run: async (context, open) => compareLatency(context, await open()),
    estimateMs: (pace) => pairsMs(pace, 2, 2),
  },
  {
    name: `${daprdPrefix}memory`,
    title: "Compared with daprd: memory of the sidecar after mixed operations, Redis, 32 in flight",
    server: "redis",
    run: compareMemory,
    estimateMs: memoryMs,
  },
  {
    name: `${daprdPrefix}sdk`,
    title:
      "Compared with daprd: application, Get of 1 KiB, 64 in flight: our client with our sidecar, @dapr/dapr with daprd",
    server: "redis",
    run: async (context, open) => compareSdk(context, await open()),
    estimateMs: pairsMs,
  },
];

/** The comparisons with daprd; `program` is its path. */
export function daprdCases(program: string | undefined): readonly BenchCase[] {
  return [...costCases, ...otherCases].map(({ name, title, server, run, estimateMs }) => ({
    name,
    title,
    estimateMs: (pace) => (program === undefined ? 0 : estimateMs(pace)),
    run: async (context) =>
      program === undefined
        ? { figures: [], sides: [], plots: [], notMeasured: daprdNeeded }
        : run(context, () => start(context, program, server)),
  }));
}
