// What an operation costs the application: our client beside what else it could
// use. The sidecar is on wire and Redis.
import { type BenchCase, pairsMs, type Scene } from "./bench-case.ts";
import { compare, comparisonResult, cpuPerOperation, perSecond, type Wanted } from "./comparison.ts";
import { type Face, sidecarSide, targetOf, targetSide } from "./sides.ts";

const inFlight = 64;

const application = cpuPerOperation("application");

async function ourSide(scene: Scene) {
  const { url, observed } = await scene.servers.redis();
  const parts = { operation: "get", inFlight, observed: { store: observed } } as const;
  return sidecarSide(scene, { label: "our client on wire", store: url, transport: "wire", parts });
}

async function againstRedis(scene: Scene) {
  const { url, observed } = await scene.servers.redis();
  const measured = await ourSide(scene);
  const parts = { operation: "get", inFlight, observed: { store: observed } } as const;
  const reference = await targetSide(scene, "ioredis, no sidecar", { type: "redis", url }, parts);
  return comparisonResult(await compare(scene, measured, reference), [
    { name: "application CPU/op", metric: application, goal: { relation: "at most", value: 1 } },
    { name: "reads/s", metric: perSecond, goal: { relation: "at least", value: 0.6 } },
  ]);
}

// The SDK waits half a minute for a sidecar that does not speak to it, and does not say why.
async function requireDaprFace(scene: Scene, store: string): Promise<void> {
  const sidecar = await scene.reference({ store, transport: "wire" });
  const load = await scene.load(targetOf("dapr", sidecar.address));
  await load.fill({ keyCount: 1, valueBytes: 1 });
  await sidecar.stop();
}

async function againstFace(scene: Scene, label: string, face: Face, wanted: readonly Wanted[]) {
  const { url } = await scene.servers.redis();
  if (face === "dapr-sdk") await requireDaprFace(scene, url);
  const measured = await ourSide(scene);
  const reference = await sidecarSide(scene, {
    label,
    face,
    store: url,
    transport: "wire",
    parts: { operation: "get", inFlight },
    isReference: true,
  });
  return comparisonResult(await compare(scene, measured, reference), wanted);
}

/** The cases of the application's cost. */
export const applicationCostCases: readonly BenchCase[] = [
  {
    name: "application-redis",
    title: "Application, Get of 1 KiB, 64 in flight: our client through the sidecar beside ioredis",
    estimateMs: pairsMs,
    run: againstRedis,
  },
  {
    name: "application-grpc-js",
    title: "Application, Get of 1 KiB, 64 in flight: our client on wire beside it on grpc-js",
    estimateMs: pairsMs,
    run: (scene) =>
      againstFace(scene, "our client on grpc-js", "grpc-js", [
        { name: "application CPU/op", metric: application },
        { name: "reads/s", metric: perSecond },
      ]),
  },
  {
    name: "application-dapr-sdk",
    title: "Application, Get of 1 KiB, 64 in flight: our client beside @dapr/dapr on our Dapr face",
    estimateMs: pairsMs,
    run: (scene) =>
      againstFace(scene, "@dapr/dapr SDK", "dapr-sdk", [
        { name: "application CPU/op", metric: application, goal: { relation: "at most", value: 1 / 25 } },
        { name: "reads/s", metric: perSecond, goal: { relation: "at least", value: 20 } },
      ]),
  },
  {
    name: "dapr-face",
    title: "Sidecar CPU per Get of 1 KiB, Redis: our Dapr face beside our own API",
    estimateMs: pairsMs,
    run: async (scene) => {
      const { url, observed } = await scene.servers.redis();
      const parts = { operation: "get", observed: { store: observed } } as const;
      const side = (label: string, face: Face) =>
        sidecarSide(scene, { label, face, store: url, transport: "wire", parts });
      const comparison = await compare(scene, await side("Dapr face", "dapr"), await side("own API", "wire"));
      return comparisonResult(comparison, [
        { name: "sidecar CPU/op", metric: cpuPerOperation("sidecar") },
        { name: "operations/s", metric: perSecond, isOfServer: true },
      ]);
    },
  },
];
