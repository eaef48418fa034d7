// A histogram of latencies with buckets that grow by 2 %: small, with constant cost per entry, and exact to 1 % at every
// quantile.

const growth = Math.log(1.02);
const microsecondsMin = 1;
const bucketCount = 1100;

/** A histogram of latencies in µs, from 1 µs to 48 minutes. Values outside this range count as the nearest limit. */
export class LatencyHistogram {
  readonly #counts: number[];

  /** `counts`: the counts of another histogram, from `counts()`. */
  constructor(counts: readonly number[] = []) {
    this.#counts = Array.from({ length: bucketCount }, (_, index) => counts[index] ?? 0);
  }

  /** Counts one latency, in µs. */
  add(microseconds: number): void {
    const bucket = Math.ceil(Math.log(Math.max(microseconds, microsecondsMin)) / growth);
    const index = Math.min(bucket, bucketCount - 1);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  /** Adds the counts of another histogram. */
  merge(other: LatencyHistogram): void {
    for (const [index, count] of other.#counts.entries())
      this.#counts[index] = (this.#counts[index] ?? 0) + count;
  }

  /** The number of latencies. */
  get size(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** The quantile in µs; `share` is between 0 and 1. NaN if the histogram is empty. */
  quantile(share: number): number {
    const wanted = Math.max(1, Math.ceil(share * this.size));
    let seen = 0;
    for (const [index, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= wanted) return Math.exp((index - 0.5) * growth);
    }
    return Number.NaN;
  }

  /** The counts up to the last one that is not 0, for JSON. */
  counts(): number[] {
    return this.#counts.slice(0, this.#counts.findLastIndex((count) => count > 0) + 1);
  }
}
