// The rate of acknowledged, durable Sets: many in flight compared with one, and compared with what an application could
// do without a sidecar.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchCase, type CaseContext, pairsMs } from "./bench-case.ts";
import { compare, comparisonResult, perSecond } from "./comparison.ts";
import { sidecarSide, targetSide } from "./sides.ts";

const valueBytes = 1024;
const poolConnections = 10;

async function postgres(context: CaseContext) {
  const { url, observed } = await context.servers.postgres();
  const parts = { operation: "set", inFlight: 64, valueBytes, observed: { store: observed } } as const;
  const label = "our client through the sidecar";
  const measured = await sidecarSide(context, { label, store: url, transport: "wire", parts });
  const target = { type: "postgres", url, connections: poolConnections } as const;
  const reference = await targetSide(context, `pg pool of ${poolConnections}, no sidecar`, target, parts);
  return comparisonResult(await compare(context, measured, reference), [
    { name: "durable Sets/s", metric: perSecond, isOfServer: true, goal: { relation: "at least", value: 1 } },
  ]);
}

async function embeddedInFlight(context: CaseContext) {
  const side = (inFlight: number) =>
    sidecarSide(context, {
      label: `${inFlight} in flight`,
      store: "embedded:",
      transport: "wire",
      parts: { operation: "set", inFlight, valueBytes, latency: true },
    });
  return comparisonResult(await compare(context, await side(64), await side(1)), [
    {
      name: "durable Sets/s",
      metric: perSecond,
      isOfServer: true,
      goal: { relation: "at least", value: 10 },
    },
  ]);
}

async function embeddedAndFile(context: CaseContext) {
  const folder = mkdtempSync(join(tmpdir(), "pillion-bench-file-"));
  context.track({ stop: async () => rmSync(folder, { recursive: true, force: true }) });
  const parts = { operation: "set", inFlight: 64, valueBytes } as const;
  const label = "embedded store through the sidecar";
  const measured = await sidecarSide(context, { label, store: "embedded:", transport: "wire", parts });
  const target = { type: "file", path: join(folder, "sets") } as const;
  const reference = await targetSide(context, "one fsync per Set", target, parts);
  return comparisonResult(await compare(context, measured, reference), [
    { name: "durable Sets/s", metric: perSecond, isOfServer: true },
  ]);
}

/** The durable-Set cases. */
export const durableSetCases: readonly BenchCase[] = [
  {
    name: "postgres-durable-sets",
    title: "Durable Sets of 1 KiB per second, Postgres, 64 in flight, compared with one statement per Set",
    estimateMs: pairsMs,
    run: postgres,
  },
  {
    name: "embedded-durable-sets",
    title:
      "Durable Sets of 1 KiB per second, embedded store through the sidecar, 64 in flight compared with 1",
    estimateMs: pairsMs,
    run: embeddedInFlight,
  },
  {
    name: "embedded-fsync",
    title: "Durable Sets of 1 KiB per second, embedded store, 64 in flight, compared with one fsync per Set",
    estimateMs: pairsMs,
    run: embeddedAndFile,
  },
];
