// Compares two runs figure by figure. Two figures agree if their intervals (lowest to highest pair) overlap, or if their
// medians differ by no more than the width of the wider interval. With five pairs, the intervals of two identical runs do
// not overlap in about one figure of a hundred, so overlap alone would be too strict.
import { readFileSync } from "node:fs";
import { numberText, rangeText, valueText } from "./number-text.ts";
import type { Figure, Report } from "./report-shape.ts";
import { alignedText } from "./text-table.ts";

/** How two figures of the same name compare. */
export type Agreement =
  | "overlap"
  | "within the spread"
  | "too noisy"
  | "no interval"
  | "apart"
  | "failed"
  | "only in one";

/** One figure of both runs. */
export interface ComparedFigure {
  readonly caseName: string;
  readonly name: string;
  readonly first: Figure | undefined;
  readonly second: Figure | undefined;
  readonly agreement: Agreement;
}

/** Compares two figures. A figure with one value has no interval, and that of an unusable figure is too wide: neither proves agreement. */
export function agreementOf(first: Figure | undefined, second: Figure | undefined): Agreement {
  if (first === undefined || second === undefined) return "only in one";
  if (first.verdict === "failed" || second.verdict === "failed") return "failed";
  if (first.values.length < 2 || second.values.length < 2) return "no interval";
  const overlap = first.low <= second.high && second.low <= first.high;
  const widest = Math.max(first.high - first.low, second.high - second.low);
  if (!overlap && Math.abs(first.median - second.median) > widest) return "apart";
  if (first.verdict === "unusable (noisy)" || second.verdict === "unusable (noisy)") return "too noisy";
  return overlap ? "overlap" : "within the spread";
}

/** Compares every figure of either run. */
export function compareReports(first: Report, second: Report): ComparedFigure[] {
  const [ofFirst, ofSecond] = [figuresOf(first), figuresOf(second)];
  const keys = [...new Set([...ofFirst.keys(), ...ofSecond.keys()])];
  return keys.map((key) => {
    const [caseName = "", name = ""] = key.split("\n");
    const [one, other] = [ofFirst.get(key), ofSecond.get(key)];
    return { caseName, name, first: one, second: other, agreement: agreementOf(one, other) };
  });
}

function figuresOf({ cases }: Report): Map<string, Figure> {
  return new Map(
    cases.flatMap(({ name, figures }) =>
      figures.map((figure) => [`${name}\n${figure.name}`, figure] as const),
    ),
  );
}

/** Whether two runs agree: no figure is apart, failed or missing, and at least one could be compared. */
export function isAgreement(compared: readonly ComparedFigure[]): boolean {
  const bad: readonly Agreement[] = ["apart", "failed", "only in one"];
  const proof = compared.some(
    ({ agreement }) => agreement === "overlap" || agreement === "within the spread",
  );
  return proof && !compared.some(({ agreement }) => bad.includes(agreement));
}

function cells(figure: Figure | undefined): string {
  if (figure === undefined) return "–";
  const noisy = figure.verdict === "unusable (noisy)" ? ", noisy" : "";
  return `${valueText(figure.median, figure.unit)} (${rangeText(figure)}${noisy})`;
}

const headOf = ({ date, commit, mode, pairs, plantedUs, machine }: Report) =>
  `${date}, commit ${commit || "unknown"}, ${mode} run of ${pairs} pairs${plantedUs > 0 ? `, ${plantedUs} µs planted` : ""}, ` +
  `load average ${machine.loadAverage.map(numberText).join(" to ")}`;

/** The comparison as text. */
export function comparisonText(first: Report, second: Report, compared: readonly ComparedFigure[]): string {
  const rows = compared.map((one) => [
    one.caseName,
    one.name,
    cells(one.first),
    cells(one.second),
    one.agreement,
  ]);
  const count = (agreement: Agreement) => compared.filter((one) => one.agreement === agreement).length;
  const kinds = [...new Set(compared.map(({ agreement }) => agreement))].sort();
  const counts = kinds.map((kind) => `${count(kind)} ${kind}`);
  const verdict = isAgreement(compared) ? "the runs agree" : "the runs do not agree";
  return `A: ${headOf(first)}\nB: ${headOf(second)}\n${alignedText([["case", "figure", "A", "B", ""], ...rows])}
${verdict}: ${counts.join(", ")}`;
}

function reportIn(file: string): Report {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof report === "object" && report !== null && "cases" in report) return report as Report;
  } catch (cause) {
    throw new RangeError(
      `--compare: ${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
  throw new RangeError(`--compare: ${file} has no benchmark results`);
}

/** Compares two result files; returns the text and whether they agree. Throws RangeError if one is not a result file. */
export function compareFiles(files: readonly [string, string]): { text: string; agree: boolean } {
  const [first, second] = [reportIn(files[0]), reportIn(files[1])];
  const compared = compareReports(first, second);
  return { text: comparisonText(first, second, compared), agree: isAgreement(compared) };
}
