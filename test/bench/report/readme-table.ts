// The performance table of README.md, made of the JSON file in the tree and of
// nothing else. What was not measured well enough to judge says so.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resultsFile, root } from "../processes/bench-folders.ts";
import { goalText, numberText, rangeText, valueText, verdictText } from "./number-text.ts";
import type { CaseResult, Figure, Report } from "./report-shape.ts";
import { durationText } from "./time-left.ts";

/** What stands before and after the table in README.md. */
export const readmeMarks = {
  begin: "<!-- performance: made by `npm run bench -- --readme`; do not edit -->",
  end: "<!-- performance: end -->",
} as const;

const monthNames =
  "January February March April May June July August September October November December".split(" ");

function dateText(date: string): string {
  const [year, month, day] = date.split("-");
  return `${Number(day)} ${monthNames[Number(month) - 1]} ${year}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function figureRow({ title }: CaseResult, figure: Figure): string {
  const { name, unit, goal, against, median } = figure;
  const beside = against === undefined ? "" : ` of ${against}`;
  const cells = [
    `${title}: ${name}`,
    goalText(goal, unit),
    `${valueText(median, unit)}${beside}`,
    rangeText(figure),
    verdictText(figure),
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

// What somebody asked for, and what went wrong; the rest is in the JSON.
function caseRows(one: CaseResult): string[] {
  const shown = one.figures.filter(({ goal, verdict }) => goal !== undefined || verdict === "failed");
  if (one.figures.length > 0) return shown.map((figure) => figureRow(one, figure));
  if (one.failure === undefined && one.notMeasured !== undefined)
    return [`| ${cell(one.title)} | – | – | – | not measured: ${cell(one.notMeasured)} |`];
  return [`| ${cell(one.title)} | – | – | – | failed |`];
}

/** The section between the marks, in Markdown. */
export function readmeTable({ date, commit, mode, pairs, machine, cases, seconds }: Report): string {
  const quick = mode === "quick" ? " It was a quick run: its figures are indicative and not judged." : "";
  const took = seconds === undefined ? "" : ` in ${durationText(seconds * 1000)}`;
  const head = `Measured on ${dateText(date)} at commit \`${commit}\`, ${pairs} pairs${took}, on ${machine.cpus} CPUs (${machine.cpu}, \
${numberText(machine.memoryMb / 1000)} GB), Node ${machine.node}, ${machine.servers.join(", ")}, with a load average of \
${machine.loadAverage.join(" to ")}.${quick} Each ratio is the median of pairs measured in alternation in one run.`;
  const rows = cases.flatMap(caseRows);
  return `${head}\n\n| what | goal | measured | lowest to highest | |\n|---|---|---|---|---|\n${rows.join("\n")}`;
}

/** README.md with the table in its place. Throws if the marks are not there. */
export function withTable(readme: string, table: string): string {
  const begin = readme.indexOf(readmeMarks.begin);
  const end = readme.indexOf(readmeMarks.end);
  if (begin < 0 || end < begin) throw new RangeError("README.md has no place for the performance table");
  const before = readme.slice(0, begin + readmeMarks.begin.length);
  return `${before}\n${table}\n${readme.slice(end)}`;
}

/** Writes the table of the results in the tree into README.md. */
export function writeReadme(): void {
  const file = join(root, "README.md");
  const report = JSON.parse(readFileSync(resultsFile, "utf8")) as Report;
  writeFileSync(file, withTable(readFileSync(file, "utf8"), readmeTable(report)));
  console.log(`written: ${file}`);
}
