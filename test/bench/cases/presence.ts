// What a sidecar costs by being there: memory after load, the time from the
// start of the process to the first answer, and how memory grows in a long run.
import { StateClient } from "@pillion/client";
import type { LoadResult } from "../load/load-plan.ts";
import { slope } from "../measure/statistics.ts";
import { SidecarHandle } from "../processes/sidecar-handle.ts";
import type { Plot } from "../report/report-shape.ts";
import type { BenchCase, Scene } from "./bench-case.ts";
import { absoluteFigure, failureOf, failuresOf, sideFigures } from "./comparison.ts";
import { sidecarSide, targetOf } from "./sides.ts";

const mixedOperations = 100_000;
const runMsMax = 120_000;

async function memoryAfterLoad(scene: Scene) {
  const { url } = await scene.servers.redis();
  const operations = scene.pace.quick ? mixedOperations / 10 : mixedOperations;
  const [idle, loaded]: [number[], number[]] = [[], []];
  const results: LoadResult[] = [];
  const one = async () => {
    const parts = {
      operation: "mixed",
      warmUpMs: 0,
      measureMs: runMsMax,
      operationsMax: operations,
    } as const;
    const side = await sidecarSide(scene, { label: "sidecar", store: url, transport: "wire", parts });
    idle.push(side.sidecar.residentMb);
    const result = await side.run();
    loaded.push(side.sidecar.residentMb);
    await side.sidecar.stop();
    return result;
  };
  for (let round = 0; round < scene.pace.pairs; round++) {
    scene.say(`process ${round + 1} of ${scene.pace.pairs}: ${operations} mixed operations`);
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

async function firstAnswerMs(store: string): Promise<number> {
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

async function start(scene: Scene) {
  const { url } = await scene.servers.redis();
  const goal = { relation: "at most", value: 250 } as const;
  const figures = [];
  for (const [name, store] of [
    ["Redis", url],
    ["embedded store", "embedded:"],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < scene.pace.pairs; round++) {
      scene.say(`start ${round + 1} of ${scene.pace.pairs} on ${name}`);
      times.push(await firstAnswerMs(store));
    }
    figures.push(absoluteFigure({ name: `first Get answered, ${name}`, unit: "ms", goal }, times));
  }
  return { figures, sides: [], plots: [] };
}

const soakMs = 600_000;
const stepMs = 5_000;
const soakInFlight = 16;
const soakPerSecond = 2_000;

async function soak(scene: Scene) {
  const { url } = await scene.servers.redis();
  const sidecar = await scene.sidecar({ store: url, transport: "wire" });
  const load = await scene.load(targetOf("wire", sidecar.address));
  const plan = scene.plan({
    operation: "mixed",
    inFlight: soakInFlight * soakInFlight,
    ratePerSecond: soakPerSecond,
    measureMs: soakMs,
    latency: true,
    observed: { sidecar: { pid: sidecar.pid, children: false } },
  });
  await load.fill(plan);
  const begin = performance.now();
  const points: [number, number][] = [];
  const timer = setInterval(() => {
    const seconds = (performance.now() - begin) / 1000;
    points.push([seconds, sidecar.residentMb]);
    scene.say(`${Math.round(seconds)} s of ${soakMs / 1000}: ${sidecar.residentMb.toFixed(1)} MB resident`);
  }, stepMs);
  const result = await load.run(plan).finally(() => clearInterval(timer));
  // The first half is warming up: heaps grow to their size.
  const settled = points.slice(Math.floor(points.length / 2));
  const failures = failuresOf([result]);
  const perHour = slope(settled) * 3600;
  return {
    figures: [
      absoluteFigure({ name: "growth in the second half", unit: "MB/h" }, [perHour], failures),
      absoluteFigure({ name: "resident at the end", unit: "MB" }, [sidecar.residentMb], failures),
    ],
    sides: [sideFigures(`${soakPerSecond} mixed operations/s`, [result])],
    plots: [memoryPlot(points)],
    ...failureOf([result]),
  };
}

function memoryPlot(points: readonly (readonly [number, number])[]): Plot {
  return {
    title: "Resident memory",
    x: { label: "seconds", scale: "linear" },
    y: { label: "MB", scale: "linear" },
    lines: [{ label: "sidecar", points }],
  };
}

/** The cases of presence. */
export const presenceCases: readonly BenchCase[] = [
  {
    name: "memory",
    title: "Memory of the sidecar after mixed operations, Redis, 32 in flight",
    run: memoryAfterLoad,
  },
  { name: "start", title: "From the start of the process to the first Get answered", run: start },
  { name: "soak", title: "Ten minutes at 2 000 mixed operations/s, Redis", onDemand: true, run: soak },
];
