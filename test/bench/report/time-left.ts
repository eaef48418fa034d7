// How long a run still takes: what its cases are said to take, corrected by what
// those before them have taken.

/** `40 s`, `3 min 5 s`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

// Before so much has been done, what it took says little about the rest.
const settledMs = 60_000;

/** The clock of a run. */
export class TimeLeft {
  readonly #estimatesMs: readonly number[];
  readonly #nowMs: () => number;
  readonly #beginMs: number;

  constructor(estimatesMs: readonly number[], nowMs = () => performance.now()) {
    this.#estimatesMs = estimatesMs;
    this.#nowMs = nowMs;
    this.#beginMs = nowMs();
  }

  /** Since the run began. */
  get goneMs(): number {
    return this.#nowMs() - this.#beginMs;
  }

  /** Before the case with this index. */
  leftMs(index: number): number {
    const sum = (values: readonly number[]) => values.reduce((total, ms) => total + ms, 0);
    const done = sum(this.#estimatesMs.slice(0, index));
    const pace = done < settledMs ? 1 : this.goneMs / done;
    return sum(this.#estimatesMs.slice(index)) * pace;
  }
}
