// The results as text for a terminal.
import { goalText, numberText, rangeText, valueText } from "./number-text.ts";
import type { CaseResult, Figure, Report, SideFigures } from "./report-shape.ts";

/** Cells under each other, columns of one width. */
export function alignedText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? "")].length)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length)).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

function figureLine(figure: Figure): string {
  const { name, unit, goal, against, verdict, median } = figure;
  const beside = against === undefined ? "" : ` of ${against}`;
  const asked = goal === undefined ? "" : `; goal ${goalText(goal, unit)}`;
  return `  ${name}: ${valueText(median, unit)}${beside} (${rangeText(figure)}${asked}) ${verdict}`;
}

function sideLine({ label, cpuUs, perSecond, latencyMs }: SideFigures): string {
  const cpu = Object.entries(cpuUs).map(([role, used]) => `${role} ${numberText(used)}`);
  const latency =
    latencyMs === undefined
      ? ""
      : `; ms p50 ${numberText(latencyMs.p50)}, p99 ${numberText(latencyMs.p99)}, p99.9 ${numberText(latencyMs.p999)}`;
  return `    ${label}: ${numberText(perSecond)}/s; CPU µs/op ${cpu.join(", ")}${latency}`;
}

/** One case. */
export function caseText({ figures, sides, failure }: CaseResult): string {
  const lines = [...figures.map(figureLine), ...sides.map(sideLine)];
  return [...lines, ...(failure === undefined ? [] : [`  FAILED: ${failure}`])].join("\n");
}

// The whole of it stands with its case.
const failureMax = 50;

/** Every figure of a run, goal beside measured. */
export function tableText({ cases, mode, pairs, machine, plantedUs }: Report): string {
  const head = ["case", "figure", "goal", "measured", "lowest to highest", "verdict"];
  const rows = cases.flatMap(({ name, figures, failure }) => {
    if (figures.length === 0)
      return [[name, (failure ?? "").split("\n")[0]?.slice(0, failureMax) ?? "", "", "", "", "failed"]];
    return figures.map((figure) => [
      name,
      figure.name,
      goalText(figure.goal, figure.unit),
      valueText(figure.median, figure.unit),
      rangeText(figure),
      figure.verdict,
    ]);
  });
  const load = machine.loadAverage.join(" to ");
  const planted = plantedUs > 0 ? `, ${plantedUs} µs planted` : "";
  const foot = `${mode} run of ${pairs} pairs${planted}; load average ${load} on ${machine.cpus} CPUs`;
  return `${alignedText([head, ...rows])}\n${foot}`;
}
