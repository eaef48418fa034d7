// What is compared with another sidecar that speaks Dapr's API, whoever started
// it: the sidecar's CPU through its API and through our own, requests a second,
// latency at a steady rate, memory after mixed operations, and the application
// that uses our client beside one that uses the package `@dapr/dapr`.
import type { LoadResult, OperationName } from "../load/load-plan.ts";
import type { Observed } from "../measure/process-usage.ts";
import { pairwiseRatios } from "../measure/statistics.ts";
import type { SidecarHandle } from "../processes/sidecar-handle.ts";
import type { CaseOutcome, Scene } from "./bench-case.ts";
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
import { type Face, type PlanParts, targetOf, targetSide } from "./sides.ts";

/** A sidecar to compare with. */
export interface Neighbour {
  /** `daprd 1.18.2`. */
  readonly label: string;
  readonly address: string;
  readonly pid: number;
  /** The name of its state store. */
  readonly store: string;
  /** What its store keeps its records in; ours uses the same. */
  readonly storeUrl: string;
  /** Resident memory, in MB of 10^6 bytes. */
  residentMb(): number;
}

const atMost = (value: number) => ({ relation: "at most", value }) as const;
const atLeast = (value: number) => ({ relation: "at least", value }) as const;

const sidecarCpu = cpuPerOperation("sidecar");
const applicationInFlight = 64;
const requestsInFlight = 32;

/** Operations before memory is read. */
export const mixedOperations = 100_000;
const mixedMsMax = 120_000;

interface LoadRuns {
  readonly ours: LoadResult[];
  readonly theirs: LoadResult[];
}

const observedOf = (pid: number): { sidecar: Observed } => ({ sidecar: { pid, children: false } });

function oursSide(
  scene: Scene,
  label: string,
  face: Face,
  ours: SidecarHandle,
  parts: PlanParts,
): Promise<Side> {
  return targetSide(scene, label, targetOf(face, ours.address), { ...parts, observed: observedOf(ours.pid) });
}

function theirSide(scene: Scene, neighbour: Neighbour, parts: PlanParts, face: Face = "dapr"): Promise<Side> {
  const { label, address, store, pid } = neighbour;
  return targetSide(scene, label, targetOf(face, address, store), { ...parts, observed: observedOf(pid) });
}

const oursOn = (scene: Scene, { storeUrl }: Neighbour) =>
  scene.sidecar({ store: storeUrl, transport: "wire" });

/** The sidecar's CPU per operation, ours through Dapr's API and through our own, 32 in flight. */
export async function costBeside(
  scene: Scene,
  neighbour: Neighbour,
  operation: OperationName,
  hasGoal: boolean,
): Promise<CaseOutcome> {
  const ours = await oursOn(scene, neighbour);
  const parts = { operation, inFlight: requestsInFlight, latency: true } as const;
  const sides = [
    await oursSide(scene, "our Dapr face", "dapr", ours, parts),
    await oursSide(scene, "our own API", "wire", ours, parts),
    await theirSide(scene, neighbour, parts),
  ];
  const [face = [], own = [], theirs = []] = await runInTurns(scene, sides);
  const figuresOf = (name: string, measured: typeof face) =>
    ratioFigures({ measured, reference: theirs, labels: [name, neighbour.label] }, [
      { name: `sidecar CPU/op, ${name}`, metric: sidecarCpu, ...(hasGoal && { goal: atMost(0.3) }) },
      { name: `operations/s, ${name}`, metric: perSecond, isOfServer: true },
    ]);
  const labelled = sides.map(({ label }, index) => [label, [face, own, theirs][index] ?? []] as const);
  return {
    figures: [...figuresOf("our Dapr face", face), ...figuresOf("our own API", own)],
    sides: labelled.map(([label, runs]) => sideFigures(label, runs)),
    plots: plotsOf(labelled),
    ...failureOf([...face, ...own, ...theirs]),
  };
}

