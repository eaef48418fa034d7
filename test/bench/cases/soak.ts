// The soak: mixed operations at a steady rate for ten minutes. The figure is the growth of resident memory in the second
// half, when the heap has reached its size. It is the slope of a line fitted to the readings; their deviations from the
// line give the error of the slope.
import { type Line, lineThrough } from "../measure/line.ts";
import { meets, type Verdict } from "../measure/statistics.ts";
import type { Figure, Plot } from "../report/report-shape.ts";
import type { BenchCase, CaseContext, CaseOutcome } from "./bench-case.ts";
import { absoluteFigure, failureOf, failuresOf, saturationNote, sideFigures } from "./comparison.ts";
import { plotsOf } from "./comparison-plots.ts";
import { targetOf } from "./sides.ts";

/** The shortest soak that is judged, in minutes; a shorter one is indicative. */
export const soakMinutesJudged = 10;

/** The goal for the growth of resident memory, in MB per hour: seven bytes per operation, less than any object takes. */
export const growthMbPerHourMax = 50;

const stepMs = 2_000;
const perSecond = 2_000;
// Up to two seconds of operations may wait: a short pause of the machine is not a failure of the store.
const inFlightMax = 2 * perSecond;

/** The figure for the growth; `line` is in MB over seconds. It is judged if the soak was long enough and the slope certain enough. */
export function growthFigure(line: Line, minutes: number, failures: number): Figure {
  const [median, low, high] = [line.slope, line.slope - line.slopeError, line.slope + line.slopeError].map(
    (perSecondMb) => perSecondMb * 3600,
  ) as [number, number, number];
  const goal = { relation: "at most", value: growthMbPerHourMax } as const;
  const judged = (): Verdict => {
    if (failures > 0 || !Number.isFinite(median)) return "failed";
    if (minutes < soakMinutesJudged) return "indicative";
    // The goal lies within the error of the slope: it is neither met nor missed.
    if (low <= goal.value && high > goal.value) return "unusable (noisy)";
    return meets(median, goal) ? "met" : "missed";
  };
  const summary = { values: [low, median, high], median, low, high, spread: (high - low) / Math.abs(median) };
  return { name: "growth in the second half", unit: "MB/h", goal, ...summary, verdict: judged() };
}

async function soak(context: CaseContext, minutes: number): Promise<CaseOutcome> {
  const { url } = await context.servers.redis();
  const sidecar = await context.sidecar({ store: url, transport: "wire" });
  const load = await context.load(targetOf("wire", sidecar.address));
  const soakMs = minutes * 60_000;
  const plan = context.plan({
    operation: "mixed",
    inFlight: inFlightMax,
    ratePerSecond: perSecond,
    measureMs: soakMs,
    latency: true,
    observed: { sidecar: { pid: sidecar.pid, children: false } },
  });
  await load.fill(plan);
  const begin = performance.now();
  const points: [number, number][] = [];
  const timer = setInterval(() => {
    const seconds = (performance.now() - begin) / 1000;
    points.push([seconds, sidecar.residentMb]);
    context.reportProgress(
      `${Math.round(seconds)} s of ${soakMs / 1000}: ${sidecar.residentMb.toFixed(1)} MB resident`,
    );
  }, stepMs);
  const result = await load.run(plan).finally(() => clearInterval(timer));
  const line = lineThrough(points.slice(Math.floor(points.length / 2)));
  const failures = failuresOf([result]);
  const label = `${perSecond} mixed operations/s`;
  return {
    figures: [
      { ...growthFigure(line, minutes, failures), ...saturationNote([[label, [result]]]) },
      absoluteFigure({ name: "resident at the end", unit: "MB" }, [sidecar.residentMb], failures),
    ],
    sides: [sideFigures(label, [result])],
    plots: [memoryPlot(points), ...plotsOf([[label, [result]]])],
    ...failureOf([result]),
  };
}

function memoryPlot(points: readonly (readonly [number, number])[]): Plot {
  return {
    title: "Resident memory",
    x: { label: "seconds", scale: "linear" },
    y: { label: "MB", scale: "linear" },
    lines: [{ label: "sidecar", points }],
  };
}

/** The soak case. */
export function soakCase(minutes: number): BenchCase {
  return {
    name: "soak",
    title: `${minutes === 1 ? "1 minute" : `${minutes} minutes`} at ${perSecond} mixed operations/s, Redis`,
    onDemand: true,
    estimateMs: () => minutes * 60_000 + 5_000,
    run: (context) => soak(context, minutes),
  };
}
