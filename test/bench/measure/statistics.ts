// The statistics of the bench: a case is measured in pairs with its reference,
// the median of the pairwise ratios counts, and how far the ratios lie apart
// decides whether it counts at all. Nothing is smoothed and nothing left out.

/** Fewer pairs than this are shown and not judged. */
export const pairsMin = 5;

/** A figure whose `spread` is above this is unusable: the machine was too noisy to tell. */
export const spreadMax = 0.5;

/** What a figure has to be. */
export interface Goal {
  readonly relation: "at most" | "at least";
  readonly value: number;
}

/** What became of a figure. */
export type Verdict = "met" | "missed" | "measured" | "indicative" | "unusable (noisy)" | "failed";

/** The middle and the ends of some values. */
export interface Summary {
  readonly values: readonly number[];
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** (high - low) / median: how far apart the worst two pairs are. */
  readonly spread: number;
}

/** The middle value; the mean of the middle two if there is an even number; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The middle, the ends and the spread of some values. */
export function summarise(values: readonly number[]): Summary {
  const middle = median(values);
  const low = Math.min(...values);
  const high = Math.max(...values);
  return { values, median: middle, low, high, spread: (high - low) / Math.abs(middle) };
}

/** The ratio of each pair. Throws RangeError if the two are not of one length. */
export function pairwiseRatios(measured: readonly number[], reference: readonly number[]): number[] {
  if (measured.length !== reference.length)
    throw new RangeError(`${measured.length} measured and ${reference.length} reference runs make no pairs`);
  return measured.map((value, index) => value / (reference[index] ?? Number.NaN));
}

/** Whether a value meets a goal. A value that is no number meets none. */
export function meets(value: number, goal: Goal): boolean {
  return goal.relation === "at most" ? value <= goal.value : value >= goal.value;
}

/**
 * Judges a figure. A failure of any operation comes first, then what is no number, then noise: a figure that cannot
 * be trusted is neither met nor missed. Fewer than `pairsMin` pairs are indicative. A ratio without end has a reference
 * whose clock did not tick, because it hardly got to run: that is noise, too.
 */
export function judge(summary: Summary, goal: Goal | undefined, failures: number): Verdict {
  if (failures > 0 || Number.isNaN(summary.median)) return "failed";
  if (!Number.isFinite(summary.median)) return "unusable (noisy)";
  if (summary.values.length < pairsMin) return "indicative";
  if (!(summary.spread <= spreadMax)) return "unusable (noisy)";
  if (goal === undefined) return "measured";
  return meets(summary.median, goal) ? "met" : "missed";
}
