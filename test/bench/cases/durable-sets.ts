// Acknowledged, durable Sets: how many a second, many in flight beside one, and
// beside what an application could do itself.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchCase, pairsMs, type Scene } from "./bench-case.ts";
import { compare, comparisonResult, perSecond } from "./comparison.ts";
import { sidecarSide, targetSide } from "./sides.ts";

const valueBytes = 1024;
const poolConnections = 10;

async function postgres(scene: Scene) {
  const { url, observed } = await scene.servers.postgres();
  const parts = { operation: "set", inFlight: 64, valueBytes, observed: { store: observed } } as const;
  const label = "our client through the sidecar";
  const measured = await sidecarSide(scene, { label, store: url, transport: "wire", parts });
  const target = { type: "postgres", url, connections: poolConnections } as const;
  const reference = await targetSide(scene, `pg pool of ${poolConnections}, no sidecar`, target, parts);
  return comparisonResult(await compare(scene, measured, reference), [
    { name: "durable Sets/s", metric: perSecond, isOfServer: true, goal: { relation: "at least", value: 1 } },
  ]);
}

async function embeddedInFlight(scene: Scene) {
  const side = (inFlight: number) =>
    sidecarSide(scene, {
      label: `${inFlight} in flight`,
      store: "embedded:",
      transport: "wire",
      parts: { operation: "set", inFlight, valueBytes, latency: true },
    });
  return comparisonResult(await compare(scene, await side(64), await side(1)), [
    {
      name: "durable Sets/s",
      metric: perSecond,
      isOfServer: true,
      goal: { relation: "at least", value: 10 },
    },
  ]);
}

async function embeddedBesideFile(scene: Scene) {
  const folder = mkdtempSync(join(tmpdir(), "pillion-bench-file-"));
  scene.own({ stop: async () => rmSync(folder, { recursive: true, force: true }) });
  const parts = { operation: "set", inFlight: 64, valueBytes } as const;
  const label = "embedded store through the sidecar";
  const measured = await sidecarSide(scene, { label, store: "embedded:", transport: "wire", parts });
  const target = { type: "file", path: join(folder, "sets") } as const;
  const reference = await targetSide(scene, "one fsync per Set", target, parts);
  return comparisonResult(await compare(scene, measured, reference), [
    { name: "durable Sets/s", metric: perSecond, isOfServer: true },
  ]);
}

/** The cases of durable writes. */
export const durableSetCases: readonly BenchCase[] = [
  {
    name: "postgres-durable-sets",
    title: "Durable Sets of 1 KiB a second, Postgres, 64 in flight, beside one statement per Set",
    estimateMs: pairsMs,
    run: postgres,
  },
  {
    name: "embedded-durable-sets",
    title: "Durable Sets of 1 KiB a second, embedded store through the sidecar, 64 in flight beside 1",
    estimateMs: pairsMs,
    run: embeddedInFlight,
  },
  {
    name: "embedded-fsync",
    title: "Durable Sets of 1 KiB a second, embedded store, 64 in flight, beside one fsync per Set",
    estimateMs: pairsMs,
    run: embeddedBesideFile,
  },
];
