// Results as they stand in a file: numbers with the digits that mean something,
// and rows of numbers on one line, so that a person can read what has changed.
import type { Report } from "./report-shape.ts";

const digits = 6;

// A row of numbers, or of rows that are on one line already.
const item = String.raw`(?:-?\d[\d.eE+-]*|null|\[[^[\]\n]*\])`;
const rowPattern = new RegExp(String.raw`\[\s+(${item}(?:,\s+${item})*)\s+\]`, "g");

const onOneLine = (text: string): string =>
  text.replace(rowPattern, (_, row: string) => `[${row.replace(/,\s+/g, ", ")}]`);

/** The text of a file of results. A number without end, of a clock that did not tick, is null there. */
export function reportJson(report: Report): string {
  const short = (_: string, value: unknown) =>
    typeof value === "number" && Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
  return `${onOneLine(onOneLine(JSON.stringify(report, short, 1)))}\n`;
}
