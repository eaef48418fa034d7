// What single features cost: TLS, and what a BatchGet saves. And the bench
// itself: whether it sees a slowdown that was planted.

import { batchKeys } from "../load/operation.ts";
import type { Observed } from "../measure/process-usage.ts";
import { median } from "../measure/statistics.ts";
import { tlsFile } from "../processes/bench-folders.ts";
import { TlsHandle } from "../processes/tls-handle.ts";
import type { BenchCase, Scene } from "./bench-case.ts";
import {
  absoluteFigure,
  bothSides,
  compare,
  comparisonResult,
  cpuPerOperation,
  failureOf,
  failuresOf,
  perSecond,
} from "./comparison.ts";
import { sidecarSide, targetSide } from "./sides.ts";

const sidecarCpu = cpuPerOperation("sidecar");

async function tls(scene: Scene) {
  const side = async (withTls: boolean) => {
    const handle = scene.own(await TlsHandle.start(withTls));
    const sidecar: Observed = { pid: handle.pid, children: false };
    const target = { type: "client", transport: "wire", address: handle.address } as const;
    return targetSide(
      scene,
      withTls ? "TLS" : "plain text",
      withTls ? { ...target, caFile: tlsFile("ca") } : target,
      { operation: "get", observed: { sidecar } },
    );
  };
  return comparisonResult(await compare(scene, await side(true), await side(false)), [
    { name: "sidecar CPU/op", metric: sidecarCpu },
    { name: "application CPU/op", metric: cpuPerOperation("application") },
    { name: "operations/s", metric: perSecond },
  ]);
}

async function batchGet(scene: Scene) {
  const { url, observed } = await scene.servers.redis();
  const side = (label: string, operation: "batch-get" | "get", inFlight: number) =>
    sidecarSide(scene, {
      label,
      store: url,
      transport: "wire",
      parts: { operation, inFlight, observed: { store: observed } },
    });
  const measured = await side(`BatchGet of ${batchKeys}`, "batch-get", 4);
  const reference = await side("Get", "get", 32);
  const comparison = await compare(scene, measured, reference);
  const keysOf = (operations: number, isBatch: boolean) => operations * (isBatch ? batchKeys : 1);
  // Per key, so that the two can be compared.
  const perKey = {
    ...comparison,
    measured: comparison.measured.map((run) => ({ ...run, operations: keysOf(run.operations, true) })),
  };
  return comparisonResult(perKey, [
    { name: "sidecar CPU/key", metric: sidecarCpu },
    { name: "application CPU/key", metric: cpuPerOperation("application") },
    { name: "keys/s", metric: perSecond },
  ]);
}

// As far from what was planted as the clock's resolution and noise may take it.
const seen = { low: 0.7, high: 1.3 };

async function planted(scene: Scene, plantedUs: number) {
  const side = (label: string, us: number) =>
    sidecarSide(scene, {
      label,
      store: "memory:",
      transport: "wire",
      plantedUs: us,
      isReference: true,
      parts: { operation: "get" },
    });
  const comparison = await compare(
    scene,
    await side(`with ${plantedUs} µs planted`, plantedUs),
    await side("as it is", 0),
  );
  const { measured, reference } = comparison;
  const added = measured.map((run, pair) => {
    const other = reference[pair];
    return sidecarCpu(run) - (other ? sidecarCpu(other) : Number.NaN);
  });
  const share = median(added) / plantedUs;
  const missed = share < seen.low || share > seen.high;
  const failures = failuresOf([...measured, ...reference]) + (missed ? 1 : 0);
  return {
    figures: [absoluteFigure({ name: `seen of ${plantedUs} µs planted`, unit: "µs" }, added, failures)],
    sides: bothSides(comparison),
    plots: [],
    ...failureOf([...measured, ...reference]),
    ...(missed && { failure: `of ${plantedUs} µs that were planted, ${median(added).toFixed(1)} were seen` }),
  };
}

/** The cases of features; `plantedUs` is how slow the planted slowdown is. */
export function featureCases(plantedUs: number): readonly BenchCase[] {
  return [
    { name: "tls", title: "Get of 1 KiB, store in memory, 32 in flight: TLS beside plain text", run: tls },
    {
      name: "batch-get",
      title: `BatchGet of ${batchKeys} values of 1 KiB, Redis, beside Gets, per key`,
      run: batchGet,
    },
    {
      name: "planted-slowdown",
      title: `The bench itself: a busy sleep of ${plantedUs} µs per call, planted in the sidecar, is seen`,
      run: (scene) => planted(scene, plantedUs),
    },
  ];
}
