// The results as text for a terminal.
import { busyText, goalText, numberText, rangeText, valueText, verdictText } from "./number-text.ts";
import type { CaseResult, Figure, Report, SideFigures } from "./report-shape.ts";
import { durationText } from "./time-left.ts";

/** Aligns cells in columns. */
export function alignedText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? "")].length)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length)).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

function figureLine(figure: Figure): string {
  const { name, unit, goal, against, median } = figure;
  const reference = against === undefined ? "" : ` ${against}`;
  const goalPart = goal === undefined ? "" : `; goal ${goalText(goal, unit)}`;
  return `  ${name}: ${valueText(median, unit)}${reference} (${rangeText(figure)}${goalPart}) ${verdictText(figure)}`;
}

function sideLine({ label, cpuUs, perSecond, loadBusy, latencyMs }: SideFigures): string {
  const cpu = Object.entries(cpuUs).map(([role, used]) => `${role} ${numberText(used)}`);
  const latency =
    latencyMs === undefined
      ? ""
      : `; ms p50 ${numberText(latencyMs.p50)}, p99 ${numberText(latencyMs.p99)}, p99.9 ${numberText(latencyMs.p999)}`;
  const busy = loadBusy === undefined ? "" : `; load process ${busyText(loadBusy)}`;
  return `    ${label}: ${numberText(perSecond)}/s; CPU µs/op ${cpu.join(", ")}${latency}${busy}`;
}

/** Renders one case. */
export function caseText({ figures, sides, failure, notMeasured }: CaseResult): string {
  return [
    ...figures.map(figureLine),
    ...sides.map(sideLine),
    ...(failure === undefined ? [] : [`  FAILED: ${failure}`]),
    ...(notMeasured === undefined ? [] : [`  not measured: ${notMeasured}`]),
  ].join("\n");
}

// The table has the start of a failure message; the case's own text has all of it.
const failureMax = 60;

/** Renders every figure of a run as a table with goals and measured values. */
export function tableText({ cases, mode, pairs, machine, plantedUs, seconds }: Report): string {
  const head = ["case", "figure", "goal", "measured", "lowest to highest", "verdict"];
  const rows = cases.flatMap(({ name, figures, failure, notMeasured }) => {
    const why = (failure ?? notMeasured ?? "").split("\n")[0]?.slice(0, failureMax) ?? "";
    const state = failure === undefined ? "not measured" : "failed";
    if (figures.length === 0) return [[name, why, "", "", "", state]];
    return figures.map((figure) => [
      name,
      figure.name,
      goalText(figure.goal, figure.unit),
      valueText(figure.median, figure.unit),
      rangeText(figure),
      verdictText(figure),
    ]);
  });
  const load = machine.loadAverage.join(" to ");
  const planted = plantedUs > 0 ? `, ${plantedUs} µs planted` : "";
  const took = seconds === undefined ? "" : ` in ${durationText(seconds * 1000)}`;
  const foot = `${mode} run of ${pairs} pairs${took}${planted}; load average ${load} on ${machine.cpus} CPUs`;
  return `${alignedText([head, ...rows])}\n${foot}`;
}
