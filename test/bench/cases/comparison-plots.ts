// The plots of a comparison: throughput over time, and, where latencies were recorded, latency by quantile.
import { type LoadResult, timelineMs } from "../load/load-plan.ts";
import { LatencyHistogram } from "../measure/latency-histogram.ts";
import type { Plot } from "../report/report-shape.ts";

/** A side's label and its runs. */
export type LabelledRuns = readonly [string, readonly LoadResult[]];

/** Throughput over time, and latency by percentile if any side has latencies. */
export function plotsOf(sides: readonly LabelledRuns[]): Plot[] {
  const latencies = sides.map(([label, runs]) => ({ label, points: latencyPoints(runs) }));
  return [
    timelinePlot(sides),
    ...(latencies.some(({ points }) => points.length > 0) ? [latencyPlot(latencies)] : []),
  ];
}

// All runs of a side one after another, without the gaps between them.
function timelinePlot(sides: readonly LabelledRuns[]): Plot {
  return {
    title: "Throughput over time, all runs in sequence",
    x: { label: "measured seconds", scale: "linear" },
    y: { label: "operations/s", scale: "linear" },
    lines: sides.map(([label, runs]) => ({
      label,
      points: timelinePoints(runs.flatMap(({ timeline }) => timeline)),
    })),
  };
}

const timelinePointsMax = 600;

// In a long run, each point is the mean of several steps.
function timelinePoints(counts: readonly number[]): (readonly [number, number])[] {
  const width = Math.ceil(counts.length / timelinePointsMax) || 1;
  return Array.from({ length: Math.floor(counts.length / width) }, (_, point) => {
    const ended = counts.slice(point * width, (point + 1) * width).reduce((sum, count) => sum + count, 0);
    return [(point * width * timelineMs) / 1000, (ended * 1000) / (width * timelineMs)] as const;
  });
}

/** Latency over 1 / (1 - quantile), so that the tail is on the right. */
export function latencyPlot(lines: Plot["lines"]): Plot {
  return {
    title: "Latency by quantile: the median at 2, p99 at 100",
    x: { label: "1 / (1 - quantile)", scale: "log" },
    y: { label: "ms", scale: "log" },
    lines,
  };
}

const tailShares = [0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0001];

/** The points of several runs together. Quantiles that fewer than one operation exceeds are left out. */
export function latencyPoints(runs: readonly LoadResult[]): (readonly [number, number])[] {
  const all = new LatencyHistogram();
  for (const { latencyCounts } of runs) all.merge(new LatencyHistogram(latencyCounts));
  return tailShares
    .filter((share) => all.size * share >= 1)
    .map((share) => [1 / share, all.quantile(1 - share) / 1000] as const);
}
