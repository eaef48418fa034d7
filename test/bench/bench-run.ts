// Runs the chosen cases one after another and tells how far it is. A case that
// cannot be run, hangs, or does not end in order is a failed case; the others
// go on.
import { constants } from "node:os";
import type { BenchOptions } from "./bench-options.ts";
import { type BenchCase, type CaseOutcome, Scene } from "./cases/bench-case.ts";
import { BenchServers } from "./processes/bench-servers.ts";
import { commitText, loadAverage, machineOf } from "./report/machine.ts";
import type { CaseResult, Report } from "./report/report-shape.ts";
import { caseText } from "./report/text-table.ts";
import { durationText, TimeLeft } from "./report/time-left.ts";

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

// A case that takes this much longer than it should will not end.
const patience = { factor: 5, minMs: 180_000 };

async function withinMs<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the case did not end within ${durationText(ms)}`)), ms);
  });
  // Once it was given up, how it ends is of no interest.
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

const failed = (cause: unknown): CaseOutcome => ({
  figures: [],
  sides: [],
  plots: [],
  failure: messageOf(cause),
});

/** Runs one case; tells its scene when it begins, so that a signal can end it. Never rejects. */
export async function runCase(
  one: BenchCase,
  servers: BenchServers,
  options: Pick<BenchOptions, "rival" | "plantedUs" | "pace">,
  began: (scene: Scene) => void = () => undefined,
): Promise<CaseResult> {
  const { rival, plantedUs, pace } = options;
  const begin = performance.now();
  const scene = new Scene(pace, servers, {
    rival,
    plantedUs,
    say: (text) => progress(`${one.name}: ${text}`),
  });
  began(scene);
  const msMax = Math.max(patience.minMs, patience.factor * one.estimateMs(pace));
  const outcome = await withinMs(msMax, one.run(scene)).catch(failed);
  const ended = await scene.end().then(
    () => ({}),
    (cause: unknown) => ({ failure: outcome.failure ?? `what it started did not end: ${messageOf(cause)}` }),
  );
  progress("");
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  return { name: one.name, title: one.title, ...outcome, ...ended, seconds };
}

// Whatever a signal finds running ends before the bench does; nothing of it would end by itself.
function endWithSignal(servers: BenchServers): { scene?: Scene; isEnding: boolean } {
  const running: { scene?: Scene; isEnding: boolean } = { isEnding: false };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    running.isEnding = true;
    await running.scene?.end().catch(() => undefined);
    await servers.stop();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(signal));
  return running;
}

/** Runs cases; what they gave, and on what. */
export async function runAll(chosen: readonly BenchCase[], options: BenchOptions): Promise<Report> {
  const { pace, plantedUs } = options;
  const servers = new BenchServers();
  const loadBefore = loadAverage();
  const cases: CaseResult[] = [];
  const time = new TimeLeft(chosen.map((one) => one.estimateMs(pace)));
  console.log(`${chosen.length} cases, ${pace.pairs} pairs each: about ${durationText(time.leftMs(0))}`);
  const running = endWithSignal(servers);
  try {
    for (const [index, one] of chosen.entries()) {
      const left = durationText(time.leftMs(index));
      console.log(`\n[${index + 1}/${chosen.length}, ${left} left] ${one.name}: ${one.title}`);
      const result = await runCase(one, servers, options, (scene) => {
        running.scene = scene;
      });
      // The signal's own end is under way; no other case begins.
      if (running.isEnding) await new Promise(() => undefined);
      cases.push(result);
      console.log(caseText(result));
    }
  } finally {
    await servers.stop();
  }
  console.log(`\nthe run took ${durationText(time.goneMs)}`);
  return {
    format: 1,
    date: new Date().toISOString().slice(0, 10),
    commit: commitText(),
    mode: pace.quick ? "quick" : "full",
    pairs: pace.pairs,
    plantedUs,
    seconds: Math.round(time.goneMs / 1000),
    machine: machineOf([loadBefore, loadAverage()], servers.versions),
    cases,
  };
}
