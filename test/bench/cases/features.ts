// The cost of TLS, and how much a BatchGet saves.
import { batchKeys } from "../load/operation.ts";
import type { Observed } from "../measure/process-usage.ts";
import { tlsFile } from "../processes/bench-folders.ts";
import { TlsHandle } from "../processes/tls-handle.ts";
import { type BenchCase, type CaseContext, pairsMs } from "./bench-case.ts";
import { compare, comparisonResult, cpuPerOperation, perSecond } from "./comparison.ts";
import { sidecarSide, targetSide } from "./sides.ts";

const sidecarCpu = cpuPerOperation("sidecar");

async function tls(context: CaseContext) {
  const side = async (withTls: boolean) => {
    const handle = context.track(await TlsHandle.start(withTls));
    const sidecar: Observed = { pid: handle.pid, children: false };
    const target = { type: "client", transport: "wire", address: handle.address } as const;
    return targetSide(
      context,
      withTls ? "TLS" : "plain text",
      withTls ? { ...target, caFile: tlsFile("ca") } : target,
      { operation: "get", observed: { sidecar } },
    );
  };
  return comparisonResult(await compare(context, await side(true), await side(false)), [
    { name: "sidecar CPU/op", metric: sidecarCpu },
    { name: "application CPU/op", metric: cpuPerOperation("application") },
    { name: "operations/s", metric: perSecond, isOfServer: true },
  ]);
}

async function batchGet(context: CaseContext) {
  const { url, observed } = await context.servers.redis();
  const side = (label: string, operation: "batch-get" | "get", inFlight: number) =>
    sidecarSide(context, {
      label,
      store: url,
      transport: "wire",
      parts: { operation, inFlight, observed: { store: observed } },
    });
  const measured = await side(`BatchGet of ${batchKeys}`, "batch-get", 4);
  const reference = await side("Get", "get", 32);
  const comparison = await compare(context, measured, reference);
  const keysOf = (operations: number, isBatch: boolean) => operations * (isBatch ? batchKeys : 1);
  // Per key, so that the two operations are comparable.
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

/** The feature cases. */
export const featureCases: readonly BenchCase[] = [
  {
    name: "tls",
    title: "Get of 1 KiB, in-memory store, 32 in flight: TLS compared with plain text",
    estimateMs: pairsMs,
    run: tls,
  },
  {
    name: "batch-get",
    title: `BatchGet of ${batchKeys} values of 1 KiB, Redis, compared with Gets, per key`,
    estimateMs: pairsMs,
    run: batchGet,
  },
];
