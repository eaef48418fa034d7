// Every case, in the order in which they run.
import { againstCases, againstPrefix } from "./against.ts";
import { applicationCostCases } from "./application-cost.ts";
import type { BenchCase, Rival } from "./bench-case.ts";
import { daprdCases, daprdNeeded, daprdPrefix } from "./daprd.ts";
import { durableSetCases } from "./durable-sets.ts";
import { featureCases } from "./features.ts";
import { growthCases } from "./growth.ts";
import { latencyCases } from "./latency.ts";
import { presenceCases } from "./presence.ts";
import { selfChecks } from "./self-checks.ts";
import { sidecarCostCases } from "./sidecar-cost.ts";
import { soakCase } from "./soak.ts";

/** The slowdown that the bench plants to test itself, if no other is asked for, in µs. */
export const plantedUsDefault = 20;

/** What decides which cases there are. */
export interface CaseOptions {
  readonly rival: Rival | undefined;
  /** The program of a daprd. Undefined: there is none, and its cases say so. */
  readonly daprd: string | undefined;
  readonly plantedUs: number;
  readonly soakMinutes: number;
}

/** The cases that there are with these options. */
export function listCases({ rival, daprd, plantedUs, soakMinutes }: CaseOptions): readonly BenchCase[] {
  return [
    ...sidecarCostCases,
    ...applicationCostCases,
    ...durableSetCases,
    ...latencyCases,
    ...featureCases,
    ...growthCases,
    ...presenceCases,
    ...daprdCases(daprd),
    ...selfChecks(plantedUs || plantedUsDefault),
    soakCase(soakMinutes),
    ...(rival === undefined ? [] : againstCases(rival)),
  ];
}

/** The cases to run: those named; else, with a rival, those beside it; else all that are not on demand. */
export function chooseCases(
  cases: readonly BenchCase[],
  options: Pick<CaseOptions, "rival" | "daprd"> & {
    readonly names: readonly string[];
    readonly soak: boolean;
  },
): readonly BenchCase[] {
  const names = [...options.names, ...(options.soak ? ["soak"] : [])];
  const unknown = names.find((name) => !cases.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new RangeError(`there is no case ${unknown}; --list tells those there are`);
  const homeless = options.daprd === undefined && names.find((name) => name.startsWith(daprdPrefix));
  if (homeless) throw new RangeError(`the case ${homeless} ${daprdNeeded}`);
  if (names.length > 0) return cases.filter(({ name }) => names.includes(name));
  if (options.rival !== undefined) return cases.filter(({ name }) => name.startsWith(againstPrefix));
  return cases.filter(({ onDemand }) => onDemand !== true);
}
