// Numbers by label, and their text for Prometheus. Calls are far more frequent than
// scrapes, so a number is a field of an object that is looked up once, and all text is
// built by the scrape. Series are kept forever: labels must come from closed lists.

/** Values by label name. */
export type Labels = Readonly<Record<string, string>>;

/** One line of a metric. */
export interface Sample {
  /** The suffix of the metric's name: `_bucket`, `_sum`, `_count`, or nothing. */
  readonly suffix?: string;
  readonly labels: Labels;
  readonly value: number;
}

/** A metric with all its lines. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** Its current lines; called by every scrape. */
  samples(): Iterable<Sample>;
}

/** Every metric of a process. */
export class Registry {
  readonly #families = new Map<string, MetricFamily>();

  /** The content type of the text: Prometheus's text format 0.0.4. */
  readonly contentType = "text/plain; version=0.0.4; charset=utf-8";

  /** Adds a metric. Throws RangeError if the name is taken. */
  register(family: MetricFamily): void {
    if (this.#families.has(family.name)) throw new RangeError(`there are two metrics named ${family.name}`);
    this.#families.set(family.name, family);
  }

  /** Everything in Prometheus's text format, metrics in the order in which they were added. */
  text(): string {
    return [...this.#families.values()].map(familyText).join("\n");
  }
}

/** The name and labels of a metric, and its registries. */
export interface MetricNames<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
  readonly registers: readonly Registry[];
}

/** One number of a metric. */
class Series {
  readonly labels: Labels;
  value = 0;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  /** Adds to it. Default: 1. */
  inc(by = 1): void {
    this.value += by;
  }

  set(value: number): void {
    this.value = value;
  }
}

// The series of a metric, by the values of its labels.
class SeriesTable<One> {
  readonly #names: readonly string[];
  readonly #make: (labels: Labels) => One;
  readonly #series = new Map<string, One>();

  constructor(names: readonly string[], make: (labels: Labels) => One) {
    this.#names = names;
    this.#make = make;
  }

  at(values: readonly string[]): One {
    const key = values.join("\u0000");
    let series = this.#series.get(key);
    if (series === undefined) {
      series = this.#make(Object.fromEntries(this.#names.map((name, index) => [name, values[index] ?? ""])));
      this.#series.set(key, series);
    }
    return series;
  }

  all(): Iterable<One> {
    return this.#series.values();
  }
}

class Numbers<Label extends string> {
  readonly #table: SeriesTable<Series>;

  constructor({ name, help, labelNames, registers }: MetricNames<Label>, type: "counter" | "gauge") {
    this.#table = new SeriesTable(labelNames, (labels) => new Series(labels));
    for (const registry of registers)
      registry.register({ name, help, type, samples: () => this.#table.all() });
  }

  /** The number with these labels, in the order of their names; created at the first call, then kept. */
  labels(...values: string[]): Series {
    return this.#table.at(values);
  }
}

/** Numbers that only increase. */
export class Counter<Label extends string> extends Numbers<Label> {
  constructor(names: MetricNames<Label>) {
    super(names, "counter");
  }
}

/** Numbers that increase and decrease. */
export class Gauge<Label extends string> extends Numbers<Label> {
  constructor(names: MetricNames<Label>) {
    super(names, "gauge");
  }
}

/** The distribution of numbers for one set of labels. */
export class Distribution {
  readonly labels: Labels;
  readonly #bounds: readonly number[];
  readonly #unit: number;
  // By the first bound that a number does not exceed; one more for numbers above all bounds.
  readonly #counts: Float64Array;
  #sum = 0;

  /** `bounds` are ascending. The output is divided by `unit`, so that ms can be counted and seconds shown. Default: 1. */
  constructor(labels: Labels, bounds: readonly number[], unit = 1) {
    this.labels = labels;
    this.#bounds = bounds;
    this.#unit = unit;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    this.#sum += value;
    const bounds = this.#bounds;
    let place = 0;
    while (place < bounds.length && value > (bounds[place] ?? 0)) place += 1;
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
  }

  /** The lines of a histogram. */
  samples(): Sample[] {
    let count = 0;
    const samples: Sample[] = [...this.#bounds, Number.POSITIVE_INFINITY].map((bound, place) => {
      count += this.#counts[place] ?? 0;
      const le = numberText(bound / this.#unit);
      return { suffix: "_bucket", labels: { le, ...this.labels }, value: count };
    });
    samples.push({ suffix: "_sum", labels: this.labels, value: this.#sum / this.#unit });
    samples.push({ suffix: "_count", labels: this.labels, value: count });
    return samples;
  }
}

/** The distributions of numbers, by label. */
export class Histogram<Label extends string> {
  readonly #table: SeriesTable<Distribution>;

  constructor({
    name,
    help,
    labelNames,
    registers,
    buckets,
  }: MetricNames<Label> & { readonly buckets: readonly number[] }) {
    this.#table = new SeriesTable(labelNames, (labels) => new Distribution(labels, buckets));
    const samples = () => [...this.#table.all()].flatMap((one) => one.samples());
    for (const registry of registers) registry.register({ name, help, type: "histogram", samples });
  }

  /** The distribution with these labels, in the order of their names; created at the first call, then kept. */
  labels(...values: string[]): Distribution {
    return this.#table.at(values);
  }
}

function familyText(family: MetricFamily): string {
  const { name, help, type } = family;
  let text = `# HELP ${name} ${help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}\n# TYPE ${name} ${type}\n`;
  for (const { suffix = "", labels, value } of family.samples())
    text += `${name}${suffix}${labelsText(labels)} ${numberText(value)}\n`;
  return text;
}

function labelsText(labels: Labels): string {
  const words = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return words.length === 0 ? "" : `{${words.join(",")}}`;
}

function escaped(value: string): string {
  return value.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/"/g, '\\"');
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  return String(value);
}
