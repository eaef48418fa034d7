// The results as one HTML page that needs no other file.
import { goalText, numberText, rangeText, valueText } from "./number-text.ts";
import { escaped, plotSvg } from "./plot.ts";
import type { CaseResult, Figure, Report, SideFigures } from "./report-shape.ts";

const style = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 2em auto; padding: 0 1em; color: #1a202c }
table { border-collapse: collapse; margin: .5em 0 } td, th { padding: .2em .8em .2em 0; text-align: left; vertical-align: top }
th { border-bottom: 1px solid #a0aec0 } .plots { display: flex; flex-wrap: wrap; gap: 1em }
figure { margin: 0; width: 560px; max-width: 100% } figcaption { font-size: 13px } figcaption span { margin-right: 1em }
svg { width: 100% } svg text { font: 11px system-ui, sans-serif; fill: #4a5568 } .grid { stroke: #e2e8f0 }
.met { color: #276749 } .missed, .failed, .unusable { color: #c53030 } .indicative { color: #975a16 }`;

function row(cells: readonly string[], tag: "td" | "th" = "td"): string {
  return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
}

function figureRow(figure: Figure): string {
  const { name, unit, goal, against, verdict, median } = figure;
  const beside = against === undefined ? "" : ` of ${escaped(against)}`;
  const shown = `<span class="${verdict.split(" ")[0]}">${verdict}</span>`;
  return row([
    escaped(name),
    goalText(goal, unit),
    valueText(median, unit) + beside,
    rangeText(figure),
    shown,
  ]);
}

function sideRow({ label, cpuUs, perSecond, latencyMs }: SideFigures): string {
  const cpu = Object.entries(cpuUs).map(([role, used]) => `${escaped(role)} ${numberText(used)}`);
  const latency = latencyMs ? [latencyMs.p50, latencyMs.p99, latencyMs.p999].map(numberText).join(" / ") : "";
  return row([escaped(label), cpu.join("<br>"), numberText(perSecond), latency]);
}

function caseSection({ name, title, figures, sides, plots, failure }: CaseResult): string {
  const figureHead = row(["figure", "goal", "measured", "lowest to highest", "verdict"], "th");
  const sideHead = row(["side", "CPU µs per operation", "operations/s", "ms p50 / p99 / p99.9"], "th");
  return `<section id="${escaped(name)}"><h2>${escaped(title)}</h2>
${failure === undefined ? "" : `<p class="failed">Failed: ${escaped(failure)}</p>`}
${figures.length === 0 ? "" : `<table>${figureHead}${figures.map(figureRow).join("\n")}</table>`}
${sides.length === 0 ? "" : `<table>${sideHead}${sides.map(sideRow).join("\n")}</table>`}
<div class="plots">${plots.map(plotSvg).join("\n")}</div></section>`;
}

/** The page of a run. */
export function pageOf(report: Report): string {
  const { date, commit, mode, pairs, plantedUs, machine, cases } = report;
  const facts = [
    `${date}, commit ${commit || "unknown"}, ${mode} run of ${pairs} pairs`,
    `${machine.cpus} × ${machine.cpu}, ${numberText(machine.memoryMb)} MB, ${machine.system}, Node ${machine.node}`,
    `load average ${machine.loadAverage.join(" to ")}; ${machine.servers.join(", ")}`,
    ...(plantedUs > 0 ? [`${plantedUs} µs per call are planted in the sidecars under test`] : []),
  ];
  const contents = cases.map(
    ({ name, title }) => `<li><a href="#${escaped(name)}">${escaped(title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Pillion: bench of ${date}</title><style>${style}</style></head>
<body><h1>Bench</h1><p>${facts.map(escaped).join("<br>")}</p><ul>${contents.join("")}</ul>
${cases.map(caseSection).join("\n")}
</body></html>
`;
}
