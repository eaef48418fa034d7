// The statistics of the benchmark. A case is measured in pairs with its reference. The figure is the median of the
// pairwise ratios; their spread decides whether it is usable. Nothing is smoothed, and no pair is left out.

/** Figures of fewer pairs are shown, but not judged. */
export const pairsMin = 5;

/** A figure with a larger `spread` is unusable: the machine was too noisy. */
export const spreadMax = 0.5;

/** The goal of a figure. */
export interface Goal {
  readonly relation: "at most" | "at least";
  readonly value: number;
}

/** The verdict on a figure. */
export type Verdict = "met" | "missed" | "measured" | "indicative" | "unusable (noisy)" | "failed";

/** Median and range of some values. */
export interface Summary {
  readonly values: readonly number[];
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** (high - low) / median. */
  readonly spread: number;
}

/** The median. NaN if there are no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The median, range and spread of some values. */
export function summarise(values: readonly number[]): Summary {
  const middle = median(values);
  const low = Math.min(...values);
  const high = Math.max(...values);
  return { values, median: middle, low, high, spread: (high - low) / Math.abs(middle) };
}

/** The ratio of each pair. Throws RangeError if the lengths differ. */
export function pairwiseRatios(measured: readonly number[], reference: readonly number[]): number[] {
  if (measured.length !== reference.length)
    throw new RangeError(
      `${measured.length} measured and ${reference.length} reference runs cannot be paired`,
    );
  return measured.map((value, index) => value / (reference[index] ?? Number.NaN));
}

/** Whether a value meets a goal. NaN meets no goal. */
export function meets(value: number, goal: Goal): boolean {
  return goal.relation === "at most" ? value <= goal.value : value >= goal.value;
}

/**
 * Judges a figure. A failed operation or a NaN makes it failed; noise makes it unusable, neither met nor missed. Fewer
 * than `pairsMin` pairs are indicative. An infinite ratio counts as noise: the reference ran so briefly that its CPU
 * clock did not advance.
 */
export function judge(summary: Summary, goal: Goal | undefined, failures: number): Verdict {
  if (failures > 0 || Number.isNaN(summary.median)) return "failed";
  if (!Number.isFinite(summary.median)) return "unusable (noisy)";
  if (summary.values.length < pairsMin) return "indicative";
  if (!(summary.spread <= spreadMax)) return "unusable (noisy)";
  if (goal === undefined) return "measured";
  return meets(summary.median, goal) ? "met" : "missed";
}
