// Every case, in the order in which they run.
import { againstCases } from "./against.ts";
import { applicationCostCases } from "./application-cost.ts";
import type { BenchCase, Rival } from "./bench-case.ts";
import { durableSetCases } from "./durable-sets.ts";
import { featureCases } from "./features.ts";
import { growthCases } from "./growth.ts";
import { latencyCases } from "./latency.ts";
import { presenceCases } from "./presence.ts";
import { sidecarCostCases } from "./sidecar-cost.ts";

/** The slowdown that the bench plants to test itself, if no other is asked for, in µs. */
export const plantedUsDefault = 20;

/** The cases that there are with these options. */
export function listCases(options: {
  readonly rival: Rival | undefined;
  readonly plantedUs: number;
}): readonly BenchCase[] {
  return [
    ...sidecarCostCases,
    ...applicationCostCases,
    ...durableSetCases,
    ...latencyCases,
    ...featureCases(options.plantedUs || plantedUsDefault),
    ...growthCases,
    ...presenceCases,
    ...(options.rival === undefined ? [] : againstCases(options.rival)),
  ];
}

/** The cases to run: those named; else, with a rival, those beside it; else all that are not on demand. */
export function chooseCases(
  cases: readonly BenchCase[],
  options: { readonly names: readonly string[]; readonly hasRival: boolean; readonly soak: boolean },
): readonly BenchCase[] {
  const names = [...options.names, ...(options.soak ? ["soak"] : [])];
  const unknown = names.find((name) => !cases.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new RangeError(`there is no case ${unknown}; --list tells those there are`);
  if (names.length > 0) return cases.filter(({ name }) => names.includes(name));
  if (options.hasRival) return cases.filter(({ name }) => name.startsWith("against-"));
  return cases.filter(({ onDemand }) => onDemand !== true);
}