/** Requests a second through Dapr's API, 32 in flight; the load process times nothing, so that it can give more. */
export async function requestsBeside(scene: Scene, neighbour: Neighbour): Promise<CaseOutcome> {
  const parts = { operation: "get", inFlight: requestsInFlight } as const;
  const ours = await oursSide(scene, "our Dapr face", "dapr", await oursOn(scene, neighbour), parts);
  const comparison = await compare(scene, ours, await theirSide(scene, neighbour, parts));
  return comparisonResult(comparison, [
    { name: "requests/s", metric: perSecond, goal: atLeast(2.5), isOfServer: true },
  ]);
}

/** Latency of GetState at a rate that does not wait for answers. */
export async function latencyBeside(scene: Scene, neighbour: Neighbour): Promise<CaseOutcome> {
  const parts = steadyParts(scene);
  const ours = await oursSide(scene, "our Dapr face", "dapr", await oursOn(scene, neighbour), parts);
  const comparison = await compare(scene, ours, await theirSide(scene, neighbour, parts));
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

/** An application on our client and our sidecar beside one on the Dapr SDK and the other sidecar, 64 in flight. */
export async function sdkBeside(scene: Scene, neighbour: Neighbour): Promise<CaseOutcome> {
  const parts = { operation: "get", inFlight: applicationInFlight } as const;
  const ours = await oursSide(scene, "our client", "wire", await oursOn(scene, neighbour), parts);
  const theirs = await theirSide(
    scene,
    { ...neighbour, label: `@dapr/dapr and ${neighbour.label}` },
    parts,
    "dapr-sdk",
  );
  return comparisonResult(await compare(scene, ours, theirs), [
    { name: "application CPU/op", metric: cpuPerOperation("application"), goal: atMost(1 / 25) },
    { name: "reads/s", metric: perSecond, goal: atLeast(20) },
  ]);
}

/** Memory after the same mixed operations through Dapr's API. `open` gives the other sidecar, new for each pair if it can be. */
export async function memoryBeside(
  scene: Scene,
  open: () => Promise<Neighbour & { stop(): Promise<void> }>,
): Promise<CaseOutcome> {
  const operations = scene.pace.quick ? mixedOperations / 10 : mixedOperations;
  const load = { warmUpMs: 0, measureMs: mixedMsMax, operationsMax: operations };
  const parts = { operation: "mixed", inFlight: requestsInFlight, ...load } as const;
  const runs: LoadRuns = { ours: [], theirs: [] };
  const [ourMb, theirMb]: [number[], number[]] = [[], []];
  let label = "";
  for (let pair = 0; pair < scene.pace.pairs; pair++) {
    scene.say(`pair ${pair + 1} of ${scene.pace.pairs}: ${operations} mixed operations on each`);
    const neighbour = scene.own(await open());
    const ours = await oursOn(scene, neighbour);
    ({ label } = neighbour);
    const oneOfOurs = async () => {
      runs.ours.push(await (await oursSide(scene, "our Dapr face", "dapr", ours, parts)).run());
      ourMb.push(ours.residentMb);
    };
    const oneOfTheirs = async () => {
      runs.theirs.push(await (await theirSide(scene, neighbour, parts)).run());
      theirMb.push(neighbour.residentMb());
    };
    for (const one of pair % 2 === 0 ? [oneOfOurs, oneOfTheirs] : [oneOfTheirs, oneOfOurs]) await one();
    await Promise.all([ours.stop(), neighbour.stop()]);
  }
  const all = [...runs.ours, ...runs.theirs];
  const failures = failuresOf(all);
  const head = { name: `resident after ${operations} mixed operations`, against: label, goal: atMost(0.75) };
  return {
    figures: [
      ratioFigureOf(head, pairwiseRatios(ourMb, theirMb), failures),
      absoluteFigure({ name: "resident, ours", unit: "MB", goal: atMost(64) }, ourMb, failures),
      absoluteFigure({ name: `resident, ${label}`, unit: "MB" }, theirMb, failures),
    ],
    sides: [sideFigures("our Dapr face", runs.ours), sideFigures(label, runs.theirs)],
    plots: [],
    ...failureOf(all),
  };
}
