// Comparisons with another sidecar that serves Dapr's API: the sidecar's CPU through Dapr's API and through statestore.v1,
// requests per second, latency at a steady rate, memory after mixed operations, and an application with our client
// compared with one that uses the package `@dapr/dapr`.
import type { LoadResult, OperationName } from "../load/load-plan.ts";
import type { Observed } from "../measure/process-usage.ts";
import { pairwiseRatios } from "../measure/statistics.ts";
import type { SidecarHandle } from "../processes/sidecar-handle.ts";
import type { CaseContext, CaseOutcome } from "./bench-case.ts";
import {
  absoluteFigure,
  compare,
  comparisonResult,
  cpuPerOperation,
  failureOf,
  failuresOf,
  latencyMs,
  perSecond,
  ratioFigureOf,
  ratioFigures,
  runInTurns,
  type Side,
  sideFigures,
} from "./comparison.ts";
import { plotsOf } from "./comparison-plots.ts";
import { latencyShares, steadyParts } from "./latency.ts";
import { type ClientKind, type PlanParts, targetOf, targetSide } from "./sides.ts";

/** A sidecar to compare with. */
export interface ReferenceSidecar {
  /** `daprd 1.18.2`. */
  readonly label: string;
  readonly address: string;
  readonly pid: number;
  /** The name of its state store. */
  readonly store: string;
  /** The URL of its store's server; our sidecar uses the same server. */
  readonly storeUrl: string;
  /** Resident memory, in MB of 10^6 bytes. */
  residentMb(): number;
}

const atMost = (value: number) => ({ relation: "at most", value }) as const;
const atLeast = (value: number) => ({ relation: "at least", value }) as const;

const sidecarCpu = cpuPerOperation("sidecar");
const daprLabel = "Dapr's API";
const ownLabel = "statestore.v1";
const applicationInFlight = 64;
const requestsInFlight = 32;

/** The number of operations before memory is read. */
export const mixedOperations = 100_000;
const mixedMsMax = 120_000;

interface LoadRuns {
  readonly ours: LoadResult[];
  readonly theirs: LoadResult[];
}

const observedOf = (pid: number): { sidecar: Observed } => ({ sidecar: { pid, children: false } });

function oursSide(
  context: CaseContext,
  label: string,
  clientKind: ClientKind,
  ours: SidecarHandle,
  parts: PlanParts,
): Promise<Side> {
  return targetSide(context, label, targetOf(clientKind, ours.address), {
    ...parts,
    observed: observedOf(ours.pid),
  });
}

function referenceSide(
  context: CaseContext,
  reference: ReferenceSidecar,
  parts: PlanParts,
  clientKind: ClientKind = "dapr",
): Promise<Side> {
  const { label, address, store, pid } = reference;
  return targetSide(context, label, targetOf(clientKind, address, store), {
    ...parts,
    observed: observedOf(pid),
  });
}

const oursOn = (context: CaseContext, { storeUrl }: ReferenceSidecar) =>
  context.sidecar({ store: storeUrl, transport: "wire" });

/** The sidecar's CPU per operation, 32 in flight. Our sidecar is measured through Dapr's API and through statestore.v1. */
export async function compareCost(
  context: CaseContext,
  reference: ReferenceSidecar,
  operation: OperationName,
  hasGoal: boolean,
): Promise<CaseOutcome> {
  const ours = await oursOn(context, reference);
  const parts = { operation, inFlight: requestsInFlight, latency: true } as const;
  const sides = [
    await oursSide(context, daprLabel, "dapr", ours, parts),
    await oursSide(context, ownLabel, "wire", ours, parts),
    await referenceSide(context, reference, parts),
  ];
  const [dapr = [], own = [], theirs = []] = await runInTurns(context, sides);
  const figuresOf = (name: string, measured: typeof dapr) =>
    ratioFigures({ measured, reference: theirs, labels: [name, reference.label] }, [
      { name: `sidecar CPU/op, ${name}`, metric: sidecarCpu, ...(hasGoal && { goal: atMost(0.3) }) },
      { name: `operations/s, ${name}`, metric: perSecond, isOfServer: true },
    ]);
  const labelled = sides.map(({ label }, index) => [label, [dapr, own, theirs][index] ?? []] as const);
  return {
    figures: [...figuresOf(daprLabel, dapr), ...figuresOf(ownLabel, own)],
    sides: labelled.map(([label, runs]) => sideFigures(label, runs)),
    plots: plotsOf(labelled),
    ...failureOf([...dapr, ...own, ...theirs]),
  };
}

