// Every case, in the order in which they run.
import { againstCases, againstPrefix } from "./against.ts";
import { applicationCostCases } from "./application-cost.ts";
import type { AgainstOptions, BenchCase } from "./bench-case.ts";
import { daprdCases, daprdNeeded, daprdPrefix } from "./daprd.ts";
import { durableSetCases } from "./durable-sets.ts";
import { featureCases } from "./features.ts";
import { footprintCases } from "./footprint.ts";
import { growthCases } from "./growth.ts";
import { latencyCases } from "./latency.ts";
import { selfChecks } from "./self-checks.ts";
import { sidecarCostCases } from "./sidecar-cost.ts";
import { soakCase } from "./soak.ts";

/** The default of the delay that the self-check plants in the sidecar, in µs. */
export const plantedUsDefault = 20;

/** The options that determine the list of cases. */
export interface CaseOptions {
  readonly against: AgainstOptions | undefined;
  /** Path of a daprd. Undefined: the comparisons with daprd are reported as not measured. */
  readonly daprd: string | undefined;
  readonly plantedUs: number;
  readonly soakMinutes: number;
}

/** Lists the cases for these options. */
export function listCases({ against, daprd, plantedUs, soakMinutes }: CaseOptions): readonly BenchCase[] {
  return [
    ...sidecarCostCases,
    ...applicationCostCases,
    ...durableSetCases,
    ...latencyCases,
    ...featureCases,
    ...growthCases,
    ...footprintCases,
    ...daprdCases(daprd),
    ...selfChecks(plantedUs || plantedUsDefault),
    soakCase(soakMinutes),
    ...(against === undefined ? [] : againstCases(against)),
  ];
}

/** The cases to run: those named; otherwise, with `--against`, the comparisons with that sidecar; otherwise all that are not on demand. */
export function chooseCases(
  cases: readonly BenchCase[],
  options: Pick<CaseOptions, "against" | "daprd"> & {
    readonly names: readonly string[];
    readonly soak: boolean;
  },
): readonly BenchCase[] {
  const names = [...options.names, ...(options.soak ? ["soak"] : [])];
  const unknown = names.find((name) => !cases.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new RangeError(`unknown case ${unknown}; --list prints the names of all cases`);
  const unavailable = options.daprd === undefined && names.find((name) => name.startsWith(daprdPrefix));
  if (unavailable) throw new RangeError(`case ${unavailable}: ${daprdNeeded}`);
  if (names.length > 0) return cases.filter(({ name }) => names.includes(name));
  if (options.against !== undefined) return cases.filter(({ name }) => name.startsWith(againstPrefix));
  return cases.filter(({ onDemand }) => onDemand !== true);
}
