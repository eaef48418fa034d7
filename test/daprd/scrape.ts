// Parses a metrics scrape: the type of each metric, and each series with its
// labels and its value.

/** One scrape. */
export interface Scrape {
  readonly types: ReadonlyMap<string, string>;
  /** By name and labels, in the order of the labels' names. */
  readonly series: ReadonlyMap<string, number>;
}

/** Parses the text of a scrape. */
export function readScrape(text: string): Scrape {
  const types = new Map<string, string>();
  const series = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, name, type] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (name !== undefined && type !== undefined) types.set(name, type);
    const [, metric, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (metric === undefined) continue;
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([pair]) => pair).toSorted();
    series.set(`${metric}{${pairs.join(",")}}`, Number(value));
  }
  return { types, series };
}

/** The series whose names match, as lines. */
export function seriesOf({ series }: Scrape, names: RegExp): string[] {
  const lines = [...series].map(([name, value]) => `${name} ${value}`);
  return lines.filter((line) => names.test(line)).toSorted();
}
