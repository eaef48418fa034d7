// `--against HOST:PORT --pid N`: the goals that are set beside a daprd, on any
// sidecar that speaks Dapr's API and already runs. Ours uses the store that it
// uses, if its URL is given, and else a Redis of the bench.
import { residentBytes } from "../measure/process-usage.ts";
import { type BenchCase, type CaseOutcome, pairsMs, type Rival, type Scene } from "./bench-case.ts";
import {
  costBeside,
  latencyBeside,
  memoryBeside,
  type Neighbour,
  requestsBeside,
  sdkBeside,
} from "./beside-dapr.ts";

/** How the names of these cases begin. */
export const againstPrefix = "against-";

async function neighbourOf(scene: Scene, rival: Rival): Promise<Neighbour> {
  const { address, pid, store, storeUrl } = rival;
  return {
    label: `the sidecar at ${address}`,
    address,
    pid,
    store,
    storeUrl: storeUrl ?? (await scene.servers.redis()).url,
    residentMb: () => residentBytes(pid) / 1e6,
  };
}

type Run = (scene: Scene, neighbour: Neighbour) => Promise<CaseOutcome>;

// It runs on: what it holds from earlier cases counts, too.
const memory: Run = (scene, neighbour) =>
  memoryBeside(scene, async () => ({ ...neighbour, stop: async () => undefined }));

/** The cases beside another sidecar. */
export function againstCases(rival: Rival): readonly BenchCase[] {
  const one = (name: string, title: string, run: Run, sides = 2): BenchCase => ({
    name: `${againstPrefix}${name}`,
    title: `Dapr's API: ${title}`,
    estimateMs: (pace) => pairsMs(pace, sides, 2),
    run: async (scene) => run(scene, await neighbourOf(scene, rival)),
  });
  return [
    one(
      "get",
      "sidecar CPU per GetState of 1 KiB, 32 in flight",
      (scene, to) => costBeside(scene, to, "get", true),
      3,
    ),
    one(
      "set",
      "sidecar CPU per SaveState of 1 KiB, 32 in flight",
      (scene, to) => costBeside(scene, to, "set", true),
      3,
    ),
    one("requests", "GetState of 1 KiB a second, 32 in flight", requestsBeside),
    one("latency", "latency of GetState at 1 000 requests/s", latencyBeside),
    one(
      "sdk",
      "an application on our client beside one on @dapr/dapr, Get of 1 KiB, 64 in flight",
      sdkBeside,
    ),
    one("memory", "memory after mixed operations, 32 in flight; the other has run before", memory, 20),
  ];
}
