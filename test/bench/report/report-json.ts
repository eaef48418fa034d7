// Renders results as JSON, with significant digits only and each row of numbers on one line, so that diffs are readable.
import type { Report } from "./report-shape.ts";

const digits = 6;

// A row of numbers, or of rows that are already on one line.
const item = String.raw`(?:-?\d[\d.eE+-]*|null|\[[^[\]\n]*\])`;
const rowPattern = new RegExp(String.raw`\[\s+(${item}(?:,\s+${item})*)\s+\]`, "g");

const onOneLine = (text: string): string =>
  text.replace(rowPattern, (_, row: string) => `[${row.replace(/,\s+/g, ", ")}]`);

/** Renders a report as JSON. An infinite number, from a CPU clock that did not advance, becomes null. */
export function reportJson(report: Report): string {
  const short = (_: string, value: unknown) =>
    typeof value === "number" && Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
  return `${onOneLine(onOneLine(JSON.stringify(report, short, 1)))}\n`;
}
