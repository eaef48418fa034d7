// `--daprd PROGRAM`: the goals that are set beside a real daprd, as ordinary
// cases. The bench starts it on the Redis and the Postgres that ours uses, too.
// Without the program the cases stay in the table and say what they need.
import { DaprdHandle, daprdStoreName, daprdVersion } from "../processes/daprd-handle.ts";
import type { BenchCase, CaseOutcome, Pace, Scene } from "./bench-case.ts";
import { pairsMs } from "./bench-case.ts";
import {
  costBeside,
  latencyBeside,
  memoryBeside,
  type Neighbour,
  requestsBeside,
  sdkBeside,
} from "./beside-dapr.ts";

/** How the names of these cases begin. */
export const daprdPrefix = "daprd-";

/** Why they are not measured without a daprd. */
export const daprdNeeded = "needs a daprd: --daprd PROGRAM";

type Server = "redis" | "postgres";

interface DaprdCase {
  readonly name: string;
  readonly title: string;
  readonly server: Server;
  readonly run: (scene: Scene, open: () => Promise<Running>) => Promise<CaseOutcome>;
  readonly estimateMs: (pace: Pace) => number;
}

type Running = Neighbour & { stop(): Promise<void> };

async function start(scene: Scene, program: string, server: Server): Promise<Running> {
  const { url } = await scene.servers[server]();
  const handle = scene.own(await DaprdHandle.start(program, url));
  const label = `daprd ${daprdVersion(program)}`;
  scene.servers.note(label);
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
// A hundred thousand operations on ours and on daprd.
const memoryMs = (pace: Pace) => pace.pairs * (pace.quick ? 5_000 : 28_000);

const costCases: readonly DaprdCase[] = (["redis", "postgres"] as const).flatMap((server) =>
  (["get", "set"] as const).map((operation) => ({
    name: `${daprdPrefix}${operation}-${server}`,
    title: `Beside daprd: sidecar CPU per ${operation === "get" ? "Get" : "Set"} of 1 KiB, ${server === "redis" ? "Redis" : "Postgres with fsync"}, 32 in flight`,
    server,
    // Nothing was promised of a Set on Redis.
    run: async (scene, open) =>
      costBeside(scene, await open(), operation, server === "postgres" || operation === "get"),
    estimateMs: threeSides,
  })),
);

const otherCases: readonly DaprdCase[] = [
  {
    name: `${daprdPrefix}requests`,
    title: "Beside daprd: GetState of 1 KiB a second, Redis, 32 in flight",
    server: "redis",
    run: async (scene, open) => requestsBeside(scene, await open()),
    estimateMs: pairsMs,
  },
  {
    name: `${daprdPrefix}latency`,
    title: "Beside daprd: latency of GetState of 1 KiB at 1 000 requests/s, Redis",
    server: "redis",
    run: async (scene, open) => latencyBeside(scene, await open()),
    estimateMs: (pace) => pairsMs(pace, 2, 2),
  },
  {
    name: `${daprdPrefix}memory`,
    title: "Beside daprd: memory of the sidecar after mixed operations, Redis, 32 in flight",
    server: "redis",
    run: memoryBeside,
    estimateMs: memoryMs,
  },
  {
    name: `${daprdPrefix}sdk`,
    title: "Beside daprd: application, Get of 1 KiB, 64 in flight: our client beside @dapr/dapr on daprd",
    server: "redis",
    run: async (scene, open) => sdkBeside(scene, await open()),
    estimateMs: pairsMs,
  },
];

/** The cases beside a daprd; `program` is how to start one. */
export function daprdCases(program: string | undefined): readonly BenchCase[] {
  return [...costCases, ...otherCases].map(({ name, title, server, run, estimateMs }) => ({
    name,
    title,
    estimateMs: (pace) => (program === undefined ? 0 : estimateMs(pace)),
    run: async (scene) =>
      program === undefined
        ? { figures: [], sides: [], plots: [], notMeasured: daprdNeeded }
        : run(scene, () => start(scene, program, server)),
  }));
}
