// The remaining time of a run: the estimates of its remaining cases, corrected by how long the earlier cases took.

/** `40 s`, `3 min 5 s`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

// Until this much of the estimates is done, the time taken is not used for the correction.
const correctionMinMs = 60_000;

/** Estimates the remaining time of a run. */
export class TimeLeft {
  readonly #estimatesMs: readonly number[];
  readonly #nowMs: () => number;
  readonly #beginMs: number;

  constructor(estimatesMs: readonly number[], nowMs = () => performance.now()) {
    this.#estimatesMs = estimatesMs;
    this.#nowMs = nowMs;
    this.#beginMs = nowMs();
  }

  /** The time since the run began. */
  get elapsedMs(): number {
    return this.#nowMs() - this.#beginMs;
  }

  /** The remaining time before the case with this index. */
  leftMs(index: number): number {
    const sum = (values: readonly number[]) => values.reduce((total, ms) => total + ms, 0);
    const done = sum(this.#estimatesMs.slice(0, index));
    const pace = done < correctionMinMs ? 1 : this.elapsedMs / done;
    return sum(this.#estimatesMs.slice(index)) * pace;
  }
}
