// Runs the chosen cases one after another and reports progress. A case that cannot run, hangs, or cannot stop its
// processes is a failed case; the run continues with the next one.
import { constants } from "node:os";
import type { BenchOptions } from "./bench-options.ts";
import { type BenchCase, CaseContext, type CaseOutcome } from "./cases/bench-case.ts";
import { BenchServers } from "./processes/bench-servers.ts";
import { commitText, loadAverage, machineOf } from "./report/machine.ts";
import type { CaseResult, Report } from "./report/report-shape.ts";
import { caseText } from "./report/text-table.ts";
import { durationText, TimeLeft } from "./report/time-left.ts";

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

// The timeout of a case: a multiple of its estimate, but at least minMs.
const caseTimeout = { factor: 5, minMs: 180_000 };

async function withinMs<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the case did not end within ${durationText(ms)}`)), ms);
  });
  // After the timeout, a rejection of the case is ignored.
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

/** Runs one case. `onStart` receives its context, so that a signal can stop what it has started. Never rejects. */
export async function runCase(
  one: BenchCase,
  servers: BenchServers,
  options: Pick<BenchOptions, "against" | "plantedUs" | "pace">,
  onStart: (context: CaseContext) => void = () => undefined,
): Promise<CaseResult> {
  const { against, plantedUs, pace } = options;
  const begin = performance.now();
  const context = new CaseContext(pace, servers, {
    against,
    plantedUs,
    onProgress: (text) => progress(`${one.name}: ${text}`),
  });
  onStart(context);
  const msMax = Math.max(caseTimeout.minMs, caseTimeout.factor * one.estimateMs(pace));
  const outcome = await withinMs(msMax, one.run(context)).catch(failed);
  const ended = await context.stopAll().then(
    () => ({}),
    (cause: unknown) => ({
      failure: outcome.failure ?? `a process of the case could not be stopped: ${messageOf(cause)}`,
    }),
  );
  progress("");
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  return { name: one.name, title: one.title, ...outcome, ...ended, seconds };
}

// A signal stops everything that is running before the benchmark exits; the processes would not stop on their own.
function endWithSignal(servers: BenchServers): { context?: CaseContext; isEnding: boolean } {
  const running: { context?: CaseContext; isEnding: boolean } = { isEnding: false };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    running.isEnding = true;
    await running.context?.stopAll().catch(() => undefined);
    await servers.stop();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(signal));
  return running;
}

/** Runs the cases and returns the report. */
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
      const result = await runCase(one, servers, options, (context) => {
        running.context = context;
      });
      // The signal handler is stopping everything: start no other case.
      if (running.isEnding) await new Promise(() => undefined);
      cases.push(result);
      console.log(caseText(result));
    }
  } finally {
    await servers.stop();
  }
  console.log(`\nthe run took ${durationText(time.elapsedMs)}`);
  return {
    format: 1,
    date: new Date().toISOString().slice(0, 10),
    commit: commitText(),
    mode: pace.quick ? "quick" : "full",
    pairs: pace.pairs,
    plantedUs,
    seconds: Math.round(time.elapsedMs / 1000),
    machine: machineOf([loadBefore, loadAverage()], servers.versions),
    cases,
  };
}
