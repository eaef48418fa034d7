// Counts and times of calls, kept as plain numbers: calls are far more frequent than
// scrapes, so all text is built by the scrape. Series are kept forever, so labels must
// come from closed lists.
import { Distribution, type Labels, type Registry, type Sample } from "./metric-registry.ts";

// From the reply of a memory store to a typical deadline.
const msBounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;
const msPerSecond = 1000;

/** The names of the two metrics of a tally, and their labels besides `code`. */
export interface TallyNames {
  readonly labels: readonly string[];
  /** The text of the first label, computed once for each value. Default: the value itself. */
  readonly shown?: (first: string) => string;
  readonly counter: { readonly name: string; readonly help: string };
  readonly histogram: { readonly name: string; readonly help: string };
}

/** The calls with one set of labels. */
class Series {
  readonly labels: Labels;
  readonly countByCode = new Map<string, number>();
  readonly times: Distribution;

  constructor(labels: Labels) {
    this.labels = labels;
    this.times = new Distribution(labels, msBounds, msPerSecond);
  }

  observe(code: string, durationMs: number): void {
    this.countByCode.set(code, (this.countByCode.get(code) ?? 0) + 1);
    this.times.observe(durationMs);
  }
}

/** A counter and a histogram of calls. */
export class CallTally {
  readonly #names: readonly string[];
  readonly #shown: (first: string) => string;
  readonly #series = new Map<string, Map<string, Series>>();

  constructor({ labels, shown, counter, histogram }: TallyNames, registry: Registry) {
    this.#names = labels;
    this.#shown = shown ?? ((first) => first);
    registry.register({ ...counter, type: "counter", samples: () => this.#counts() });
    registry.register({
      ...histogram,
      type: "histogram",
      samples: () => [...this.#all()].flatMap(({ times }) => times.samples()),
    });
  }

  /** Counts one call. `second` is empty where there is only one label. */
  observe(first: string, second: string, code: string, durationMs: number): void {
    const series = this.#series.get(first)?.get(second) ?? this.#begin(first, second);
    series.observe(code, durationMs);
  }

  #begin(first: string, second: string): Series {
    const [firstName = "", secondName] = this.#names;
    const series = new Series({
      [firstName]: this.#shown(first),
      ...(secondName !== undefined && { [secondName]: second }),
    });
    const ofFirst = this.#series.get(first) ?? new Map<string, Series>();
    this.#series.set(first, ofFirst.set(second, series));
    return series;
  }

  *#all(): Generator<Series> {
    for (const ofFirst of this.#series.values()) yield* ofFirst.values();
  }

  *#counts(): Generator<Sample> {
    for (const { labels, countByCode } of this.#all())
      for (const [code, value] of countByCode) yield { labels: { ...labels, code }, value };
  }
}
