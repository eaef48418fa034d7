// What single features cost: TLS, and what a BatchGet saves.
import { batchKeys } from "../load/operation.ts";
import type { Observed } from "../measure/process-usage.ts";
import { tlsFile } from "../processes/bench-folders.ts";
import { TlsHandle } from "../processes/tls-handle.ts";
import { type BenchCase, pairsMs, type Scene } from "./bench-case.ts";
import { compare, comparisonResult, cpuPerOperation, perSecond } from "./comparison.ts";
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
    { name: "operations/s", metric: perSecond, isOfServer: true },
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
    { name: "keys/s", metric: perSecond, isOfServer: true },
  ]);
}

/** The cases of features. */
export const featureCases: readonly BenchCase[] = [
  {
    name: "tls",
    title: "Get of 1 KiB, store in memory, 32 in flight: TLS beside plain text",
    estimateMs: pairsMs,
    run: tls,
  },
  {
    name: "batch-get",
    title: `BatchGet of ${batchKeys} values of 1 KiB, Redis, beside Gets, per key`,
    estimateMs: pairsMs,
    run: batchGet,
  },
];