/** Requests per second through Dapr's API, 32 in flight. Calls are not timed, so that the load process can send more. */
export async function compareRequests(
  context: CaseContext,
  reference: ReferenceSidecar,
): Promise<CaseOutcome> {
  const parts = { operation: "get", inFlight: requestsInFlight } as const;
  const ours = await oursSide(context, daprLabel, "dapr", await oursOn(context, reference), parts);
  const comparison = await compare(context, ours, await referenceSide(context, reference, parts));
  return comparisonResult(comparison, [
    { name: "requests/s", metric: perSecond, goal: atLeast(2.5), isOfServer: true },
  ]);
}

/** Latency of GetState at a fixed rate that does not wait for replies. */
export async function compareLatency(
  context: CaseContext,
  reference: ReferenceSidecar,
): Promise<CaseOutcome> {
  const parts = steadyParts(context);
  const ours = await oursSide(context, daprLabel, "dapr", await oursOn(context, reference), parts);
  const comparison = await compare(context, ours, await referenceSide(context, reference, parts));
  return comparisonResult(
    comparison,
    latencyShares.map(([name, share]) => ({
      name: `${name} latency`,
      metric: latencyMs(share),
      isOfServer: true,
      ...(name === "p99" && { goal: atMost(1) }),
    })),
  );
}

/** An application with our client and our sidecar, compared with one with the Dapr SDK and the other sidecar, 64 in flight. */
export async function compareSdk(context: CaseContext, reference: ReferenceSidecar): Promise<CaseOutcome> {
  const parts = { operation: "get", inFlight: applicationInFlight } as const;
  const ours = await oursSide(context, "our client", "wire", await oursOn(context, reference), parts);
  const theirs = await referenceSide(
    context,
    { ...reference, label: `@dapr/dapr with ${reference.label}` },
    parts,
    "dapr-sdk",
  );
  return comparisonResult(await compare(context, ours, theirs), [
    { name: "application CPU/op", metric: cpuPerOperation("application"), goal: atMost(1 / 25) },
    { name: "reads/s", metric: perSecond, goal: atLeast(20) },
  ]);
}

/** Memory after the same mixed operations through Dapr's API. `open` returns the other sidecar, newly started for each pair if possible. */
export async function compareMemory(
  context: CaseContext,
  open: () => Promise<ReferenceSidecar & { stop(): Promise<void> }>,
): Promise<CaseOutcome> {
  const operations = context.pace.quick ? mixedOperations / 10 : mixedOperations;
  const load = { warmUpMs: 0, measureMs: mixedMsMax, operationsMax: operations };
  const parts = { operation: "mixed", inFlight: requestsInFlight, ...load } as const;
  const runs: LoadRuns = { ours: [], theirs: [] };
  const [ourMb, theirMb]: [number[], number[]] = [[], []];
  let label = "";
  for (let pair = 0; pair < context.pace.pairs; pair++) {
    context.reportProgress(
      `pair ${pair + 1} of ${context.pace.pairs}: ${operations} mixed operations on each`,
    );
    const reference = context.track(await open());
    const ours = await oursOn(context, reference);
    ({ label } = reference);
    const runOurs = async () => {
      runs.ours.push(await (await oursSide(context, daprLabel, "dapr", ours, parts)).run());
      ourMb.push(ours.residentMb);
    };
    const runReference = async () => {
      runs.theirs.push(await (await referenceSide(context, reference, parts)).run());
      theirMb.push(reference.residentMb());
    };
    for (const one of pair % 2 === 0 ? [runOurs, runReference] : [runReference, runOurs]) await one();
    await Promise.all([ours.stop(), reference.stop()]);
  }
  const all = [...runs.ours, ...runs.theirs];
  const failures = failuresOf(all);
  const head = { name: `resident after ${operations} mixed operations`, against: label, goal: atMost(0.75) };
  return {
    figures: [
      ratioFigureOf(head, pairwiseRatios(ourMb, theirMb), failures),
      absoluteFigure({ name: "resident, our sidecar", unit: "MB", goal: atMost(64) }, ourMb, failures),
      absoluteFigure({ name: `resident, ${label}`, unit: "MB" }, theirMb, failures),
    ],
    sides: [sideFigures(daprLabel, runs.ours), sideFigures(label, runs.theirs)],
    plots: [],
    ...failureOf(all),
  };
}
