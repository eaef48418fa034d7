// Memory after load, and the time from the start of the process to the first reply.
import { StateClient } from "@pillion/client";
import type { LoadResult } from "../load/load-plan.ts";
import { SidecarHandle } from "../processes/sidecar-handle.ts";
import type { BenchCase, CaseContext } from "./bench-case.ts";
import { absoluteFigure, failureOf, failuresOf, sideFigures } from "./comparison.ts";
import { mixedOperations } from "./dapr-comparison.ts";
import { sidecarSide } from "./sides.ts";

const runMsMax = 120_000;

async function memoryAfterLoad(context: CaseContext) {
  const { url } = await context.servers.redis();
  const operations = context.pace.quick ? mixedOperations / 10 : mixedOperations;
  const [idle, loaded]: [number[], number[]] = [[], []];
  const results: LoadResult[] = [];
  const one = async () => {
    const parts = {
      operation: "mixed",
      warmUpMs: 0,
      measureMs: runMsMax,
      operationsMax: operations,
    } as const;
    const side = await sidecarSide(context, { label: "sidecar", store: url, transport: "wire", parts });
    idle.push(side.sidecar.residentMb);
    const result = await side.run();
    loaded.push(side.sidecar.residentMb);
    await side.sidecar.stop();
    return result;
  };
  for (let round = 0; round < context.pace.pairs; round++) {
    context.reportProgress(`process ${round + 1} of ${context.pace.pairs}: ${operations} mixed operations`);
    results.push(await one());
  }
  const failures = failuresOf(results);
  const goal = { relation: "at most", value: 64 } as const;
  return {
    figures: [
      absoluteFigure(
        { name: `resident after ${operations} mixed operations`, unit: "MB", goal },
        loaded,
        failures,
      ),
      absoluteFigure({ name: "resident after writing the first records", unit: "MB" }, idle),
    ],
    sides: [sideFigures("sidecar on Redis", results)],
    plots: [],
    ...failureOf(results),
  };
}

const aKey = "first";

async function firstReplyMs(store: string): Promise<number> {
  const begin = performance.now();
  const sidecar = await SidecarHandle.start({ store, transport: "wire" });
  const client = new StateClient({ address: sidecar.address });
  try {
    await client.get(aKey);
    return performance.now() - begin;
  } finally {
    await client.close();
    await sidecar.stop();
  }
}

async function start(context: CaseContext) {
  const { url } = await context.servers.redis();
  const goal = { relation: "at most", value: 250 } as const;
  const figures = [];
  for (const [name, store] of [
    ["Redis", url],
    ["embedded store", "embedded:"],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < context.pace.pairs; round++) {
      context.reportProgress(`start ${round + 1} of ${context.pace.pairs} on ${name}`);
      times.push(await firstReplyMs(store));
    }
    figures.push(absoluteFigure({ name: `first reply to a Get, ${name}`, unit: "ms", goal }, times));
  }
  return { figures, sides: [], plots: [] };
}

/** The cases of memory and start time. */
export const footprintCases: readonly BenchCase[] = [
  {
    name: "memory",
    title: "Memory of the sidecar after mixed operations, Redis, 32 in flight",
    estimateMs: (pace) => pace.pairs * (pace.quick ? 3_000 : 14_000),
    run: memoryAfterLoad,
  },
  {
    name: "start",
    title: "Time from the start of the process to the first reply to a Get",
    estimateMs: ({ pairs }) => pairs * 1_500,
    run: start,
  },
];
