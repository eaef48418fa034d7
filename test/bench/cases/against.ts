// `--against HOST:PORT --pid N`: the same load over Dapr's API on our sidecar
// and on another, such as a daprd, in alternation. Ours uses the store that the
// other uses, if its URL is given, and else a Redis of the bench.

import type { OperationName } from "../load/load-plan.ts";
import { residentBytes } from "../measure/process-usage.ts";
import { storeName } from "../processes/sidecar-handle.ts";
import type { Figure } from "../report/report-shape.ts";
import type { BenchCase, Rival, Scene } from "./bench-case.ts";
import {
  absoluteFigure,
  compare,
  comparisonResult,
  cpuPerOperation,
  latencyMs,
  perSecond,
  type Wanted,
} from "./comparison.ts";
import { latencyShares, steadyRate, waitingMax } from "./latency.ts";
import { type PlanParts, targetOf, targetSide } from "./sides.ts";

const atMost = (value: number) => ({ relation: "at most", value }) as const;
const atLeast = (value: number) => ({ relation: "at least", value }) as const;

// One key that exists, as Dapr's own tests have it.
const keyCount = 1;

async function beside(scene: Scene, rival: Rival, parts: PlanParts, wanted: readonly Wanted[]) {
  const store = rival.storeUrl ?? (await scene.servers.redis()).url;
  const ours = await scene.sidecar({ store, transport: "wire" });
  const side = (label: string, pid: number, address: string, name: string) => {
    const observed = { sidecar: { pid, children: false } };
    return targetSide(scene, label, targetOf("dapr", address, name), { ...parts, keyCount, observed });
  };
  const comparison = await compare(
    scene,
    await side("our Dapr face", ours.pid, ours.address, storeName),
    await side(`the sidecar at ${rival.address}`, rival.pid, rival.address, rival.store),
  );
  const result = comparisonResult(comparison, wanted);
  const memory: Figure[] = [
    absoluteFigure({ name: "resident, ours", unit: "MB" }, [ours.residentMb]),
    absoluteFigure({ name: "resident, the other", unit: "MB" }, [residentBytes(rival.pid) / 1e6]),
  ];
  return { ...result, figures: [...result.figures, ...memory] };
}

function costCase(rival: Rival, name: string, operation: OperationName, cost: Wanted["goal"]): BenchCase {
  return {
    name,
    title: `Dapr's API, ${operation === "get" ? "GetState" : "SaveState"} of 1 KiB on an existing key, 32 in flight`,
    run: (scene) =>
      beside(scene, rival, { operation, latency: true }, [
        { name: "sidecar CPU/op", metric: cpuPerOperation("sidecar"), ...(cost && { goal: cost }) },
        { name: "requests/s", metric: perSecond, ...(operation === "get" && { goal: atLeast(2.5) }) },
      ]),
  };
}

/** The cases beside another sidecar. */
export function againstCases(rival: Rival): readonly BenchCase[] {
  const latencyParts = {
    operation: "get",
    inFlight: waitingMax,
    ratePerSecond: steadyRate,
    latency: true,
  } as const;
  return [
    costCase(rival, "against-get", "get", atMost(0.3)),
    costCase(rival, "against-set", "set", atMost(0.3)),
    {
      name: "against-latency",
      title: "Dapr's API, latency of GetState at 1 000 requests/s",
      run: (scene) =>
        beside(
          scene,
          rival,
          latencyParts,
          latencyShares.map(([name, share]) => ({
            name: `${name} latency`,
            metric: latencyMs(share),
            ...(name === "p99" && { goal: atMost(1) }),
          })),
        ),
    },
  ];
}
