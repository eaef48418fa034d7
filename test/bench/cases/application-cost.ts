// The application's CPU per operation with our client, compared with other clients. The sidecar uses the wire transport
// and Redis.
import { type BenchCase, type CaseContext, pairsMs } from "./bench-case.ts";
import { compare, comparisonResult, cpuPerOperation, perSecond, type Wanted } from "./comparison.ts";
import { type ClientKind, sidecarSide, targetOf, targetSide } from "./sides.ts";

const inFlight = 64;

const application = cpuPerOperation("application");

async function ourSide(context: CaseContext) {
  const { url, observed } = await context.servers.redis();
  const parts = { operation: "get", inFlight, observed: { store: observed } } as const;
  return sidecarSide(context, { label: "our client on wire", store: url, transport: "wire", parts });
}

async function compareWithRedis(context: CaseContext) {
  const { url, observed } = await context.servers.redis();
  const measured = await ourSide(context);
  const parts = { operation: "get", inFlight, observed: { store: observed } } as const;
  const reference = await targetSide(context, "ioredis, no sidecar", { type: "redis", url }, parts);
  return comparisonResult(await compare(context, measured, reference), [
    { name: "application CPU/op", metric: application, goal: { relation: "at most", value: 1 } },
    { name: "reads/s", metric: perSecond, goal: { relation: "at least", value: 0.6 } },
  ]);
}

// If the sidecar does not serve Dapr's API, the SDK waits 30 s and then fails without a reason; this check fails at once.
async function requireDaprApi(context: CaseContext, store: string): Promise<void> {
  const sidecar = await context.reference({ store, transport: "wire" });
  const load = await context.load(targetOf("dapr", sidecar.address));
  await load.fill({ keyCount: 1, valueBytes: 1 });
  await sidecar.stop();
}

async function compareWithClient(
  context: CaseContext,
  label: string,
  clientKind: ClientKind,
  wanted: readonly Wanted[],
) {
  const { url } = await context.servers.redis();
  if (clientKind === "dapr-sdk") await requireDaprApi(context, url);
  const measured = await ourSide(context);
  const reference = await sidecarSide(context, {
    label,
    clientKind,
    store: url,
    transport: "wire",
    parts: { operation: "get", inFlight },
    isReference: true,
  });
  return comparisonResult(await compare(context, measured, reference), wanted);
}

/** The application's CPU cases. */
export const applicationCostCases: readonly BenchCase[] = [
  {
    name: "application-redis",
    title: "Application, Get of 1 KiB, 64 in flight: our client through the sidecar, compared with ioredis",
    estimateMs: pairsMs,
    run: compareWithRedis,
  },
  {
    name: "application-grpc-js",
    title: "Application, Get of 1 KiB, 64 in flight: our client on wire, compared with grpc-js",
    estimateMs: pairsMs,
    run: (context) =>
      compareWithClient(context, "our client on grpc-js", "grpc-js", [
        { name: "application CPU/op", metric: application },
        { name: "reads/s", metric: perSecond },
      ]),
  },
  {
    name: "application-dapr-sdk",
    title:
      "Application, Get of 1 KiB, 64 in flight: our client compared with @dapr/dapr, both with our sidecar",
    estimateMs: pairsMs,
    run: (context) =>
      compareWithClient(context, "@dapr/dapr SDK", "dapr-sdk", [
        { name: "application CPU/op", metric: application, goal: { relation: "at most", value: 1 / 25 } },
        { name: "reads/s", metric: perSecond, goal: { relation: "at least", value: 20 } },
      ]),
  },
  {
    name: "dapr-api",
    title: "Sidecar CPU per Get of 1 KiB, Redis: Dapr's API compared with statestore.v1",
    estimateMs: pairsMs,
    run: async (context) => {
      const { url, observed } = await context.servers.redis();
      const parts = { operation: "get", observed: { store: observed } } as const;
      const side = (label: string, clientKind: ClientKind) =>
        sidecarSide(context, { label, clientKind, store: url, transport: "wire", parts });
      const comparison = await compare(
        context,
        await side("Dapr's API", "dapr"),
        await side("statestore.v1", "wire"),
      );
      return comparisonResult(comparison, [
        { name: "sidecar CPU/op", metric: cpuPerOperation("sidecar") },
        { name: "operations/s", metric: perSecond, isOfServer: true },
      ]);
    },
  },
];
