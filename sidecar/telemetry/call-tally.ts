// Counts and times of calls, kept as plain numbers: every call is counted, and
// a scrape comes every few seconds, so that what costs is left to the scrape.
// Series are kept for ever, so labels must come from closed lists.
import { Counter, Histogram, type Registry } from "prom-client";

// From a memory store's reply to a deadline's length.
const secondsBuckets = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const msBuckets = secondsBuckets.map((seconds) => seconds * 1000);

/** What the two metrics of a tally are called, and what their labels are besides `code`. */
export interface TallyNames {
  readonly labels: readonly string[];
  /** How the first label is shown; asked once for each. Default: as it is. */
  readonly shown?: (first: string) => string;
  readonly counter: { readonly name: string; readonly help: string };
  readonly histogram: { readonly name: string; readonly help: string };
}

/** The calls with one set of labels. */
class Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly countByCode = new Map<string, number>();
  /** How many calls took at most so long; one more for those that took longer. */
  readonly counts = new Float64Array(msBuckets.length + 1);
  sumMs = 0;

  constructor(labels: Readonly<Record<string, string>>) {
    this.labels = labels;
  }

  observe(code: string, durationMs: number): void {
    this.countByCode.set(code, (this.countByCode.get(code) ?? 0) + 1);
    this.sumMs += durationMs;
    let bucket = 0;
    while (durationMs > (msBuckets[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
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
    const all = () => this.#all();
    new Counter({
      ...counter,
      labelNames: [...labels, "code"],
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels: own, countByCode } of all())
          for (const [code, count] of countByCode) this.inc({ ...own, code }, count);
      },
    });
    registry.registerMetric(new TalliedHistogram({ ...histogram, labelNames: labels }, all));
  }

  /** Counts one call. `second` is empty where there is one label. */
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
}

type HistogramNames = ConstructorParameters<typeof Histogram<string>>[0];
type HistogramValues = Awaited<ReturnType<Histogram<string>["get"]>>;

/** A histogram whose numbers are the tally's. */
class TalliedHistogram extends Histogram<string> {
  readonly #all: () => Iterable<Series>;

  constructor(names: HistogramNames, all: () => Iterable<Series>) {
    super({ ...names, buckets: secondsBuckets, registers: [] });
    this.#all = all;
  }

  override async get(): Promise<HistogramValues> {
    const empty = await super.get();
    return { ...empty, values: [...this.#all()].flatMap((series) => valuesOf(empty.name, series)) };
  }
}

function valuesOf(name: string, { labels, counts, sumMs }: Series): HistogramValues["values"] {
  let count = 0;
  const values: HistogramValues["values"] = [...secondsBuckets, "+Inf"].map((le, index) => {
    count += counts[index] ?? 0;
    return { labels: { ...labels, le }, value: count, metricName: `${name}_bucket` };
  });
  values.push({ labels, value: sumMs / 1000, metricName: `${name}_sum` });
  values.push({ labels, value: count, metricName: `${name}_count` });
  return values;
}
