// Renders the results as one self-contained HTML page.
import { busyText, goalText, numberText, rangeText, valueText, verdictText } from "./number-text.ts";
import { escaped, plotSvg } from "./plot.ts";
import type { CaseResult, Figure, Report, SideFigures } from "./report-shape.ts";
import { durationText } from "./time-left.ts";

const style = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 2em auto; padding: 0 1em; color: #1a202c }
table { border-collapse: collapse; margin: .5em 0 } td, th { padding: .2em .8em .2em 0; text-align: left; vertical-align: top }
th { border-bottom: 1px solid #a0aec0 } .plots { display: flex; flex-wrap: wrap; gap: 1em }
figure { margin: 0; width: 560px; max-width: 100% } figcaption { font-size: 13px } figcaption span { margin-right: 1em }
svg { width: 100%; overflow: visible } svg text { font: 11px system-ui, sans-serif; fill: #4a5568 } .grid { stroke: #e2e8f0 }
.met { color: #276749 } .missed, .failed, .unusable { color: #c53030 } .indicative { color: #975a16 }
section { border-top: 1px solid #e2e8f0; margin-top: 2em } h2 { font-size: 18px } .took { color: #718096; font-size: 13px; margin: 0 }`;

function row(cells: readonly string[], tag: "td" | "th" = "td"): string {
  return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
}

function verdictSpan(figure: Figure): string {
  return `<span class="${figure.verdict.split(" ")[0]}">${escaped(verdictText(figure))}</span>`;
}

function figureCells(figure: Figure): string[] {
  const { name, unit, goal, against, median } = figure;
  const reference = against === undefined ? "" : ` ${escaped(against)}`;
  return [
    escaped(name),
    goalText(goal, unit),
    valueText(median, unit) + reference,
    rangeText(figure),
    verdictSpan(figure),
  ];
}

function sideRow({ label, cpuUs, perSecond, loadBusy, latencyMs }: SideFigures): string {
  const cpu = Object.entries(cpuUs).map(([role, used]) => `${escaped(role)} ${numberText(used)}`);
  const latency = latencyMs ? [latencyMs.p50, latencyMs.p99, latencyMs.p999].map(numberText).join(" / ") : "";
  const busy = loadBusy === undefined ? "" : busyText(loadBusy);
  return row([escaped(label), cpu.join("<br>"), numberText(perSecond), latency, busy]);
}

function reasonText({ failure, notMeasured }: CaseResult): string {
  if (failure !== undefined) return `<p class="failed">Failed: ${escaped(failure)}</p>`;
  return notMeasured === undefined ? "" : `<p class="indicative">Not measured: ${escaped(notMeasured)}</p>`;
}

const figureHead = ["figure", "goal", "measured", "lowest to highest", "verdict"];

function caseSection(one: CaseResult): string {
  const { name, title, figures, sides, plots, seconds } = one;
  const sideHead = ["side", "CPU µs per operation", "operations/s", "ms p50 / p99 / p99.9", "load process"];
  const rows = figures.map((figure) => row(figureCells(figure)));
  const took = seconds === undefined ? "" : `<p class="took">${escaped(name)}, ${numberText(seconds)} s</p>`;
  return `<section id="${escaped(name)}"><h2>${escaped(title)}</h2>${took}
${reasonText(one)}
${rows.length === 0 ? "" : `<table>${row(figureHead, "th")}${rows.join("\n")}</table>`}
${sides.length === 0 ? "" : `<table>${row(sideHead, "th")}${sides.map(sideRow).join("\n")}</table>`}
<div class="plots">${plots.map(plotSvg).join("\n")}</div></section>`;
}

// One row per case, with a link to its section: figures with a goal, failures, and why a case was not measured.
function overview(cases: readonly CaseResult[]): string {
  const rows = cases.flatMap((one) => {
    const link = `<a href="#${escaped(one.name)}">${escaped(one.title)}</a>`;
    const shown = one.figures.filter(({ goal, verdict }) => goal !== undefined || verdict === "failed");
    if (shown.length > 0)
      return shown.map((figure, index) => row([index === 0 ? link : "", ...figureCells(figure)]));
    const state = one.failure === undefined ? "indicative" : "failed";
    const why = one.failure === undefined ? one.notMeasured : "failed";
    return [row([link, "", "", "", "", `<span class="${state}">${escaped(why ?? "")}</span>`])];
  });
  return `<table>${row(["case", ...figureHead], "th")}${rows.join("\n")}</table>`;
}

/** Renders a run as one HTML page without scripts. */
export function pageOf(report: Report): string {
  const { date, commit, mode, pairs, plantedUs, machine, cases, seconds } = report;
  const took = seconds === undefined ? "" : ` in ${durationText(seconds * 1000)}`;
  const facts = [
    `${date}, commit ${commit || "unknown"}, ${mode} run of ${pairs} pairs${took}`,
    `${machine.cpus} × ${machine.cpu}, ${numberText(machine.memoryMb)} MB, ${machine.system}, Node ${machine.node}`,
    `load average ${machine.loadAverage.join(" to ")}; ${machine.servers.join(", ")}`,
    ...(plantedUs > 0 ? [`a delay of ${plantedUs} µs per call is planted in the sidecars under test`] : []),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Pillion benchmark, ${date}</title><style>${style}</style></head>
<body><h1>Pillion benchmark</h1><p>${facts.map(escaped).join("<br>")}</p>
${overview(cases)}
${cases.map(caseSection).join("\n")}
</body></html>
`;
}
